import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import type { AuthorityId } from '../../shared/domain/ids.ts';
import type { AnyQuestionnaire } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { familyOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { roundFor } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { AnyAssessment } from './assess-any.ts';
import { coverProblem } from './said-in-file.ts';

export interface WhichRound {
  readonly round: Round | null;
  readonly problems: readonly Problem[];
}

/**
 * Which round a file is for: the one it was made for, or that is written on its cover; else the one of the page it was
 * sent from, or the only one of its questionnaire that was open when it was received.
 */
export async function whichRound(
  { named, questionnaire }: AnyAssessment,
  announced: PageUpload | null,
  registry: Registry,
  closed: IsClosed,
): Promise<WhichRound> {
  if (questionnaire === null) return { round: null, problems: [] };
  const made = named.identity?.round ?? null;
  const cover = await onCover(made, named.cover, registry);
  if (made !== null && cover !== null && cover.id !== made) return decided(made, cover, closed, registry);
  const said = made ?? cover?.id ?? null;
  if (said !== null) return given(said, closed, registry);
  const ofPage = announced === null ? null : await registry.round(announced.round);
  if (ofPage !== null) return taken(ofPage, 'page', closed);
  return onlyOpen(questionnaire, closed, registry);
}

/** A line of text may be about anything: it names a round where nothing else does, and there is one of that name. */
async function onCover(
  made: string | null,
  { round }: AnyAssessment['named']['cover'],
  registry: Registry,
): Promise<{ readonly id: string; readonly cell: string } | null> {
  if (round === null || !round.isLine) return round;
  return made === null && (await registry.round(round.id)) !== null ? round : null;
}

async function given(id: string, closed: IsClosed, registry: Registry): Promise<WhichRound> {
  const round = await registry.round(id);
  if (round !== null) return { round, problems: await closed(round) };
  return { round: null, problems: [problem('round-unknown', { facts: { round: id } })] };
}

/** The cover says another round than the one that the workbook was made for. */
async function decided(
  made: string,
  cover: { readonly id: string; readonly cell: string },
  closed: IsClosed,
  registry: Registry,
): Promise<WhichRound> {
  const [own, written] = await Promise.all([registry.round(made), registry.round(cover.id)]);
  if (written === null) {
    if (own === null) return given(cover.id, closed, registry);
    return {
      round: own,
      problems: [...(await closed(own)), coverProblem('round-differs', cover.cell, cover.id, { round: made })],
    };
  }
  // A workbook of a round that takes nothing (any more) is used for another: what people read is what counts.
  if (own === null || (await closed(own)).length > 0) return taken(written, 'cover', closed);
  return {
    round: null,
    problems: [coverProblem('round-conflicting', cover.cell, cover.id, { round: made, other: cover.id })],
  };
}

async function onlyOpen(questionnaire: AnyQuestionnaire, closed: IsClosed, registry: Registry): Promise<WhichRound> {
  const ofFamily = (await registry.rounds()).filter((round) => familyOf(round.questionnaire) === questionnaire.id);
  const why = await Promise.all(ofFamily.map(closed));
  const own = ofFamily.filter((_, index) => why[index]?.length === 0);
  const [one] = own;
  if (one === undefined) return { round: null, problems: [problem('round-none-open')] };
  if (own.length === 1) return taken(one, 'open', closed);
  return {
    round: null,
    problems: [problem('round-several', { facts: { rounds: own.map(({ id }) => id).join(', ') } })],
  };
}

const taken = async (round: Round, reason: 'page' | 'cover' | 'open', closed: IsClosed): Promise<WhichRound> => ({
  round,
  problems: [
    problem('round-taken', { facts: { round: round.id, because: `round-${reason}` } }),
    ...(await closed(round)),
  ],
});

/** Why a round takes nothing of this file: nothing where it does. */
export type IsClosed = (round: Round) => Promise<Problem[]>;

/**
 * By the authority's own deadline, and by what the office has decided of this file. Nobody asks for either while the round
 * is open: `authority` may still be looked for.
 */
export const closedFor =
  (
    authority: () => Promise<AuthorityId | null>,
    { receivedAt, changedAt = receivedAt, sha256 }: Pick<Receipt, 'receivedAt' | 'changedAt' | 'sha256'>,
    participations: Pick<Participations, 'of'>,
  ): IsClosed =>
  async (round) => {
    const closed = (of: Round): Problem[] => [...closedAt(of, receivedAt), ...changedAfter(of, receivedAt, changedAt)];
    const problems = closed(round);
    const id = problems.length === 0 ? null : await authority();
    if (id === null) return problems;
    const noted = await participations.of(round.id, id);
    return noted.accepted.some((one) => one.sha256 === sha256) ? [] : closed(roundFor(round, noted));
  };

/** A link that came in time, to a sheet that was changed after the deadline. */
function changedAfter({ id, closesAt, timeZone }: Round, receivedAt: string, changedAt: string): Problem[] {
  if (closesAt === null || new Date(receivedAt) > new Date(closesAt)) return [];
  if (new Date(changedAt) <= new Date(closesAt)) return [];
  const zone: Record<string, string> = timeZone === undefined ? {} : { timeZone };
  return [problem('sheet-changed-late', { facts: { round: id, receivedAt, changedAt, closesAt, ...zone } })];
}

function closedAt(round: Round, receivedAt: string): Problem[] {
  const at = new Date(receivedAt);
  const early = round.opensAt !== null && at < new Date(round.opensAt);
  const late = round.closesAt !== null && at > new Date(round.closesAt);
  return early || late ? [problem('round-closed', { facts: { round: round.id, ...windowOf(round) } })] : [];
}

function windowOf({ opensAt, closesAt, timeZone }: Round): Record<string, string> {
  const zone: Record<string, string> = timeZone === undefined ? {} : { timeZone };
  if (opensAt !== null && closesAt !== null) return { window: 'both', opensAt, closesAt, ...zone };
  return opensAt !== null
    ? { window: 'from', opensAt, ...zone }
    : { window: 'until', closesAt: closesAt ?? '', ...zone };
}

import { type Problem, problem } from '../../shared/domain/problems.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { similarNames } from '../../shared/domain/registry/similar-names.ts';
import type { Receipt } from '../../shared/domain/submission.ts';
import type { PageUpload } from '../../shared/portal-ports.ts';
import type { Authority, Registry, Round } from '../../shared/ports.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import type { Assessment } from './assess-file.ts';
import { pageProblem } from './page-upload.ts';
import { versionProblem } from './version-problem.ts';

export interface Admission {
  /** Only what is registered: a name that a file makes up is no authority. */
  readonly authority: Authority | null;
  readonly round: Round | null;
  readonly problems: readonly Problem[];
}

/** Whether a file may count: its authority and round are known and open, its sender may speak for it. */
export async function admit(
  assessment: Assessment,
  receipt: Receipt,
  announced: PageUpload | null,
  registry: Registry,
): Promise<Admission> {
  if (assessment.questionnaire === null) return { authority: null, round: null, problems: [] };
  const authority = assessment.authority === null ? null : await registry.authority(assessment.authority.id);
  const round = assessment.round === null ? null : await registry.round(assessment.round);
  const problems = [
    await authorityProblem(assessment, authority, receipt, registry),
    identityProblem(assessment, receipt),
    await pageProblem(authority, announced, registry),
    roundProblem(assessment, round, receipt),
    senderProblem(authority, receipt),
    otherVersion(assessment, round),
  ];
  return { authority, round, problems: problems.filter((one) => one !== null) };
}

async function authorityProblem(
  { authority: named }: Assessment,
  registered: Authority | null,
  receipt: Receipt,
  registry: Registry,
): Promise<Problem | null> {
  if (named === null) return problem('authority-missing');
  if (registered !== null) return null;
  const similar = similarNames(await maybeMeant(receipt, registry))({ ...named, country: null });
  return similar === undefined
    ? problem('authority-unknown', { facts: { authority: named.name } })
    : problem('authority-similar', { facts: { authority: named.name, similar: similar.name } });
}

/** Which authorities a name may be a misspelling of; a name only ever proposes. A stranger learns of none. */
async function maybeMeant({ sender, channel }: Receipt, registry: Registry): Promise<readonly Authority[]> {
  if (sender === null) return channel === 'office' ? registry.authorities() : [];
  const own = await Promise.all((await registry.authoritiesOf(sender)).map((id) => registry.authority(id)));
  return own.filter((one) => one !== null);
}

/** Whoever can edit a sheet shared with us could write another city's name on it: the hidden identity has to be there. */
function identityProblem({ authority, identified }: Assessment, { channel }: Receipt): Problem | null {
  return channel === 'sheet' && authority !== null && !identified ? problem('sheet-unidentified') : null;
}

function roundProblem({ round: named }: Assessment, round: Round | null, { receivedAt }: Receipt): Problem | null {
  if (named === null) return problem('round-missing');
  if (round === null) return problem('round-unknown', { facts: { round: named } });
  const at = new Date(receivedAt);
  const early = round.opensAt !== null && at < new Date(round.opensAt);
  const late = round.closesAt !== null && at > new Date(round.closesAt);
  return early || late ? problem('round-closed', { facts: { round: round.id, ...windowOf(round) } }) : null;
}

function windowOf({ opensAt, closesAt, timeZone }: Round): Record<string, string> {
  const zone: Record<string, string> = timeZone === undefined ? {} : { timeZone };
  if (opensAt !== null && closesAt !== null) return { window: 'both', opensAt, closesAt, ...zone };
  return opensAt !== null
    ? { window: 'from', opensAt, ...zone }
    : { window: 'until', closesAt: closesAt ?? '', ...zone };
}

/** Who sent it must be a contact of the authority it is for. The office alone, which may put in anything, names nobody. */
function senderProblem(authority: Authority | null, { sender, channel }: Receipt): Problem | null {
  if (authority === null) return null;
  const facts = { authority: authority.name };
  if (sender !== null) return maySendFor(authority, sender) ? null : problem('sender-not-registered', { facts });
  // A sheet without a sender is one that the office pointed to: no other link is followed.
  return channel === 'office' || channel === 'sheet' ? null : problem('sender-missing', { facts });
}

function otherVersion({ questionnaire }: Assessment, round: Round | null): Problem | null {
  if (questionnaire === null || round === null) return null;
  return versionProblem(questionnaireKey(questionnaire), round.questionnaire, catalogue);
}

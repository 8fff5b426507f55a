import type { Notice } from '../../shared/domain/mail/notice.ts';
import { isDefinition } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue, Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { deadlineOf, isAsked, mailed, sheetOf } from '../../shared/domain/registry/participation.ts';
import type { Authority, Contact, Round } from '../../shared/domain/registry/registry.ts';
import { missingAnswers } from '../../shared/domain/standings/missing-answers.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { sheetAddress } from '../../shared/domain/submissions/sheet-link.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Words } from '../../shared/rendering/letters/notice-letters.ts';
import * as say from '../../shared/rendering/letters/round-letters.ts';
import { formQuestionText, questionIn } from '../../shared/rendering/words/question-words.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import type { ContactPages } from '../../shared/use-cases/portal-link.ts';
import { type PrefillSources, prefilledWorkbook } from '../../shared/use-cases/prefilled-workbook.ts';
import { reachableIn } from './recipients.ts';

export interface RoundMailParts extends Omit<PrefillSources, 'catalogue' | 'registry'> {
  readonly registry: Pick<Registry, 'round' | 'authority'>;
  /** Those of the product. */
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'inUse'>;
  readonly participations: Pick<Participations, 'of' | 'change'>;
  readonly pages: ContactPages;
  /** Address of the benchmark office. */
  readonly office: string;
  /** Address to which questionnaires are sent. */
  readonly mailIn: string;
  readonly now: () => Date;
  /** Bytes of a workbook above which a mail brings the link alone; {@link maxAttached} when it is not said. */
  readonly maxAttached?: number | undefined;
}

export type RoundNotice = Extract<Notice, { kind: 'invitation' | 'reminder' | 'deadline' }>;

export interface RoundMail {
  readonly to: readonly string[];
  readonly language: string;
  readonly timeZone: string | undefined;
  readonly words: (about: Parameters<ReturnType<typeof say.invitationWords>>[0]) => Words;
  readonly attachments: Mail['attachments'];
}

/**
 * Bytes of a workbook above which a mail brings the link alone. A mail of more than 5 MB is refused by many; base64 and its
 * lines make 37 bytes of 27.
 */
const maxAttached = 3.6 * 1024 * 1024;

/**
 * An invitation, a reminder or the deadline of an authority as it is now, with the authority's own workbook; null when it has
 * become needless: a questionnaire is there and whole, the deadline is another, or the authority is not asked any more.
 */
export async function prepareRoundMail(notice: RoundNotice, deps: RoundMailParts): Promise<RoundMail | null> {
  const round = await deps.registry.round(notice.round);
  const authority = await deps.registry.authority(notice.authority);
  const contact = authority && reachableIn(authority, notice.to);
  if (round === null || authority === null || contact === null) return null;
  const participation = await deps.participations.of(round.id, authority.id);
  if (!isAsked(round, participation)) return null;
  const standing = await deps.store.standing(round, authority.id);
  const closes = deadlineOf(round, participation);
  const isOver = closes !== null && new Date(closes) <= deps.now();
  // Before the deadline another mail than after it; an invitation goes only before it, and only to who has sent nothing.
  const isOverdue = notice.kind === 'reminder' && notice.days < 0;
  // Moved or taken back since, or the round is open longer by now: it is not this deadline.
  if (notice.kind === 'deadline' && closes !== notice.closes) return null;
  if (isOver !== isOverdue || (closes === null && notice.kind === 'reminder')) return null;
  if (notice.kind === 'invitation' && standing !== null) return null;
  const catalogue = await knownQuestionnaires(deps);
  const missing = standing === null ? null : missingIn(standing, authority, contact, catalogue);
  if (missing?.length === 0 && notice.kind !== 'deadline') return null;
  // After the deadline nothing that is written into a sheet counts.
  const own = isOver ? null : sheetOf(participation, contact.address);
  const sheet = own && { address: sheetAddress(own.id), to: contact.address };
  const of = { round, authority, contact, closes, sheet, isSent: standing !== null };
  const { content, attachments } = await withWorkbook(of, missing, catalogue, deps);
  const words = isOverdue ? say.overdueWords : wordsOf[notice.kind];
  if (notice.kind !== 'deadline') await note(notice, contact, deps);
  const { timeZone } = round;
  return { to: [contact.address], language: contact.language, timeZone, words: words(content), attachments };
}

const wordsOf = {
  invitation: say.invitationWords,
  reminder: say.reminderWords,
  deadline: say.deadlineWords,
} as const;

/** In the participation, that the mail was made. */
async function note(
  notice: Exclude<RoundNotice, { kind: 'deadline' }>,
  { address }: Contact,
  { participations, now }: RoundMailParts,
): Promise<void> {
  const at = now().toISOString();
  const [list, step] =
    notice.kind === 'invitation'
      ? (['invitations', 'invitation'] as const)
      : (['reminders', `reminder-${notice.days}`] as const);
  await participations.change(notice.round, notice.authority, (current) =>
    mailed(current, list, { step, at, address }),
  );
}

/** The questions that are not answered, in the contact's language, as the questionnaire that was answered prints them. */
function missingIn(standing: Standing, authority: Authority, { language }: Contact, catalogue: AnyCatalogue): string[] {
  const questionnaire = catalogue.find(standing.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${standing.questionnaire} is not known`);
  return missingAnswers(questionnaire, standing, authority).map((id) => {
    if (isDefinition(questionnaire)) return formQuestionText(questionnaire, id, language);
    return `${id} ${questionIn(questionnaire, id, language)?.text ?? ''}`;
  });
}

interface Concerned {
  readonly round: Round;
  readonly authority: Authority;
  readonly contact: Contact;
  readonly closes: string | null;
  readonly sheet: say.RoundMailContent['sheet'];
  /** Something has come in already: the workbook comes with what counts of it. */
  readonly isSent: boolean;
}

async function withWorkbook(
  { round, authority, contact, closes, sheet, isSent }: Concerned,
  missing: readonly string[] | null,
  catalogue: AnyCatalogue,
  deps: RoundMailParts,
): Promise<{ content: say.RoundMailContent; attachments: Mail['attachments'] }> {
  const { bytes, fileName, filled } = await prefilledWorkbook(
    {
      ...{ round, authority, language: contact.language, fill: isSent ? 'now' : 'last', deadline: closes },
      ...{ office: deps.mailIn, contact: deps.office },
    },
    { ...deps, catalogue },
  );
  const page = await deps.pages.addressOf({ authority: authority.id, contact: contact.address, round: round.id });
  const isAttached = bytes.byteLength <= (deps.maxAttached ?? maxAttached) || page === null;
  const previous = !isSent && filled > 0 ? (round.previous ?? null) : null;
  const content = {
    ...{ round, authority: authority.name, closes, page, previous, missing, sheet },
    fileName: isAttached ? fileName : null,
  };
  return { content, attachments: isAttached ? [{ fileName, bytes }] : [] };
}

import { firstDelivery } from '../../shared/domain/mail/delivery.ts';
import type { Notice } from '../../shared/domain/mail/notice.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import { receivedIn, type Submission } from '../../shared/domain/submissions/submission.ts';
import type { Refusals } from '../../shared/ports/mail-intake.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import type { Notices } from '../../shared/ports/notices.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { answeringSubject, bodies, footerOf } from '../../shared/rendering/letters/frame.ts';
import { fromStranger } from '../../shared/rendering/letters/from-stranger.ts';
import * as say from '../../shared/rendering/letters/notice-letters.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { formSequel } from '../../shared/rendering/words/form-sequel.ts';
import { inZone, messagesIn } from '../../shared/rendering/words/messages.ts';
import { sequelLines } from '../../shared/rendering/words/sequel-lines.ts';
import { effectiveResult } from '../../shared/use-cases/effective-result.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import { prepareRoundMail, type RoundMailParts } from './prepare-round-mail.ts';
import { reachableAt, reachableIn, recipientsOf } from './recipients.ts';

export interface NoticeSources extends RoundMailParts {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly notices: Pick<Notices, 'load'>;
  readonly refusals: Refusals;
}

type Of<K extends Notice['kind']> = Extract<Notice, { kind: K }>;

interface Addressed {
  readonly to: readonly string[];
  readonly language: string;
  readonly words: (about: say.About) => say.Words;
  /** Of the round it is about. */
  readonly timeZone?: string | undefined;
  readonly attachments?: Mail['attachments'];
  /** The mail it answers. */
  readonly answered?: { readonly messageId: string | null; readonly subject: string | null };
}

/** The mail of a notice; null when it has become needless, or nobody is left whom it would reach. */
export async function prepareNotice(id: string, deps: NoticeSources): Promise<Mail | null> {
  const notice = await deps.notices.load(id);
  if (notice === null) throw new Error(`Notice ${id} is due and not there`);
  const addressed = await address(notice, deps);
  if (addressed === null || addressed.to.length === 0) return null;
  const { to, language, answered, timeZone } = addressed;
  const messages = inZone(messagesIn(language), timeZone);
  const footer = footerOf(id, deps.office, messages);
  const { subject, letter } = addressed.words({ messages, footer, office: deps.office, mailIn: deps.mailIn });
  return {
    to,
    delivery: id,
    subject: answeringSubject(subject, answered?.subject ?? null, messages),
    ...bodies(letter),
    attachments: addressed.attachments ?? [],
    inReplyTo: answered?.messageId ?? null,
  };
}

function address(notice: Notice, deps: NoticeSources): Promise<Addressed | null> {
  switch (notice.kind) {
    case 'answer':
      return answer(notice, deps);
    case 'invitation':
    case 'reminder':
    case 'deadline':
      return prepareRoundMail(notice, deps);
    case 'colleague':
      return colleague(notice, deps);
    case 'confirmation':
      return confirmation(notice, deps);
    case 'unchanged':
      return unchanged(notice, deps);
    case 'sheet-waiting':
      return toSenderOfSheet(notice, say.sheetWaitingWords(notice), deps);
    case 'tab-unwritten':
      return toSenderOfSheet(notice, say.tabUnwrittenWords(notice), deps);
    case 'suppressed':
      return suppressed(notice, deps);
    case 'note':
      return note(notice, deps);
    case 'quarantined':
      return quarantined(notice, deps);
    case 'refusals':
      return refusals(notice, deps);
  }
}

async function answer(notice: Of<'answer'>, { registry }: NoticeSources): Promise<Addressed | null> {
  const contact = await reachableAt(notice.to, registry);
  if (contact === null) return null;
  return { to: [contact.address], language: contact.language, words: say.answerWords(notice.reason), answered: notice };
}

/** Needless once the colleague was taken out again. */
async function colleague(notice: Of<'colleague'>, { registry, pages }: NoticeSources): Promise<Addressed | null> {
  const [round, authority] = await Promise.all([registry.round(notice.round), registry.authority(notice.authority)]);
  const contact = authority === null ? null : reachableIn(authority, notice.to);
  const by = contact?.added?.by ?? '';
  if (round === null || authority === null || contact === null || by === '') return null;
  const page = await pages.addressOf({ authority: authority.id, contact: contact.address, round: round.id });
  const words = say.colleagueWords({ authority: authority.name, round: round.id, by, page });
  return { to: [contact.address], language: contact.language, timeZone: round.timeZone, words };
}

/** To whom the results themselves did not tell. */
async function confirmation(notice: Of<'confirmation'>, deps: NoticeSources): Promise<Addressed | null> {
  const submission = await deps.store.submission(notice.submission);
  const authority = await authorityOf(submission?.authority ?? null, deps.registry);
  if (submission === null || submission.score === null || authority === null) return null;
  const told = (await recipientsOf(submission, authority, deps.registry, deps.office)).to;
  const contact = reachableIn(authority, notice.to);
  if (contact === null || told.includes(contact.address)) return null;
  const { fileName, receivedAt } = submission.receipt;
  const round = submission.round ?? '';
  const page = await deps.pages.addressOf({ authority: authority.id, contact: contact.address, round });
  const { percent, timeZone } = await countedIn(submission, authority, deps);
  const { score } = submission;
  const changes = await changesIn({ ...submission, score }, authority, { language: contact.language, timeZone }, deps);
  const by = submission.receipt.sender;
  const facts = { ...{ authority: authority.name, round, percent, fileName, receivedAt, page }, by, changes };
  return { to: [contact.address], language: contact.language, timeZone, words: say.confirmationWords(facts) };
}

/** What a file has changed of what counted before, in sentences; none when it was the first. */
async function changesIn(
  submission: Parameters<typeof effectiveResult>[0],
  authority: Authority,
  { language, timeZone }: { readonly language: string; readonly timeZone: string | undefined },
  deps: NoticeSources,
): Promise<readonly string[]> {
  const history = await deps.store.history(authority.id);
  const catalogue = await knownQuestionnaires(deps);
  const of = { delivery: firstDelivery(submission.id), history, facts: authority };
  const result = await effectiveResult(submission, of, { ...deps, catalogue });
  const messages = inZone(definitionMessagesIn(language), timeZone);
  const named = (fileName: string): string => fromStranger(fileName, messages);
  if ('definition' in result) return formSequel({ ...result, language }, messages, named)?.lines ?? [];
  return result.sequel === null ? [] : sequelLines(result.sequel, messages, named);
}

/** Told also when another file counts by now: nothing came of this one. */
async function unchanged(notice: Of<'unchanged'>, deps: NoticeSources): Promise<Addressed | null> {
  const submission = await deps.store.submission(notice.submission);
  const authority = await authorityOf(submission?.authority ?? null, deps.registry);
  if (submission === null || submission.score === null || authority === null) return null;
  const contact = reachableIn(authority, notice.to);
  if (contact === null) return null;
  const round = submission.round ?? '';
  const log = logOf(await deps.store.history(authority.id), round);
  const before = log.findLast((one) => one.submission === submission.id && one.order < notice.order);
  const counted = await countedIn(submission, authority, deps);
  const page = await deps.pages.addressOf({ authority: authority.id, contact: contact.address, round });
  const facts = {
    ...{ authority: authority.name, round, page },
    fileName: notice.fileName ?? submission.receipt.fileName,
    receivedAt: receivedIn(notice.order),
    before: receivedIn(before?.order ?? notice.order),
    percent: counted.percent,
  };
  const { timeZone } = counted;
  return { to: [contact.address], language: contact.language, timeZone, words: say.unchangedWords(facts) };
}

/** To a contact in their language, whatever authority they are registered for; nobody else's link is followed. */
async function toSenderOfSheet(
  { to }: Of<'sheet-waiting' | 'tab-unwritten'>,
  words: Addressed['words'],
  { registry, office }: NoticeSources,
): Promise<Addressed | null> {
  if (to === null) return { to: [office], language: 'en', words };
  const contact = await reachableAt(to, registry);
  return contact === null ? null : { to: [contact.address], language: contact.language, words };
}

/** What the file counts with when the office has verified answers of it, or else by itself; and the zone of its round. */
async function countedIn(
  { id, round: ofRound, score }: Submission,
  authority: Authority,
  { registry, store }: NoticeSources,
): Promise<{ readonly percent: number; readonly timeZone: string | undefined }> {
  const round = ofRound === null ? null : await registry.round(ofRound);
  const standing = round === null ? null : await store.standing(round, authority.id);
  const counted = standing?.submission === id ? standing.score : score;
  return { percent: counted?.percent ?? 0, timeZone: round?.timeZone };
}

async function suppressed(notice: Of<'suppressed'>, { registry, office }: NoticeSources): Promise<Addressed> {
  const authorities = [];
  for (const id of await registry.authoritiesOf(notice.address)) {
    authorities.push((await authorityOf(id, registry))?.name ?? id);
  }
  return { to: [office], language: 'en', words: say.suppressedWords({ ...notice, authorities }) };
}

/** Needless once an erasure has taken the note. */
async function note(notice: Of<'note'>, { store, registry, office }: NoticeSources): Promise<Addressed | null> {
  const [submission, authority, round] = await Promise.all([
    store.submission(notice.submission),
    registry.authority(notice.authority),
    notice.round === null ? null : registry.round(notice.round),
  ]);
  if (submission?.note === undefined) return null;
  const { fileName, receivedAt, sender } = submission.receipt;
  const words = say.noteWords({
    ...{ authority: authority?.name ?? notice.authority, round: notice.round, fileName, receivedAt, by: sender },
    ...{ note: submission.note, isAccepted: submission.stage !== 'rejected' },
  });
  return { to: [office], language: 'en', timeZone: round?.timeZone, words };
}

async function quarantined(notice: Of<'quarantined'>, { store, office }: NoticeSources): Promise<Addressed | null> {
  const submission = await store.submission(notice.submission);
  if (submission === null) return null;
  return { to: [office], language: 'en', words: say.quarantinedWords(submission.receipt) };
}

/** More of them in one mail would be read by nobody. */
const maxRefusals = 50;

async function refusals({ day }: Of<'refusals'>, deps: NoticeSources): Promise<Addressed> {
  const found = await deps.refusals.list(day, maxRefusals + 1);
  const shown = found.slice(0, maxRefusals);
  const words = say.refusalsWords({ day, shown, more: found.length > shown.length });
  return { to: [deps.office], language: 'en', words };
}

const authorityOf = async (id: string | null, registry: Registry): Promise<Authority | null> =>
  id === null ? null : registry.authority(id);

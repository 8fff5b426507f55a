import { hash } from 'node:crypto';
import { isDash } from '../../shared/domain/answers/answer.ts';
import { checkChange } from '../../shared/domain/answers/checks/check-change.ts';
import { explained } from '../../shared/domain/answers/checks/explained.ts';
import { byGravity, type ProblemCode, problem } from '../../shared/domain/answers/problems.ts';
import type { SubmissionId } from '../../shared/domain/ids.ts';
import { addDue, firstDelivery } from '../../shared/domain/mail/delivery.ts';
import { keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue, Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { notesTogether } from '../../shared/domain/submissions/said-with-file.ts';
import { type Receipt, type Submission, submissionId } from '../../shared/domain/submissions/submission.ts';
import { unreadHash } from '../../shared/domain/submissions/unread-hash.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import { askedOnce } from '../../shared/ports/asked-once.ts';
import type { Erasures } from '../../shared/ports/erasures.ts';
import type { Inbox, StoredFile } from '../../shared/ports/inbox.ts';
import type { Ledger } from '../../shared/ports/ledger.ts';
import type { DeliveryRequest } from '../../shared/ports/outbox.ts';
import type { PageUpload, PageUploads } from '../../shared/ports/page-uploads.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SentWorkbooks } from '../../shared/ports/sent-workbooks.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { together } from '../../shared/ports/together.ts';
import { type Act, actIn, isLateAct } from '../../shared/queues/act-object.ts';
import { isWaitingSheet, refusalIn, type UnwrittenTab, unwrittenTabIn } from '../../shared/queues/refused-sheet.ts';
import { announce } from '../../shared/use-cases/announce.ts';
import { arrivedFile, type UnopenedFile } from '../../shared/use-cases/arrived-file.ts';
import { countedState } from '../../shared/use-cases/counted-state.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import { admitAct, refusedAct } from './act.ts';
import { type Admission, admit } from './admit.ts';
import { passNoteOn } from './announcements.ts';
import type { AnyAssessment } from './assess-any.ts';
import { type Before, commitAct, commitSubmission, readBefore } from './commit-submission.ts';
import { besideWhatWasSent } from './left-standing.ts';
import { type FollowingLinks, followLink, linkCameIn, tellOfWaitingLink } from './link-that-waits.ts';
import type { IngestOutcome } from './page-upload.ts';
import { announcedBy, progressOf } from './page-upload.ts';
import { readAhead, readOnce } from './read-ahead.ts';
import { channelOf, receiptInside, receiptOf, sequencerOfFile } from './receipt.ts';
import { scoreOfAny, unreadable } from './said-in-file.ts';
import { closedFor, type WhichRound, whichRound } from './which-round.ts';
import { type Whose, whoseFile } from './whose-file.ts';

export interface IngestDependencies extends FollowingLinks {
  readonly inbox: Inbox;
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly sentWorkbooks: Pick<SentWorkbooks, 'of'>;
  readonly ledger: Ledger;
  readonly erasures: Pick<Erasures, 'covers'>;
  readonly uploads: Pick<PageUploads, 'find' | 'note'>;
  readonly participations: Pick<Participations, 'of' | 'change'>;
  readonly acts: Pick<Acts, 'append' | 'actor'>;
  /** Those of the product. */
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'inUse'>;
}

/** What the steps of one file work with: all questionnaires that answers may be to. */
type Steps = Omit<IngestDependencies, 'catalogue' | 'questionnaires'> & { readonly catalogue: AnyCatalogue };

/**
 * One file from the inbox to the authority's accepted state, or back with the reason why not. Doing it
 * again after a crash at any point leads to the same end: the submission's id comes from its content.
 */
export async function ingestSubmission(upload: InboxObject, deps: IngestDependencies): Promise<IngestOutcome> {
  const outcome = await ingest(upload, deps);
  if (upload.quarantined !== undefined && 'submission' in outcome) {
    await announce({ kind: 'quarantined', submission: outcome.submission }, deps);
  }
  await deps.ledger.close(upload);
  return outcome;
}

/** What reads files is loaded with the first of them: acts, and what says something of a sheet, need none of it. */
const reader = (): Promise<typeof import('./assess-any.ts')> => import('./assess-any.ts');
/** Bytes. */
const shortestFile = 2_000;

async function ingest(upload: InboxObject, deps: IngestDependencies): Promise<IngestOutcome> {
  const uploads = { ...deps.uploads, find: askedOnce(deps.uploads.find) };
  // While AWS is waited for. What needs none of it is shorter than any workbook.
  if (upload.bytes > shortestFile) void reader().catch(() => undefined);
  const [file, catalogue] = await Promise.all([
    arrivedFile(upload, deps.inbox),
    knownQuestionnaires(deps),
    // Its key alone tells which one a file of the page is.
    announcedBy(upload, {}, uploads),
  ]);
  if (file === 'gone') return { outcome: 'gone' };
  const steps = { ...deps, catalogue };
  const told = 'reason' in file ? null : await tellOfSheet(file, upload, deps);
  if (told !== null) return told;
  const announced = await announcedBy(upload, file.metadata, uploads);
  if (announced === null) return ingestFileOrAct(file, upload, null, steps);
  const [outcome] = await together([
    ingestFileOrAct(file, upload, announced, steps),
    deps.uploads.note(announced.id, { stage: 'reading', submission: null }),
  ]);
  await deps.uploads.note(announced.id, progressOf(outcome));
  return outcome;
}

/** Beside sheets, notes come in that say something of one; null: it is none. */
async function tellOfSheet(
  { bytes, metadata }: StoredFile,
  upload: InboxObject,
  deps: IngestDependencies,
): Promise<IngestOutcome | null> {
  if (channelOf(upload) !== 'sheet') return null;
  const isWaiting = isWaitingSheet(bytes);
  const unwritten = isWaiting ? null : unwrittenTabIn(bytes);
  if (!isWaiting && unwritten === null) return null;
  const receipt = receiptOf(upload, metadata, sha256Of(bytes));
  return unwritten === null ? tellWaiting(receipt, deps) : tellUnwritten(unwritten, receipt, deps);
}

/** Results could not be written into their sheet: whoever sent it is told, once for each sheet and reason. */
async function tellUnwritten(
  { submission: id, why, address }: UnwrittenTab,
  { sheet = '' }: Receipt,
  deps: IngestDependencies,
): Promise<IngestOutcome> {
  const submission = await deps.store.submission(id);
  if (submission === null) return { outcome: 'gone' };
  const { sender, receivedAt } = submission.receipt;
  const { authority } = submission;
  if (await deps.erasures.covers({ sender, authority, receivedAt })) return { outcome: 'erased' };
  await announce({ kind: 'tab-unwritten', sheet, submission: id, why, address, to: sender }, deps);
  return { outcome: 'forwarded' };
}

/** A sheet cannot be read yet, and comes in by itself when it can: whoever pointed to it hears that nothing is lost. */
async function tellWaiting(receipt: Receipt, deps: IngestDependencies): Promise<IngestOutcome> {
  const { sender, receivedAt } = receipt;
  if (await deps.erasures.covers({ sender, authority: null, receivedAt })) return { outcome: 'erased' };
  await tellOfWaitingLink(receipt, deps);
  return { outcome: 'forwarded' };
}

/** What came in is a file, or an act about files that came in before. */
function ingestFileOrAct(
  file: StoredFile | UnopenedFile,
  upload: InboxObject,
  announced: PageUpload | null,
  deps: Steps,
): Promise<IngestOutcome> {
  const act = 'reason' in file ? null : actIn(file);
  return act === null || 'reason' in file
    ? ingestWorkbooks(file, upload, announced, deps)
    : admitAndCommitAct(act, receiptOf(upload, file.metadata, sha256Of(file.bytes)), announced, deps);
}

async function admitAndCommitAct(
  act: Act,
  receipt: Receipt,
  announced: PageUpload | null,
  deps: Steps,
): Promise<IngestOutcome> {
  const { sender, receivedAt } = receipt;
  if (await deps.erasures.covers({ sender, authority: act.authority, receivedAt })) return { outcome: 'erased' };
  const admitted = await admitAct(act, receipt, announced, deps);
  if ('code' in admitted) {
    const refused = refusedAct(act, receipt, admitted);
    return { ...(await reject(refused, { round: null, authority: null }, deps)), codes: [admitted.code] };
  }
  const { round, authority, submission } = admitted;
  if (receipt.sender === null) await noteActOfOffice(act, receipt, deps);
  if (isLateAct(act)) return ingestLate(act, submission.receipt, receipt, deps);
  await commitAct({ kind: act.act, submission: submission.id, receipt, round, authority }, deps);
  return { outcome: 'accepted', submission: submission.id, codes: [] };
}

/** Who has decided, of the office: the name lies apart. */
const actorOf = async (act: Act, acts: Steps['acts']): Promise<string> =>
  act.by === undefined ? 'office' : acts.actor(act.by);

async function noteActOfOffice(act: Act, { receivedAt }: Receipt, { acts }: Steps): Promise<void> {
  const { round, authority, submission, reason = null } = act;
  const by = await actorOf(act, acts);
  await acts.append({ round, authority, at: receivedAt, by, what: act.act, facts: { file: submission }, reason });
}

/** The file is read once more, as if it had come in time: it has its place in the order of receipt by when it came. */
async function ingestLate(act: Act, late: Receipt, { receivedAt: at }: Receipt, deps: Steps): Promise<IngestOutcome> {
  const decision = { at, by: await actorOf(act, deps.acts), reason: act.reason ?? '' };
  await deps.participations.change(act.round, act.authority, (one) => {
    const isNoted = one.accepted.some(({ sha256 }) => sha256 === late.sha256);
    return isNoted ? one : { ...one, accepted: [...one.accepted, { sha256: late.sha256, ...decision }] };
  });
  const { bucket, key, versionId, receivedAt, bytes } = late;
  // Of one of several workbooks in a file the whole file is read, of which the others are known.
  const upload = { bucket, key, versionId, receivedAt, bytes, sequencer: sequencerOfFile(late), eTag: '' };
  const file = await arrivedFile(upload, deps.inbox);
  if (file === 'gone') return { outcome: 'gone' };
  return ingestWorkbooks(file, upload, await announcedBy(upload, file.metadata, deps.uploads), deps);
}

async function ingestWorkbooks(
  file: StoredFile | UnopenedFile,
  upload: InboxObject,
  announced: PageUpload | null,
  deps: Steps,
): Promise<IngestOutcome> {
  const read = await assess(file, upload, deps.catalogue);
  const receipt = receiptOf(upload, file.metadata, read.sha256);
  const enclosed = 'reason' in file || !holdsSeveral(read) ? [] : await enclosedIn(file.bytes);
  if (enclosed.length === 0) {
    const outcome = await admitAndCommit(read, receipt, announced, deps);
    // Of a sheet that is asked for once more, as it stood at the deadline, its sender still waits.
    if (outcome.outcome !== 'forwarded') await linkCameIn(receipt, deps);
    return outcome;
  }
  const inside: IngestOutcome[] = [];
  for (const [place, { fileName, bytes }] of enclosed.entries()) {
    const own = await (await reader()).assessAnyFile(bytes, sha256Of(bytes), deps.catalogue);
    inside.push(
      await admitAndCommit(own, receiptInside(receipt, { fileName, sha256: own.sha256, place }), announced, deps),
    );
  }
  return { outcome: 'opened', inside };
}

const enclosedIn = async (bytes: Uint8Array) =>
  (await import('../../shared/spreadsheet/formats/workbooks-inside.ts')).workbooksInside(bytes);

const holdsSeveral = ({ problems }: AnyAssessment): boolean => problems.some(({ code }) => code === 'file-several');

async function admitAndCommit(
  read: AnyAssessment,
  receipt: Receipt,
  announced: PageUpload | null,
  deps: Steps,
): Promise<IngestOutcome> {
  const { sender, receivedAt } = receipt;
  const reads = readOnce(deps);
  const { registry } = reads;
  readAhead(read, receipt, announced, reads);
  const whoseIt = whoseFile(read, receipt, announced, registry);
  const closed = closedFor(async () => (await whoseIt).authority?.id ?? null, receipt, deps.participations);
  const [whose, which] = await Promise.all([whoseIt, whichRound(read, announced, registry, closed)]);
  const authority = whose.authority?.id ?? read.authority?.id ?? announced?.authority ?? null;
  const authorityName = whose.authority === null ? (read.authority?.name ?? null) : null;
  const [isErased, before] = await Promise.all([
    reads.erasures.covers({ sender, authority, authorityName, receivedAt }),
    beforeOf({ whose, which }, receipt, reads.store),
  ]);
  if (isErased) return { outcome: 'erased' };
  const closesAt = stateWanted(which, receipt);
  if (closesAt !== null && receipt.sheet !== undefined) {
    const upload = announced === null ? {} : { upload: announced.id };
    await deps.sheets.request({ sheet: receipt.sheet, pointer: receipt, asOf: closesAt, ...upload });
    return { outcome: 'forwarded' };
  }
  const sheet = pointedTo(read, receipt);
  if (sheet !== null && (await isKnown(receipt, registry))) {
    await followLink(sheet, receipt, deps);
    return { outcome: 'forwarded' };
  }
  const known = await (await reader()).forAuthority(read, whose.authority ?? {}, deps.catalogue);
  const assessment = sheet === null ? known : { ...known, problems: [problem('sender-unknown')] };
  const admission = await admit(assessment, { whose, which }, receipt, announced, { ...deps, registry });
  const standing = await besideWhatWasSent(assessment, admission, deps.sentWorkbooks);
  const part = asPart(standing, before);
  const compared = await compareWithLastRound(part, admission, deps);
  const note = notesTogether(announced?.note, assessment.said.note);
  const submission = describe(compared, admission, receipt, notesTogether(before?.before?.note, note));
  const codes = submission.problems.map(({ code }) => code);
  if (await isUntouched(submission, deps)) return { outcome: 'untouched' };
  const outcome = await commit(submission, compared, { ...admission, before }, deps);
  if (note !== undefined) await passNoteOn(note, { ...submission, id: outcome.submission }, deps);
  return { ...outcome, codes };
}

/** Asked together with what decides whether it may count; null: its authority or round is not known. */
async function beforeOf(
  { whose: { authority }, which: { round } }: { readonly whose: Whose; readonly which: WhichRound },
  { sender, sha256 }: Receipt,
  store: Pick<SubmissionStore, 'submission' | 'standing'>,
): Promise<Before | null> {
  if (authority === null || round === null) return null;
  const id = submissionId({ authority: authority.id, round: round.id, sender, sha256 });
  return readBefore({ id, round, authority }, store);
}

async function assess(
  file: StoredFile | UnopenedFile,
  upload: InboxObject,
  catalogue: AnyCatalogue,
): Promise<AnyAssessment> {
  if ('reason' in file) return { sha256: unreadHash(upload), ...unreadable(file.reason) };
  const sha256 = sha256Of(file.bytes);
  const refusal = channelOf(upload) === 'sheet' ? refusalIn(file.bytes) : null;
  if (refusal !== null) return { sha256, ...unreadable(refusal) };
  return (await reader()).assessAnyFile(file.bytes, sha256, catalogue);
}

/**
 * A link came in time, and its sheet was changed after the deadline: how it stood then is asked for, once. Where nobody
 * can tell, the office decides about the state that there is.
 */
function stateWanted({ problems }: WhichRound, { onlyLater = false }: Receipt): string | null {
  const late = problems.find(({ code }) => code === 'sheet-changed-late');
  return late === undefined || onlyLater ? null : (late.facts['closesAt'] ?? null);
}

/** Id of the sheet that a file links to. What came out of a sheet never leads to another: that could go on for ever. */
function pointedTo({ problems }: AnyAssessment, { channel }: Receipt): string | null {
  const link = problems.find(({ code }) => code === 'sheet-link');
  return channel === 'sheet' ? null : (link?.facts['sheet'] ?? null);
}

/** Nobody has sent the sheet that the office has made: while nothing is written into it, there is nobody to be told of it. */
async function isUntouched(
  { authority, round, receipt: { sheet, sender }, problems }: Submission,
  { participations }: Pick<Steps, 'participations'>,
): Promise<boolean> {
  const isBlank = problems.some(({ code }) => code === 'nothing-confirmed' || code === 'nothing-answered');
  if (sheet === undefined || sender !== null || authority === null || round === null || !isBlank) return false;
  return (await participations.of(round, authority)).sheet?.id === sheet;
}

/** A stranger does not make us read what others have shared with us. The office alone needs to name nobody. */
async function isKnown({ sender, channel }: Receipt, registry: Registry): Promise<boolean> {
  return sender === null ? channel === 'office' : (await registry.authoritiesOf(sender)).length > 0;
}

/** Where answers are there already, a file may bring figures or evidence alone, or take something back. */
function asPart(read: AnyAssessment, before: Before | null): AnyAssessment {
  const { questionnaire, answers, background } = read;
  const isBlank = read.problems.some(({ code }) => code === 'nothing-answered');
  if (questionnaire === null || before === null || before.current === null) return read;
  // With what was answered before it may be enough for a score.
  if (!isBlank) return { ...read, problems: read.problems.filter(({ code }) => code !== 'too-little-answered') };
  const saysSomething =
    [...answers.values()].some(({ raw, evidence }) => isDash(raw) || evidence.trim() !== '') ||
    [...background.values()].some(({ raw }) => raw.trim() !== '');
  if (!saysSomething) return read;
  return { ...read, problems: read.problems.filter(({ code }) => code !== 'nothing-answered') };
}

/** Asks about figures that differ a lot from what counted in the round before, if there was one. */
async function compareWithLastRound(
  assessment: AnyAssessment,
  { authority, round }: Admission,
  { registry, store }: Steps,
): Promise<AnyAssessment> {
  const previous = round?.previous === undefined ? null : await registry.round(round.previous);
  if (previous === null || authority === null) return assessment;
  const counted = await store.standing(previous, authority.id);
  const before = counted === null ? null : await countedState(counted, store);
  if (before === null) return assessment;
  const background = Object.fromEntries(before.background);
  const changes = checkChange(assessment.background, { round: previous.id, background });
  return {
    ...assessment,
    problems: [...assessment.problems, ...explained(changes, assessment.explanations, assessment)],
  };
}

async function commit(
  submission: Submission,
  assessment: AnyAssessment,
  { round, authority, before: read }: Admission & { readonly before: Before | null },
  deps: Steps,
): Promise<{ outcome: 'accepted' | 'superseded' | 'rejected' | 'repeated'; submission: SubmissionId }> {
  const { id, score, questionnaire } = submission;
  if (score === null || questionnaire === null || round === null || authority === null || read === null) {
    return reject({ ...submission, score: null }, { round, authority }, deps);
  }
  const { answers, background } = assessment;
  const filed = { submission: id, questionnaire, answers, background };
  return { outcome: await commitSubmission({ submission, filed, authority, round, read }, deps), submission: id };
}

/** Whether of a file that counted once another one counts by now: its sender takes it for the one that counts again. */
async function isReplaced(
  id: string,
  { round, authority }: Pick<Admission, 'round' | 'authority'>,
  store: Pick<SubmissionStore, 'standing'>,
): Promise<boolean> {
  const counted = round === null || authority === null ? null : await store.standing(round, authority.id);
  return counted !== null && counted.submission !== id;
}

/** What came of the file when it came first stays told by its own id. */
const idOfResent = ({ authority, round, receipt: { sender, sha256, receivedAt } }: Submission): string =>
  submissionId({ authority, round, sender, sha256: `${sha256} ${receivedAt}` });

/** A rejected file belongs to no standing: its mail is owed by the submission itself. */
async function reject(
  submission: Submission & { score: null },
  of: Pick<Admission, 'round' | 'authority'>,
  deps: Steps,
): Promise<{ outcome: 'rejected' | 'repeated'; submission: SubmissionId }> {
  const { id } = submission;
  const before = await deps.store.submission(id);
  // The same file counted when it came first, before its round closed or its sender left: that stands.
  if (before?.stage === 'accepted' || before?.stage === 'superseded') {
    if (await isReplaced(id, of, deps.store)) return reject({ ...submission, id: idOfResent(submission) }, of, deps);
    return { outcome: 'repeated', submission: id };
  }
  const known = before?.stage === 'rejected';
  const request: DeliveryRequest = { owner: { kind: 'rejected', submission: id }, delivery: firstDelivery(id) };
  if (!known) {
    await deps.owed.note(request);
    await deps.store.putRejected({ ...submission, stage: 'rejected', deliveries: addDue([], request.delivery) });
  }
  const owed = !known || !('deliveries' in before) || before.deliveries.some(({ state }) => state !== 'sent');
  if (owed) await deps.deliveries.request(request);
  return { outcome: known ? 'repeated' : 'rejected', submission: id };
}

function describe(
  assessment: AnyAssessment,
  admission: Admission,
  receipt: Receipt,
  note: string | undefined,
): Submission {
  const ofFile = assessment.problems.filter(({ code }) => !isForRegistry(code, admission));
  const problems = byGravity([...admission.problems, ...ofFile]);
  const { authority } = admission;
  const round = admission.round?.id ?? null;
  const { sender, sha256 } = receipt;
  const { certifiedBy } = assessment.said;
  return {
    id: submissionId({ authority: authority?.id ?? null, round, sender, sha256 }),
    authority: authority?.id ?? null,
    authorityName: authority?.name ?? assessment.authority?.name ?? null,
    round,
    questionnaire: assessment.questionnaire === null ? null : keyOfAny(assessment.questionnaire),
    receipt,
    stage: 'committing',
    problems,
    background: Object.fromEntries(assessment.background),
    ...(certifiedBy === undefined ? {} : { certifiedBy }),
    ...(note === undefined ? {} : { note }),
    ...(assessment.leftStanding === undefined ? {} : { leftStanding: assessment.leftStanding }),
    score: scoreOfAny({ ...assessment, problems }, admission.round?.method),
  };
}

/** Which version is expected is for the round to say, where there is one; what names on the cover mean, for the registry. */
function isForRegistry(code: ProblemCode, { round }: Admission): boolean {
  if (code === 'questionnaire-other-version') return round !== null;
  return code === 'identity-conflicting' || code === 'round-differs';
}

const sha256Of = (content: Uint8Array | string): string => hash('sha256', content, 'hex');

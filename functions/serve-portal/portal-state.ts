import type { AuthorityId } from '../../shared/domain/ids.ts';
import { isDefinition } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { maxColleagues } from '../../shared/domain/registry/colleagues.ts';
import type { OwnSheet } from '../../shared/domain/registry/participation.ts';
import type { Contact, Round } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { defaultTimeZone } from '../../shared/domain/registry/time-zone.ts';
import { isOfForm } from '../../shared/domain/standings/any-standings.ts';
import { rankOfEntry } from '../../shared/domain/standings/comparison.ts';
import { finalityOf } from '../../shared/domain/standings/finality.ts';
import { type FormStandings, rankAmongShown } from '../../shared/domain/standings/form-standings.ts';
import { ofGroup } from '../../shared/domain/standings/limited.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { Rank } from '../../shared/domain/standings/standings.ts';
import { countedAt, type HistoryEntry } from '../../shared/domain/submissions/history.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import { maxNote } from '../../shared/domain/submissions/said-with-file.ts';
import { sheetAddress } from '../../shared/domain/submissions/sheet-link.ts';
import { type RejectedSubmission, receivedIn, type Submission } from '../../shared/domain/submissions/submission.ts';
import { begin } from '../../shared/ports/asked-once.ts';
import type { PageUpload, PageUploads } from '../../shared/ports/page-uploads.ts';
import type { StandingsCounters } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import type {
  EarlierSubmission,
  PortalContact,
  PortalState,
  ToldPlace,
} from '../../shared/rendering/portal/api-types.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { shownText } from '../../shared/rendering/words/form-scores.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { fill, inZone, messagesIn } from '../../shared/rendering/words/messages.ts';
import { rankSentences } from '../../shared/rendering/words/rank-words.ts';
import { knownQuestionnaires, type QuestionnaireSources } from '../../shared/use-cases/known-questionnaires.ts';
import { type Memory, remembered } from './remembered.ts';
import { stageOf } from './upload-progress.ts';
import type { Visitor } from './visitor.ts';

export interface StateSources extends QuestionnaireSources {
  readonly store: SubmissionStore;
  readonly uploads: PageUploads;
  readonly standings: StandingsCounters;
  readonly sheetsAddress: string | null;
  readonly now: () => Date;
}

/** Nobody reads further back on a page; the workbooks have it. */
export const maxSubmissions = 50;

/** What a contact finds on opening the page. `before` is told which files are listed. */
export async function portalState(
  visitor: Visitor,
  deps: StateSources,
  before: Memory['listed'] = remembered(),
): Promise<PortalState> {
  const { authority, contact, round } = visitor;
  const reading = Promise.all([
    deps.store.standing(round, authority.id),
    deps.uploads.latestOf(authority.id, maxSubmissions),
  ]);
  begin([reading]);
  const [history, rejected] = await Promise.all([
    deps.store.history(authority.id),
    deps.store.rejectionsOf(authority.id, maxSubmissions),
  ]);
  const received = receivedFiles(history);
  const inLists = [...received.keys(), ...rejected];
  before.note(authority.id, inLists);
  const [toldOf, [standing, uploads], listed] = await Promise.all([
    toldScores(history, contact.language, deps),
    reading,
    deps.store.submissions(inLists),
  ]);
  const place = standing === null ? null : await placeOf(standing, history, { contact, round }, deps);
  const counting = standing === null ? null : { id: standing.submission, percent: standing.score.percent };
  const known = new Set(inLists);
  const others = uploads.flatMap(({ submission }) => (submission === null || known.has(submission) ? [] : submission));
  const found = [...listed, ...(others.length === 0 ? [] : await deps.store.submissions(others))];
  return {
    locale: messagesIn(contact.language).workbook.locale,
    authority: authority.name,
    round: {
      ...{ id: round.id, opensAt: round.opensAt, closesAt: round.closesAt, state: stateOf(round, deps.now()) },
      timeZone: round.timeZone ?? defaultTimeZone,
      previous: round.previous ?? null,
    },
    maySend: maySendFor(authority, contact.address),
    maxBytes: limits.file,
    maxNote,
    sheetsAddress: deps.sheetsAddress,
    ...(visitor.ownSheet === null ? {} : { ownSheet: shownSheet(visitor.ownSheet, found) }),
    counting: counting?.id ?? null,
    place,
    contact: contact.address,
    contacts: authority.contacts.map(contactOf),
    languages: messageLanguages(),
    maxColleagues,
    underWay: uploads
      .filter((upload) => isUnderWay(upload, deps.now()))
      .map(({ id, fileName }) => ({ upload: id, fileName })),
    submissions: earlierSubmissions(authority.id, history, { received, found, uploads, counting, toldOf }),
  };
}

/** Of all states of the sheet that came in, the latest was read last. */
function shownSheet({ id }: OwnSheet, found: readonly Pick<Submission, 'receipt'>[]): PortalState['ownSheet'] & {} {
  const states = found.flatMap(({ receipt: { sheet, changedAt = '' } }) => (sheet === id ? changedAt : [])).sort();
  return { address: sheetAddress(id), readAsOf: states.at(-1) || null };
}

const contactOf = ({ address, name = '', language, role, suppressed, added }: Contact): PortalContact => ({
  ...{ address, name, language, maySend: role !== 'reader' },
  ...{ isStopped: suppressed !== undefined && suppressed !== null, added: added ?? null },
});

/** What was announced and can still arrive, and what arrived and was not read to its end. */
function isUnderWay(upload: PageUpload, now: Date): boolean {
  if (upload.stage === 'read') return false;
  const stage = stageOf(upload, now);
  return stage !== 'missing' && stage !== 'interrupted' && stage !== 'lost';
}

/** When the newest files of an authority came in last, by their ids: a file that was sent again is one. */
function receivedFiles(history: readonly HistoryEntry[]): ReadonlyMap<string, string> {
  const received = history
    .filter(({ reviewedAt }) => reviewedAt === undefined)
    // The order of receipt begins with its instant.
    .map(({ submission, order }) => [submission, receivedIn(order)] as const);
  return new Map([...new Map(received)].sort(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, maxSubmissions));
}

/** What was scored, by the authority's history, and what could not be used: each file once, newest first. */
function earlierSubmissions(
  authority: AuthorityId,
  history: readonly HistoryEntry[],
  of: {
    readonly received: ReadonlyMap<string, string>;
    /** Headers of these, of what could not be used, and of what the page has sent. */
    readonly found: readonly (Submission | RejectedSubmission)[];
    readonly uploads: readonly PageUpload[];
    readonly counting: { readonly id: string; readonly percent: number } | null;
    readonly toldOf: ToldOf;
  },
): EarlierSubmission[] {
  const { received, uploads, counting, toldOf } = of;
  // A review stands in the history as well, later than the file it is about: it tells what the file counts with.
  const latest = new Map(history.map(({ submission, percent }) => [submission, percent]));
  const found = new Map(of.found.map((one) => [one.id, one]));
  const own = [...found.values()]
    .filter(({ id, authority: named, stage }) => named === authority && (stage === 'rejected' || received.has(id)))
    .map(({ id, receipt, round, stage, questionnaire }): EarlierSubmission => {
      // What its round was scored again with stands in no history.
      const percent = id === counting?.id ? counting.percent : (latest.get(id) ?? null);
      const told = percent === null ? null : toldOf(questionnaire, percent);
      return {
        ...{ id, upload: null, fileName: receipt.fileName, round },
        receivedAt: received.get(id) ?? receipt.receivedAt,
        percent: stage === 'rejected' ? null : percent,
        ...(told === null ? {} : { told }),
      };
    });
  const ofNobody = uploads
    // Sent by this page, and of no authority or of another one: nothing of that one is shown.
    .filter(({ submission }) => submission !== null && found.get(submission)?.authority !== authority)
    .map(({ id, submission, fileName, announcedAt }): EarlierSubmission => {
      return { id: submission ?? id, upload: id, fileName, round: null, receivedAt: announcedAt, percent: null };
    });
  return [...own, ...ofNobody].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, maxSubmissions);
}

/** The score of a file in the unit of an office's own questionnaire; null where it is none of an office. */
type ToldOf = (questionnaire: string | null, percent: number) => string | null;

async function toldScores(history: readonly HistoryEntry[], language: string, deps: StateSources): Promise<ToldOf> {
  if (!history.some(({ method }) => method === 'definition')) return () => null;
  const catalogue = await knownQuestionnaires(deps);
  const messages = definitionMessagesIn(language);
  return (key, percent) => {
    const questionnaire = catalogue.find(key ?? '');
    return questionnaire === undefined || !isDefinition(questionnaire)
      ? null
      : shownText(questionnaire, percent, messages);
  };
}

/** What is told of the rank of an authority's accepted state, from the counters that are published. */
async function placeOf(
  standing: Standing,
  history: readonly HistoryEntry[],
  { contact, round }: Pick<Visitor, 'contact' | 'round'>,
  { standings, now }: Pick<StateSources, 'standings' | 'now'>,
): Promise<ToldPlace> {
  const messages = inZone(messagesIn(contact.language), round.timeZone);
  const published = await standings.counters(round.id);
  const questionnaire = findQuestionnaire(published?.questionnaire ?? '');
  const rank =
    published === null
      ? null
      : isOfForm(published)
        ? formRankOf(standing, history, published)
        : questionnaire === undefined
          ? null
          : rankOfEntry(standing, history, published, questionnaire);
  const finality = finalityOf(round, published, now());
  return {
    rank: rank === null ? null : fill(messages.page.facts.rankOf, { ...rank }),
    sentences: rankSentences({ rank, isPublished: published !== null, finality }, messages),
  };
}

/** Among the published, which count the authority with the last that had come in at their cut-off and is shown there. */
function formRankOf({ score }: Standing, history: readonly HistoryEntry[], published: FormStandings): Rank | null {
  if (score.questionnaire !== published.questionnaire || score.method !== published.method) return null;
  const shown = ofGroup(published.all)?.shown;
  const counted = history.filter(
    ({ questionnaire, percent }) =>
      questionnaire === published.questionnaire && (shown === undefined || shown.some(([other]) => other === percent)),
  );
  const before = countedAt(counted, published.round, published.cutOff);
  return rankAmongShown(published.all, score.percent, before?.percent ?? null);
}

function stateOf({ opensAt, closesAt }: Round, now: Date): PortalState['round']['state'] {
  if (opensAt !== null && now < new Date(opensAt)) return 'early';
  return closesAt !== null && now > new Date(closesAt) ? 'closed' : 'open';
}

import type { HistoryEntry } from '../../shared/domain/history.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import type { Standing } from '../../shared/domain/standing.ts';
import { rankOfEntry } from '../../shared/domain/standings/comparison.ts';
import { finalityOf } from '../../shared/domain/standings/finality.ts';
import { defaultTimeZone } from '../../shared/domain/time-zone.ts';
import { fill, inZone, messagesIn } from '../../shared/messages/messages.ts';
import { rankSentences } from '../../shared/messages/rank-words.ts';
import type { Round, SubmissionStore } from '../../shared/ports.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import type { StandingsCounters } from '../../shared/standings-ports.ts';
import { limits } from '../../shared/workbook/limits.ts';
import type { PortalState, ToldPlace } from './api-types.ts';
import type { Visitor } from './visitor.ts';

export interface StateSources {
  readonly store: SubmissionStore;
  readonly standings: StandingsCounters;
  readonly sheetsAddress: string | null;
  readonly now: () => Date;
}

/** Nobody reads further back on a page; the workbooks have it. */
const mostSubmissions = 50;

/** What a contact finds on opening the page. */
export async function portalState({ authority, contact, round }: Visitor, from: StateSources): Promise<PortalState> {
  const [standing, history] = await Promise.all([
    from.store.standing(round, authority.id),
    from.store.history(authority.id),
  ]);
  // A review stands in the history as well, later than the file it is about: it tells what the file counts with.
  const latest = new Map(history.map(({ submission, percent }) => [submission, percent]));
  // A file that was sent again stands where it came in last.
  const asReceived = history.filter(({ reviewedAt }) => reviewedAt === undefined);
  const files = asReceived.filter(
    ({ submission }, index) => asReceived.findLastIndex((one) => one.submission === submission) === index,
  );
  const submissions = files.map(({ submission, round: of, order, percent }) => ({
    id: submission,
    round: of,
    // The order of receipt begins with its instant.
    receivedAt: order.split('#', 1)[0] ?? '',
    // What its round was scored again with stands in no history.
    percent: submission === standing?.submission ? standing.score.percent : (latest.get(submission) ?? percent),
  }));
  return {
    locale: messagesIn(contact.language).workbook.locale,
    authority: authority.name,
    round: {
      ...{ id: round.id, opensAt: round.opensAt, closesAt: round.closesAt, state: stateOf(round, from.now()) },
      timeZone: round.timeZone ?? defaultTimeZone,
    },
    maySend: maySendFor(authority, contact.address),
    mostBytes: limits.file,
    sheetsAddress: from.sheetsAddress,
    counting: standing?.submission ?? null,
    place: standing === null ? null : await placeOf(standing, history, { contact, round }, from),
    submissions: submissions.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, mostSubmissions),
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
    published === null || questionnaire === undefined ? null : rankOfEntry(standing, history, published, questionnaire);
  const finality = finalityOf(round, published, now());
  return {
    rank: rank === null ? null : fill(messages.page.facts.rankOf, { ...rank }),
    sentences: rankSentences({ rank, isPublished: published !== null, finality }, messages),
  };
}

function stateOf({ opensAt, closesAt }: Round, now: Date): PortalState['round']['state'] {
  if (opensAt !== null && now < new Date(opensAt)) return 'early';
  return closesAt !== null && now > new Date(closesAt) ? 'closed' : 'open';
}

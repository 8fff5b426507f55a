import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { messagesIn } from '../../shared/messages/messages.ts';
import type { Round, SubmissionStore } from '../../shared/ports.ts';
import { limits } from '../../shared/workbook/limits.ts';
import type { PortalState } from './api-types.ts';
import type { Visitor } from './visitor.ts';

export interface StateSources {
  readonly store: SubmissionStore;
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
    round: { id: round.id, opensAt: round.opensAt, closesAt: round.closesAt, state: stateOf(round, from.now()) },
    maySend: maySendFor(authority, contact.address),
    mostBytes: limits.file,
    sheetsAddress: from.sheetsAddress,
    counting: standing?.submission ?? null,
    submissions: submissions.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, mostSubmissions),
  };
}

function stateOf({ opensAt, closesAt }: Round, now: Date): PortalState['round']['state'] {
  if (opensAt !== null && now < new Date(opensAt)) return 'early';
  return closesAt !== null && now > new Date(closesAt) ? 'closed' : 'open';
}

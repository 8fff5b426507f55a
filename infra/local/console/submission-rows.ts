import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { parseItem, standingItem, submissionItem } from '../../../shared/adapters/aws/dynamo/items.ts';
import { authorityPrefix, roundKey, submissionKey } from '../../../shared/adapters/aws/dynamo/keys.ts';
import type { AuthorityId, RoundId } from '../../../shared/domain/ids.ts';
import type { Delivery } from '../../../shared/domain/mail/delivery.ts';
import type { Standing } from '../../../shared/domain/standings/standing.ts';
import { isReferredToBy } from '../../../shared/domain/submissions/reference.ts';
import type { Submission } from '../../../shared/domain/submissions/submission.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { isIn } from './lists.ts';

export interface SubmissionRow {
  readonly submission: Submission;
  /** It is what counts for its authority now. */
  readonly counts: boolean;
  /** What its authority has now, when it counts: earlier files and reviews are in it. */
  readonly standing: number | null;
  readonly mail: 'sent' | 'owed' | 'not yet due';
}

/** What the keys of all of them begin with. */
const anySubmission = submissionKey('');

/** All submissions, newest first. It scans the table, once, which only a local console may do. */
export async function submissionRows({
  table,
  clients,
}: Pick<LocalCloud, 'table' | 'clients'>): Promise<SubmissionRow[]> {
  const scan = {
    TableName: table,
    FilterExpression:
      '(begins_with(pk, :submission) AND sk = :header) OR (begins_with(pk, :round) AND begins_with(sk, :entry))',
    ExpressionAttributeValues: {
      ':submission': anySubmission.pk,
      ':header': anySubmission.sk,
      ':round': roundKey('').pk,
      ':entry': authorityPrefix,
    },
  };
  const submissions: ReturnType<typeof parseSubmission>[] = [];
  const entries = new Map<string, Standing>();
  for await (const { Items = [] } of paginateScan({ client: clients.dynamodb }, scan)) {
    for (const item of Items) {
      if (item['sk'] === anySubmission.sk) submissions.push(parseSubmission(item));
      else {
        const entry = parseItem(standingItem, item);
        entries.set(entryKey(entry.round, entry.authority), entry);
      }
    }
  }
  return submissions
    .map(({ deliveries, ...submission }) => {
      const entry = entries.get(entryKey(submission.round, submission.authority));
      const delivery = (deliveries ?? entry?.deliveries ?? []).find((one) => one.id === submission.id);
      const counts = entry?.submission === submission.id;
      const standing = counts ? (entry?.score.percent ?? null) : null;
      return { submission, counts, standing, mail: mailOf(submission, delivery) };
    })
    .sort((a, b) => b.submission.receipt.receivedAt.localeCompare(a.submission.receipt.receivedAt));
}

const parseSubmission = (item: Record<string, unknown>) => parseItem(submissionItem, item);
const entryKey = (round: RoundId | null, authority: AuthorityId | null): string => JSON.stringify([round, authority]);

function mailOf({ stage }: Submission, delivery: Delivery | undefined): SubmissionRow['mail'] {
  if (delivery !== undefined) return delivery.state === 'sent' ? 'sent' : 'owed';
  // An outbox forgets mails that went out long ago; before the commit there is nothing to forget.
  return stage === 'committing' ? 'not yet due' : 'sent';
}

/** What of them may be asked for: by an address, so that it can be come back to. */
export const shows = {
  counts: { name: 'that count', has: ({ counts }: SubmissionRow) => counts },
  rejected: { name: 'rejected', has: ({ submission }: SubmissionRow) => submission.stage === 'rejected' },
  notes: { name: 'with a note', has: ({ submission }: SubmissionRow) => submission.note !== undefined },
  problems: { name: 'with problems', has: ({ submission }: SubmissionRow) => submission.problems.length > 0 },
  owed: { name: 'with mail not sent yet', has: ({ mail }: SubmissionRow) => mail !== 'sent' },
} as const;

export const isShow = (name: string): name is keyof typeof shows => Object.hasOwn(shows, name);

/** Those that somebody looks for: by authority, file, sender, round or reference. */
export function foundIn(rows: readonly SubmissionRow[], wanted: string, show: string): SubmissionRow[] {
  return rows.filter((row) => {
    const { id, authority, authorityName, receipt, round } = row.submission;
    const named =
      wanted.trim() === '' ||
      isReferredToBy(id, wanted) ||
      isIn(wanted, authority, authorityName, receipt.fileName, receipt.sender, round);
    return named && (!isShow(show) || shows[show].has(row));
  });
}

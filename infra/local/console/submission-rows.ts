import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../../shared/domain/delivery.ts';
import type { Submission } from '../../../shared/domain/submission.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { Office } from '../office.ts';

export interface SubmissionRow {
  readonly submission: Submission;
  /** It is what counts for its authority now. */
  readonly counts: boolean;
  readonly mail: 'sent' | 'owed' | 'not yet due';
}

/** All submissions, newest first. It scans the table, which only a local console may do. */
export async function submissionRows(cloud: LocalCloud, { registry, store }: Office): Promise<SubmissionRow[]> {
  const rows: SubmissionRow[] = [];
  const scan = {
    TableName: cloud.table,
    FilterExpression: 'sk = :header',
    ExpressionAttributeValues: { ':header': 'HEADER' },
  };
  for await (const { Items = [] } of paginateScan({ client: cloud.clients.dynamodb }, scan)) {
    for (const { id } of Items) {
      const submission = await store.submission(String(id));
      if (submission === null) continue;
      const round = submission.round === null ? null : await registry.round(submission.round);
      const standing =
        round === null || submission.authority === null ? null : await store.standing(round, submission.authority);
      const deliveries = 'deliveries' in submission ? submission.deliveries : (standing?.deliveries ?? []);
      const delivery = deliveries.find((one) => one.submission === submission.id);
      rows.push({
        submission,
        counts: standing?.submission === submission.id,
        mail: mailOf(submission, delivery),
      });
    }
  }
  return rows.sort((a, b) => b.submission.receipt.receivedAt.localeCompare(a.submission.receipt.receivedAt));
}

function mailOf({ stage }: Submission, delivery: Delivery | undefined): SubmissionRow['mail'] {
  if (delivery !== undefined) return delivery.state === 'sent' ? 'sent' : 'owed';
  // An outbox forgets mails that went out long ago; before the commit there is nothing to forget.
  return stage === 'committing' ? 'not yet due' : 'sent';
}

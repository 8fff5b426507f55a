import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Submission } from '../../../shared/domain/submission.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { SavedMail } from '../mail-folder.ts';
import type { Office } from '../office.ts';

export interface SubmissionRow {
  readonly submission: Submission;
  /** It is what counts for its authority now. */
  readonly counts: boolean;
  readonly mail: 'sent' | 'owed';
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
        // An outbox forgets mails that went out long ago.
        mail: delivery === undefined || delivery.state === 'sent' ? 'sent' : 'owed',
      });
    }
  }
  return rows.sort((a, b) => b.submission.receipt.receivedAt.localeCompare(a.submission.receipt.receivedAt));
}

/** The newest mail whose text names the submission. */
export async function mailOfSubmission(id: string, mails: readonly SavedMail[]): Promise<SavedMail | null> {
  for (const mail of mails) {
    if ((await readFile(join(mail.folder, 'mail.txt'), 'utf8')).includes(id)) return mail;
  }
  return null;
}

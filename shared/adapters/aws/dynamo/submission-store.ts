import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { firstProblems, type Problem } from '../../../domain/answers/problems.ts';
import { type RejectedSubmission, type Submission, saysWhoseItIs } from '../../../domain/submissions/submission.ts';
import type { SubmissionStore } from '../../../ports/submission-store.ts';
import { together } from '../../../ports/together.ts';
import type { Texts } from '../s3/text-store.ts';
import { answerChunks } from './answer-chunks.ts';
import { readBatches } from './batches.ts';
import { ignoringConflict, setFields } from './conditional-writes.ts';
import { countedItem, historyItem, itemOf, parseItem, standingItem, submissionItem } from './items.ts';
import {
  authorityKey,
  countedKey,
  historyKey,
  historyPrefix,
  type Key,
  listedRejectionKey,
  listedRejectionPrefix,
  standingKey,
  submissionKey,
} from './keys.ts';
import { getItem, itemsUnder, latestUnder } from './reads.ts';

/** Submissions, answers and standings in the table. Every read is strongly consistent. */
export function dynamoSubmissionStore(client: DynamoDBDocumentClient, table: string, texts: Texts): SubmissionStore {
  const get = (key: Key) => getItem(client, table, key);

  const chunks = answerChunks(client, table, texts);

  return {
    async submission(id) {
      const item = await get(submissionKey(id));
      return item === undefined ? null : submissionIn(item);
    },

    async submissions(ids) {
      const items = await readBatches(client, table, [...new Set(ids)].map(submissionKey));
      return items.map(submissionIn);
    },

    async rejectionsOf(authority, most) {
      const items = await latestUnder(
        client,
        table,
        { pk: authorityKey(authority).pk, sk: listedRejectionPrefix },
        most,
      );
      return items.map((item) => parseItem(listedRejection, item).submission);
    },

    async answers(submission) {
      const given = await chunks.under(submission);
      return new Map([...given].map(([indicator, { source: _, ...answer }]) => [indicator, answer]));
    },

    putAnswers: chunks.put,

    async putCounted(id, owner, { questionnaire, answers, background }) {
      const fields = { ...owner, questionnaire, background: Object.fromEntries(background) };
      await together([
        chunks.put(id, answers),
        client.send(new PutCommand({ TableName: table, Item: itemOf(countedKey(id), fields) })),
      ]);
    },

    async counted(id) {
      const [item, answers] = await Promise.all([get(countedKey(id)), chunks.under(id)]);
      if (item === undefined) return null;
      const { questionnaire, background } = parseItem(countedItem, item);
      return { questionnaire, answers, background: new Map(Object.entries(background)) };
    },

    async putSubmission(submission) {
      await client.send(new PutCommand({ TableName: table, Item: headerOf(submission) }));
    },

    async putNote(id, note) {
      await setFields({ client, table, key: submissionKey(id) }, { note: note.toWellFormed() });
    },

    async putRejected(submission) {
      const { id, authority, receipt } = submission;
      if (authority !== null && saysWhoseItIs(submission)) {
        const key = listedRejectionKey(authority, new Date(receipt.receivedAt).toISOString(), id);
        // The list first: what it names and nobody wrote is left out by whoever reads it.
        await client.send(new PutCommand({ TableName: table, Item: itemOf(key, { submission: id, authority }) }));
      }
      const put = new PutCommand({
        TableName: table,
        Item: { ...headerOf(submission), version: 1 },
        // Begun and not ended by a step that crashed: nobody counts on it yet.
        ConditionExpression: 'attribute_not_exists(pk) OR stage = :begun',
        ExpressionAttributeValues: { ':begun': 'committing' },
      });
      await ignoringConflict(client.send(put));
    },

    async standing(round, authority) {
      const item = await get(standingKey(round, authority));
      return item === undefined ? null : parseItem(standingItem, item);
    },

    async putStanding(round, standing) {
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(standingKey(round, standing.authority), standing),
        ...(standing.version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :read',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':read': standing.version - 1 },
            }),
      });
      return ignoringConflict(client.send(put));
    },

    async history(authority) {
      const items = await itemsUnder(client, table, { pk: authorityKey(authority).pk, sk: historyPrefix });
      return items.map((item) => parseItem(historyItem, item));
    },

    async putHistory(entry) {
      await client.send(new PutCommand({ TableName: table, Item: itemOf(historyKey(entry), entry) }));
    },
  };
}

const listedRejection = v.object({ submission: v.string() });

function submissionIn(item: Record<string, unknown>): Submission | RejectedSubmission {
  const { deliveries, ...submission } = parseItem(submissionItem, item);
  if (deliveries === undefined || submission.stage !== 'rejected') return submission;
  return { ...submission, stage: 'rejected', score: null, deliveries };
}

const headerOf = (submission: Submission): Record<string, unknown> =>
  itemOf(submissionKey(submission.id), { ...submission, problems: problemsThatFit(submission.problems) });

/** UTF-8 bytes of a header's problems: with everything else it holds it stays well under an item's 400 KB. */
const maxBytes = 200 * 1024;

/**
 * The problems a header has room for, from the front, where the gravest are; when some are left out the
 * last one says how many. They are cut and not kept elsewhere: nobody can act on a list of that length.
 */
function problemsThatFit(problems: readonly Problem[]): readonly Problem[] {
  let bytes = 0;
  const firstLeft = problems.findIndex((one) => {
    // As JSON it is never shorter than as an attribute.
    bytes += Buffer.byteLength(JSON.stringify(one));
    return bytes > maxBytes;
  });
  return firstLeft === -1 ? problems : firstProblems(problems, firstLeft);
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Answer, Answers } from '../../../domain/answers/answer.ts';
import type { Given } from '../../../domain/submissions/fold.ts';
import { type RejectedSubmission, type Submission, saysWhoseItIs } from '../../../domain/submissions/submission.ts';
import type { SubmissionStore } from '../../../ports/submission-store.ts';
import type { Texts } from '../s3/texts.ts';
import { readBatches, writeBatches } from './batches.ts';
import { answerItem, countedItem, historyItem, itemOf, parseItem, standingItem, submissionItem } from './items.ts';
import {
  answerKey,
  answerPrefix,
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
import { problemsThatFit } from './problems-that-fit.ts';
import { getItem, itemsUnder, latestUnder } from './reads.ts';

/** UTF-8 bytes from which on a text goes to the texts: an item holds 400 KB, a standing's readers want none of it. */
const longText = 8 * 1024;

/** Submissions, answers and standings in the table. Every read is strongly consistent. */
export function dynamoSubmissionStore(client: DynamoDBDocumentClient, table: string, texts: Texts): SubmissionStore {
  const get = (key: Key) => getItem(client, table, key);

  const answersUnder = async (id: string): Promise<Map<string, Answer & Given>> => {
    const answers = new Map<string, Answer & Given>();
    for (const item of await itemsUnder(client, table, { pk: submissionKey(id).pk, sk: answerPrefix })) {
      const { indicator, evidenceText, source = id, ...answer } = parseItem(answerItem, item);
      const evidence = evidenceText === undefined ? answer.evidence : await texts.get(evidenceText);
      answers.set(indicator, { ...answer, evidence, source });
    }
    return answers;
  };
  const putAnswers = async (id: string, answers: Answers): Promise<void> => {
    const items = [];
    for (const [indicator, answer] of answers) {
      const long = Buffer.byteLength(answer.evidence) > longText;
      const evidence = long ? { evidence: '', evidenceText: await texts.keep(answer.evidence) } : {};
      items.push(itemOf(answerKey(id, indicator), { indicator, ...answer, ...evidence }));
    }
    await writeBatches(client, table, items);
  };

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
      const given = await answersUnder(submission);
      return new Map([...given].map(([indicator, { source: _, ...answer }]) => [indicator, answer]));
    },

    putAnswers,

    async putCounted(id, owner, { questionnaire, answers, background }) {
      await putAnswers(id, answers);
      const fields = { ...owner, questionnaire, background: Object.fromEntries(background) };
      await client.send(new PutCommand({ TableName: table, Item: itemOf(countedKey(id), fields) }));
    },

    async counted(id) {
      const [item, answers] = await Promise.all([get(countedKey(id)), answersUnder(id)]);
      if (item === undefined) return null;
      const { questionnaire, background } = parseItem(countedItem, item);
      return { questionnaire, answers, background: new Map(Object.entries(background)) };
    },

    async putSubmission(submission) {
      await client.send(new PutCommand({ TableName: table, Item: headerOf(submission) }));
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

/** A condition that did not hold is an answer, not a fault. */
export async function ignoringConflict(write: Promise<unknown>): Promise<'written' | 'conflict'> {
  try {
    await write;
    return 'written';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'conflict';
    throw error;
  }
}

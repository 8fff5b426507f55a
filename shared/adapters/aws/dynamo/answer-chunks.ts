import { hash } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as v from 'valibot';
import type { Answer, KeptAnswers, KeptValue } from '../../../domain/answers/answer.ts';
import type { Given } from '../../../domain/submissions/fold.ts';
import { together } from '../../../ports/together.ts';
import type { Texts } from '../s3/text-store.ts';
import { writeBatches } from './batches.ts';
import { answerItem, answersItem, itemOf, packed, parseItem } from './items.ts';
import { answersKey, answersPrefix, submissionKey } from './keys.ts';
import { itemsUnder } from './reads.ts';

/** UTF-8 bytes of a chunk before it is packed, but for an answer that is larger alone: an item holds 400 KB. */
const chunkBytes = 100 * 1000;
/** UTF-8 bytes from which on a text goes to the texts: an item holds 400 KB, a standing's readers want none of it. */
const longText = 8 * 1024;
/** Texts that are written or read at once. */
const textsAtOnce = 16;

type StoredAnswer = v.InferOutput<typeof answerItem>;

/**
 * The answers of a submission, or of what counts from several, in chunks. All chunks but the first are written first: a
 * crash before the first leaves the answers that were there, whole.
 */
export function answerChunks(client: DynamoDBDocumentClient, table: string, texts: Texts) {
  const stored = async ([indicator, answer]: [string, Answer<KeptValue>]): Promise<StoredAnswer> => {
    const long = Buffer.byteLength(answer.evidence) > longText;
    const evidence = long ? { evidence: '', evidenceText: await texts.keep(answer.evidence) } : {};
    return { indicator, ...answer, ...evidence };
  };
  const whole = async ({ evidenceText, ...answer }: StoredAnswer): Promise<StoredAnswer> =>
    evidenceText === undefined ? answer : { ...answer, evidence: await texts.get(evidenceText) };

  return {
    async put(id: string, answers: KeptAnswers): Promise<void> {
      const chunks = chunksOf(await inLots([...answers], stored));
      const set = hash('sha256', JSON.stringify(chunks), 'hex').slice(0, 16);
      const [first, ...others] = chunks.map((chunk, number) => {
        const count = number === 0 ? { chunks: chunks.length } : {};
        return itemOf(answersKey(id, { number, set }), { answers: packed(chunk), set, ...count });
      });
      await writeBatches(client, table, others);
      await client.send(new PutCommand({ TableName: table, Item: first }));
    },

    /** In the order of their questions' ids; none where nothing was written. */
    async under(id: string): Promise<Map<string, Answer<KeptValue> & Given>> {
      const items = await itemsUnder(client, table, { pk: submissionKey(id).pk, sk: answersPrefix });
      const read = (await inLots(storedIn(items, id), whole)).sort((a, b) => (a.indicator < b.indicator ? -1 : 1));
      return new Map(read.map(({ indicator, source = id, ...answer }) => [indicator, { ...answer, source }]));
    },
  };
}

/** Those of the set that the first chunk names; without one, those that were stored before, an item each. */
function storedIn(items: readonly Record<string, unknown>[], id: string): StoredAnswer[] {
  const firstKey = answersKey(id, { number: 0, set: '' }).sk;
  const first = items.find(({ sk }) => sk === firstKey);
  if (first === undefined)
    return items.filter((item) => 'indicator' in item).map((item) => parseItem(answerItem, item));
  const { set, chunks: count = 1 } = parseItem(answersItem, first);
  const chunks = items.filter((item) => item['set'] === set).map((item) => parseItem(answersItem, item));
  if (chunks.length !== count)
    throw new Error(`Of ${count} chunks of answers of submission ${id}, ${chunks.length} are there`);
  return chunks.flatMap(({ answers }) => answers);
}

/** In their order, as many in each chunk as it has room for. */
function chunksOf(answers: readonly StoredAnswer[]): StoredAnswer[][] {
  const chunks: StoredAnswer[][] = [[]];
  let bytes = 0;
  for (const answer of answers) {
    const own = Buffer.byteLength(JSON.stringify(answer));
    if (bytes > 0 && bytes + own > chunkBytes) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(answer);
    bytes += own;
  }
  return chunks;
}

/** Does `work` for all of them, some at a time; returns what came of each in their order. */
async function inLots<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let start = 0; start < all.length; start += textsAtOnce) {
    done.push(...(await together(all.slice(start, start + textsAtOnce).map(work))));
  }
  return done;
}

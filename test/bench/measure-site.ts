import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { credentials } from '../../infra/local/emulators.ts';
import { writeBatches } from '../../shared/adapters/aws/dynamo/batches.ts';
import { itemOf, packed } from '../../shared/adapters/aws/dynamo/items.ts';
import { answersKey, submissionKey } from '../../shared/adapters/aws/dynamo/keys.ts';
import { decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { submissionOf as sampleOf } from '../adapters/samples.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { startPublishing } from '../support/publishing.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { fillRound, roundFor, submissionOf } from './measure-scale.ts';
import { batched, randomCodes } from './random-codes.ts';

/** What publishing the site of a round with evidence took. */
export interface SiteScale {
  readonly authorities: number;
  readonly files: number;
  /** Of all files. */
  readonly megabytes: number;
  readonly seconds: number;
  /** Messages of the queue that it took. */
  readonly parts: number;
  /** DynamoDB capacity units. */
  readonly read: number;
  readonly s3: number;
  /** The most that the process took which published it. */
  readonly processMegabytes: number;
}

/** A site of so many authorities from the table to the switch at the edge, and the emulators that it needs. */
export async function measureSite(authorities: number): Promise<SiteScale> {
  const pipeline = await startPipeline();
  try {
    await startPublishing(pipeline);
    const round = { ...roundFor(authorities), publishesResults: true, publishesEvidence: true };
    await pipeline.registry.putRound(round);
    await fillRound(round, authorities, pipeline);
    await writeAnswers(authorities, pipeline);
    await pipeline.rescore(round.id);
    const script = fileURLToPath(new URL('./publish-one-site.ts', import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(JSON.stringify({ endpoints: pipeline.endpoints, credentials }));
    const { megabytes: processMegabytes, ...took } = JSON.parse(await text(child.stdout));
    return { authorities, ...(await written(pipeline)), ...took, processMegabytes };
  } finally {
    await pipeline.stop();
  }
}

const evidence = 'Decided by the council in 2021, see https://example.org/strategy page 7. '.repeat(3);

/** Of answers that were written together. */
const set = '0123456789abcdef';

/** What each authority wrote: its submission and its answers, with evidence where it says Yes. */
async function writeAnswers(authorities: number, { clients, table }: Pipeline): Promise<void> {
  const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);
  let index = 0;
  for (const codes of batched(randomCodes(authorities, 1), 100)) {
    const items = codes.flatMap((code) => {
      const id = submissionOf(index);
      index += 1;
      const answers = [...decodeAnswers(ids, code)].map(([indicator, value]) => ({
        ...{ indicator, value, raw: value, cell: null },
        evidence: value === 'yes' ? evidence : '',
      }));
      const chunk = itemOf(answersKey(id, { number: 0, set }), { answers: packed(answers), set, chunks: 1 });
      return [itemOf(submissionKey(id), sampleOf(id)), chunk];
    });
    await writeBatches(clients.dynamodb, table, items);
  }
}

async function written({ clients }: Pipeline): Promise<{ files: number; megabytes: number }> {
  let files = 0;
  let bytes = 0;
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: clients.s3 },
    { Bucket: 'scorebook-test-site' },
  )) {
    files += Contents.length;
    for (const { Size = 0 } of Contents) bytes += Size;
  }
  return { files, megabytes: bytes / 1e6 };
}

import { text } from 'node:stream/consumers';
import { scoreShard } from '../../functions/rescore-round/score-shard.ts';
import { localClients } from '../../infra/local/local-clients.ts';
import { dynamoQuestionnaires } from '../../shared/adapters/aws/dynamo/questionnaires.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { withoutTextStore } from '../../shared/adapters/aws/s3/text-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { definitionKey } from '../../shared/config/object-keys.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Works on the first shard of a run in a process of its own, and prints the most memory that it took, in MB. */
const { endpoints, credentials, table, bucket, of } = JSON.parse(await text(process.stdin));
const { dynamodb, s3 } = localClients(endpoints, credentials);
await scoreShard(
  { ...of, shard: 0 },
  {
    registry: dynamoRegistry(dynamodb, table),
    store: dynamoSubmissionStore(dynamodb, table, withoutTextStore),
    standings: dynamoStandings(dynamodb, table, (prefix) => s3Texts(s3, bucket, prefix)),
    runs: dynamoScoringRuns(dynamodb, table),
    questionnaires: dynamoQuestionnaires(dynamodb, table, s3Texts(s3, bucket, definitionKey)),
    catalogue,
  },
);
console.log(peakMegabytes());
process.exit(0);

import { setTimeout as wait } from 'node:timers/promises';
import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { stateMachineRescorings } from '../../shared/adapters/aws/step-functions/rescorings.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { common } from './local-clients.ts';
import type { LocalCloud } from './local-cloud.ts';

const lookMilliseconds = 100;

/** Scores a round again as the schedule would, and stays until that is done. Returns what became of it, in a line. */
export async function rescoreLocally(cloud: LocalCloud, round: RoundId): Promise<string> {
  const { clients, stateMachine, table, environment } = cloud;
  const client = new SFNClient({ ...common, endpoint: environment['AWS_ENDPOINT_URL_SFN'] ?? '' });
  try {
    const rescorings = stateMachineRescorings(client, stateMachine);
    const execution = await rescorings.start(round, executionName(round, `local ${new Date().toISOString()}`));
    let now = await rescorings.state(execution);
    while (now.state === 'running') {
      await wait(lookMilliseconds);
      now = await rescorings.state(execution);
    }
    if (now.state === 'failed') return `re-scoring of round ${round} failed: ${now.reason}`;
    const [run] = await dynamoScoringRuns(clients.dynamodb, table).latest(round, 1);
    const { outcome = 'ended', authorities = 0 } = run?.end ?? {};
    return `round ${round} scored again: ${outcome}, ${authorities} ranked`;
  } finally {
    client.destroy();
  }
}

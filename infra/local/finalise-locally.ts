import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { stateMachineRescorings } from '../../shared/adapters/aws/step-functions/rescorings.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { type DeclareOutcome, declareFinal } from '../../shared/use-cases/declare-final.ts';
import { common } from './local-clients.ts';
import type { LocalCloud } from './local-cloud.ts';
import type { Office } from './office.ts';

/** What `scorebook finalise` does, without staying until it is done: mails and pages follow within seconds. */
export async function finaliseLocally(
  cloud: LocalCloud,
  { registry }: Office,
  round: RoundId,
): Promise<DeclareOutcome> {
  const { clients, stateMachine, table, environment } = cloud;
  const now = () => new Date();
  const declared = await declareFinal(round, { registry, finals: dynamoFinals(clients.dynamodb, table), now });
  if (declared.outcome !== 'declared') return declared;
  const client = new SFNClient({ ...common, endpoint: environment['AWS_ENDPOINT_URL_SFN'] ?? '' });
  try {
    await stateMachineRescorings(client, stateMachine).start(
      round,
      executionName(round, `final ${now().toISOString()}`),
    );
  } finally {
    client.destroy();
  }
  return declared;
}

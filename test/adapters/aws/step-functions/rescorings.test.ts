import type { RequestListener } from 'node:http';
import { SFNClient } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { startRescorings } from '../../../../functions/start-rescoring/start-rescoring.ts';
import { stateMachineRescorings } from '../../../../shared/adapters/aws/step-functions/rescorings.ts';
import type { Round } from '../../../../shared/domain/registry/registry.ts';
import { answeredBy } from '../../../support/answering.ts';

const machine = 'arn:aws:states:eu-north-1:1:stateMachine:rescore';

/** Answers as Step Functions does: a name that was used before is refused. */
async function rescorings(refusal = 'ExecutionAlreadyExists') {
  const started: string[] = [];
  const names = new Set<string>();
  const answer: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { name, input } = JSON.parse(body);
    const again = names.has(name);
    names.add(name);
    if (!again) started.push(input);
    response.writeHead(again ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(again ? { __type: refusal, message: 'm' } : { executionArn: 'a', startDate: 0 }));
  };
  const client = await answeredBy(answer, (settings) => new SFNClient(settings));
  return { started, to: stateMachineRescorings(client, machine) };
}

const round = (id: string): Round => ({ id, questionnaire: 'q@1', opensAt: null, closesAt: null, shards: 1 });
const strike = (slot: string, to: ReturnType<typeof stateMachineRescorings>) =>
  startRescorings(
    { at: slot },
    {
      registry: { rounds: async () => [round('2022'), round('2023')] },
      rescorings: to,
      standings: { counters: async () => null },
      finals: { declared: async () => null },
      now: () => new Date('2026-11-25T03:00:00Z'),
    },
  );

test('a schedule that strikes twice, also at the same moment, starts one run a round; the next night it starts another', async () => {
  const { started, to } = await rescorings();
  await Promise.all([strike('2026-11-25T03:00:00Z', to), strike('2026-11-25T03:00:00Z', to)]);
  await strike('2026-11-25T03:00:00Z', to);
  expect(started.sort()).toEqual(['{"round":"2022"}', '{"round":"2023"}']);
  await strike('2026-11-26T03:00:00Z', to);
  expect(started).toHaveLength(4);
});

test('refused for any other reason it is a fault: its message comes again', async () => {
  const { to } = await rescorings('StateMachineDoesNotExist');
  await strike('2026-11-25T03:00:00Z', to);
  await expect(strike('2026-11-25T03:00:00Z', to)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
});

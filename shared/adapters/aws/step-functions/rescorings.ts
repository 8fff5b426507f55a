import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ExecutionState, Rescorings } from '../../../ports/rescorings.ts';

/** Re-scorings as executions of the state machine. */
export function stateMachineRescorings(client: SFNClient, stateMachineArn: string): Rescorings {
  const execution = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    async start(round, name) {
      const input = JSON.stringify({ round });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
      return execution(name);
    },
    async state(id): Promise<ExecutionState> {
      const describe = new DescribeExecutionCommand({ executionArn: id });
      const { status, error, cause } = await client.send(describe).catch((fault: unknown) => {
        if (fault instanceof ExecutionDoesNotExist) return { status: 'GONE', error: undefined, cause: undefined };
        throw fault;
      });
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { state: 'running' };
      if (status === 'SUCCEEDED') return { state: 'ended' };
      return { state: 'failed', reason: [status, error, cause].filter((part) => part !== undefined).join(': ') };
    },
  };
}

import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { guardEmulator } from './gate/gate.ts';
import type { Credentials } from './gate/signatures.ts';
import { closed, host, listen } from './listen.ts';
import { account } from './template.ts';

/** A state machine as declared: its definition, with the names of what it calls put in. */
export interface DeclaredStateMachine {
  readonly arn: string;
  readonly definition: Definition;
}

interface Definition {
  readonly States: Readonly<Record<string, State>>;
}
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly ItemProcessor?: Definition;
}

interface Execution {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startDate: number;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  error?: string;
  cause?: string;
}

export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

export interface StateMachines {
  readonly url: string;
  /** From then on executions can be started. */
  define(declared: readonly DeclaredStateMachine[], invoke: Invoke): void;
  /** Ends when nothing runs any more; what is started is forgotten. */
  stop(): Promise<void>;
}

/** On AWS retries wait for seconds and minutes. */
const retryMilliseconds = 250;

/** Step Functions, as far as starting an execution and asking for its state: the real client speaks to it. */
export async function startStateMachines(credentials: Credentials): Promise<StateMachines> {
  const executions = new Map<string, Execution>();
  const running = new Set<Promise<void>>();
  let machines: ReadonlyMap<string, DeclaredStateMachine> = new Map();
  let call: Invoke = () => Promise.reject(new Error('No functions are hosted yet'));

  const run = async (
    { arn, definition }: DeclaredStateMachine,
    executionArn: string,
    own: Execution,
  ): Promise<void> => {
    // Loaded with the first execution: it brings clients that nothing else needs.
    const { StateMachine } = await import('aws-local-stepfunctions');
    const tasks = tasksOf(definition);
    const { result } = new StateMachine(definition as never).run(JSON.parse(own.input), {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          tasks.map(([name, resource]) => [name, (input) => call(nameIn(resource), input) as never]),
        ),
        retryIntervalOverrides: Object.fromEntries(tasks.map(([name]) => [name, retryMilliseconds])),
      },
      context: {
        Execution: { Id: executionArn, Name: own.name, StartTime: new Date(own.startDate).toISOString() },
        StateMachine: { Id: arn },
      },
    });
    try {
      await result;
      own.status = 'SUCCEEDED';
    } catch (error) {
      own.error = 'States.TaskFailed';
      own.cause = error instanceof Error ? error.message : String(error);
      own.status = 'FAILED';
    }
  };

  const start = ({ stateMachineArn, name, input = '{}' }: Record<string, string>): object => {
    const machine = machines.get(stateMachineArn ?? '');
    if (machine === undefined) throw new Refusal('StateMachineDoesNotExist');
    const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = executions.get(executionArn);
    if (known !== undefined && (known.status !== 'RUNNING' || known.input !== input)) {
      throw new Refusal('ExecutionAlreadyExists');
    }
    if (known !== undefined) return { executionArn, startDate: known.startDate / 1000 };
    const startDate = Date.now();
    const own: Execution = { stateMachineArn: machine.arn, name: name ?? '', input, startDate, status: 'RUNNING' };
    executions.set(executionArn, own);
    const ended = run(machine, executionArn, own).finally(() => running.delete(ended));
    running.add(ended);
    return { executionArn, startDate: startDate / 1000 };
  };

  const describe = ({ executionArn = '' }: Record<string, string>): object => {
    const own = executions.get(executionArn);
    if (own === undefined) throw new Refusal('ExecutionDoesNotExist');
    return { executionArn, ...own, startDate: own.startDate / 1000 };
  };

  const actions: Readonly<Record<string, (input: Record<string, string>) => object>> = {
    'AWSStepFunctions.StartExecution': start,
    'AWSStepFunctions.DescribeExecution': describe,
  };
  const app = new Hono();
  app.post('/', async (context) => {
    const action = actions[context.req.header('x-amz-target') ?? ''];
    try {
      if (action === undefined) throw new Refusal('UnknownOperationException');
      return answer(context, action(JSON.parse(await context.req.text())), 200);
    } catch (error) {
      if (error instanceof Refusal) return answer(context, { __type: error.code, message: error.code }, 400);
      throw error;
    }
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  guardEmulator(server, { credentials, services: ['states'], origins: new Set() });
  const port = await listen(server, 0);
  return {
    url: `http://${host}:${port}`,
    define(declared, invoke) {
      machines = new Map(declared.map((one) => [one.arn, one]));
      call = invoke;
    },
    async stop() {
      await Promise.all(running);
      await closed(server);
    },
  };
}

class Refusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const answer = (context: Context, body: object, status: 200 | 400): Response =>
  context.body(JSON.stringify(body), status, { 'content-type': 'application/x-amz-json-1.0' });

/** Every task with what it calls, those inside maps too; names are unique in a machine. */
function tasksOf({ States }: Definition): [name: string, resource: string][] {
  return Object.entries(States).flatMap(([name, { Type, Resource = '', ItemProcessor }]) => [
    ...(Type === 'Task' ? [[name, Resource] satisfies [string, string]] : []),
    ...(ItemProcessor === undefined ? [] : tasksOf(ItemProcessor)),
  ]);
}

const nameIn = (functionArn: string): string => functionArn.split(':').at(-1) ?? '';

export const stateMachineArn = (region: string, name: string): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;

import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface HttpServerRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

/** A call that a function made and that was denied. */
export interface DeniedCall {
  /** The function, by the end of its name: `ingest-submission`. */
  readonly functionName: string;
  /** What it called, as far as a server sees it: `dynamodb PutItem`, `s3 PUT object`. */
  readonly call: string;
  readonly requestId: string;
  /** What AWS would say that it may not do. Empty: AWS would say nothing, as to a HEAD. */
  readonly action: string;
}

/** Stands in denials in place of names that are people's. */
export const canary = 'kaino.canary@city.example';

/**
 * While it is on, the emulators of this process deny each call of each function once, in the words of AWS; whatever
 * comes again is let through. A server sees no roles: functions are told apart by what the SDK says of them.
 */
export function denyEachCallOnce(emulators: readonly string[]): {
  readonly denied: DeniedCall[];
  /** Denies it once more: of two calls that fail together, one alone is a fault. */
  again(call: DeniedCall): void;
  stop(): void;
} {
  const denied: DeniedCall[] = [];
  const seen = new Set<string>();
  const { stop } = denying(emulators, (call) => {
    const name = `${call.functionName} ${call.call}`;
    if (seen.has(name)) return false;
    seen.add(name);
    denied.push(call);
    return true;
  });
  return {
    denied,
    again(one) {
      denied.splice(denied.indexOf(one), 1);
      seen.delete(`${one.functionName} ${one.call}`);
    },
    stop,
  };
}

function denying(emulators: readonly string[], isDenied: (call: DeniedCall) => boolean): { stop(): void } {
  const ports = portsOf(emulators);
  const look = (message: unknown): void => {
    const { request, response, socket } = message as HttpServerRequest;
    if (!ports.has(socket.localPort ?? 0)) return;
    const [, functionName] = /app\/scorebook-\w+-([a-z]+(?:-[a-z]+)*)/.exec(agentOf(request)) ?? [];
    if (functionName === undefined) return;
    const { call, action, protocol } = calledBy(request);
    const isHead = request.method === 'HEAD';
    const requestId = randomUUID();
    if (!isDenied({ functionName, call, requestId, action: isHead ? '' : action })) return;
    answer(response, { protocol, action, requestId, isHead });
    // The emulator behind has nothing to answer any more, and refuses what does not name it.
    Object.assign(response, { writeHead: () => response, end: () => response, setHeader: () => response });
    request.headers.host = 'denied';
  };
  subscribe('http.server.request.start', look);
  return { stop: () => unsubscribe('http.server.request.start', look) };
}

/** What a command asked of the emulators: commands say who they are by `AWS_SDK_UA_APP_ID=typed-<command>`. */
export interface CommandCall {
  readonly command: string;
  readonly action: string;
  /** Of S3 the bucket, without the account, and the key; otherwise nothing. */
  readonly resource: string;
}

/** While it is on, it notes what commands ask of the emulators of this process. */
export function noteCallsOfCommands(emulators: readonly string[]): { readonly calls: CommandCall[]; stop(): void } {
  const ports = portsOf(emulators);
  const calls: CommandCall[] = [];
  const look = (message: unknown): void => {
    const { request, socket } = message as HttpServerRequest;
    const [, command] = /app\/typed-([a-z-]+)/.exec(agentOf(request)) ?? [];
    if (!ports.has(socket.localPort ?? 0) || command === undefined) return;
    const { action } = calledBy(request);
    const { pathname } = new URL(request.url ?? '/', 'http://emulator');
    const path = decodeURIComponent(pathname)
      .slice(1)
      .replace(/-\d{12}(?=\/|$)/, '');
    calls.push({ command, action, resource: action.startsWith('s3:') ? path.replace(/\/$/, '') : '' });
  };
  subscribe('http.server.request.start', look);
  return { calls, stop: () => unsubscribe('http.server.request.start', look) };
}

const portsOf = (emulators: readonly string[]): ReadonlySet<number> =>
  new Set(emulators.filter((url) => url !== '').map((url) => Number(new URL(url).port)));

const agentOf = ({ headers }: IncomingMessage): string => `${headers['x-amz-user-agent']} ${headers['user-agent']}`;

type Protocol = 'json' | 'xml' | 'rest-json';

function calledBy({ headers, method = '', url = '/' }: IncomingMessage): {
  readonly call: string;
  readonly action: string;
  readonly protocol: Protocol;
} {
  const [, service = '', operation = ''] = /^(\w+)\.(\w+)$/.exec(String(headers['x-amz-target'] ?? '')) ?? [];
  if (service.startsWith('DynamoDB')) return target('dynamodb', operation);
  if (service === 'AmazonSQS') return target('sqs', operation);
  if (service === 'AWSStepFunctions') return target('states', operation);
  const { pathname, searchParams } = new URL(url, 'http://emulator');
  const scope = String(headers.authorization);
  if (scope.includes('/ses/')) {
    const action = pathname.endsWith('/account') ? 'ses:GetAccount' : 'ses:SendEmail';
    return { call: action.replace(':', ' '), action, protocol: 'rest-json' };
  }
  if (scope.includes('cloudfront-keyvaluestore')) {
    const name = method === 'POST' ? 'UpdateKeys' : pathname.includes('/keys/') ? 'GetKey' : 'DescribeKeyValueStore';
    return {
      call: `cloudfront-keyvaluestore ${name}`,
      action: `cloudfront-keyvaluestore:${name}`,
      protocol: 'rest-json',
    };
  }
  const isObject = pathname.split('/').filter((part) => part !== '').length > 1;
  const asked = searchParams.has('tagging') ? 'Tagging' : '';
  const action = isObject ? `s3:${objectActions[method] ?? 'GetObject'}${asked}` : 's3:ListBucket';
  return { call: `s3 ${method} ${isObject ? 'object' : 'bucket'}${asked}`, action, protocol: 'xml' };
}

const objectActions: Readonly<Record<string, string>> = { PUT: 'PutObject', DELETE: 'DeleteObject', POST: 'PutObject' };

const target = (service: string, operation: string) => ({
  call: `${service} ${operation}`,
  action: `${service}:${operation}`,
  protocol: 'json' as const,
});

/** Arns of each service, with a name that is a person's where there could be one. */
const arns: Readonly<Record<string, string>> = {
  dynamodb: 'arn:aws:dynamodb:eu-north-1:000000000000:table/scorebook-local',
  sqs: 'arn:aws:sqs:eu-north-1:000000000000:scorebook-local-deliveries',
  states: 'arn:aws:states:eu-north-1:000000000000:stateMachine:scorebook-local-rescore-round',
  ses: `arn:aws:ses:eu-north-1:000000000000:identity/${canary}`,
  s3: `arn:aws:s3:::scorebook-local-inbox/office/${canary}.xlsx`,
  's3:ListBucket': 'arn:aws:s3:::scorebook-local-inbox',
  'cloudfront-keyvaluestore': 'arn:aws:cloudfront::000000000000:key-value-store/11111111',
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html has the sentence. */
function answer(
  response: ServerResponse,
  of: { readonly protocol: Protocol; readonly action: string; readonly requestId: string; readonly isHead: boolean },
): void {
  const { protocol, action, requestId, isHead } = of;
  const [service = ''] = action.split(':');
  const user = `User: arn:aws:sts::000000000000:assumed-role/role/${canary}`;
  const because = `because no identity-based policy allows the ${action} action`;
  const arn = arns[action] ?? arns[service] ?? '';
  const sentence = `${user} is not authorized to perform: ${action} on resource: ${arn} ${because}`;
  const ids = { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId };
  if (protocol === 'xml') {
    const quoted = sentence.replace(arn, `"${arn}"`).replaceAll('"', '&quot;');
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${quoted}</Message><RequestId>${requestId}</RequestId></Error>`;
    response.writeHead(403, { ...ids, 'content-type': 'application/xml' }).end(isHead ? undefined : body);
    return;
  }
  const named =
    service === 'ses' ? `${user} is not authorized to perform \`${action}' on resource \`${arns['ses']}'` : sentence;
  const status = protocol === 'json' ? 400 : 403;
  const headers = { ...ids, 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' };
  response
    .writeHead(status, headers)
    .end(JSON.stringify({ __type: 'AccessDeniedException', message: named, Message: named }));
}

/** While it is on, the emulators of this process deny each call of one function. */
export function denyCallsOf(functionName: string, emulators: readonly string[]): { stop(): void } {
  return denying(emulators, (asked) => asked.functionName === functionName);
}

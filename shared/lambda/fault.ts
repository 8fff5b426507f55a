import { readFileSync } from 'node:fs';
import type { SourceMap, SourceOrigin } from 'node:module';
import { denialIn } from './denial.ts';

export type FaultFacts = { readonly [fact: string]: string | number | readonly string[] | FaultFacts };

/** Enough frames that ours are among them: between a call of AWS and its caller lie some thirty of the SDK. */
export function keepOwnFrames(): void {
  Error.stackTraceLimit = 60;
}

/**
 * What may be logged of a fault. Messages of parsers and validators quote what they read, which may be personal data:
 * of those the kind, the place and, of a schema, the path are kept. Of a call of AWS: which one, the id of the request,
 * and the permission that was missing. Our own errors name ids and counts only.
 */
export function describeFault(error: unknown): FaultFacts {
  if (!(error instanceof Error)) return { fault: typeof error };
  return {
    fault: error.name,
    ...(error.constructor === Error ? { reason: error.message } : {}),
    ...callOf(error),
    ...(denialIn(error) ?? {}),
    ...schemaOf(error),
    place: placeOf(error.stack ?? ''),
    ...(error.cause instanceof Error ? { cause: describeFault(error.cause) } : {}),
  };
}

/** A fault to be thrown where the runtime and the state machine log what is thrown: with no message but one of ours. */
export function withoutQuotes(error: unknown): Error {
  const { fault = '', reason = fault } = describeFault(error);
  return Object.assign(new Error(String(reason)), { name: String(fault) });
}

interface CalledAws {
  /** `S3 GetObject`: our clients name each call that fails. */
  readonly operation?: unknown;
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly extendedRequestId?: string;
  };
  /** Of an HTTP client. */
  readonly status?: unknown;
}

function callOf(error: Error): FaultFacts {
  const { operation, $metadata = {}, status: plain } = error as CalledAws;
  const { httpStatusCode: status = plain, requestId, extendedRequestId } = $metadata;
  return {
    ...(typeof operation === 'string' ? { operation } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(requestId === undefined ? {} : { requestId }),
    ...(extendedRequestId === undefined ? {} : { extendedRequestId }),
  };
}

/** What a schema says, as far as it is ours: where, and what it expected. What it found is the sender's. */
interface SchemaIssue {
  readonly path?: readonly { readonly key?: unknown }[];
  readonly expected?: string | null;
  readonly type?: string;
}

/** Names of fields and numbers of elements. Anything else is the key of a map, which may be an address. */
const fieldName = /^(?:[a-zA-Z][a-zA-Z0-9]{0,39}|\d{1,6})$/;
const maxIssues = 5;

function schemaOf(error: Error): FaultFacts {
  const { issues } = error as { readonly issues?: readonly SchemaIssue[] };
  if (error.name !== 'ValiError' || !Array.isArray(issues)) return {};
  return {
    schema: issues.slice(0, maxIssues).map(({ path = [], expected, type }: SchemaIssue) => {
      const names = path.map(({ key }) => (fieldName.test(String(key)) ? String(key) : '*'));
      return `${names.join('.') || '(all of it)'}: ${expected ?? type ?? ''}`.slice(0, 200);
    }),
  };
}

/** It stands before every call, and says nothing of who made it. */
const namesCalls = /\/named-calls\.ts:/;

/** The first frame that is ours, as its source has it; without one, the first there is. */
function placeOf(stack: string): string {
  const frames = stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .map(asWritten);
  for (const frame of frames) {
    const [, place] = /(?:^|[/\s(])((?:functions|shared)\/[\w./-]+\.ts:\d+:\d+)/.exec(frame) ?? [];
    if (place !== undefined && !frame.includes('node_modules') && !namesCalls.test(place)) return place;
  }
  return frames[0]?.trim() ?? '';
}

const inBundle = /(file:\/\/\S+\.mjs):(\d+):(\d+)/;

/** A frame of a bundle, with its place in the source. */
function asWritten(frame: string): string {
  const [place = '', bundle = '', line, column] = inBundle.exec(frame) ?? [];
  const map = place === '' ? null : mapOf(bundle);
  const origin: Partial<SourceOrigin> = map?.findOrigin(Number(line), Number(column)) ?? {};
  if (origin.fileName === undefined) return frame;
  return frame.replace(place, `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`);
}

const maps = new Map<string, SourceMap | null>();

/** Read when something fails. If Node read it (`--enable-source-maps`), every start of a function would take longer. */
function mapOf(bundle: string): SourceMap | null {
  const known = maps.get(bundle);
  if (known !== undefined) return known;
  const map = readMap(bundle);
  maps.set(bundle, map);
  return map;
}

function readMap(bundle: string): SourceMap | null {
  try {
    // Asked for here, as an import would be part of every start.
    const { SourceMap: Read } = process.getBuiltinModule('node:module');
    return new Read(JSON.parse(readFileSync(new URL(`${bundle}.map`), 'utf8')));
  } catch {
    // The place in the bundle is told instead; what failed is what matters.
    return null;
  }
}

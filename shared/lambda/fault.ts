/**
 * What may be logged of a fault. Messages of parsers and validators quote what they read, which may be
 * personal data: of those the kind and the place are kept. Our own errors name ids and counts only.
 */
export function describeFault(error: unknown): Record<string, string | number> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  const status = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  return {
    fault: error.name,
    ...(error.constructor === Error ? { reason: error.message } : {}),
    ...(status === undefined ? {} : { status }),
    place: place.trim(),
  };
}

/** A fault to be thrown where the runtime and the state machine log what is thrown: with no message but one of ours. */
export function withoutQuotes(error: unknown): Error {
  const { fault = '', reason = fault } = describeFault(error);
  return Object.assign(new Error(String(reason)), { name: String(fault) });
}

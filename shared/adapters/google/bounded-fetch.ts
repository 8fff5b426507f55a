import { readUpTo } from '../read-up-to.ts';

/**
 * Fetch that follows no redirect and reads no more than so many bytes of an answer, unpacked: a longer one
 * comes out as status 413, a redirect as itself, so both end where other refusals do.
 */
export function boundedFetch(maxBytes: number): typeof fetch {
  return async (input, init) => {
    const { status, headers, body } = await fetch(input, { ...init, redirect: 'manual' });
    if (body === null) return new Response(null, { status, headers });
    const bytes = await readUpTo(maxBytes, body);
    return bytes === null ? new Response(null, { status: 413 }) : new Response(bytes, { status, headers });
  };
}

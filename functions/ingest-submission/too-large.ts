import { createHash } from 'node:crypto';

/** A file over the cap is never fetched: its version's tag and size stand for its content. */
export function tooLargeHash({ eTag, bytes }: { readonly eTag: string; readonly bytes: number }): string {
  return createHash('sha256').update(`${eTag} ${bytes}`).digest('hex');
}

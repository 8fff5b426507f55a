/**
 * A text as metadata of an object, URI-encoded as every way in writes it, and cut where it would not fit. S3 takes 2 KB
 * for all of an object's metadata, names included.
 */
export function metadataText(text: string, maxBytes: number): string {
  let all = '';
  for (const character of text.toWellFormed()) {
    const next = all + encodeURIComponent(character);
    if (next.length > maxBytes) break;
    all = next;
  }
  return all;
}

/** For five texts, one of them short. */
export const metadataBytes = 440;

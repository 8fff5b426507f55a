/** Characters of a file's name that are kept. */
export const maxFileNameLength = 200;

/** The name a file is known by to people: from its metadata, or else the end of its key. */
export function fileNameOf(key: string, metadata: Readonly<Record<string, string>>): string {
  const lastPart = key.split('/').at(-1) ?? '';
  return printable(decodedMetadata(metadata['filename'] ?? '') || lastPart).slice(0, maxFileNameLength);
}

/** Metadata travels in headers, so ways in write it URI-encoded; people at the console write it plain. */
export function decodedMetadata(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without characters that no text of people has, and that no header may hold. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '').trim();
}

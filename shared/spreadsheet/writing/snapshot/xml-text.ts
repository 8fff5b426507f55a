const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const attributeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, ' ');

/** Any text as what stands between tags, its lines kept; what XML cannot hold is a blank. */
export const elementText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replace(/(?!\n)\p{Cc}|[\ufffe\uffff]/gu, ' ');

/**
 * Any text as the text of a cell or a note: what XML cannot hold as `_x0007_`, and so every `_` that
 * could be taken for the beginning of such an escape, also over the end of a run.
 */
export function cellXmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/_(?=x|$)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replace(/[^\t\n\x20-\ufffd\u{10000}-\u{10ffff}]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    });
}

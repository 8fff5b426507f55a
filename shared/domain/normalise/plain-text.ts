/** Invisible characters that copying from web pages, mails and other alphabets leaves in cells. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** One spelling of a text: composed accents, no invisible characters, single spaces, trimmed. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').replace(/\s+/g, ' ').trim();
}

/** {@link plainText} in lower case, for comparing. */
export function foldedText(text: string): string {
  return plainText(text).toLowerCase();
}

/** {@link foldedText} without accents, for people whose keyboard has none. */
export function unaccented(text: string): string {
  return foldedText(text).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').normalize('NFC');
}

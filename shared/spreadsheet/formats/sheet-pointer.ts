import { type Problem, problem } from '../../domain/answers/problems.ts';
import { findSheetLink } from '../../domain/submissions/sheet-link.ts';
import { decodeText } from './decode-text.ts';
import { isPlainText } from './file-format.ts';
import { Unreadable } from './unreadable.ts';
import { isMail, mailText } from './unwrap.ts';

/** Characters of a pointer file, or of a mail's text: what is longer is no pointer. */
const maxLength = 16 * 1024;

/** The text of a mail; '' where it would take too long to read. */
async function readableText(mail: Buffer): Promise<string> {
  try {
    return await mailText(mail);
  } catch (error) {
    if (error instanceof Unreadable) return '';
    throw error;
  }
}

/**
 * What is no questionnaire may point to one: a .gsheet, .url, .webloc, .json or .txt file, or a mail with
 * a link in it. Returns the problem that says so, with the sheet's id as a fact; null when nothing points.
 */
export async function pointerProblem(file: Uint8Array): Promise<Problem | null> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!isPlainText(bytes)) return null;
  const text = isMail(bytes) ? await readableText(bytes) : bytes.length > maxLength ? '' : decodeText(bytes);
  const link = findSheetLink(text.slice(0, maxLength));
  switch (link?.kind) {
    case 'sheet':
      return problem('sheet-link', { facts: { sheet: link.id } });
    case 'published':
      return problem('sheet-published');
    case 'short':
      return problem('sheet-short', { facts: { link: link.host } });
    case 'several':
      return problem('file-several', { facts: { container: 'links', count: String(link.count) } });
    case 'other':
      return problem('file-unsupported', { facts: { format: 'other-link' } });
    default:
      return null;
  }
}

import { limits } from '../../domain/submissions/limits.ts';
import { openArchive } from './archive.ts';
import { isPlainText, isZip } from './file-format.ts';
import { Unreadable } from './unreadable.ts';
import { allInMail, allInZip, type Enclosed, isMail } from './unwrap.ts';

/**
 * The workbooks of a zip or a saved mail that holds several, up to {@link limits.enclosed}; none of any other file, of
 * one that holds more, and of one that cannot be opened. Each is then a file by itself.
 */
export async function workbooksInside(file: Uint8Array): Promise<readonly Enclosed[]> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > limits.file) return [];
  try {
    const found = await enclosedIn(bytes);
    return found.length > 1 && found.length <= limits.enclosed ? found : [];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

async function enclosedIn(bytes: Buffer): Promise<Enclosed[]> {
  if (isZip(bytes)) return allInZip(await openArchive(bytes));
  return isPlainText(bytes) && isMail(bytes) ? allInMail(bytes) : [];
}

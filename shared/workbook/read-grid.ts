import { openArchive } from './archive.ts';
import { expectZip, refuseOtherZips } from './file-format.ts';
import type { Grid } from './grid.ts';
import { limits, megabytes } from './limits.ts';
import { readXlsx } from './ooxml/read-xlsx.ts';
import { Unreadable } from './unreadable.ts';

/** Reads a workbook of any format we know, told by its content; throws {@link Unreadable} saying why it cannot be. */
export async function readGrid(file: Uint8Array): Promise<Grid> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > limits.file) throw new Unreadable('file-too-large', { limit: megabytes(limits.file) });
  expectZip(bytes);
  const archive = await openArchive(bytes);
  refuseOtherZips(archive);
  return readXlsx(archive);
}

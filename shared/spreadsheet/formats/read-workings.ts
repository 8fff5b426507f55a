import { limits } from '../../domain/submissions/limits.ts';
import { openArchive } from './archive.ts';
import { isZip } from './file-format.ts';
import { readXlsxWorkings } from './ooxml/read-xlsx-workings.ts';
import { readingXml } from './ooxml/xml-events.ts';
import { readOdsWorkings } from './opendocument/read-ods-workings.ts';
import type { Workings } from './workings.ts';

const none: Workings = { sheets: new Map(), names: new Map(), tables: [] };

/** The workings of an .xlsx or .ods; nothing of what has none. */
export async function readWorkings(file: Uint8Array): Promise<Workings> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > limits.file || !isZip(bytes)) return none;
  return readingXml(async () => {
    const archive = await openArchive(bytes);
    if (archive.names.includes('content.xml')) return readOdsWorkings(archive);
    return archive.names.some((name) => name.endsWith('workbook.xml')) ? readXlsxWorkings(archive) : none;
  });
}

import { problem } from '../../domain/answers/problems.ts';
import { limits, megabytes } from '../../domain/submissions/limits.ts';
import { type Archive, openArchive } from './archive.ts';
import { isFlatOds, isPlainText, isZip, refuseOtherFiles, refuseOtherZips, withoutPadding } from './file-format.ts';
import type { Grid } from './grid.ts';
import { readXlsx } from './ooxml/read-xlsx.ts';
import { readingXml } from './ooxml/xml-events.ts';
import { Unreadable } from './unreadable.ts';
import type { Wrapped } from './unwrap.ts';

/** Reads a workbook of any format we know, told by its content; throws {@link Unreadable} saying why it cannot be. */
export async function readGrid(file: Uint8Array): Promise<Grid> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > limits.file)
    throw new Unreadable('file-too-large', { limit: 'megabytes', count: String(megabytes(limits.file)) });
  if (bytes.length === 0) throw new Unreadable('file-empty');
  return readingXml(() => readFile(bytes));
}

async function readFile(bytes: Buffer): Promise<Grid> {
  const opened = await openFile(bytes);
  if (!('container' in opened)) return opened;
  const inner = await openFile(opened.bytes);
  if ('container' in inner)
    throw new Unreadable('file-unsupported', { format: 'nested', inner: inner.container, outer: opened.container });
  return {
    ...inner,
    notices: [problem('file-unwrapped', { facts: { container: opened.container } }), ...inner.notices],
  };
}

async function openFile(whole: Buffer): Promise<Grid | Wrapped> {
  if (isZip(whole)) return openZip(whole);
  refuseOtherFiles(whole);
  const bytes = withoutPadding(whole);
  if (!isPlainText(bytes)) throw new Unreadable('file-unsupported', { format: 'unknown' });
  const { inMail, isMail, readCsv, readFlatOds } = await others();
  if (isFlatOds(bytes)) return readFlatOds(bytes);
  return isMail(bytes) ? inMail(bytes) : readCsv(bytes);
}

async function openZip(bytes: Buffer): Promise<Grid | Wrapped> {
  const archive = await openArchive(bytes);
  if (['[content_types].xml', '_rels/.rels', 'xl/workbook.xml'].some((name) => archive.names.includes(name))) {
    refuseOtherZips(archive);
    return readXlsx(archive);
  }
  const type = archive.part('mimetype')?.toString('latin1').trim() ?? '';
  if (/opendocument\.spreadsheet/.test(type) || (type === '' && isOdsContent(archive))) {
    return (await others()).readOds(archive);
  }
  refuseOtherZips(archive);
  const wrapped = (await others()).inZip(archive);
  if (wrapped === null) throw new Unreadable('file-unsupported', { format: 'zip' });
  return wrapped;
}

const others = (): Promise<typeof import('./other-files.ts')> => import('./other-files.ts');

/** Google and others leave the part out that says what kind of OpenDocument it is: its content says it too. */
function isOdsContent(archive: Archive): boolean {
  const manifest = archive.part('META-INF/manifest.xml')?.toString('latin1') ?? '';
  if (manifest.includes('opendocument.spreadsheet')) return true;
  return (
    archive.names.includes('content.xml') && (archive.part('content.xml')?.includes('office:spreadsheet') ?? false)
  );
}

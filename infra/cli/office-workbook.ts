import { basename } from 'node:path';
import { exportedSheet } from '../../shared/adapters/google/exported-sheet.ts';
import { limits, megabytes } from '../../shared/domain/submissions/limits.ts';
import { findSheetLink } from '../../shared/domain/submissions/sheet-link.ts';
import { bytesNamed } from './files-in.ts';
import { UsageError } from './usage-error.ts';

/** An office's own workbook with its name: a file, or the Google Sheet that a link names. */
export async function officeWorkbookNamed(
  named: string,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  if (!/^(?:https?:\/\/|(?:docs|drive)\.google\.com\/)/i.test(named)) {
    return { bytes: await bytesNamed(named), name: basename(named) };
  }
  const link = findSheetLink(named);
  if (link?.kind !== 'sheet') {
    throw new UsageError(
      `${named} is not the address of a Google Sheet, such as https://docs.google.com/spreadsheets/d/…; copy it from the browser while the sheet is open`,
    );
  }
  const root = process.env['SCOREBOOK_GOOGLE_ROOT'] || null;
  const read = await exportedSheet(link.id, { maxBytes: limits.file, root }).catch((cause: unknown) => {
    throw new UsageError(`Google could not be asked for the sheet; ${otherwise}`, { cause });
  });
  if (read.outcome === 'read') return { bytes: read.bytes, name: read.title || 'Google Sheet' };
  throw new UsageError(`${reasons[read.outcome]}; ${otherwise}`);
}

const otherwise = 'or use File > Download > Microsoft Excel (.xlsx) there, and name the file that you get';

const reasons = {
  'not shared':
    'the Google Sheet is not open to anyone with the link: choose Share > General access > Anyone with the link (Viewer), and try again',
  gone: 'there is no Google Sheet at that address, or it is not open to anyone with the link',
  'too large': `the Google Sheet is larger than ${megabytes(limits.file)} MB`,
} as const;

import { hash } from 'node:crypto';
import { findSheetLink, sheetLink } from '../../shared/domain/submissions/sheet-link.ts';
import { hasEnding } from '../../shared/spreadsheet/formats/file-format.ts';
import type { Message } from './message.ts';

/** A file of a mail that goes the way of every file. */
export interface MailedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

type Attached = Message['attachments'][number];

/** Names and types of what may be a filled questionnaire, or hold one, or was meant to: the reader says what it is. */
const workbookName = /\.(xlsx|xlsm|xltx|xltm|xls|xlsb|xlt|ods|ots|fods|csv|tsv|numbers|zip|eml)$|^(winmail|win)\.dat$/i;
const workbookType = /spreadsheet|ms-excel|text\/csv|tab-separated|\/zip$|x-zip|message\/rfc822|ms-tnef/i;
/** Of these two a name and a type may have been lost on the way. */
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** A calendar accepts, declines or counters an invitation, in a part of the mail: nobody waits for an answer to it. */
export const isCalendarReply = ({ attachments }: Message): boolean =>
  attachments.some(
    ({ type, bytes }) =>
      type === 'text/calendar' && /^METHOD:(REPLY|COUNTER)\s*$/im.test(bytes.subarray(0, 4096).toString('latin1')),
  );

/** The workbooks of a mail, each once. Signatures, pictures, business cards and invitations are left. */
export function workbooksIn({ attachments }: Message): MailedFile[] {
  const files = attachments.filter(isWorkbook).map(({ fileName, bytes }) => fileOf(fileName, bytes));
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

function isWorkbook({ fileName, type, bytes }: Attached): boolean {
  if (workbookName.test(fileName) || workbookType.test(type)) return true;
  const unnamed = type === 'application/octet-stream' && !hasEnding(fileName);
  return unnamed && [zip, compound].some((magic) => bytes.subarray(0, 4).equals(magic));
}

/** Characters of a text that goes on as a file of its own, to be answered by what is wrong with its links. */
const maxTextLength = 16 * 1024;

/**
 * The online sheet that the text links to, as a small file that holds nothing but the link, built by us of its id. Of
 * links that lead to no one sheet the text itself goes on: the reader says what is wrong with them.
 */
export function sheetLinksIn({ text }: Message): MailedFile[] {
  const link = findSheetLink(text);
  if (link === null || link.kind === 'other') return [];
  const pointer = link.kind === 'sheet' ? `${sheetLink(link.id)}\n` : text.slice(0, maxTextLength);
  return [fileOf('link.txt', Buffer.from(pointer))];
}

function fileOf(fileName: string, bytes: Uint8Array): MailedFile {
  return { fileName, bytes, sha256: hash('sha256', bytes, 'hex') };
}

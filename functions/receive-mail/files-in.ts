import { createHash } from 'node:crypto';
import type { Message } from './message.ts';

/** A file of a mail that goes the way of every file. */
export interface MailedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

type Attached = Message['attachments'][number];

/** Names and types of what may be a filled questionnaire, or hold one, or was meant to: the reader says what it is. */
const workbookName = /\.(xlsx|xlsm|xltx|xls|xlsb|ods|csv|tsv|numbers|zip|eml)$|^(winmail|win)\.dat$/i;
const workbookType = /spreadsheet|ms-excel|text\/csv|tab-separated|\/zip$|x-zip|message\/rfc822|ms-tnef/i;
/** Of these two a name and a type may have been lost on the way. */
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The workbooks of a mail, each once. Signatures, pictures, business cards and invitations are left. */
export function workbooksIn({ attachments }: Message): MailedFile[] {
  const files = attachments.filter(isWorkbook).map(({ fileName, bytes }) => fileOf(fileName, bytes));
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

function isWorkbook({ fileName, type, bytes }: Attached): boolean {
  if (workbookName.test(fileName) || workbookType.test(type)) return true;
  const unnamed = type === 'application/octet-stream' && !/\.\w{1,5}$/.test(fileName);
  return unnamed && [zip, compound].some((magic) => bytes.subarray(0, 4).equals(magic));
}

const sheetLink = /https:\/\/docs\.google\.com\/spreadsheets\/(?:u\/\d{1,2}\/)?d\/([\w-]{20,100})(?![\w-])/g;

/** Links to online sheets in the text, each as a small file that holds nothing but the link, built by us of its id. */
export function sheetLinksIn({ text }: Message): MailedFile[] {
  const ids = new Set([...text.matchAll(sheetLink)].map(([, id = '']) => id));
  return [...ids].map((id) => fileOf('link.txt', Buffer.from(`https://docs.google.com/spreadsheets/d/${id}\n`)));
}

function fileOf(fileName: string, bytes: Uint8Array): MailedFile {
  return { fileName, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

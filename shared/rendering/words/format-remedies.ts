import type { Problem } from '../../domain/answers/problems.ts';
import type { Format, Locked } from '../../domain/answers/unreadable-facts.ts';
import type { Messages } from './messages.ts';

type Remedy = keyof Messages['facts']['formatRemedy'];

/** What can be done with a file of each format that is not read: no PDF is saved as a workbook, no picture exported. */
const remedies: Readonly<Record<Format, Remedy>> = {
  pdf: 'pdf',
  ...{
    png: 'picture',
    jpeg: 'picture',
    gif: 'picture',
    bmp: 'picture',
    tiff: 'picture',
    webp: 'picture',
    heic: 'picture',
  },
  ...{ rtf: 'writing', docx: 'writing', doc: 'writing', pptx: 'writing', ppt: 'writing', odt: 'writing' },
  ...{ '7z': 'archive', rar: 'archive', zip: 'emptyArchive', nested: 'nested' },
  ...{ webloc: 'link', 'other-link': 'link', winmail: 'winmail', msg: 'msg', mail: 'mail' },
  ...{ xls: 'excel', xlsb: 'excel', xml: 'excel', numbers: 'numbers' },
  ...{ html: 'html', mht: 'excel', sylk: 'excel', text: 'text', unknown: 'unknown' },
};

/** What has a password, where that is not taken off in Excel. */
const passwords: Readonly<Record<Locked, Remedy>> = { ods: 'odsPassword', zip: 'zipPassword' };

/** The remedy of a problem that turns on the format of its file; null for all others, and of formats unknown to us. */
export function formatRemedy({ code, facts }: Problem, { facts: words }: Messages): string | null {
  const { format = '', locked = '' } = facts;
  if (code === 'file-unsupported' && isKey(remedies, format)) return words.formatRemedy[remedies[format]];
  if (code === 'file-encrypted' && isKey(passwords, locked)) return words.formatRemedy[passwords[locked]];
  return null;
}

const isKey = <T extends object>(of: T, key: PropertyKey): key is keyof T => Object.hasOwn(of, key);

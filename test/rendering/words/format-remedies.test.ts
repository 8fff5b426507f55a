import { describe, expect, test } from 'vitest';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { describeProblem } from '../../../shared/rendering/words/describe-problem.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { mailAround, zipAround } from '../../support/other-formats.ts';
import { zipped } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

const compound = (stream: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(24), Buffer.from(stream, 'utf16le')]);
const start = (hex: string): Buffer => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(20)]);
const picture = /^We cannot read answers from a picture/;
const copy = /^Copy the answers into the column/;
const saveAs = /Excel or LibreOffice, choose File > Save As/;

/** Files that are refused, and what can be done with that very file. */
const refused: readonly (readonly [what: string, file: Buffer, remedy: RegExp])[] = [
  ['a PDF', Buffer.from('%PDF-1.7 ...'), /^Send the workbook that the PDF was made from/],
  ['a PNG', start('89504e47'), picture],
  ['a JPEG', start('ffd8ff'), picture],
  ['a GIF', start('47494638'), picture],
  ['a BMP', start('424d36000000'), picture],
  ['a TIFF', start('49492a00'), picture],
  ['a TIFF of a Mac', start('4d4d002a'), picture],
  ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), picture],
  ['a photo of a telephone', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), picture],
  ['a Word document', zipped({ 'word/document.xml': '<w/>' }), copy],
  ['an old Word document', compound('WordDocument'), copy],
  ['a presentation', zipped({ 'ppt/presentation.xml': '<w/>' }), copy],
  ['an old presentation', compound('PowerPoint Document'), copy],
  ['an .rtf', Buffer.from('{\\rtf1 Yes}'), copy],
  ['an .odt', zipped({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }), copy],
  ['an old .xls', compound('Workbook'), saveAs],
  ['an .xlsb', zipped({ 'xl/workbook.bin': '' }), saveAs],
  [
    'XML of 2003',
    Buffer.from('<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    saveAs,
  ],
  ['a Numbers document', zipped({ 'Index/Document.iwa': 'x' }), /^In Numbers choose File > Export To/],
  ['a 7z', start('377abcaf'), /^Unpack the archive/],
  ['a RAR', start('52617221'), /^Unpack the archive/],
  ['a zip of nothing', start('504b0506'), /check that the workbook is in it/],
  ['a zip of a text', zipAround({ 'a.txt': Buffer.from('x') }), /check that the workbook is in it/],
  ['a zip in a zip', zipAround({ 'a.csv': zipAround({ 'b.csv': Buffer.from('x') }) }), /^Take the workbook out/],
  ['a winmail.dat', start('789f3e22'), /^In Outlook choose HTML or plain text/],
  ['a mail of Outlook', compound('__properties_version1.0'), /save the attached workbook/],
  ['a mail without a workbook', mailAround([{ name: 'a.jpg', bytes: Buffer.from('x') }]), /^Attach the workbook/],
  ['a web page', Buffer.from('<!DOCTYPE html><html>'), /^If it is a table, open it in Excel/],
  ['a text', Buffer.from('hello'), /If the text is a table/],
  ['anything else', Buffer.from('\0\x01\x02\x03'), /the program it was made with/],
  ['a workbook with a password', compound('EncryptedPackage'), /^In Excel choose File > Info/],
  [
    'an .ods with a password',
    zipped({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'META-INF/manifest.xml': '<m:encryption-data/>',
    }),
    /^Open it in LibreOffice/,
  ],
  ['a zip with a password', withPassword(zipAround({ 'a.xlsx': Buffer.from('x') })), /without a password/],
];

/** The flag of encryption set in both heads of the only part. */
function withPassword(zip: Buffer): Buffer {
  const locked = Buffer.from(zip);
  for (const [head, at] of [
    ['504b0304', 6],
    ['504b0102', 8],
  ] as const) {
    const found = locked.indexOf(Buffer.from(head, 'hex'));
    locked[found + at] = (locked[found + at] ?? 0) | 1;
  }
  return locked;
}

describe('a file of a format that is not read', () => {
  test.each(refused)('%s comes back with what can be done with it', async (_, file, remedy) => {
    const [reason, ...others] = (await assessFile(file)).problems;
    expect(others).toEqual([]);
    if (reason === undefined) throw new Error('It was read');
    expect(describeProblem(reason, definitionMessagesIn('en')).remedy).toMatch(remedy);
  });

  test.each(messageLanguages())(
    'each has its words in the language %s, and only spreadsheets are saved as such',
    (language) => {
      const messages = definitionMessagesIn(language);
      const { format, formatRemedy } = messages.facts;
      const remedyOf = (one: string) =>
        describeProblem(problem('file-unsupported', { facts: { format: one } }), messages).remedy;
      const told = Object.keys(format).map((one) => [one, remedyOf(one)] as const);
      const general = messages.problems['file-unsupported'].remedy;
      expect(told.filter(([, remedy]) => remedy === general)).toEqual([]);
      expect(new Set(told.map(([, remedy]) => remedy)).size).toBe(Object.keys(formatRemedy).length - 2);
      expect(
        told
          .filter(([, remedy]) => remedy === formatRemedy.excel)
          .map(([one]) => one)
          .toSorted(),
      ).toEqual(['mht', 'sylk', 'xls', 'xlsb', 'xml']);
      if (language !== 'en') {
        const english = Object.values(definitionMessagesIn('en').facts.formatRemedy);
        expect(told.filter(([, remedy]) => english.includes(remedy))).toEqual([]);
      }
    },
  );
});

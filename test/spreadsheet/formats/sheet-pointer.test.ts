import { expect, test } from 'vitest';
import { pointerProblem } from '../../../shared/spreadsheet/formats/sheet-pointer.ts';

const id = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdef0';
const link = `https://docs.google.com/spreadsheets/d/${id}/edit`;
const pointed = async (text: string | Buffer) => {
  const problem = await pointerProblem(Buffer.from(text));
  return problem === null ? null : [problem.code, ...Object.values(problem.facts)].join(' ');
};
const mail = (body: string, headers = 'Content-Type: text/plain'): string =>
  `From: a@espoo.example\r\nTo: b@office.example\r\nSubject: Our answers\r\nMIME-Version: 1.0\r\n${headers}\r\n\r\n${body}\r\n`;

test.each<[string, string, string | null]>([
  ['a text', `Our answers: ${link}`, `sheet-link ${id}`],
  ['a .url file', `[InternetShortcut]\r\nURL=${link}\r\n`, `sheet-link ${id}`],
  ['a .gsheet file', JSON.stringify({ url: link, doc_id: id }), `sheet-link ${id}`],
  ['a mail', mail(`Here they are: ${link}`), `sheet-link ${id}`],
  ['two of them', `${link} ${link.replace(id, `${id.slice(1)}x`)}`, 'file-several links 2'],
  [
    'a published sheet',
    'https://docs.google.com/spreadsheets/d/e/2PACX-1vabcdefghijklmnopqrstuvwxyz/pubhtml',
    'sheet-published',
  ],
  ['another service', 'https://docs.google.com/spreadsheets/d/short/edit', 'file-unsupported other-link'],
  ['a short link', mail('Here: https://bit.ly/3xYzAb'), 'sheet-short bit.ly'],
  ['no link', 'Our answers follow next week.', null],
  ['a mail without one', mail('They follow next week.'), null],
])('what points to a sheet: %s', async (_, text, told) => expect(await pointed(text)).toBe(told));

test('bytes that are no text point to nothing', async () =>
  expect(await pointed(Buffer.concat([Buffer.from([0, 1, 2, 255, 0]), Buffer.from(link)]))).toBe(null));

test('no long text is a pointer, and of a long mail the beginning is looked at', async () => {
  const blanks = (count: number) => ' '.repeat(count);
  const room = 16 * 1024 - link.length;
  expect(await pointed(`${blanks(room)}${link}`)).toBe(`sheet-link ${id}`);
  expect(await pointed(`${link}${blanks(room + 1)}`)).toBe(null);
  expect(await pointed(mail(`${link}\r\n${'Text of the mail.\r\n'.repeat(2_000)}`))).toBe(`sheet-link ${id}`);
  expect(await pointed(mail(`${'Text of the mail.\r\n'.repeat(2_000)}${link}`))).toBe(null);
});

test('what it points to is found in a part of a larger buffer, too', async () => {
  const whole = Buffer.from(`\0\0\0\0${link}`);
  const part = new Uint8Array(whole.buffer, whole.byteOffset + 4, whole.length - 4);
  expect(await pointerProblem(part)).toMatchObject({ code: 'sheet-link' });
});

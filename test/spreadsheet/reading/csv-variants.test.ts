import fc from 'fast-check';
import { expect, test } from 'vitest';

import { indicators } from '../../support/filled-rows.ts';
import { assessFile } from '../../support/user-centricity.ts';

/** What programs write that know no Unicode: each byte of the upper half, and the letter that it stands for. */
function encoder(encoding: string): (text: string) => Buffer {
  if (encoding === 'utf-8') return (text) => Buffer.from(text);
  if (encoding === 'utf-16le') return (text) => Buffer.from(`\ufeff${text}`, 'utf16le');
  const upper = Array.from({ length: 128 }, (_, at) => 128 + at);
  const decoder = new TextDecoder(encoding);
  const byteOf = new Map(upper.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return (text) => Buffer.from([...text].map((letter) => byteOf.get(letter) ?? letter.charCodeAt(0)));
}

interface Written {
  readonly words: readonly [heads: readonly string[], yes: string, no: string, evidence: string];
  readonly encodings: readonly string[];
}

/** Headings, answers and evidence in a language, and what its offices write it in. */
const languages: readonly Written[] = [
  {
    words: [['Id', 'Answer', 'Evidence'], 'Yes', 'No', 'See page 12, the city’s plan'],
    encodings: ['utf-8', 'windows-1252', 'utf-16le'],
  },
  {
    words: [['Id', 'Vastaus', 'Näyttö'], 'Kyllä', 'Ei', 'Strategia sivu 4, Ähtärin pöytäkirja'],
    encodings: ['utf-8', 'windows-1252', 'utf-16le'],
  },
  {
    words: [['Id', 'Réponse', 'Preuve'], 'Oui', 'Non', 'Rapport d’été, référencé à la page 3'],
    encodings: ['utf-8', 'windows-1252', 'macintosh'],
  },
  {
    words: [['Id', 'Antwort', 'Nachweis'], 'Ja', 'Nein', 'Beschluss über die Größe der Fläche'],
    encodings: ['utf-8', 'windows-1252'],
  },
  {
    words: [['Id', 'Odpowiedź', 'Dowód'], 'Tak', 'Nie', 'Uchwała rady, wdrożono w całym mieście'],
    encodings: ['utf-8', 'windows-1250'],
  },
  {
    words: [['Id', 'Отговор', 'Доказателство'], 'Да', 'Не', 'Стратегия за цифрово развитие'],
    encodings: ['utf-8', 'windows-1251', 'koi8-u'],
  },
  {
    words: [['Id', 'Відповідь', 'Доказ'], 'Так', 'Ні', 'Стратегія цифрового розвитку міста'],
    encodings: ['utf-8', 'windows-1251', 'koi8-u'],
  },
  {
    words: [['Id', 'Απάντηση', 'Τεκμηρίωση'], 'Ναι', 'Όχι', 'Σχέδιο ψηφιακής στρατηγικής'],
    encodings: ['utf-8', 'windows-1253'],
  },
];

/** How a program or a person puts one text into a cell. */
const cells: Readonly<Record<string, (text: string, separator: string) => string>> = {
  'in quotation marks': (text) => `"${text.replaceAll('"', '""')}"`,
  'in quotation marks where needed': (text, separator) => (text.includes(separator) ? `"${text}"` : text),
  'in quotation marks behind a blank': (text) => ` "${text}"`,
  'as a formula': (text) => `"=""${text}"""`,
};

test('one byte that is no letter costs that byte alone, also where few letters are beyond ASCII', async () => {
  const rows = indicators.map(({ id }, at) => [
    id,
    at % 2 === 0 ? 'Yes' : 'No',
    at === 3 ? 'The city’s plan' : 'Plan X',
  ]);
  const bytes = Buffer.from(rows.map((row) => row.join(';')).join('\n'));
  bytes[bytes.indexOf('Plan X') + 5] = 0xff;
  const read = await assessFile(bytes);
  expect(indicators.map(({ id }) => read.answers.get(id)?.evidence).slice(0, 4)).toEqual([
    ...['Plan ÿ', 'Plan X', 'Plan X', 'The city’s plan'],
  ]);
});

const variant = fc.record({
  language: fc.constantFrom(...languages),
  encoding: fc.nat(),
  separator: fc.constantFrom(',', ';', '\t', '|'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  cell: fc.constantFrom(...Object.keys(cells)),
  marked: fc.boolean(),
  told: fc.boolean(),
  yes: fc.array(fc.boolean(), { minLength: indicators.length, maxLength: indicators.length }),
});

test('separated values are read alike, whatever the language, encoding, separator, marks and ends of lines', async () => {
  await fc.assert(
    fc.asyncProperty(variant, async ({ language, encoding: nth, separator, end, cell, marked, told, yes }) => {
      const [heads, yesWord, noWord, evidence] = language.words;
      const encoding = language.encodings[nth % language.encodings.length] ?? 'utf-8';
      const written = (text: string): string => cells[cell]?.(text, separator) ?? text;
      const rows = indicators.map(({ id }, at) => [id, yes[at] ? yesWord : noWord, evidence]);
      const lines = [heads, ...rows].map((row) => row.map(written).join(separator));
      const text = [...(told ? [`sep=${separator}`] : []), ...lines].join(end);
      const mark = marked && encoding === 'utf-8' ? '\ufeff' : '';
      const read = await assessFile(encoder(encoding)(`${mark}${text}`));
      const values = indicators.map(({ id }) => read.answers.get(id));
      expect(values.map((one) => one?.value)).toEqual(yes.map((one) => (one ? 'yes' : 'no')));
      expect(new Set(values.map((one) => one?.evidence))).toEqual(new Set([evidence]));
    }),
    { numRuns: 60 },
  );
});

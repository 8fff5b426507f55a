import { background, type Defect, one, rich } from './defect.ts';
import { filledRows, headings, identitySheet, questionnaireSheet } from './filled-rows.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';

const sheet = questionnaireSheet();
const employees = 'Total number of employees in the city/region administration';
const budget = 'Total annual budget (last year or average of the last three years)';

/** All answers in one word, that to 1.1.1 in another; the hidden sheet, and so the language, lost. */
const worded = (first: string, word: string): RawSheet[] => [
  {
    name: 'Q',
    rows: [headings, ...filledRows((id, [code = '', q = '', , e = '']) => [code, q, id === '1.1.1' ? first : word, e])],
  },
];

/** A figure beside its label, all questions answered. */
const figure = (label: string, value: RawCell): RawSheet[] => [sheet, background([[label, value]]), identitySheet];

/** Cells with the style 1 are dates, with the style 2 struck through. */
function withStyles(parts: Record<string, string>): void {
  parts['xl/styles.xml'] =
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font><strike val="false"/></font><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="14"/><xf fontId="1"/></cellXfs></styleSheet>';
  const relations = 'xl/_rels/workbook.xml.rels';
  parts[relations] = (parts[relations] ?? '').replace(
    '</Relationships>',
    '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/></Relationships>',
  );
}

/** What people write where an answer, evidence or a figure belongs. */
export const defectsOfAnswers: readonly Defect[] = [
  {
    numbers: '39',
    what: 'a "No" among Polish answers, the language not said',
    sheets: worded('No', 'Tak'),
    first: 'unclear',
    problems: ['error answer-unclear C2', 'notice answer-written-otherwise C3', 'notice identity-missing '],
  },
  {
    numbers: '39',
    what: 'a "Ne" among Greek answers, the language not said',
    sheets: worded('Ne', 'Ναι'),
    first: 'unclear',
    problems: ['error answer-unclear C2', 'notice answer-written-otherwise C3', 'notice identity-missing '],
  },
  {
    numbers: '39',
    what: 'a "Ne" among Croatian answers, the language not said',
    sheets: worded('Ne', 'Da'),
    first: 'no',
    problems: ['notice answer-written-otherwise C2', 'notice answer-written-otherwise C3', 'notice identity-missing '],
  },
  {
    numbers: '40',
    what: 'the error #N/A as a text',
    sheets: one('#N/A'),
    first: 'unclear',
    problems: ['error answer-formula-error C2'],
  },
  {
    numbers: '40',
    what: 'a dash',
    sheets: one('-'),
    first: 'unanswered',
    problems: ['notice answer-dash C2', 'query evidence-without-answer C2', 'query questions-unanswered '],
  },
  {
    numbers: '41',
    what: 'the answer "do not know", which is neither blank nor NA',
    sheets: one('Do not know'),
    first: 'unclear',
    problems: ['query answer-partial C2'],
  },
  ...['?', '50 %', 'Yes/No', 'planned 2024', 'in progress'].map(
    (written): Defect => ({
      numbers: '44',
      what: `the answer "${written}"`,
      sheets: one(written),
      first: 'unclear',
      problems: ['query answer-partial C2'],
    }),
  ),
  ...['.', 'see above', 'idem', '12'].map(
    (written): Defect => ({
      numbers: '46',
      what: `the evidence "${written}"`,
      sheets: one('Yes', written),
      first: 'yes',
      evidence: written,
      problems: ['query evidence-weak D2'],
    }),
  ),
  {
    numbers: '48',
    what: 'the answer in a note only',
    sheets: [{ ...(one(null, null)[0] as RawSheet), notes: { C2: 'Yes, since last spring' } }, identitySheet],
    first: 'unanswered',
    evidence: 'Yes, since last spring',
    problems: ['query evidence-without-answer C2', 'query questions-unanswered '],
  },
  {
    numbers: '49',
    what: 'the whole answer struck through, nothing beside it',
    sheets: one({ attributes: 't="inlineStr" s="2"', xml: '<is><t>Yes</t></is>' }, null),
    change: withStyles,
    first: 'unanswered',
    evidence: '',
    problems: ['query text-struck C2', 'query questions-unanswered '],
  },
  {
    numbers: '49',
    what: 'struck-through evidence, the new text beside it',
    sheets: one('Yes', rich('<r><rPr><strike/></rPr><t>Plan of 2012. </t></r><r><t>Plan of 2021, chapter two</t></r>')),
    first: 'yes',
    evidence: 'Plan of 2021, chapter two',
    problems: ['query text-struck D2'],
  },
  {
    numbers: '53',
    what: 'groups of three by an apostrophe',
    sheets: figure(employees, '9’843'),
    first: 'yes',
    figure: ['employees', 9843],
  },
  {
    numbers: '53',
    what: 'one group of three after a point',
    sheets: figure(employees, '1.072'),
    first: 'yes',
    figure: ['employees', 1072],
    problems: ['query background-ambiguous B2'],
  },
  {
    numbers: '53 57',
    what: 'groups by spaces, and the sign of a currency',
    sheets: figure(budget, '10\u00a0000\u00a0000 €'),
    first: 'yes',
    figure: ['budget', 10_000_000],
  },
  {
    numbers: '55',
    what: 'a decimal comma and points in between',
    sheets: figure(budget, '1.234.567,89'),
    first: 'yes',
    figure: ['budget', 1234567.89],
  },
  {
    numbers: '56',
    what: 'more than so many',
    sheets: figure(employees, 'more than 10'),
    first: 'yes',
    figure: ['employees', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '57',
    what: 'a unit nobody knows',
    sheets: figure(budget, '120 zloins'),
    first: 'yes',
    figure: ['budget', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '58',
    what: 'a total that is not the sum',
    sheets: figure(employees, 'Schools 9 000, care 6 632, TOTAL 15 000'),
    first: 'yes',
    figure: ['employees', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '60',
    what: 'a part of an employee, as text',
    sheets: figure(employees, '15632,5'),
    first: 'yes',
    figure: ['employees', null],
    problems: ['error background-not-whole B2'],
  },
  {
    numbers: '61',
    what: 'a number shown as a date',
    sheets: figure('Total population', { attributes: 's="1"', xml: '<v>305200</v>' }),
    change: withStyles,
    first: 'yes',
    figure: ['population', null],
    problems: ['error background-date B2'],
  },
  {
    numbers: '61',
    what: 'a date in a workbook that counts from 1904',
    sheets: figure('Total population', { attributes: 's="1"', xml: '<v>43923</v>' }),
    change: (parts) => {
      withStyles(parts);
      parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
        '<sheets>',
        '<workbookPr date1904="1"/><sheets>',
      );
    },
    first: 'yes',
    figure: ['population', null],
    problems: ['error background-date B2'],
  },
  ...['305 200 (31. joulukuuta 2022)', '31 décembre 2022: 305 200', '305 200, 31 грудня 2022'].map(
    (written): Defect => ({
      numbers: '62',
      what: `a month in the language of the office: ${written}`,
      sheets: figure('Total population', written),
      first: 'yes',
      figure: ['population', 305200],
    }),
  ),
  {
    numbers: '64',
    what: 'a budget a hundred times too small for its inhabitants',
    sheets: [
      sheet,
      background([
        ['Total population', 305200],
        [budget, 2155],
      ]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query background-implausible B3'],
  },
];

import { expect, test } from 'vitest';
import { indicatorsOf, textIn } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { columnLetters } from '../../../shared/spreadsheet/formats/grid.ts';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { indicators } from '../../support/filled-rows.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

type Cells = (string | number | null)[];

/** The column of evidence, and what is told of it: of six questions below these headings, with cells by their place. */
function evidenceIn(headings: string[], cells: (at: number) => Cells, more: Partial<MadeSheet> = {}) {
  const rows = [headings, ...indicators.slice(0, 6).map(({ id, question }, at) => [`Q${id}`, question, ...cells(at)])];
  const found = findQuestions(gridOf({ ...more, rows }), formOfQuestionnaire(userCentricity2023), '2022');
  const columns = new Set(found.rows.map((row) => row.columns.get('evidence')));
  const told = found.problems.filter(({ code }) => code === 'evidence-recognised');
  return [
    [...columns].map((column) => (column === undefined ? null : columnLetters(column))).join(),
    ...told.map(({ sheet, read, facts }) => `${sheet} ${facts['column']}: ${read}`),
  ];
}
const finnish = indicatorsOf(userCentricity2023).map((one) => textIn(one.text, 'fi'));
const inFinnish = (at: number): string => finnish[at] ?? '';
const head = ['Id', 'Question', 'Answer'];
const text = 'See the report';

test.each<[string, string[], (at: number) => Cells, string[]]>([
  [
    'a column of long texts is, and its first is shown',
    head,
    (at) => ['Yes', `${text} ${at}`],
    ['D', 'Sheet1 D: See the report 0'],
  ],
  ['of fifteen characters on average', head, () => ['Yes', 'x'.repeat(15)], ['D', `Sheet1 D: ${'x'.repeat(15)}`]],
  ['of fourteen it is none', head, () => ['Yes', 'x'.repeat(14)], ['']],
  [
    'the one that holds the most text',
    head,
    (at) => ['Yes', `${text} ${at}`, `${text} ${at} of it`],
    ['E', 'Sheet1 E: See the report 0 of it'],
  ],
  [
    'the most text in all, not the longest one',
    head,
    (at) => ['Yes', `${text} ${at}`, at === 3 ? text.repeat(3) : null],
    ['D', 'Sheet1 D: See the report 0'],
  ],
  ['numbers are none', head, () => ['Yes', 123_456_789_012_345], ['']],
  [
    'the form’s own texts are none, however long: a question in another language',
    [...head, 'Kysymys'],
    (at) => ['Yes', inFinnish(at)],
    [''],
  ],
  [
    'and hide none that is shorter',
    [...head, 'Kysymys'],
    (at) => ['Yes', inFinnish(at), `${text} ${at}`],
    ['E', 'Sheet1 E: See the report 0'],
  ],
  [
    'what stands left of the answers is none',
    ['Id', 'Question', 'Why', 'Answer'],
    () => [`${text} of it`, 'Yes'],
    [''],
  ],
  [
    'what is headed as evidence needs no guess',
    [...head, 'Xyz', 'Evidence'],
    () => ['Yes', `${text} of it`, 'short'],
    ['E'],
  ],
  ['nothing', head, () => ['Yes'], ['']],
  [
    'right of the last column of marks',
    ['Id', 'Question', 'Yes', 'No'],
    (at) => ['x', null, `${text} ${at}`],
    ['E', 'Sheet1 E: See the report 0'],
  ],
])('where no column is headed as evidence: %s', (_, headings, cells, expected) =>
  expect(evidenceIn(headings, cells)).toEqual(expected),
);

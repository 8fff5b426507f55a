import type { Workbook, Worksheet } from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Problem, type ProblemCode, problem, problemCodes } from '../../../shared/domain/answers/problems.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { writeReviewWorkbook } from '../../../shared/rendering/workbooks/review/review-workbook.ts';
import { problemRows, toldProblems } from '../../../shared/rendering/workbooks/sheets/problem-rows.ts';
import { resultsWorkbook } from '../../support/results-workbook.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';
import { espooReport, page, toEspoo } from './writers/espoo.ts';
import { open, sheetOf } from './writers/open.ts';

/**
 * Where the remedy of a code is done.
 * - answer, figure: in a cell of the results workbook, and of the questionnaire, that belongs to a question or a figure
 * - cover: in a cell of the questionnaire's cover
 * - registry, review: in that workbook of the office
 * - layout: on rows, columns or sheets of an own file, which nobody has locked; our workbooks have them right (decision 023)
 * - elsewhere: not in a workbook, or in another one
 */
type Place = 'answer' | 'figure' | 'cover' | 'registry' | 'review' | 'layout' | 'elsewhere';

/** Codes whose name does not tell where. */
const told: Partial<Record<ProblemCode, Place>> = {
  'answer-in-evidence': 'layout',
  'answer-spans-questions': 'layout',
  'answers-not-found': 'layout',
  'answers-without-no': 'answer',
  'nothing-answered': 'answer',
  'too-little-answered': 'answer',
  // In the box of a workbook that comes filled in.
  'nothing-confirmed': 'elsewhere',
  'confirmation-unclear': 'elsewhere',
  'left-standing': 'answer',
  'sent-unknown': 'answer',
  'columns-alike': 'layout',
  'columns-several': 'layout',
  'columns-uniform': 'layout',
  'columns-other-time': 'layout',
  'quotes-odd': 'answer',
  'columns-recognised': 'elsewhere',
  'evidence-recognised': 'elsewhere',
  'sheets-several': 'layout',
  'question-missing': 'answer',
  'question-unknown': 'layout',
  'question-conflicting': 'layout',
  'questions-unanswered': 'answer',
  'questions-reworded': 'layout',
  'text-struck': 'answer',
  'hidden-rows-read': 'answer',
  'objects-ignored': 'answer',
  'authority-missing': 'cover',
  'authority-unknown': 'cover',
  'authority-similar': 'cover',
  'authority-ambiguous': 'cover',
  'authority-conflicting': 'cover',
  'round-several': 'cover',
  'round-unknown': 'cover',
  'round-conflicting': 'cover',
  'round-differs': 'cover',
  'review-outdated': 'elsewhere',
  'review-authority-unknown': 'elsewhere',
  'review-indicator-unknown': 'elsewhere',
};

/** All other codes, by how their names begin. */
const byName: readonly (readonly [RegExp, Place])[] = [
  [/^answer-/, 'answer'],
  [/^evidence-/, 'answer'],
  [/^background-/, 'figure'],
  [/^registry-/, 'registry'],
  [/^review-/, 'review'],
  [/^(file|sheet|sender|not-a|questionnaire|act|identity|macros|more|authority|round)-/, 'elsewhere'],
];

const placeOf = (code: ProblemCode): Place | undefined =>
  told[code] ?? byName.find(([pattern]) => pattern.test(code))?.[1];
const codesDoneIn = (place: Place): ProblemCode[] => problemCodes.filter((code) => placeOf(code) === place);

const isUnlocked = (sheet: Worksheet, address: string): boolean =>
  sheet.getCell(address).protection?.locked === false || !protectionOf(sheet)?.['sheet'];
const protectionOf = (sheet: Worksheet) =>
  (sheet as unknown as { sheetProtection: Record<string, unknown> | null }).sheetProtection;

/** A problem as a file has it: its facts name cells, as those of the sender do. */
const problemOf = (code: ProblemCode): Problem =>
  problem(code, {
    ...{ sheet: 'Ours', cell: 'Z99', read: 'x', indicator: placeOf(code) === 'figure' ? 'budget' : '1.1.1' },
    facts: { evidenceCell: 'Z98', answerCell: 'Z97', column: 'D', other: '2.1.1', verified: 'no', reason: 'x' },
  });

test('each code says where its remedy is done', () => {
  expect(problemCodes.filter((code) => placeOf(code) === undefined)).toEqual([]);
  expect(codesDoneIn('answer').length).toBeGreaterThan(15);
});

describe.each(messageLanguages())('in the language %s', (language) => {
  const messages = messagesIn(language);
  const { sheets } = messages.workbook;
  const codes = [...codesDoneIn('answer'), ...codesDoneIn('figure')];
  let results: Workbook;
  let template: Workbook;
  beforeAll(async () => {
    const report = { ...espooReport({ problems: codes.slice(0, 40).map(problemOf) }), language };
    results = await open(await resultsWorkbook(report));
    template = await open(await writeQuestionnaireWorkbook({ ...toEspoo, language, answers: page.answers }));
  });

  test('what is corrected at a question or a figure is corrected in cells that can be typed into', () => {
    for (const code of codes) {
      const [row] = problemRows(toldProblems({ ...espooReport({ problems: [problemOf(code)] }), language }), messages);
      if (!row?.place) throw new Error(`${code} leads nowhere`);
      // All cells that the remedy names, as the workbook tells it, and the one that its link leads to.
      const cells = [row.place.cell, ...(row.remedy.match(/\b[A-Z]{1,2}\d{1,3}\b/g) ?? [])].filter(
        (one) => !/^[HQ]\d/.test(one),
      );
      for (const workbook of [results, template]) {
        const sheet = sheetOf(workbook, sheets[row.place.sheet]);
        expect([code, sheet.state, ...cells.filter((cell) => !isUnlocked(sheet, cell))]).toEqual([code, 'visible']);
        // A line through a text and a number that became a date are matters of format.
        expect(protectionOf(sheet)).toMatchObject({ sheet: true, formatCells: true, formatRows: true });
      }
    }
  });

  test('what is corrected on the cover is corrected in cells that can be typed into, beside their labels', () => {
    const cover = sheetOf(template, sheets.cover);
    const labelled = new Map<unknown, string>();
    cover.eachRow((row) => labelled.set(row.getCell('B').value, row.getCell('C').address));
    const { authority, round } = messages.workbook;
    expect([authority, round].filter((label) => !isUnlocked(cover, labelled.get(label) ?? 'A1'))).toEqual([]);
    expect(codesDoneIn('cover').length).toBeGreaterThan(5);
  });
});

test('what is corrected in a registry workbook is corrected in sheets that nothing is locked in', async () => {
  const empty = { authorities: [], rounds: [], languages: ['en'], questionnaires: ['user-centricity@2023'] };
  const workbook = await open(await writeRegistryWorkbook(empty));
  const visible = workbook.worksheets.filter(({ state }) => state === 'visible');
  expect(visible.map((sheet) => [sheet.name, Boolean(protectionOf(sheet)?.['sheet'])])).toEqual([
    ...[
      ['Authorities', false],
      ['Contacts', false],
      ['Rounds', false],
      ['Texts', false],
      ['Participants', false],
    ],
  ]);
});

test('what is corrected in a review workbook is corrected in the cells of the decision and its reason', async () => {
  const of = { round: '2022', authority: 'espoo', authorityName: 'Espoo', submission: 'a', questionnaire };
  const bytes = await writeReviewWorkbook('2022', [{ ...of, claimed: page.answers, verified: {}, problems: [] }]);
  const [sheet] = (await open(bytes)).worksheets;
  const unlocked = ['K7', 'L7'].map((cell) => sheet !== undefined && isUnlocked(sheet, cell));
  expect(['K6', 'L6'].map((cell) => sheet?.getCell(cell).value)).toEqual(['Verified answer', 'Reason']);
  expect(unlocked).toEqual([true, true]);
  expect(codesDoneIn('review')).toEqual([
    ...['review-answer-unclear', 'review-reason-missing', 'review-reason-long', 'review-twice'],
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, AnswerValue } from '../../../../shared/domain/answers/answer.ts';
import { plainText } from '../../../../shared/domain/answers/normalise/plain-text.ts';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { score } from '../../../../shared/domain/scoring/scoring.ts';
import { catalogue } from '../../../../shared/questionnaires/catalogue.ts';
import { indicatorRows } from '../../../../shared/rendering/workbooks/sheets/questionnaire-layout.ts';
import { openArchive } from '../../../../shared/spreadsheet/formats/archive.ts';
import { type FilledQuestionnaire, readWorkbook } from '../../../../shared/spreadsheet/reading/read-workbook.ts';
import { reportOf, seven, standingsOf, theSeven } from '../../../support/compared.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { runs } from '../../../support/tier.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';
import { espooReport, indicators, page, partial, unclear } from '../writers/espoo.ts';
import { open, sheetOf } from '../writers/open.ts';

const rows = indicatorRows(questionnaire);
const ids = indicators.map(({ id }) => id);

async function read(bytes: Uint8Array): Promise<FilledQuestionnaire> {
  const filled = await readWorkbook(bytes, catalogue);
  if ('code' in filled) throw new Error(filled.code);
  return filled;
}
const valuesOf = ({ answers }: { readonly answers: ReadonlyMap<string, Answer> }) =>
  [...answers].map(([id, { value, evidence }]) => [id, value, plainText(evidence)]);

const written = fc.record({
  value: fc.constantFrom<AnswerValue>('yes', 'no', 'na', 'unanswered', 'unclear'),
  raw: fc.constantFrom('in part', '50 %', '', '?', 'maybe next year'),
  evidence: fc.oneof(
    fc.constantFrom('', '=1+1', '<b>&amp;</b>', '-', '+358 9 8162 4000', '@here', 'Scorebook: ours?\n———', '_x0041_'),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  ),
});

test('whatever was read is read again from the results workbook, compared with others or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: ids.length, maxLength: ids.length }),
      fc.boolean(),
      async (given, isCompared) => {
        const answers = new Map(
          given.map((one, index): [string, Answer] => [
            ids[index] ?? '',
            { ...one, evidence: one.evidence.trim(), cell: null },
          ]),
        );
        const values = new Map([...answers].map(([id, { value }]) => [id, value]));
        const problems = [...answers].flatMap(([indicator, { value, raw }]) =>
          value === 'unclear' ? [problem('answer-unclear', { indicator, read: raw })] : [],
        );
        const about = { answers, problems, score: score(questionnaire, values) };
        const published = isCompared ? standingsOf(theSeven) : null;
        const filled = await read(await resultsWorkbook({ ...reportOf(seven('Espoo')), ...about, published }));
        expect(valuesOf(filled)).toEqual(valuesOf({ answers }));
        expect(filled.identity).toMatchObject({ authority: 'espoo', round: '2022' });
      },
    ),
    { numRuns: runs(3, 60), endOnFailure: true },
  );
});

describe('with problems', () => {
  const weak = problem('evidence-weak', { sheet: 'Our answers', cell: 'I90', indicator: '2.1.3', read: 'ok' });
  const report = {
    ...espooReport({ answers: { '1.2.1': unclear('planned for 2024', 'Our answers!H77') }, problems: [partial, weak] }),
    published: standingsOf(theSeven),
  };

  test('a note at each of their cells says what was read and what to write, on one sheet only', async () => {
    const bytes = await resultsWorkbook(report);
    const sheet = sheetOf(await open(bytes), 'Questionnaire');
    const noteAt = (address: string): string => {
      const { note } = sheet.getCell(address);
      return typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
    };
    expect(noteAt(`D${rows.get('1.2.1')}`)).toMatch(/^Scorebook: We read: “planned for 2024”\n.+\n.*D14/s);
    expect(noteAt(`E${rows.get('2.1.3')}`)).toContain('We read: “ok”');
    expect(noteAt(`D${rows.get('1.1.1')}`)).toBe('');
    const { names } = await openArchive(Buffer.from(bytes));
    expect(names.filter((name) => /comments|vml/.test(name))).toHaveLength(2);
  });

  test('what the sender adds to a note of ours is evidence, ours is not', async () => {
    const workbook = await open(await resultsWorkbook(report));
    const cell = sheetOf(workbook, 'Questionnaire').getCell(`D${rows.get('1.2.1')}`);
    const { note } = cell;
    const texts = typeof note === 'string' ? [{ text: note }] : (note?.texts ?? []);
    cell.note = { texts: [...texts, { text: 'See our council minutes of May.' }] };
    const filled = await read(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(filled.answers.get('1.2.1')?.evidence).toBe('See our council minutes of May.');
    expect(filled.answers.get('2.1.3')?.evidence).toBe(page.answers.get('2.1.3')?.evidence);
  });

  test('corrected cells change just their answers', async () => {
    const workbook = await open(await resultsWorkbook(report));
    const sheet = sheetOf(workbook, 'Questionnaire');
    sheet.getCell(`D${rows.get('1.2.1')}`).value = 'Yes';
    sheet.getCell(`E${rows.get('2.1.3')}`).value = 'Council decision 12/2022, https://city.example/12';
    const filled = await read(Buffer.from(await workbook.xlsx.writeBuffer()));
    const corrected = new Map(report.answers);
    corrected.set('1.2.1', { value: 'yes', raw: 'Yes', evidence: '', cell: null });
    const before = corrected.get('2.1.3') as Answer;
    corrected.set('2.1.3', { ...before, evidence: 'Council decision 12/2022, https://city.example/12' });
    expect(valuesOf(filled)).toEqual(valuesOf({ answers: corrected }));
  });
});

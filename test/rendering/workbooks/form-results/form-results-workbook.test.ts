import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { assessByDefinition } from '../../../../functions/ingest-submission/assess-by-definition.ts';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { formInsightOf } from '../../../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../../../shared/domain/insight/form-report.ts';
import { messageLanguages } from '../../../../shared/rendering/words/languages.ts';
import { writeFormResultsWorkbook } from '../../../../shared/rendering/workbooks/form-results-workbook.ts';
import { anyAnswers } from '../../../support/any-definition.ts';
import { reportAmong } from '../../../support/compared-forms.ts';
import { defined } from '../../../support/defined.ts';
import { formCodesOf } from '../../../support/form-codes.ts';
import { libraries, northwoodReport, reportOfAnswers } from '../../../support/form-reports.ts';
import { greenCity } from '../../../support/green-city.ts';
import { harbours } from '../../../support/harbours.ts';
import { northwoodAmongOthers } from '../../../support/published-forms.ts';
import { brokenRules } from '../../../support/workbook-rules.ts';
import { formulasOf, open, resultOf, rowLabelled, sheetOf, textsOf } from '../writers/open.ts';

/** Of its charts. */
const chartKinds = (workbook: Uint8Array): string[] =>
  Object.entries(unzipSync(workbook))
    .filter(([name]) => /charts\/chart\d+\.xml$/.test(name))
    .map(([, bytes]) => /<c:(\w+)Chart>/.exec(strFromU8(bytes))?.[1] ?? '')
    .sort();

const workbookOf = (report: FormReport): Promise<Uint8Array> => writeFormResultsWorkbook(report, formInsightOf(report));

let report: FormReport;
let bytes: Uint8Array;
beforeAll(async () => {
  report = await northwoodReport();
  bytes = await workbookOf(report);
});

describe('the results workbook of a form', () => {
  test('says the score, the groups and what each answer counts', async () => {
    const workbook = await open(bytes);
    const [summary, answers] = [sheetOf(workbook, 'Summary'), sheetOf(workbook, 'Answers')];
    expect([resultOf(summary, 'B7'), summary.getCell('B7').numFmt]).toEqual([0.716, '0.0%']);
    const rows = ['A1  Opening hours', 'B  Services', 'A  Access'].map((label) => {
      const row = rowLabelled(summary, label);
      return ['C', 'D', 'E'].map((column) => resultOf(summary, `${column}${row}`));
    });
    expect(rows).toEqual([
      [7, 12, 7 / 12],
      [3, 4, 0.75],
      [null, null, 25 / 36],
    ]);
    const at = rowLabelled(answers, '1b');
    expect(['C', 'D', 'F', 'G', 'H', 'I'].map((column) => resultOf(answers, `${column}${at}`) ?? '')).toEqual([
      ...['If yes, hours a week', '45', 5, 10, 0.5, ''],
    ]);
    expect(resultOf(answers, `I${rowLabelled(answers, '4')}`)).toBe('Does not apply to you');
    expect(resultOf(answers, `I${rowLabelled(answers, '7')}`)).toBe('Not answered');
    expect(textsOf(summary)).toContain('Only if the kind of authority is “island”.');
  });

  test('says how each section and question is scored', async () => {
    const method = sheetOf(await open(bytes), 'Method');
    const how = (label: string) =>
      ['C', 'D', 'E', 'F'].map((column) => method.getCell(`${column}${rowLabelled(method, label)}`).value);
    expect(how('The whole')[0]).toBe(
      'The average of the scores of its parts, by their weights. Rounded to 3 decimals.',
    );
    expect(how('C  Quality')[0]).toContain('Scored only if at least 60% of it is answered.');
    expect(how('1b  If yes, hours a week')).toEqual([
      ...['From 20 to 70: 10 points at 70, none at 20.', '1', 'Counts zero points', 'Counts zero points'],
    ]);
  });

  test('compares it with others, says how certain its rank is, and what was before', async () => {
    const workbook = await open(await workbookOf(await northwoodAmongOthers()));
    const row = (name: string, label: string, columns: string) => {
      const sheet = sheetOf(workbook, name);
      return [...columns].map((column) => resultOf(sheet, `${column}${rowLabelled(sheet, label)}`));
    };
    // Twelve others: the mean and the quartiles of what they show, and the rank with this one beside them.
    expect(row('Peers', 'All', 'CDEFGHI').map((one) => Math.round(1e4 * Number(one)) / 1e4)).toEqual([
      ...[12, 0.4154, 0.143, 0.481, 0.556, 1, 13],
    ]);
    expect(sheetOf(workbook, 'Peers').getCell('D8').numFmt).toBe('0.00%');
    expect(row('Peers', 'B  Services', 'CDEI').map(Number)).toEqual([0.75, expect.closeTo(0.398), 35.2, 0.426]);
    expect(row('Robustness', 'A  Access', 'CDE')).toEqual([0.733, 4, -3]);
    expect(row('Earlier files', '2026', 'DEFGH')).toEqual([0.716, 7.4, 7.4, 0, 0]);
    const kinds = chartKinds(await workbookOf(await northwoodAmongOthers()));
    expect(kinds).toEqual(['bar', 'radar']);
  });

  test('shows points as points, in every sheet', async () => {
    const definition = defined(
      ['a', 'b', 'c'].flatMap((name) => [
        { type: 'group', name },
        { type: 'select_one', name: `q${name}`, parent: name, list: 'yes_no_na' },
      ]),
      { shown: { as: 'points', decimals: 0 } },
    );
    const given = ['yes', 'no', 'yes', 'no', 'yes', 'no', 'yes'].map(
      (one, at) =>
        new Map(['a', 'b', 'c'].map((name, place) => [`q${name}`, { choices: [at > place + 2 ? 'no' : one] }])),
    );
    const answered = given.map((one) => ({
      ...{ given: one, country: 'FI', population: null, kind: null, ...formCodesOf(definition, one) },
      percent: reportOfAnswers(definition, one).shown ?? 0,
    }));
    const among = reportAmong(definition, answered, 0);
    const workbook = await open(await workbookOf(among));
    const peers = sheetOf(workbook, 'Peers');
    const cells = ['D', 'F'].map((column) => peers.getCell(`${column}${rowLabelled(peers, 'All')}`));
    expect(cells.map(({ value, numFmt }) => [value, numFmt])).toEqual([
      [1, '#,##0.0'],
      [0, '#,##0'],
    ]);
    expect(textsOf(peers)).toContain('Best quarter (0 points or more)');
    const robust = sheetOf(workbook, 'Robustness');
    expect(robust.getCell(`C${rowLabelled(robust, 'a')}`)).toMatchObject({ value: 2, numFmt: '#,##0' });
  });

  test('has no charts where the office has none', async () => {
    const among = await northwoodAmongOthers();
    expect(chartKinds(await writeFormResultsWorkbook(among, formInsightOf(among), { charts: false }))).toEqual([]);
  });

  test('is a file that Excel takes, and the same for the same report', async () => {
    expect(brokenRules(bytes)).toEqual([]);
    expect(Buffer.from(await workbookOf(report)).equals(bytes)).toBe(true);
  });

  test('comes back as the next file: every answer is read from it as it was read before', async () => {
    const drawn = [await libraries(), greenCity, harbours].flatMap((definition) =>
      fc.sample(anyAnswers(definition), { numRuns: 3, seed: 5 }).map((answers) => reportOfAnswers(definition, answers)),
    );
    for (const one of [report, await northwoodAmongOthers(), ...drawn]) {
      const back = await assessByDefinition(await workbookOf(one), one.definition, one.facts);
      // A choice that stands alone beside others is not understood where it is ticked.
      const isAlone = (name: string): boolean => {
        const given = one.given.get(name);
        return given === undefined || !('doesNotCount' in given) || given.doesNotCount !== 'not-exclusive';
      };
      const read = (answers: FormReport['answers']) =>
        [...answers].flatMap(([name, { value, evidence }]) =>
          value === 'unanswered' && evidence === '' ? [] : [[name, isAlone(name) ? value : 'unclear', evidence]],
        );
      expect(read(back.filled?.answers ?? new Map())).toEqual(read(one.answers));
      expect([back.authority, back.round]).toEqual([one.authority, one.round]);
    }
  });

  test('a problem leads to its cell, is marked there, and can be explained', async () => {
    const facts = { offered: 'None, One or more' };
    const wrong = problem('answer-unclear', { sheet: 'Answers', cell: 'C9', indicator: 'Q1c', read: 'maybe', facts });
    const asked = problem('evidence-missing', { sheet: 'Answers', cell: 'D10', indicator: 'Q2', read: 'All', facts });
    const workbook = await open(await workbookOf({ ...report, problems: [wrong, asked] }));
    const problems = sheetOf(workbook, 'Problems');
    expect(['C', 'E'].map((column) => problems.getCell(`${column}7`).value)).toEqual([
      '1c  Was a branch closed?',
      'maybe',
    ]);
    const form = sheetOf(workbook, 'Questionnaire');
    const row = rowLabelled(form, '1c');
    expect(form.getCell(`G${row}`).value).toContain('We do not understand “maybe”');
    expect(String(problems.getCell('G7').value)).toContain(`In D${row}, choose`);
    expect(problems.getCell('I8').value).toMatch(/evidence-missing:Q2/);
  });

  test('an explanation that is written beside a query settles it when the workbook comes back', async () => {
    const bare = reportOfAnswers(report.definition, new Map([['Q2', { choices: ['all'] }]]), { evidence: () => '' });
    const first = await assessByDefinition(await workbookOf(bare), bare.definition, bare.facts);
    const asking = { ...bare, problems: first.problems };
    const workbook = await open(await workbookOf(asking));
    const problems = sheetOf(workbook, 'Problems');
    const row = rowWith(problems, 'evidence-missing:Q2');
    problems.getCell(`H${row}`).value = 'It is in the annex';
    const back = await assessByDefinition(Buffer.from(await workbook.xlsx.writeBuffer()), bare.definition, bare.facts);
    const of = (all: FormReport['problems']) => all.find(({ code }) => code === 'evidence-missing')?.severity;
    expect([of(first.problems), of(back.problems)]).toEqual(['query', 'notice']);
  });

  test.each(messageLanguages())(
    'has its sheets and words in %s, and the texts of the questionnaire as they are',
    async (language) => {
      const workbook = await open(await workbookOf({ ...report, language }));
      const names = workbook.worksheets.filter(({ state }) => state === 'visible').map(({ name }) => name);
      expect(new Set(names).size).toBe(6);
      const wording = language === 'fi' ? 'Suljettiinko toimipiste?' : 'Was a branch closed?';
      expect(workbook.worksheets.filter((sheet) => textsOf(sheet).includes(wording))).toHaveLength(2);
      // A word of ours that is missing would stand there as its placeholder.
      expect(workbook.worksheets.flatMap(textsOf).filter((text) => /\{\w+\}|undefined/.test(text))).toEqual([]);
    },
  );

  test('texts of an office and of a sender are texts, in formulas too', async () => {
    const hostile = '=HYPERLINK("http://x")"&CMD()';
    const definition = defined([{ type: 'select_one', name: 'Q1', list: 'odd', label: { en: hostile } }], {
      lists: [
        {
          name: 'odd',
          choices: [
            { name: 'a', label: { en: '"&1/0&"' }, points: '1' },
            { name: 'b', label: { en: '*' } },
          ],
        },
      ],
    });
    const one = reportOfAnswers(definition, new Map([['Q1', { choices: ['a'] }]]));
    const odd = { ...one, fileName: hostile, authority: { id: null, name: hostile } };
    const workbook = await open(await workbookOf(odd));
    expect(formulasOf(workbook).filter((formula) => /HYPERLINK|CMD|1\/0/.test(formula))).toEqual([]);
    expect(brokenRules(await workbookOf(odd))).toEqual([]);
  });
});

/** The row whose hidden cell names this query. */
function rowWith(sheet: ReturnType<typeof sheetOf>, key: string): number {
  let found = 0;
  sheet.eachRow((row, number) => {
    if (String(row.getCell('I').value).includes(key)) found = number;
  });
  return found;
}

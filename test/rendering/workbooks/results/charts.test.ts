import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ResultsReport } from '../../../../shared/domain/insight/results-report.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { messageLanguages } from '../../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../../shared/rendering/words/messages.ts';
import { looks, put } from '../../../../shared/spreadsheet/writing/cell-styles.ts';
import type { Chart } from '../../../../shared/spreadsheet/writing/charts/chart.ts';
import { addChart, newWorkbook, workbookBytes } from '../../../../shared/spreadsheet/writing/spreadsheet.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from '../../../support/compared.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { all, areaOf, type Element, type Parts, partsOf } from '../../../support/rules/parts.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';
import { brokenRules } from '../../../support/workbook-rules.ts';
import { open } from '../writers/open.ts';

const beside = (language: string): ResultsReport => ({
  ...reportOf(seven('Espoo'), { published: standingsOf(theSeven) }),
  language,
});
const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const answered = (code: string) => reportOf(profile('Espoo', code.repeat(ids.length)));

const chartIn = (parts: Parts, number: number): Element => {
  const chart = parts.trees.get(`xl/charts/chart${number}.xml`);
  if (chart === undefined) throw new Error(`There is no chart ${number}`);
  return chart;
};
/** What stands in the caches of an element: of each series its name, the labels, the shares. */
const cached = (chart: Element, element: string): string[][] =>
  [...all(chart, element)].map((one) => [...all(one, 'v')].map(({ text }) => text));
const chartsIn = ({ trees }: Parts): string[] => [...trees.keys()].filter((name) => name.startsWith('xl/charts/'));

describe.each(messageLanguages())('beside others, in %s', (language) => {
  let parts: Parts;
  const words = messagesIn(language);
  const titles = categoriesOf(questionnaire).map(({ title }) => textIn(title, language));
  beforeAll(async () => {
    parts = partsOf(await resultsWorkbook(beside(language)));
  });

  test('own share, average and best quarter are drawn from the sheet of the method, as radar and as bars', () => {
    for (const number of [1, 2]) {
      const chart = chartIn(parts, number);
      const { average, bestQuarter } = words.page.radar;
      expect(cached(chart, 'tx')).toEqual([['Espoo'], [average], [bestQuarter]]);
      const formulas = [...all(chart, 'f')].map(({ text }) => text);
      const sheets = new Set(formulas.map((formula) => formula.split('!')[0]?.replaceAll("'", '')));
      expect([...sheets]).toEqual([words.workbook.sheets.method]);
      expect(cached(chart, 'val').map((shares) => shares.length)).toEqual([12, 12, 12]);
    }
    expect([...all(chartIn(parts, 1), 'radarChart'), ...all(chartIn(parts, 2), 'barChart')]).toHaveLength(2);
  });

  test('a label of the radar has band mark, title and share; one of the bars the title', () => {
    const [labels = []] = cached(chartIn(parts, 1), 'cat');
    const own = (cached(chartIn(parts, 1), 'val')[0] ?? []).map(Number);
    expect(labels.map((label) => label.replaceAll('\n', ' '))).toEqual(
      titles.map((title, index) => {
        const share = Math.round(100 * (own[index] ?? 0));
        return `${share <= 33 ? '▼' : share <= 66 ? '◆' : '●'} ${title} ${share}${language === 'en' ? '' : '\u202f'}%`;
      }),
    );
    expect(Math.max(...labels.flatMap((label) => label.split('\n')).map((line) => line.length))).toBeLessThan(31);
    expect(cached(chartIn(parts, 2), 'cat')[0]).toEqual(titles);
  });

  test('each says in words what it shows', () => {
    for (const number of [1, 2]) {
      const [shape] = all(parts.trees.get(`xl/drawings/drawing${number}.xml`), 'cNvPr');
      expect(shape?.attributes['title']).toContain('Espoo');
      for (const title of titles) expect(shape?.attributes['descr']).toContain(title);
    }
  });

  test('no chart covers a text', async () => {
    const { sheets } = words.workbook;
    const workbook = await open(await resultsWorkbook(beside(language)));
    for (const [number, name] of [sheets.summary, sheets.peers].entries()) {
      const sheet = workbook.getWorksheet(name);
      const drawing = parts.trees.get(`xl/drawings/drawing${number + 1}.xml`);
      const value = (element: string): number => Number([...all(drawing, element)][0]?.text);
      const size = [...all(drawing, 'ext')].find(({ attributes }) => 'cx' in attributes)?.attributes;
      const [left, top] = [value('col') + 1, value('row') + 1];
      const right = lastWithin(left, Number(size?.['cx']) / 9525, (at) => 7 * (sheet?.getColumn(at).width ?? 9) + 5);
      const bottom = lastWithin(top, Number(size?.['cy']) / 12_700, (at) => sheet?.getRow(at).height ?? 18);
      const covered: string[] = [];
      for (let row = top; row <= bottom; row += 1) {
        for (let column = left; column <= right; column += 1) {
          const cell = sheet?.getCell(row, column);
          if (cell?.value !== null) covered.push(String(cell?.address));
        }
      }
      expect([name, covered]).toEqual([name, []]);
    }
  });
});

/** The last row or column that something of this length, begun at the start of one, reaches into. */
function lastWithin(first: number, length: number, lengthOf: (at: number) => number): number {
  let at = first;
  for (let left = length - lengthOf(at); left > 0; left -= lengthOf(at)) at += 1;
  return at;
}

describe('without others', () => {
  test.each([
    ['an authority alone', reportOf(seven('Espoo'))],
    [
      'of four, fewer than a group may have',
      reportOf(seven('Espoo'), { published: standingsOf(theSeven.slice(0, 4)) }),
    ],
  ])('%s has its own line alone, and no bars', async (_, report) => {
    const parts = partsOf(await resultsWorkbook(report));
    expect(chartsIn(parts)).toEqual(['xl/charts/chart1.xml']);
    expect(cached(chartIn(parts, 1), 'tx')).toEqual([['Espoo']]);
  });
});

test.each([
  ['no answer', '-'],
  ['NA alone', 'A'],
  ['No alone', 'N'],
  ['nothing that is understood', '?'],
])('with %s every share is 0, and nothing is cached that is no number', async (_, code) => {
  const bytes = await resultsWorkbook({ ...answered(code), published: standingsOf(theSeven) });
  const [own = []] = cached(chartIn(partsOf(bytes), 1), 'val');
  expect(own).toEqual(Array.from({ length: 12 }, () => '0'));
  expect(brokenRules(bytes)).toEqual([]);
});

test('an authority without a name is told from the others', async () => {
  const parts = partsOf(await resultsWorkbook({ ...answered('Y'), authority: null }));
  expect(cached(chartIn(parts, 1), 'tx')).toEqual([['This authority']]);
});

test('a very long name is shortened in the legend, between its letters', async () => {
  const name = '😀'.repeat(100);
  const parts = partsOf(await resultsWorkbook({ ...answered('Y'), authority: { id: 'x', name } }));
  expect(cached(chartIn(parts, 1), 'tx')).toEqual([[`${'😀'.repeat(39)}…`]]);
});

test('the same results give the same bytes, charts among them', async () => {
  const [one, other] = [await resultsWorkbook(beside('fi')), await resultsWorkbook(beside('fi'))];
  expect(Buffer.compare(one, other)).toBe(0);
});

describe('over cells of any sheet', () => {
  const sheetName = `Ann's "A & B" <1>`;
  async function written(values: readonly (number | string | null)[], more: Partial<Chart> = {}): Promise<Parts> {
    const workbook = newWorkbook({ title: 'x', language: 'en' });
    const shown = workbook.addWorksheet('Shown');
    const sheet = workbook.addWorksheet(sheetName);
    put(sheet, 'B1', 'own', looks.row);
    for (const [index, value] of values.entries()) {
      put(sheet, `A${index + 2}`, `label ${index}`, looks.row);
      put(sheet, `B${index + 2}`, value, looks.row);
    }
    const cells = (column: string) => ({ sheet: sheetName, range: `${column}2:${column}${values.length + 1}` });
    const series = [{ name: { sheet: sheetName, range: 'B1' }, values: cells('B'), look: 'own' }] as const;
    addChart(workbook, shown, {
      ...{ kind: 'radar', title: 't', alternative: 'a', language: 'en-GB', percent: '0%', labels: cells('A'), series },
      ...{ cell: { column: 1, row: 1 }, size: { width: 100, height: 100 }, ...more },
    });
    const bytes = await workbookBytes(workbook);
    expect(brokenRules(bytes)).toEqual([]);
    return partsOf(bytes);
  }

  test('a name of a sheet is quoted, its own quotes doubled, and escaped', async () => {
    const parts = await written([1, 0.5]);
    expect([...all(chartIn(parts, 1), 'f')].map(({ text }) => text)).toEqual([
      ...[`'Ann''s "A & B" <1>'!$B$1`, `'Ann''s "A & B" <1>'!$A$2:$A$3`, `'Ann''s "A & B" <1>'!$B$2:$B$3`],
    ]);
    expect(areaOf('$B$2:$B$3')).toEqual({ top: 2, left: 2, bottom: 3, right: 2 });
  });

  test('an empty cell is a gap: its point is left out, and counted', async () => {
    const chart = chartIn(await written([0.25, null, 1]), 1);
    const [val] = all(chart, 'val');
    expect([...all(val, 'pt')].map(({ attributes, text }) => [attributes['idx'], text])).toEqual([
      ['0', '0.25'],
      ['2', '1'],
    ]);
    expect([...all(val, 'ptCount')].map(({ attributes }) => attributes['val'])).toEqual(['3']);
    expect([...all(chart, 'dispBlanksAs')].map(({ attributes }) => attributes['val'])).toEqual(['gap']);
  });

  test('numbers have points whatever they are, and markup in words stays words', async () => {
    const parts = await written([1 / 3, 1e-7], { alternative: '"/><evil>', title: 'a\u0000b' });
    expect(cached(chartIn(parts, 1), 'val')).toEqual([[String(1 / 3), '1e-7']]);
    const [shape] = all(parts.trees.get('xl/drawings/drawing1.xml'), 'cNvPr');
    expect([shape?.attributes['descr'], shape?.attributes['title']]).toEqual(['"/><evil>', 'a b']);
  });

  test('a sheet with links and notes keeps them, and its drawing stands before the drawing of the notes', async () => {
    const workbook = newWorkbook({ title: 'x', language: 'en' });
    const sheet = workbook.addWorksheet('Both');
    put(sheet, 'A1', 1, looks.row).note = 'a note';
    const one = { sheet: 'Both', range: 'A1' };
    for (const row of [3, 30]) {
      addChart(workbook, sheet, {
        ...{ kind: 'bars', percent: '0%', title: 't', alternative: 'a', language: 'en', labels: one },
        ...{ series: [{ name: one, values: one, look: 'best' }], cell: { column: 1, row } },
        size: { width: 100, height: 100 },
      });
    }
    const bytes = await workbookBytes(workbook);
    expect(brokenRules(bytes)).toEqual([]);
    const written = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(written).toMatch(/<drawing r:id="rId3"\/><legacyDrawing r:id="rId2"\/>/);
    expect(chartsIn(partsOf(bytes))).toHaveLength(2);
  });
});

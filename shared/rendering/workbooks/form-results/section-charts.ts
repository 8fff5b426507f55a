import type { Definition, Group } from '../../../domain/questionnaire/definition/definition.ts';
import { groupTitle } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import { addChart, type Workbook, type Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { radarSize } from '../../pictures/radar.ts';
import { fill } from '../../words/fill.ts';
import { scoredGroups } from '../../words/form-scores.ts';
import {
  type ChartedSeries,
  chartedSeries,
  chartedColumns as columns,
  seriesNames,
} from '../results/charted-series.ts';
import { putTableHeading } from '../results/reading-sheet.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { groupColumns as at, type CalculationLayout } from './calculation-layout.ts';
import type { FormResultsContent } from './form-results-content.ts';

/** A radar of fewer is a line; of more, nobody can tell them apart. */
const [fewest, most] = [3, 16];

/** The sections of the highest level of the questionnaire that has enough of them for a chart; none where there are too many. */
export function chartedSections(definition: Definition): Group[] {
  const scored = scoredGroups(definition);
  const levels = [...new Set(scored.map(({ level }) => level))].sort((a, b) => a - b);
  const byLevel = levels.map((level) => scored.filter((one) => one.level === level).map(({ group }) => group));
  const sections = byLevel.find(({ length }) => length >= fewest) ?? [];
  return sections.length > most ? [] : sections;
}

const right = { vertical: 'middle', horizontal: 'right', indent: 1 } as const;

/** Each charted section's own score, which follows the answers, beside the average of all and the best quarter. */
export function putChartedSections(sheet: Worksheet, content: FormResultsContent, layout: CalculationLayout): void {
  const { report, insight, messages, language } = content;
  const { definition, scored } = report;
  const sections = chartedSections(definition);
  if (sections.length === 0) return;
  const words = messages.formResults.workbook.charts;
  const { charts: heading } = layout;
  putTableHeading(sheet, heading - 1, insight.peers === null ? words.alone : words.heading);
  put(sheet, `${columns.title}${heading}`, messages.formResults.groups.name, looks.columnHead);
  const names = seriesNames(report.authority?.name ?? null, insight.peers !== null, messages);
  for (const [column, text] of Object.entries(names) as [keyof typeof names, string][]) {
    put(sheet, `${columns[column]}${heading}`, text, { ...looks.columnHead, alignment: { ...right, wrapText: true } });
  }
  sheet.getRow(heading).height = rowHeight(
    Object.values(names).map((text) => ({ text, width: 12 })),
    24,
  );
  const percent = { ...looks.row, alignment: right, numFmt: percentFormat(sheet) };
  for (const [index, group] of sections.entries()) {
    const row = heading + 1 + index;
    const score = scored.nodes.get(group.name)?.score ?? null;
    const others = insight.peers?.sections.find(({ name }) => name === group.name);
    put(sheet, `${columns.title}${row}`, groupTitle(group, language, definition), looks.row);
    const own = `${at.score}${layout.resultRow(group.name)}`;
    putFormula(sheet, `${columns.own}${row}`, own, score === null ? '' : toNumber(score), percent);
    if (insight.peers === null) continue;
    put(sheet, `${columns.average}${row}`, inShare(others?.average), percent);
    put(sheet, `${columns.best}${row}`, inShare(others?.bestQuarter), percent);
  }
}

const inShare = (percent: number | null | undefined): number | null => (percent == null ? null : percent / 100);

interface SectionCharts extends ChartedSeries {
  readonly sections: number;
  readonly title: string;
  /** In words, for those who do not see it. */
  readonly alternative: string;
}

/** What charts of the sections are drawn from and say; null: there are too few or too many for one. */
export function sectionCharts(content: FormResultsContent, layout: CalculationLayout): SectionCharts | null {
  const { report, insight, messages, language } = content;
  const { definition, scored, authority } = report;
  const sections = chartedSections(definition);
  if (sections.length === 0 || !content.charts) return null;
  const { charts: words, sheets } = messages.formResults.workbook;
  const { radar } = messages.page;
  const whole = (share: number): number => Math.round(100 * share);
  const axes = sections.map((group) => {
    const category = groupTitle(group, language, definition);
    const score = scored.nodes.get(group.name)?.score ?? null;
    const own = score === null ? 0 : whole(toNumber(score));
    const { average, bestQuarter } = insight.peers?.sections.find(({ name }) => name === group.name) ?? {};
    return average == null || bestQuarter == null
      ? fill(radar.axis, { category, own })
      : fill(radar.axisCompared, { category, own, average, bestQuarter });
  });
  return {
    ...chartedSeries(sheets.calculation, layout.charts, sections.length, insight.peers !== null),
    sections: sections.length,
    title: authority === null ? words.titleUnnamed : fill(words.title, { authority: authority.name }),
    alternative: fill(words.description, { axes: axes.join(' ') }),
  };
}

/** Points of a printed page of this sheet, which is as wide as its columns. */
const pagePoints = 980;
const pointsOf = (pixels: number): number => (pixels * 72) / 96;

/** A chart is printed on one page. */
function keepOnPage(sheet: Worksheet, row: number): void {
  const { defaultRowHeight } = sheet.properties;
  const above = Array.from({ length: row - 1 }, (_, index) => sheet.getRow(index + 1).height ?? defaultRowHeight);
  const top = above.reduce((all, height) => all + height, 0);
  const needed = defaultRowHeight * 2 + pointsOf(radarSize.height);
  if ((top % pagePoints) + needed > pagePoints) sheet.getRow(row - 1).addPageBreak();
}

/** The sections as a radar, from `row` on: nothing stands below. */
export function putSectionRadar(
  workbook: Workbook,
  sheet: Worksheet,
  row: number,
  content: FormResultsContent,
  layout: CalculationLayout,
): void {
  const charts = sectionCharts(content, layout);
  if (charts === null) return;
  const { messages, insight } = content;
  const words = messages.formResults.workbook.charts;
  keepOnPage(sheet, row);
  putTableHeading(sheet, row, insight.peers === null ? words.alone : words.heading);
  const { titles: labels, sections: _, ...drawn } = charts;
  addChart(workbook, sheet, {
    ...{ ...drawn, labels, kind: 'radar', percent: percentFormat(sheet), language: messages.workbook.locale },
    ...{ cell: { column: 2, row: row + 1 }, size: radarSize },
  });
}

import type { FormPeers, PeerSection } from '../../../domain/insight/form-peers.ts';
import { groupTitle } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { minGroup } from '../../../domain/standings/limited.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/fill.ts';
import { scoredGroups, shownText } from '../../words/form-scores.ts';
import { readableInstant } from '../../words/readable.ts';
import { leadFormula, leadOf } from '../results/category-block.ts';
import { addComparedSheet } from '../results/peers-sheet.ts';
import { unitOf } from '../results/shown-unit.ts';
import type { Column } from '../results/table.ts';
import { type CalculationLayout, groupColumns } from './calculation-layout.ts';
import type { FormResultsContent } from './form-results-content.ts';
import { sectionCharts } from './section-charts.ts';

/** In pixels: what surrounds the bars, and what a section needs. */
const barsHeight = { around: 120, section: 48 } as const;

/** All authorities and those of each group; and each section beside all and the best quarter. */
export function addFormPeersSheet(workbook: Workbook, content: FormResultsContent, layout: CalculationLayout): void {
  const { report, insight, messages } = content;
  const { peers } = insight;
  if (peers === null) return;
  const words = messages.formResults.workbook.peers;
  const levels = new Map(scoredGroups(report.definition).map(({ group, level }) => [group.name, level]));
  const charts = sectionCharts(content, layout);
  addComparedSheet(workbook, content, {
    intro: fill(words.intro, {
      ...{ least: minGroup, cutOff: readableInstant(peers.cutOff, messages) },
      sheet: messages.workbook.sheets.questionnaire,
    }),
    groups: peers.groups,
    unit: unitOf(report.definition),
    parts: {
      heading: words.parts,
      columns: sectionColumns(content, peers, layout),
      rows: peers.sections.filter(({ name }) => levels.has(name)),
      strong: ({ name }) => levels.get(name) === 0 && [...levels.values()].some((level) => level > 0),
    },
    bars: charts === null ? null : barsOf(charts, messages),
  });
}

function barsOf(
  { titles: labels, sections, ...charts }: NonNullable<ReturnType<typeof sectionCharts>>,
  { formResults }: FormResultsContent['messages'],
) {
  const height = barsHeight.around + sections * barsHeight.section;
  return { ...charts, labels, height, heading: formResults.workbook.charts.heading };
}

/** The own score and the difference follow the answers; what is of the others stays as of its date. */
function sectionColumns(
  { report, messages, language }: FormResultsContent,
  { bestQuarter }: FormPeers,
  layout: CalculationLayout,
): Column<PeerSection>[] {
  const { definition, scored } = report;
  const words = messages.results.peers.columns;
  const titles = new Map(
    scoredGroups(definition).map(({ group }) => [group.name, groupTitle(group, language, definition)]),
  );
  const ownOf = ({ name }: PeerSection): number | null => {
    const score = scored.nodes.get(name)?.score ?? null;
    return score === null ? null : toNumber(score);
  };
  const cellOf = (name: string): string =>
    placeIn(messages.formResults.workbook.sheets.calculation, fixed(`${groupColumns.score}${layout.resultRow(name)}`));
  const share = (percent: number | null | undefined): number | null => (percent == null ? null : percent / 100);
  const from = shownText(definition, bestQuarter.fromPercent, messages);
  return [
    { heading: messages.formResults.groups.name, kind: 'text', value: ({ name }) => titles.get(name) ?? name },
    {
      ...{ heading: words.own, kind: 'percent', value: (one) => ownOf(one) ?? '–' },
      formula: ({ name }) => `IF(${cellOf(name)}="","–",${cellOf(name)})`,
    },
    { heading: words.average, kind: 'percent', value: ({ average }) => share(average) },
    {
      ...{ heading: words.difference, kind: 'points' },
      value: (one) => {
        const own = ownOf(one);
        if (one.average === null) return null;
        return own === null ? '–' : leadOf(own, one.average / 100);
      },
      formula: (_, row) => `IF(ISNUMBER(C${row}),${leadFormula(`C${row}`, `D${row}`)},"–")`,
    },
    { heading: words.lower, kind: 'percent', value: ({ quartiles }) => share(quartiles?.lower) },
    { heading: words.median, kind: 'percent', value: ({ quartiles }) => share(quartiles?.median) },
    { heading: words.upper, kind: 'percent', value: ({ quartiles }) => share(quartiles?.upper) },
    {
      heading: fill(messages.formResults.workbook.peers.bestQuarter, { from }),
      kind: 'percent',
      value: ({ bestQuarter: best }) => share(best),
    },
  ];
}

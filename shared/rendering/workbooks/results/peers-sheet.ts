import type { PeerGroup, PeerPart, Peers } from '../../../domain/insight/peers.ts';
import { textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { minGroup } from '../../../domain/standings/limited.ts';
import type { Chart } from '../../../spreadsheet/writing/charts/chart.ts';
import { addChart, type Workbook, type Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { resultsRadar } from '../../pictures/results-radar.ts';
import { groupName } from '../../words/group-names.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { leadFormula, leadOf, ownShare, shareOf } from './category-block.ts';
import { calculationOf, categoriesIn } from './method-sheet.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type ShownUnit, wholePercentages } from './shown-unit.ts';
import { type Column, putTable } from './table.ts';

const widths = [48, 12, 12, 12, 12, 12, 12, 12];
const start = 6;

/** A part of the questionnaire beside all authorities and the best of them. */
export interface ComparedParts<Part> {
  readonly heading: string;
  readonly columns: readonly Column<Part>[];
  readonly rows: readonly Part[];
  /** Parts that have others in them. */
  readonly strong: (part: Part) => boolean;
}

interface ToldPeers<Part> {
  readonly intro: string;
  readonly groups: readonly PeerGroup[];
  readonly unit: ShownUnit;
  readonly parts: ComparedParts<Part>;
  /** null: without charts. */
  readonly bars: ChartedBars | null;
}

/** What the bars below the tables are drawn from. */
interface ChartedBars extends Pick<Chart, 'title' | 'alternative' | 'labels' | 'series'> {
  readonly heading: string;
  /** In pixels. */
  readonly height: number;
}

/** All authorities and those of each group; and each pillar and category beside all and the best. */
export function addPeersSheet(workbook: Workbook, content: ResultsContent): void {
  const { report, insight, messages, rasterise } = content;
  const { peers } = insight;
  // A sheet without a table would be printed as a page with nothing on it: the summary says that there is no rank yet.
  if (peers === null) return;
  const words = messages.results.peers;
  const { titles, series } = categoriesIn(content).charted;
  const { title, description } = resultsRadar(report, peers);
  addComparedSheet(workbook, content, {
    intro: fill(words.intro, { least: minGroup, cutOff: readableInstant(peers.cutOff, messages) }),
    groups: peers.groups,
    unit: wholePercentages,
    parts: {
      heading: words.parts,
      columns: partColumns(content, peers),
      rows: peers.parts,
      strong: ({ level }) => level === 'pillar',
    },
    bars:
      rasterise === null
        ? {
            ...{ heading: messages.results.summary.picture, title, alternative: description },
            ...{ labels: titles, series, height: 600 },
          }
        : null,
  });
}

/** The sheet of any questionnaire that compares a result with those of others. */
export function addComparedSheet<Part>(
  workbook: Workbook,
  content: { readonly report: CoverFacts; readonly messages: Messages },
  { intro, groups, unit, parts, bars }: ToldPeers<Part>,
): void {
  const { messages } = content;
  const words = messages.results.peers;
  const page = {
    name: messages.workbook.sheets.peers,
    title: words.title,
    orientation: 'portrait',
    onePage: true,
    widths,
    intro,
  } as const;
  const sheet = addReadingSheet(workbook, page, content);
  putTableHeading(sheet, start, words.groups);
  const below = putTable(sheet, start + 1, { columns: groupColumns(messages, unit), rows: groups, widths });
  putTableHeading(sheet, below + 1, parts.heading);
  const end = putTable(sheet, below + 2, { ...parts, widths });
  if (bars !== null) putBars(workbook, sheet, end + 1, bars, messages);
}

/** As wide as the tables above, on the same page: each part as bars: own, average, best quarter. */
function putBars(
  workbook: Workbook,
  sheet: Worksheet,
  start: number,
  { heading, height, ...drawn }: ChartedBars,
  messages: Messages,
): void {
  putTableHeading(sheet, start, heading);
  addChart(workbook, sheet, {
    ...{ ...drawn, kind: 'bars', percent: percentFormat(sheet), language: messages.workbook.locale },
    ...{ cell: { column: 2, row: start + 1 }, size: { width: 940, height } },
  });
}

function groupColumns(messages: Messages, unit: ShownUnit): Column<PeerGroup>[] {
  const words = messages.results.peers.columns;
  return [
    { heading: words.group, kind: 'text', value: ({ group }) => groupName(group, messages) },
    { heading: words.authorities, kind: 'number', value: ({ authorities }) => authorities },
    { heading: words.average, kind: unit.average, value: ({ average }) => unit.inCell(average) },
    { heading: words.lower, kind: unit.score, value: ({ quartiles }) => unit.inCell(quartiles.lower) },
    { heading: words.median, kind: unit.score, value: ({ quartiles }) => unit.inCell(quartiles.median) },
    { heading: words.upper, kind: unit.score, value: ({ quartiles }) => unit.inCell(quartiles.upper) },
    { heading: words.rank, kind: 'number', value: ({ own }) => own?.rank ?? null },
    { heading: words.of, kind: 'number', value: ({ own }) => own?.of ?? null },
  ];
}

/** The own share and the difference follow the answers; what is of the others stays as of its date. */
function partColumns(content: ResultsContent, { bestQuarter }: Peers): Column<PeerPart>[] {
  const { report, messages } = content;
  const { counts, place } = calculationOf(content);
  const ownFormula = (id: string): string | null => {
    const cells = counts.get(id);
    return cells === undefined ? null : ownShare({ met: place(cells.met), total: place(cells.total) });
  };
  const words = messages.results.peers.columns;
  const titles = new Map(
    report.questionnaire.pillars
      .flatMap((pillar) => [pillar, ...pillar.categories])
      .map(({ id, title }) => [id, `${id}  ${textIn(title, report.language)}`]),
  );
  const facts = { ...bestQuarter };
  return [
    { heading: words.part, kind: 'text', value: ({ id }) => titles.get(id) ?? id },
    {
      ...{ heading: words.own, kind: 'percent', value: ({ own }) => shareOf(own) },
      formula: ({ id }) => ownFormula(id),
    },
    { heading: words.average, kind: 'percent', value: ({ average }) => shareOf(average) },
    {
      ...{
        heading: words.difference,
        kind: 'points',
        value: ({ own, average }) => leadOf(shareOf(own), shareOf(average)),
      },
      formula: (_, row) => leadFormula(`C${row}`, `D${row}`),
    },
    { heading: words.lowerMet, kind: 'number', value: ({ quartiles }) => quartiles.lower },
    { heading: words.medianMet, kind: 'number', value: ({ quartiles }) => quartiles.median },
    { heading: words.upperMet, kind: 'number', value: ({ quartiles }) => quartiles.upper },
    { heading: fill(words.bestQuarter, facts), kind: 'percent', value: (part) => shareOf(part.bestQuarter) },
  ];
}

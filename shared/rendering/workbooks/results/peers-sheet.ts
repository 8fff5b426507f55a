import type { PeerGroup, PeerPart, Peers } from '../../../domain/insight/peers.ts';
import { textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { minGroup } from '../../../domain/standings/limited.ts';
import { addChart, type Workbook, type Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { resultsRadar } from '../../pictures/results-radar.ts';
import { groupName } from '../../words/group-names.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { leadFormula, leadOf, ownShare, shareOf } from './category-block.ts';
import { calculationOf, categoriesIn } from './method-sheet.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const widths = [48, 12, 12, 12, 12, 12, 12, 12];
const start = 6;

/** All authorities, those of each country and of each size; and each pillar and category beside all and the best. */
export function addPeersSheet(workbook: Workbook, content: ResultsContent): void {
  const { insight, messages } = content;
  const words = messages.results.peers;
  const { peers } = insight;
  // A sheet without a table would be printed as a page with nothing on it: the summary says that there is no rank yet.
  if (peers === null) return;
  const intro = fill(words.intro, { least: minGroup, cutOff: readableInstant(peers.cutOff, messages) });
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
  const below = putTable(sheet, start + 1, { columns: groupColumns(messages), rows: peers.groups, widths });
  putTableHeading(sheet, below + 1, words.parts);
  const strong = ({ level }: PeerPart): boolean => level === 'pillar';
  const end = putTable(sheet, below + 2, { columns: partColumns(content, peers), rows: peers.parts, widths, strong });
  if (content.rasterise === null) putBars(workbook, sheet, end + 1, content);
}

/** As wide as the tables above, on the same page. */
const barsSize = { width: 940, height: 600 } as const;

/** Each category as bars: own, average, best quarter. */
function putBars(workbook: Workbook, sheet: Worksheet, start: number, content: ResultsContent): void {
  const { report, insight, messages } = content;
  putTableHeading(sheet, start, messages.results.summary.picture);
  const { titles, series } = categoriesIn(content).charted;
  const { title, description } = resultsRadar(report, insight.peers);
  addChart(workbook, sheet, {
    percent: percentFormat(sheet),
    ...{ kind: 'bars', title, alternative: description, language: messages.workbook.locale, labels: titles, series },
    ...{ cell: { column: 2, row: start + 1 }, size: barsSize },
  });
}

function groupColumns(messages: Messages): Column<PeerGroup>[] {
  const words = messages.results.peers.columns;
  return [
    { heading: words.group, kind: 'text', value: ({ group }) => groupName(group, messages) },
    { heading: words.authorities, kind: 'number', value: ({ authorities }) => authorities },
    { heading: words.average, kind: 'percentTenths', value: ({ average }) => average / 100 },
    { heading: words.lower, kind: 'percent', value: ({ quartiles }) => quartiles.lower / 100 },
    { heading: words.median, kind: 'percent', value: ({ quartiles }) => quartiles.median / 100 },
    { heading: words.upper, kind: 'percent', value: ({ quartiles }) => quartiles.upper / 100 },
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

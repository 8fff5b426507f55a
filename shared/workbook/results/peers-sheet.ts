import type { PeerGroup, PeerPart, Peers } from '../../domain/peers.ts';
import { textIn } from '../../domain/questionnaire.ts';
import type { Count } from '../../domain/scoring.ts';
import { smallestGroup } from '../../domain/standings/standings.ts';
import { groupName } from '../../messages/group-names.ts';
import { fill, type Messages } from '../../messages/messages.ts';
import { readableInstant } from '../../messages/readable.ts';
import type { Workbook } from '../sheets/spreadsheet.ts';
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
  const least = smallestGroup;
  const intro =
    peers === null
      ? fill(words.none, { least })
      : fill(words.intro, { least, cutOff: readableInstant(peers.cutOff, messages) });
  const page = {
    name: messages.workbook.sheets.peers,
    title: words.title,
    orientation: 'portrait',
    onePage: true,
    widths,
    intro,
  } as const;
  const sheet = addReadingSheet(workbook, page, content);
  if (peers === null) return;
  putTableHeading(sheet, start, words.groups);
  const below = putTable(sheet, start + 1, { columns: groupColumns(messages), rows: peers.groups, widths });
  putTableHeading(sheet, below + 1, words.parts);
  const strong = ({ level }: PeerPart): boolean => level === 'pillar';
  putTable(sheet, below + 2, { columns: partColumns(content, peers), rows: peers.parts, widths, strong });
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

function partColumns({ report, messages }: ResultsContent, { bestQuarter }: Peers): Column<PeerPart>[] {
  const words = messages.results.peers.columns;
  const share = ({ met, total }: Count): number => (total === 0 ? 0 : met / total);
  const titles = new Map(
    report.questionnaire.pillars
      .flatMap((pillar) => [pillar, ...pillar.categories])
      .map(({ id, title }) => [id, `${id}  ${textIn(title, report.language)}`]),
  );
  const facts = { ...bestQuarter };
  return [
    { heading: words.part, kind: 'text', value: ({ id }) => titles.get(id) ?? id },
    { heading: words.own, kind: 'percent', value: ({ own }) => share(own) },
    { heading: words.average, kind: 'percent', value: ({ average }) => share(average) },
    { heading: words.difference, kind: 'points', value: ({ own, average }) => 100 * (share(own) - share(average)) },
    { heading: words.lowerMet, kind: 'number', value: ({ quartiles }) => quartiles.lower },
    { heading: words.medianMet, kind: 'number', value: ({ quartiles }) => quartiles.median },
    { heading: words.upperMet, kind: 'number', value: ({ quartiles }) => quartiles.upper },
    { heading: fill(words.bestQuarter, facts), kind: 'percent', value: (part) => share(part.bestQuarter) },
  ];
}

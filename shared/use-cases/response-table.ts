import type { Round } from '../domain/registry/registry.ts';
import { defaultTimeZone, localMinute } from '../domain/registry/time-zone.ts';
import { populationBands } from '../domain/standings/population-bands.ts';
import {
  countedByGroup,
  countResponses,
  type Response,
  type ResponseCounts,
  type ResponseStage,
  stages,
} from '../domain/standings/response-list.ts';
import { sheetAddress } from '../domain/submissions/sheet-link.ts';
import { csvHead, csvLines, type DataColumn, type DataRow, integer, text } from '../rendering/site/data-table.ts';

/** The response list of a round as tables. It is the office's own, in English as its other tools. */

export interface ResponseTable {
  readonly name: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
}

export const stageWords: Readonly<Record<ResponseStage, string>> = {
  complete: 'complete',
  partial: 'partly answered',
  returned: 'not accepted',
  downloaded: 'downloaded',
  opened: 'opened',
  invited: 'invited',
  none: 'not invited',
  left: 'does not take part',
};

const columns: readonly DataColumn[] = [
  text('Authority', 'Name of the authority'),
  text('Id', 'Id by which it is registered'),
  text('Country', 'ISO 3166-1 alpha-2'),
  integer('Population', 'As the authority says, or else as it is registered'),
  text('State', `How far it is: ${Object.values(stageWords).join(', ')}`),
  integer('Answered', 'Scored questions that are answered'),
  integer('Of', 'Scored questions that are asked of it'),
  integer('To check', 'What is odd in the file that came last, and not verified'),
  text('Reviewed', 'Whether the office has verified answers'),
  text('Certified by', 'Who certifies the files that count'),
  text('Invited', 'When the first invitation was made'),
  text('Opened', 'When a contact first opened its page'),
  text('Downloaded', 'When a contact first took a workbook from the page'),
  text('Sent', 'When the file came that counts last'),
  text('Reminded', 'When the last reminder was made'),
  text('Deadline', 'Until when it may send'),
  text('Own deadline', 'Whether the deadline is its own'),
  text('Notes', 'What came to the office with its files'),
  text('Google Sheet', 'The link of the sheet that you have made for it'),
  text('Cannot open it', 'Contacts whom Google has not let into that sheet: they answer in the workbook'),
  text('Remark', 'Why it does not take part'),
];

/** A row for each authority. */
export function responseTable(responses: readonly Response[], round: Round): ResponseTable {
  const zone = round.timeZone ?? defaultTimeZone;
  const minute = (instant: string | null): string | null => (instant === null ? null : localMinute(instant, zone));
  const rows = responses.map((one): DataRow => {
    const { authority, answered, left } = one;
    return [
      ...[authority.name, authority.id, authority.country, authority.population, stageWords[one.stage]],
      ...[answered?.count ?? null, answered?.of ?? null, one.answered === null ? null : one.toCheck],
      ...[
        one.isReviewed ? 'yes' : null,
        one.certifiedBy.join('; ') || null,
        minute(one.invitedAt),
        minute(one.openedAt),
        minute(one.downloadedAt),
      ],
      ...[minute(one.sentAt), minute(one.remindedAt), minute(one.deadline), one.hasOwnDeadline ? 'yes' : null],
      one.notes.join('\n\n') || null,
      one.sheet === null ? null : sheetAddress(one.sheet),
      one.shutOut.join('; ') || null,
      left === null ? null : `${left.way}: ${left.reason}`,
    ];
  });
  return { name: 'Responses', columns, rows };
}

const saidColumns: readonly DataColumn[] = [
  text('authority', 'Id by which it is registered'),
  text('certified_by', 'Who certifies one of the files that count'),
  text('note', 'What came to the office with a file that counts, or with one that was not accepted'),
];

/** What authorities said beside their answers: a row for each person who certifies, and for each note. */
export const saidTable = (responses: readonly Response[]): ResponseTable => ({
  name: 'Notes',
  columns: saidColumns,
  rows: responses.flatMap(({ authority: { id }, certifiedBy, notes }): DataRow[] => [
    ...certifiedBy.map((by) => [id, by, null]),
    ...notes.map((note) => [id, null, note]),
  ]),
});

const countColumns: readonly DataColumn[] = [
  text('Group', 'All, a country, or a band of population'),
  integer('Authorities', 'Those that are waited for or have sent'),
  integer('Sent', 'Those of which a file counts'),
  integer('Percent', 'Sent, of all'),
  ...stages.map((stage) => integer(stageWords[stage], 'How many are as far as this')),
];

/** A row for all, each country and each band of population. */
export function countTable(responses: readonly Response[]): ResponseTable {
  const { countries, sizes } = countedByGroup(responses);
  const row = (name: string, counts: ResponseCounts): DataRow => [
    ...[name, counts.all, counts.sent, percentOf(counts)],
    ...stages.map((stage) => counts.stages[stage]),
  ];
  return {
    name: 'Counts',
    columns: countColumns,
    rows: [
      row('All', countResponses(responses)),
      ...countries.map(([country, counts]) => row(country ?? 'no country', counts)),
      ...sizes.map(([band, counts]) => row(bandName(band), counts)),
    ],
  };
}

/** Whole percent of those who have sent; 0 where nobody is waited for. */
export const percentOf = ({ sent, all }: ResponseCounts): number => (all === 0 ? 0 : Math.round((100 * sent) / all));

/** `50,000 to 99,999 inhabitants` */
export function bandName(band: number | null): string {
  if (band === null) return 'size not known';
  const next = populationBands.find((bound) => bound > band);
  const from = band.toLocaleString('en');
  return next === undefined
    ? `${from} inhabitants or more`
    : `${from} to ${(next - 1).toLocaleString('en')} inhabitants`;
}

/** What is to be said of an authority in one line, besides its name and state. `times`: those that have no column of their own. */
export function responseFacts(
  one: Response,
  times: readonly (readonly [what: string, at: string | null])[],
  minute: (at: string) => string,
): string[] {
  const { answered, toCheck, isReviewed, hasOwnDeadline, deadline, left } = one;
  const known = [...times, ['own deadline', hasOwnDeadline ? deadline : null] as const];
  return [
    ...(answered === null ? [] : [`${answered.count} of ${answered.of} answered`]),
    ...(toCheck === 0 ? [] : [`${toCheck} to check`]),
    ...(isReviewed ? ['reviewed'] : []),
    ...(one.sheet === null ? [] : ['has a Google Sheet']),
    ...(one.shutOut.length === 0 ? [] : [`cannot open it: ${one.shutOut.join(' ')}`]),
    ...one.certifiedBy.map((by) => `certified by ${by}`),
    ...known.flatMap(([what, at]) => (at === null ? [] : [`${what} ${minute(at)}`])),
    ...(left === null ? [] : [`${left.way}: ${left.reason}`]),
    ...one.notes.map((note) => `note: ${oneLine(note)}`),
  ];
}

/** A note may have many lines; the table has all of it. */
const oneLine = (note: string): string => {
  const line = note.replace(/\s+/gu, ' ');
  return line.length > maxShown ? `${line.slice(0, maxShown - 1)}…` : line;
};
const maxShown = 120;

export const tableCsv = ({ columns: heads, rows }: ResponseTable): string => csvHead(heads) + csvLines(rows);

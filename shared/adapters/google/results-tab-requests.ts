import { hash } from 'node:crypto';
import type { sheets_v4 } from '@googleapis/sheets';
import type { ResultsTab } from '../../ports/online-sheets.ts';

/**
 * Marks a tab as ours, whatever it is called by now. Its value orders results, by the instant and the submission, and
 * names the tab: a copy that somebody made of it has the mark, and another id.
 */
const metadataKey = 'scorebook-results';

/** Ours, or a copy of ours: neither is part of what the sender wrote. */
export const isResultsTab = ({ developerMetadata }: sheets_v4.Schema$Sheet): boolean =>
  (developerMetadata ?? []).some((one) => one.metadataKey === metadataKey);

export const resultsTabFields =
  'sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),developerMetadata(metadataId,metadataKey,metadataValue))';

const orderOf = ({ receivedAt, submission }: ResultsTab): string => `${receivedAt} ${submission}`;

interface OwnTab {
  readonly sheetId: number;
  readonly metadataId: number | null;
  readonly order: string;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** The tab that we made; marks of before do not name it. */
function ownTab(sheets: readonly sheets_v4.Schema$Sheet[]): OwnTab | null {
  const marked = sheets.flatMap(({ properties, developerMetadata }) =>
    (developerMetadata ?? [])
      .filter((one) => one.metadataKey === metadataKey)
      .map(({ metadataId, metadataValue }): OwnTab & { named: string | undefined } => {
        const [receivedAt = '', submission = '', named] = (metadataValue ?? '').split(' ');
        const { rowCount, columnCount } = properties?.gridProperties ?? {};
        return {
          ...{ sheetId: properties?.sheetId ?? 0, metadataId: metadataId ?? null, named },
          ...{ order: `${receivedAt} ${submission}`, rowCount: rowCount ?? 1, columnCount: columnCount ?? 1 },
        };
      }),
  );
  return (
    marked.find(({ sheetId, named }) => named === String(sheetId)) ??
    marked.find(({ named }) => named === undefined) ??
    null
  );
}

/** Whether results of a file received later are in the sheet already. */
export function isSuperseded(sheets: readonly sheets_v4.Schema$Sheet[], tab: ResultsTab): boolean {
  return (ownTab(sheets)?.order ?? '') > orderOf(tab);
}

/** Widths of the columns in pixels. */
const widths = [260, 200, 380, 380, 380];

/**
 * One batch, done whole or not at all: our tab is filled anew where it stands, so that what points into it goes on
 * pointing there; without one, it is made. Texts are written as string values, which Google never takes for formulas.
 */
export function resultsTabRequests(
  sheets: readonly sheets_v4.Schema$Sheet[],
  tab: ResultsTab,
): sheets_v4.Schema$Request[] {
  const rowCount = Math.max(tab.rows.length, 1);
  const columnCount = Math.max(...tab.rows.map(({ cells }) => cells.length), 1);
  const own = ownTab(sheets);
  return own === null
    ? newTab(sheets, tab, { rowCount, columnCount })
    : filledTab(own, tab, {
        rowCount: Math.max(rowCount, own.rowCount),
        columnCount: Math.max(columnCount, own.columnCount),
      });
}

interface Size {
  readonly rowCount: number;
  readonly columnCount: number;
}

const mark = (sheetId: number, tab: ResultsTab): string => `${orderOf(tab)} ${sheetId}`;

/** Of the whole tab: what the rows do not reach is emptied. */
const cellsOf = (sheetId: number, tab: ResultsTab): sheets_v4.Schema$Request => ({
  updateCells: {
    range: { sheetId },
    fields: 'userEnteredValue,userEnteredFormat(wrapStrategy,verticalAlignment,horizontalAlignment,textFormat)',
    rows: tab.rows.map(({ cells, bold }) => ({ values: cells.map((cell) => cellData(cell, bold)) })),
  },
});

/** It grows where it must, and never gets smaller. */
function filledTab({ sheetId, metadataId, ...old }: OwnTab, tab: ResultsTab, size: Size): sheets_v4.Schema$Request[] {
  const grows = size.rowCount > old.rowCount || size.columnCount > old.columnCount;
  const resized = {
    updateSheetProperties: {
      properties: { sheetId, gridProperties: { ...size } },
      fields: 'gridProperties.rowCount,gridProperties.columnCount',
    },
  };
  const marked = {
    updateDeveloperMetadata: {
      dataFilters: [{ developerMetadataLookup: { metadataId } }],
      developerMetadata: { metadataValue: mark(sheetId, tab) },
      fields: 'metadataValue',
    },
  };
  return [...(grows ? [resized] : []), ...(metadataId === null ? [] : [marked]), cellsOf(sheetId, tab)];
}

function newTab(sheets: readonly sheets_v4.Schema$Sheet[], tab: ResultsTab, size: Size): sheets_v4.Schema$Request[] {
  const sheetId = freeId(sheets, tab);
  const title = freeTitle(sheets, tab.title);
  return [
    { addSheet: { properties: { sheetId, title, gridProperties: { ...size, hideGridlines: true } } } },
    {
      createDeveloperMetadata: {
        developerMetadata: {
          ...{ metadataKey, metadataValue: mark(sheetId, tab), location: { sheetId } },
          visibility: 'DOCUMENT',
        },
      },
    },
    cellsOf(sheetId, tab),
    ...widths.slice(0, size.columnCount).map((pixelSize, startIndex) => ({
      updateDimensionProperties: {
        range: { sheetId, dimension: 'COLUMNS', startIndex, endIndex: startIndex + 1 },
        properties: { pixelSize },
        fields: 'pixelSize',
      },
    })),
  ];
}

function cellData(cell: string | number, bold: boolean): sheets_v4.Schema$CellData {
  return {
    userEnteredValue: typeof cell === 'number' ? { numberValue: cell } : { stringValue: cell },
    userEnteredFormat: {
      wrapStrategy: 'WRAP',
      verticalAlignment: 'TOP',
      horizontalAlignment: 'LEFT',
      textFormat: { bold },
    },
  };
}

/** `Scorebook results`, or `Scorebook results 2` when the sender has a tab of that name. Google ignores case here. */
function freeTitle(others: readonly sheets_v4.Schema$Sheet[], title: string): string {
  const taken = new Set(others.map(({ properties }) => (properties?.title ?? '').toLowerCase()));
  for (let number = 2, free = title; ; number += 1) {
    if (!taken.has(free.toLowerCase())) return free;
    free = `${title} ${number}`;
  }
}

/** Of the submission, so that the requests are the same however often they are made. */
function freeId(sheets: readonly sheets_v4.Schema$Sheet[], { submission }: ResultsTab): number {
  const taken = new Set(sheets.map(({ properties }) => properties?.sheetId));
  let id = hash('sha256', submission, 'buffer').readUInt32BE(0) >>> 2;
  while (taken.has(id)) id += 1;
  return id;
}

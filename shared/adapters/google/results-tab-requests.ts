import { hash } from 'node:crypto';
import type { sheets_v4 } from '@googleapis/sheets';
import type { ResultsTab } from '../../ports/online-sheets.ts';

/** Marks a tab as ours, whatever it is called by now. Its value orders results: the instant, then the submission. */
const metadataKey = 'scorebook-results';

export const isResultsTab = ({ developerMetadata }: sheets_v4.Schema$Sheet): boolean =>
  (developerMetadata ?? []).some((one) => one.metadataKey === metadataKey);

export const resultsTabFields = 'sheets(properties(sheetId,title),developerMetadata(metadataKey,metadataValue))';

const orderOf = ({ receivedAt, submission }: ResultsTab): string => `${receivedAt} ${submission}`;

/** Whether results of a file received later are in the sheet already. */
export function isSuperseded(sheets: readonly sheets_v4.Schema$Sheet[], tab: ResultsTab): boolean {
  const written = sheets.flatMap(({ developerMetadata }) => developerMetadata ?? []);
  return written.some((one) => one.metadataKey === metadataKey && (one.metadataValue ?? '') > orderOf(tab));
}

/** Widths of the columns in pixels. */
const widths = [260, 200, 380, 380, 380];

/**
 * One batch, done whole or not at all: our old tab goes, the new one comes. Texts are written as string values,
 * which Google never takes for formulas.
 */
export function resultsTabRequests(
  sheets: readonly sheets_v4.Schema$Sheet[],
  tab: ResultsTab,
): sheets_v4.Schema$Request[] {
  const old = sheets.filter(isResultsTab);
  const others = sheets.filter((sheet) => !isResultsTab(sheet));
  const sheetId = freeId(sheets, tab);
  const columnCount = Math.max(...tab.rows.map(({ cells }) => cells.length), 1);
  return [
    ...old.map(({ properties }) => ({ deleteSheet: { sheetId: properties?.sheetId ?? 0 } })),
    {
      addSheet: {
        properties: {
          sheetId,
          title: freeTitle(others, tab.title),
          gridProperties: { rowCount: Math.max(tab.rows.length, 1), columnCount, hideGridlines: true },
        },
      },
    },
    {
      createDeveloperMetadata: {
        developerMetadata: {
          metadataKey,
          metadataValue: orderOf(tab),
          location: { sheetId },
          visibility: 'DOCUMENT',
        },
      },
    },
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: 0 },
        fields: 'userEnteredValue,userEnteredFormat(wrapStrategy,verticalAlignment,horizontalAlignment,textFormat)',
        rows: tab.rows.map(({ cells, bold }) => ({ values: cells.map((cell) => cellData(cell, bold)) })),
      },
    },
    ...widths.slice(0, columnCount).map((pixelSize, startIndex) => ({
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

import type { sheets_v4 } from '@googleapis/sheets';
import { address, type Cell, type Grid, type Sheet } from '../../../shared/spreadsheet/formats/grid.ts';
import { isColumnShown } from '../../../shared/spreadsheet/formats/visible.ts';

/** A workbook as Google Sheets has it once it was imported there. */
export function spreadsheetOf(grid: Grid, title: string): sheets_v4.Schema$Spreadsheet {
  return { properties: { title }, sheets: grid.sheets.map(sheetOf) };
}

function sheetOf(sheet: Sheet, index: number): sheets_v4.Schema$Sheet {
  const rowCount = Math.max(...sheet.cells.map(({ row }) => row), 1);
  const columnCount = Math.max(...sheet.cells.map(({ column }) => column), 1);
  const cells = new Map(sheet.cells.map((cell) => [address(cell.row, cell.column), cell]));
  const rows = Array.from({ length: rowCount }, (_, row) => ({
    values: Array.from({ length: columnCount }, (_, column) => cellOf(sheet, cells, address(row + 1, column + 1))),
  }));
  return {
    properties: {
      sheetId: index * 1000,
      title: sheet.name,
      index,
      sheetType: 'GRID',
      gridProperties: { rowCount, columnCount },
      ...(sheet.hidden ? { hidden: true } : {}),
    },
    merges: sheet.merges.map(({ top, left, bottom, right }) => ({
      startRowIndex: top - 1,
      endRowIndex: bottom,
      startColumnIndex: left - 1,
      endColumnIndex: right,
    })),
    data: [
      {
        rowData: rows,
        rowMetadata: rows.map((_, row) => (sheet.hiddenRows.has(row + 1) ? { hiddenByUser: true } : {})),
        columnMetadata: Array.from({ length: columnCount }, (_, column) =>
          isColumnShown(sheet, column + 1) ? {} : { hiddenByUser: true },
        ),
      },
    ],
  };
}

function cellOf({ notes, links }: Sheet, cells: ReadonlyMap<string, Cell>, at: string): sheets_v4.Schema$CellData {
  const [cell, note, hyperlink] = [cells.get(at), notes.get(at), links.get(at)];
  return {
    ...(cell === undefined ? {} : dataOf(cell)),
    ...(note === undefined ? {} : { note }),
    ...(hyperlink === undefined ? {} : { hyperlink }),
  };
}

function dataOf({ kind, text, number }: Cell): sheets_v4.Schema$CellData {
  switch (kind) {
    case 'number':
      return { effectiveValue: { numberValue: number }, formattedValue: text };
    case 'date':
      return {
        effectiveValue: { numberValue: number },
        formattedValue: text,
        effectiveFormat: { numberFormat: { type: 'DATE' } },
      };
    case 'boolean':
      return { effectiveValue: { boolValue: text === 'true' }, formattedValue: text.toUpperCase() };
    default:
      return { effectiveValue: { stringValue: text }, formattedValue: text };
  }
}

import type { sheets_v4 } from '@googleapis/sheets';
import { cellFields } from './api-fields.ts';
import { parseFieldMask, unknownFields } from './field-mask.ts';

type Sheet = sheets_v4.Schema$Sheet;

/** Done whole or not at all: throws and leaves the sheets as they were when one request is not valid. */
export function batchUpdate(sheets: readonly Sheet[], requests: readonly sheets_v4.Schema$Request[]): Sheet[] {
  let now: Sheet[] = structuredClone([...sheets]);
  const sheetOf = (id: number | null | undefined): Sheet => {
    const found = now.find(({ properties }) => properties?.sheetId === id);
    if (found === undefined) throw new Error(`No grid with id: ${id}`);
    return found;
  };
  for (const request of requests) {
    const [kind, ...others] = Object.keys(request);
    if (others.length > 0) throw new Error('Only one kind of request may be set');
    switch (kind) {
      case 'deleteSheet': {
        const gone = sheetOf(request.deleteSheet?.sheetId);
        now = now.filter((sheet) => sheet !== gone);
        if (now.length === 0) throw new Error("You can't remove all the sheets in a document.");
        break;
      }
      case 'addSheet': {
        const { title, sheetId } = request.addSheet?.properties ?? {};
        const taken = now.some(({ properties }) => properties?.title?.toLowerCase() === title?.toLowerCase());
        if (taken) throw new Error(`A sheet with the name "${title}" already exists.`);
        if (now.some(({ properties }) => properties?.sheetId === sheetId)) throw new Error('The id is taken');
        now.push({ properties: request.addSheet?.properties ?? {}, data: [{ rowData: [] }] });
        break;
      }
      case 'createDeveloperMetadata': {
        const { location, ...metadata } = request.createDeveloperMetadata?.developerMetadata ?? {};
        const sheet = sheetOf(location?.sheetId);
        sheet.developerMetadata = [...(sheet.developerMetadata ?? []), metadata];
        break;
      }
      case 'updateCells':
        updateCells(sheetOf(request.updateCells?.start?.sheetId), request.updateCells ?? {});
        break;
      case 'updateDimensionProperties':
        sheetOf(request.updateDimensionProperties?.range?.sheetId);
        break;
      default:
        throw new Error(`Unknown request: ${kind}`);
    }
  }
  return now;
}

function updateCells(sheet: Sheet, { rows = [], fields }: sheets_v4.Schema$UpdateCellsRequest): void {
  if (unknownFields(parseFieldMask(fields ?? ''), cellFields).length > 0) throw new Error('Invalid fields');
  const { rowCount = 0, columnCount = 0 } = sheet.properties?.gridProperties ?? {};
  const wide = rows.some(({ values = [] }) => values.length > (columnCount ?? 0));
  if (rows.length > (rowCount ?? 0) || wide) throw new Error('Attempting to write outside the grid');
  // A string stays a string; a formula would be one only as a formulaValue.
  const written = rows.map(({ values = [] }) => ({
    values: values.map((cell) => {
      const effectiveValue = cell.userEnteredValue;
      return { ...cell, ...(effectiveValue === undefined ? {} : { effectiveValue }) };
    }),
  }));
  sheet.data = [{ rowData: written }];
}

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
        if (!now.some(({ properties }) => properties?.hidden !== true)) {
          throw new Error("You can't remove all the visible sheets in a document.");
        }
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
      case 'duplicateSheet': {
        const { sourceSheetId, newSheetId, newSheetName } = request.duplicateSheet ?? {};
        const copy = structuredClone(sheetOf(sourceSheetId));
        // Metadata on a sheet is copied with it, and gets an id of its own.
        copy.properties = { ...copy.properties, sheetId: newSheetId ?? 1, title: newSheetName ?? 'Copy' };
        copy.developerMetadata = (copy.developerMetadata ?? []).map((one) => ({ ...one, metadataId: freshId(now) }));
        now.push(copy);
        break;
      }
      case 'updateSheetProperties': {
        const { properties = {}, fields } = request.updateSheetProperties ?? {};
        const sheet = changeable(sheetOf(properties.sheetId));
        if (fields !== 'gridProperties.rowCount,gridProperties.columnCount') throw new Error('Invalid fields');
        const { rowCount = 1, columnCount = 1 } = properties.gridProperties ?? {};
        const gridProperties = { ...sheet.properties?.gridProperties, rowCount, columnCount };
        sheet.properties = { ...sheet.properties, gridProperties };
        break;
      }
      case 'createDeveloperMetadata': {
        const { location, ...metadata } = request.createDeveloperMetadata?.developerMetadata ?? {};
        const sheet = sheetOf(location?.sheetId);
        sheet.developerMetadata = [...(sheet.developerMetadata ?? []), { ...metadata, metadataId: freshId(now) }];
        break;
      }
      case 'updateDeveloperMetadata': {
        const { dataFilters = [], developerMetadata, fields } = request.updateDeveloperMetadata ?? {};
        if (fields !== 'metadataValue') throw new Error('Invalid fields');
        const ids = dataFilters.map(({ developerMetadataLookup }) => developerMetadataLookup?.metadataId);
        const found = now
          .flatMap((one) => one.developerMetadata ?? [])
          .filter(({ metadataId }) => ids.includes(metadataId));
        if (found.length === 0) throw new Error('No developer metadata matches');
        for (const one of found) one.metadataValue = developerMetadata?.metadataValue ?? '';
        break;
      }
      case 'updateCells':
        updateCells(
          changeable(sheetOf(request.updateCells?.range?.sheetId ?? request.updateCells?.start?.sheetId)),
          request.updateCells ?? {},
        );
        break;
      case 'updateDimensionProperties':
        sheetOf(request.updateDimensionProperties?.range?.sheetId);
        break;
      default:
        throw new Error(`Unknown request: ${kind}`);
    }
  }
  const cells = now.reduce((sum, { properties }) => {
    const { rowCount, columnCount } = properties?.gridProperties ?? {};
    return sum + (rowCount ?? 0) * (columnCount ?? 0);
  }, 0);
  if (cells > maxCells) {
    throw new Error(
      `This action would increase the number of cells in the workbook above the limit of ${maxCells} cells.`,
    );
  }
  return now;
}

/** Of one spreadsheet, by Google's help page “Files you can store in Google Drive”. */
const maxCells = 10_000_000;

const freshId = (sheets: readonly Sheet[]): number =>
  1 + Math.max(0, ...sheets.flatMap((one) => (one.developerMetadata ?? []).map(({ metadataId }) => metadataId ?? 0)));

/** A sheet that is protected against whoever asks is as it is. */
function changeable(sheet: Sheet): Sheet {
  const closed = (sheet.protectedRanges ?? []).some(
    ({ requestingUserCanEdit, warningOnly }) => requestingUserCanEdit === false && warningOnly !== true,
  );
  if (!closed) return sheet;
  throw new Error(
    'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
  );
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

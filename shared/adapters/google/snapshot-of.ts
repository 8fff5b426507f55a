import type { sheets_v4 } from '@googleapis/sheets';
import type {
  SheetSnapshot,
  SnapshotCell,
  SnapshotTab,
  SnapshotValue,
} from '../../domain/submissions/sheet-snapshot.ts';
import { isResultsTab } from './results-tab-requests.ts';

/** What of a spreadsheet is asked for to read it: nothing that {@link snapshotOf} does not use. */
export const snapshotFields =
  'properties(title),sheets(properties(title,hidden,sheetType,gridProperties(rowCount,columnCount)),developerMetadata(metadataKey),merges,data(startRow,startColumn,rowMetadata(hiddenByUser,hiddenByFilter),columnMetadata(hiddenByUser,hiddenByFilter),rowData(values(effectiveValue,formattedValue,userEnteredValue(formulaValue),effectiveFormat(numberFormat(type),textFormat(strikethrough)),textFormatRuns(startIndex,format(strikethrough,link(uri))),hyperlink,note,chipRuns(startIndex,chip(personProperties(email),richLinkProperties(uri))),dataValidation(condition(type,values(userEnteredValue)))))))';

/** Google's answer as a snapshot. Our own results are left out: they are no part of what the sender wrote. */
export function snapshotOf(spreadsheet: sheets_v4.Schema$Spreadsheet, revision: string): SheetSnapshot {
  const tabs = (spreadsheet.sheets ?? []).filter(
    (sheet) => (sheet.properties?.sheetType ?? 'GRID') === 'GRID' && !isResultsTab(sheet),
  );
  return { title: spreadsheet.properties?.title ?? '', revision, tabs: tabs.map(tabOf) };
}

function tabOf({ properties, merges, data }: sheets_v4.Schema$Sheet): SnapshotTab {
  return {
    name: properties?.title ?? '',
    hidden: properties?.hidden ?? false,
    cells: (data ?? []).flatMap(cellsOf),
    merges: (merges ?? []).map(({ startRowIndex, endRowIndex, startColumnIndex, endColumnIndex }) => ({
      top: (startRowIndex ?? 0) + 1,
      left: (startColumnIndex ?? 0) + 1,
      bottom: Math.max(endRowIndex ?? 0, 1),
      right: Math.max(endColumnIndex ?? 0, 1),
    })),
    hiddenRows: (data ?? []).flatMap(({ startRow, rowMetadata }) => hiddenIn(rowMetadata, startRow)),
    hiddenColumns: (data ?? []).flatMap(({ startColumn, columnMetadata }) => hiddenIn(columnMetadata, startColumn)),
  };
}

/** Rows or columns that are hidden, 1 for the first of the sheet. */
function hiddenIn(
  dimensions: readonly sheets_v4.Schema$DimensionProperties[] | undefined,
  start: number | null | undefined,
): number[] {
  return (dimensions ?? []).flatMap(({ hiddenByUser, hiddenByFilter }, index) =>
    hiddenByUser || hiddenByFilter ? [(start ?? 0) + index + 1] : [],
  );
}

function cellsOf({ startRow, startColumn, rowData }: sheets_v4.Schema$GridData): SnapshotCell[] {
  return (rowData ?? []).flatMap(({ values }, rowIndex) =>
    (values ?? []).flatMap((cell, columnIndex) => {
      const place = { row: (startRow ?? 0) + rowIndex + 1, column: (startColumn ?? 0) + columnIndex + 1 };
      const read = cellOf(cell);
      return read === null ? [] : [{ ...place, ...read }];
    }),
  );
}

function cellOf(cell: sheets_v4.Schema$CellData): Omit<SnapshotCell, 'row' | 'column'> | null {
  const value = shownValue(cell);
  const formula = typeof cell.userEnteredValue?.formulaValue === 'string';
  // A cell of a workbook has one link: the others are kept in its note.
  const [link = '', ...more] = linksOf(cell);
  const note = [cell.note ?? '', ...more].filter((part) => part !== '').join('\n');
  const empty = value.kind === 'empty' && !formula && note === '' && link === '';
  return empty ? null : { value, formula, note, link };
}

function linksOf({ hyperlink, textFormatRuns, chipRuns }: sheets_v4.Schema$CellData): string[] {
  const links = [
    hyperlink,
    ...(textFormatRuns ?? []).map(({ format }) => format?.link?.uri),
    ...(chipRuns ?? []).map(({ chip }) => chip?.richLinkProperties?.uri),
  ];
  return [...new Set(links.filter((link) => typeof link === 'string' && link !== ''))] as string[];
}

/** Kinds of errors (`ErrorType` of the Sheets API) that programs for workbooks know. */
const errorNames: Readonly<Record<string, string>> = {
  ...{ NULL_VALUE: '#NULL!', DIVIDE_BY_ZERO: '#DIV/0!', VALUE: '#VALUE!', REF: '#REF!', NAME: '#NAME?' },
  ...{ NUM: '#NUM!', N_A: '#N/A' },
};

/** Before the number, too, as in Turkish and Basque; and the sign of Arabic. */
const percentSign = /^\s*[-−]?\s*[%٪]|[%٪]\s*$/;

const dateTypes = new Set(['DATE', 'TIME', 'DATE_TIME']);

function shownValue(cell: sheets_v4.Schema$CellData): SnapshotValue {
  const { stringValue, numberValue, boolValue, errorValue } = cell.effectiveValue ?? {};
  const tick = tickOf(cell);
  if (tick !== null) return { kind: 'boolean', value: tick };
  if (typeof stringValue === 'string') {
    // A format may show nothing of a text, too.
    return stringValue === '' || cell.formattedValue === ''
      ? { kind: 'empty' }
      : { kind: 'text', runs: runsOf(stringValue, cell) };
  }
  if (typeof numberValue === 'number') {
    const type = cell.effectiveFormat?.numberFormat?.type ?? '';
    if (dateTypes.has(type)) return { kind: 'date', serial: numberValue };
    const { formattedValue } = cell;
    // Shown as nothing: nobody sees that there is a number.
    if (formattedValue === '') return { kind: 'empty' };
    // A format that makes words or signs of a number: what is shown counts. A dash is how a 0 is shown.
    if (
      typeof formattedValue === 'string' &&
      /[\p{L}\p{So}×]/u.test(formattedValue) &&
      !/\p{Nd}/u.test(formattedValue)
    ) {
      return { kind: 'text', runs: [{ text: formattedValue, struck: false }] };
    }
    const isShare = type === 'PERCENT' || percentSign.test(formattedValue ?? '');
    return { kind: isShare ? 'share' : 'number', number: numberValue };
  }
  if (typeof boolValue === 'boolean') return { kind: 'boolean', value: boolValue };
  // LOADING: the result is not there yet.
  if (errorValue && errorValue.type !== 'LOADING') {
    // In a sheet in German `#NV` is shown: its kind says what that is in any language.
    return { kind: 'error', text: errorNames[errorValue.type ?? ''] ?? cell.formattedValue ?? '' };
  }
  return { kind: 'empty' };
}

/**
 * A tick box whose two values are not words, as 1 and 0: what is seen is a tick, or none. Where a value is a word, that
 * is what it says.
 */
function tickOf({ effectiveValue, dataValidation }: sheets_v4.Schema$CellData): boolean | null {
  const { type, values } = dataValidation?.condition ?? {};
  const [ticked] = (values ?? []).map(({ userEnteredValue }) => userEnteredValue ?? '');
  const { stringValue, numberValue } = effectiveValue ?? {};
  if (type !== 'BOOLEAN' || ticked === undefined) return null;
  const now = typeof numberValue === 'number' ? String(numberValue) : (stringValue ?? '');
  return now === '' || /\p{L}/u.test(now) ? null : now === ticked;
}

/** A chip stands as `@` in the text of its cell: its place, and what it leads to. */
const chipsOf = ({ chipRuns }: sheets_v4.Schema$CellData): ReadonlyMap<number, string> =>
  new Map(
    (chipRuns ?? []).flatMap(({ startIndex, chip }) => {
      const leadsTo = chip?.richLinkProperties?.uri ?? chip?.personProperties?.email ?? '';
      return leadsTo === '' ? [] : [[startIndex ?? 0, leadsTo] as const];
    }),
  );

/** A run goes on to the next one; what it does not say is as the whole cell has it. */
function runsOf(text: string, cell: sheets_v4.Schema$CellData): Extract<SnapshotValue, { kind: 'text' }>['runs'] {
  const { textFormatRuns, effectiveFormat } = cell;
  const chips = chipsOf(cell);
  const struckCell = effectiveFormat?.textFormat?.strikethrough ?? false;
  const starts = (textFormatRuns ?? []).map(({ startIndex, format }) => ({
    at: startIndex ?? 0,
    struck: format?.strikethrough ?? struckCell,
  }));
  const all = starts[0]?.at === 0 ? starts : [{ at: 0, struck: struckCell }, ...starts];
  return all
    .map(({ at, struck }, index) => {
      const letters = text.slice(at, all[index + 1]?.at).split('');
      const shown = letters.map((letter, nth) => (letter === '@' ? (chips.get(at + nth) ?? letter) : letter));
      return { text: shown.join(''), struck };
    })
    .filter((run) => run.text !== '');
}

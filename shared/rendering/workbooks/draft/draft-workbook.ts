import type { Draft, DraftRow } from '../../../spreadsheet/drafting/draft.ts';
import { colours, fill, font, type Look, looks, marked, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import { newWorkbook, type Workbook, type Worksheet, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { type AuthoringWords, decisionInWords, englishAuthoringWords } from '../../words/definition-fault-words.ts';

interface Column {
  readonly heading: string;
  readonly width: number;
  /** Offered as a drop-down. */
  readonly options?: readonly string[];
  /** Written as a number where it is one; everything else is text. */
  readonly isNumber?: boolean;
}

interface WrittenRow {
  /** By which decisions name it. */
  readonly name: string;
  readonly cells: readonly string[];
  readonly look?: Look;
}

/** Text format: what is typed stays as it is typed. */
const textLook: Look = {
  font: font(10),
  alignment: { vertical: 'top', horizontal: 'left', wrapText: true },
  border: { bottom: { style: 'hair', color: { argb: colours.hairline } } },
  numFmt: '@',
};
const numberLook: Look = { ...textLook, numFmt: 'General' };
const groupLook: Look = { ...textLook, font: font(10, colours.accent, { bold: true }), fill: fill(colours.accentTint) };
const endLook: Look = { ...textLook, font: font(9, colours.muted) };
const noteLook: Look = { ...textLook, font: font(9, colours.muted, { italic: true }) };
const questionLook: Look = { ...textLook, font: font(10, colours.ink, { bold: true }) };

/** The highest row; a guide of ten paragraphs is read in the cell itself. */
const highest = 150;
/** What is nowhere in the questionnaire; `check` passes over sheets that begin so. */
export const setAsideSheet = '#set aside';
/** What a drop-down may list in its own rule. */
const longestRule = 250;

/** A draft as the authoring workbook in which its office goes on. `decided`: takes every decision as it is by default. */
export async function writeDraftWorkbook(
  draft: Draft,
  { decided, words = englishAuthoringWords }: { readonly decided: boolean; readonly words?: AuthoringWords },
): Promise<Uint8Array> {
  const [language = 'en'] = draft.languages;
  const workbook = newWorkbook({ title: draft.settings.title[language] ?? '', language });
  addDecisions(workbook, draft, decided, words);
  const markedCells = cellsToMark(draft);
  const add = (name: string, columns: readonly Column[], rows: readonly WrittenRow[], frozen: number): void =>
    addSheet(workbook, name, columns, rows, frozen, decided ? new Set() : markedCells);
  add('settings', settingsColumns(draft), [settingsRow(draft)], 0);
  add('survey', surveyColumns(draft), surveyRows(draft), 2);
  add('choices', choicesColumns(draft), choicesRows(draft), 2);
  add('scoring', scoringColumns, scoringRows(draft), 1);
  if (draft.setAside.length > 0) add(setAsideSheet, setAsideColumns, setAsideRows(draft), 1);
  return workbookBytes(workbook);
}

/** `survey/evidence/Q9`: cells that a decision is about. */
function cellsToMark({ decisions }: Draft): Set<string> {
  return new Set(
    decisions.flatMap(({ sheet, column, rows }) =>
      sheet === 'settings' ? [`${sheet}/${column}/`] : rows.map((row) => `${sheet}/${column}/${row}`),
    ),
  );
}

function addSheet(
  workbook: Workbook,
  name: string,
  columns: readonly Column[],
  rows: readonly WrittenRow[],
  frozen: number,
  toMark: ReadonlySet<string>,
): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', xSplit: frozen, ySplit: 1 }] });
  putHead(sheet, columns);
  for (const [index, { name: row, cells, look = textLook }] of rows.entries()) {
    const at = index + 2;
    for (const [place, { heading, isNumber, options }] of columns.entries()) {
      const text = cells[place] ?? '';
      const isMarked = toMark.has(`${name}/${heading}/${row}`);
      const plain = isNumber === true && look === textLook ? numberLook : look;
      const cell = put(
        sheet,
        `${letters(place)}${at}`,
        cellValue(text, isNumber === true),
        isMarked ? marked(plain) : plain,
      );
      if (options !== undefined) offer(cell, options);
    }
    // Names and lists of answers stay on one line; what people read is seen whole.
    const read = columns.flatMap((column, place) => (column.heading.includes('::') ? [place] : []));
    sheet.getRow(at).height = heightOf(
      read.map((place) => cells[place] ?? ''),
      read.flatMap((place) => columns[place] ?? []),
    );
  }
  sheet.autoFilter = `A1:${letters(columns.length - 1)}${rows.length + 1}`;
  sheet.pageSetup = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
}

function putHead(sheet: Worksheet, columns: readonly Column[]): void {
  for (const [place, { heading, width }] of columns.entries()) {
    sheet.getColumn(place + 1).width = width;
    put(sheet, `${letters(place)}1`, heading, looks.columnHead);
  }
  sheet.getRow(1).height = 22;
}

const heightOf = (cells: readonly string[], columns: readonly Column[]): number =>
  Math.min(
    highest,
    rowHeight(
      cells.map((text, place) => ({ text, width: columns[place]?.width ?? 10 })),
      18,
    ),
  );

const cellValue = (text: string, isNumber: boolean): string | number | null => {
  if (text === '') return null;
  return isNumber && /^-?\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : text;
};

/** Other values can be typed: the drop-down helps, and `check` refuses what cannot be used. */
function offer(cell: ReturnType<typeof put>, options: readonly string[]): void {
  const listed = options.map((option) => option.replaceAll('"', '""')).join(',');
  if (listed === '' || listed.length > longestRule || options.some((option) => option.includes(','))) return;
  cell.dataValidation = { type: 'list', allowBlank: true, showErrorMessage: false, formulae: [`"${listed}"`] };
}

const letters = (place: number): string => String.fromCharCode(65 + place);

const decisionColumns: readonly Column[] = [
  { heading: 'decision', width: 54 },
  { heading: 'decided', width: 26 },
  { heading: 'default', width: 26 },
  { heading: 'options', width: 30 },
  { heading: 'why', width: 60 },
  { heading: 'sheet', width: 10 },
  { heading: 'column', width: 18 },
  { heading: 'rows', width: 40 },
];

const openLook: Look = marked({ ...textLook, font: font(10, colours.ink, { bold: true }) });

/** One row for each decision, the cell to fill in highlighted. */
function addDecisions(workbook: Workbook, { decisions }: Draft, decided: boolean, words: AuthoringWords): void {
  const sheet = workbook.addWorksheet('decisions', {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1, activeCell: 'B2' }],
  });
  putHead(sheet, decisionColumns);
  for (const [index, decision] of decisions.entries()) {
    const at = index + 2;
    const options = [decision.default, ...decision.options];
    const rows = decision.rows.join(', ');
    const said = decisionInWords(decision, words);
    const cells = [
      ...[said.decision, decided ? decision.default : '', decision.default, decision.options.join(' · ')],
      ...[said.why, decision.sheet, decision.column, rows],
    ];
    for (const [place, text] of cells.entries()) {
      const plain = place === 0 ? questionLook : place < 5 ? textLook : endLook;
      put(sheet, `${letters(place)}${at}`, text === '' ? null : text, place === 1 && !decided ? openLook : plain);
    }
    offer(sheet.getCell(`B${at}`), options);
    // Hundreds of names are there for the program: as many are seen as there is room.
    sheet.getRow(at).height = heightOf(cells.slice(0, 5), decisionColumns);
  }
  sheet.pageSetup = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
}

const perLanguage = (column: string, width: number, { languages }: Draft): Column[] =>
  languages.map((language) => ({ heading: `${column}::${language}`, width }));
const textsOf = (texts: Readonly<Record<string, string>>, { languages }: Draft): string[] =>
  languages.map((language) => texts[language] ?? '');

const settingsColumns = (draft: Draft): Column[] => [
  { heading: 'form_id', width: 26 },
  { heading: 'version', width: 12 },
  ...perLanguage('form_title', 40, draft),
  { heading: 'default_language', width: 18 },
  { heading: 'shown', width: 12, options: ['points', 'percent'] },
  { heading: 'decimals', width: 10, isNumber: true },
  { heading: 'blank_when', width: 30 },
];

function settingsRow(draft: Draft): WrittenRow {
  const { formId, version, title, shown, decimals, blankWhen } = draft.settings;
  const [language = 'en'] = draft.languages;
  const cells = [formId, version, ...textsOf(title, draft), language, shown, String(decimals), blankWhen];
  return { name: '', cells };
}

const surveyColumns = (draft: Draft): Column[] => [
  { heading: 'type', width: 36 },
  { heading: 'name', width: 20 },
  { heading: 'number', width: 10 },
  ...perLanguage('label', 56, draft),
  ...perLanguage('hint', 36, draft),
  ...perLanguage('guidance_hint', 36, draft),
  { heading: 'relevant', width: 24 },
  { heading: 'evidence', width: 14, options: ['none', 'asked', 'required'] },
  { heading: 'most_points', width: 14, isNumber: true },
  { heading: 'unit', width: 12 },
  { heading: 'within_years', width: 14, isNumber: true },
  { heading: '#your workbook', width: 22 },
];

function surveyRows(draft: Draft): WrittenRow[] {
  return draft.rows.map((row): WrittenRow => {
    const empty = draft.languages.map(() => '');
    const { name } = row;
    const around = (label: readonly string[], source: string): string[] => [
      ...[row.kind, name, '', ...label, ...empty, ...empty],
      ...['', '', '', '', '', source],
    ];
    if (row.kind === 'end_group') return { name, cells: around(empty, ''), look: endLook };
    if (row.kind !== 'question') {
      const look = row.kind === 'note' ? noteLook : groupLook;
      return { name, cells: around(textsOf(row.label, draft), row.source), look };
    }
    return { name, cells: questionCells(row, draft) };
  });
}

function questionCells(row: Extract<DraftRow, { kind: 'question' }>, draft: Draft): string[] {
  const { type, name, number, label, hint, guidance, relevant, evidence, mostPoints, unit, withinYears, source } = row;
  return [
    ...[type, name, number, ...textsOf(label, draft), ...textsOf(hint, draft), ...textsOf(guidance, draft)],
    ...[relevant, evidence, mostPoints, unit, withinYears, source],
  ];
}

const choicesColumns = (draft: Draft): Column[] => [
  { heading: 'list_name', width: 36 },
  { heading: 'name', width: 26 },
  ...perLanguage('label', 44, draft),
  { heading: 'points', width: 10, isNumber: true },
  { heading: 'means', width: 10, options: ['yes', 'no', 'na'] },
  { heading: 'missing', width: 10, options: ['yes'] },
  { heading: 'exclusive', width: 12, options: ['yes'] },
];

const choicesRows = (draft: Draft): WrittenRow[] =>
  draft.lists.flatMap((list) =>
    list.choices.map(({ name, label, points, means, exclusive }) => ({
      name: `${list.name}/${name}`,
      cells: [list.name, name, ...textsOf(label, draft), points, means, '', exclusive ? 'yes' : ''],
    })),
  );

const scoringColumns: readonly Column[] = [
  { heading: 'node', width: 28 },
  { heading: 'counts_into', width: 16 },
  { heading: 'weight', width: 10, isNumber: true },
  { heading: 'aggregate', width: 12, options: ['sum', 'mean', 'geomean'] },
  { heading: 'missing', width: 12, options: ['zero', 'left_out'] },
  { heading: 'not_relevant', width: 14, options: ['zero', 'left_out', 'full'] },
];

const scoringRows = ({ scoring }: Draft): WrittenRow[] =>
  scoring.map(({ node, countsInto, weight, aggregate, missing }) => ({
    name: node,
    cells: [node, countsInto, weight, aggregate, missing, ''],
  }));

const setAsideColumns: readonly Column[] = [
  { heading: '#your workbook', width: 26 },
  { heading: '#text', width: 100 },
  { heading: '#cells', width: 10, isNumber: true },
];

/** The office's own words, so that it sees what it has to write in itself; the sheet is none of the questionnaire. */
const setAsideRows = ({ setAside }: Draft): WrittenRow[] =>
  setAside.map(({ place, text, cells }) => ({ name: place, cells: [place, text.slice(0, mostInCell), String(cells)] }));

/** Characters that a cell of a spreadsheet takes. */
const mostInCell = 32_000;

import { maxNote } from '../../../domain/submissions/said-with-file.ts';
import { colours, font, type Look, looks, put, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { dateFormat } from '../../words/formats.ts';
import { fill } from '../../words/messages.ts';
import { writtenDate } from '../../words/written-date.ts';
import { addPage, protect, type Words } from './page.ts';

/** What a cover says besides the questionnaire itself. */
export interface CoverFacts {
  readonly authority: { readonly name: string } | null;
  readonly round: string | null;
  /** Who answers questions about this questionnaire, as it is to be shown. */
  readonly contact?: string;
  /** Where the filled questionnaire is sent to. */
  readonly office?: string;
  /** ISO date. */
  readonly deadline?: string;
  /** The same to the minute: an ISO instant, told in a zone. */
  readonly closes?: { readonly at: string; readonly timeZone: string };
  /** Whether it has a cell to say who certifies the answers, and one for a note to the office. */
  readonly saidCells?: boolean;
}

export interface Cover extends CoverFacts {
  readonly title: string;
  readonly version: string;
  readonly intro: string;
  readonly steps: readonly string[];
  /** The link to where filling in starts; `target` is `Questionnaire!D9`. */
  readonly start: { readonly text: string; readonly target: string };
  /** The line by which the workbook is known where its hidden sheet is lost. */
  readonly reference: string;
  /** Writes the cell that counts what is answered. */
  readonly putProgress: (sheet: Worksheet, address: string, look: Look) => void;
  /** Where it comes filled in: the box to say that all of it is still right. */
  readonly confirmation?: ConfirmationBox | undefined;
}

export interface ConfirmationBox {
  /** What it is found by when it comes back. */
  readonly label: string;
  readonly note: string;
  /** The word that is chosen. */
  readonly yes: string;
  readonly promptTitle: string;
  readonly prompt: string;
}

const widths = { margin: 4, label: 20, text: 74 };

export async function addCoverSheet(workbook: Workbook, cover: Cover, words: Words): Promise<void> {
  const { title } = cover;
  const sheet = addPage(
    workbook,
    {
      name: words.sheets.cover,
      widths: Object.values(widths),
      orientation: 'portrait',
      title,
      onePage: true,
      activeCell: 'C7',
    },
    words,
  );
  sheet.getRow(1).height = 24;
  put(sheet, 'B2', fill(words.cover.eyebrow, { version: cover.version }), looks.eyebrow);
  const wide = widths.label + widths.text;
  putWide(sheet, 3, title, looks.title, rowHeight([{ text: title, width: wide, size: 24 }]));
  putWide(sheet, 4, cover.intro, looks.lead, rowHeight([{ text: cover.intro, width: wide, size: 11 }]) + 12);

  let row = 6;
  for (const [label, value] of facts(cover, words)) {
    put(sheet, `B${row}`, label, looks.label);
    put(sheet, `C${row}`, value, looks.fact);
    sheet.getRow(row).height = rowHeight([{ text: value ?? '', width: widths.text, size: 11 }], 24);
    // What a person is asked to write on the cover can be written there, also where we have written something.
    if (label === words.authority) askFor(sheet, `C${row}`, value, words.authority, words.cover.authorityPrompt);
    if (label === words.round) askFor(sheet, `C${row}`, value, words.round, words.cover.roundPrompt);
    row += 1;
  }
  put(sheet, `B${row}`, words.cover.progress, looks.label);
  cover.putProgress(sheet, `C${row}`, { ...looks.fact, font: font(11, colours.accent, { bold: true }) });
  sheet.getRow(row).height = 24;
  if (cover.confirmation !== undefined) row = putConfirmation(sheet, row + 1, cover.confirmation);
  if (cover.saidCells === true) row = putSaidCells(sheet, row + 1, words);

  row += 2;
  put(sheet, `B${row}`, words.cover.howTo, looks.heading);
  sheet.getRow(row).height = 32;
  for (const [index, step] of cover.steps.entries()) {
    row += 1;
    put(sheet, `B${row}`, index + 1, stepNumber);
    put(sheet, `C${row}`, step, looks.body);
    sheet.getRow(row).height = rowHeight([{ text: step, width: widths.text, size: 11 }], 24);
  }
  row += 1;
  putLink(sheet, `C${row}`, cover.start.text, cover.start.target, looks.link);
  sheet.getRow(row).height = 24;

  row += 2;
  put(sheet, `B${row}`, words.formReference, looks.muted);
  put(sheet, `C${row}`, cover.reference, looks.muted);
  put(sheet, `C${row + 1}`, words.cover.formReferenceNote, looks.muted);
  await protect(sheet);
}

/** A list of one word, and not a box of the program: all programs keep it, and people can type. Returns the last row. */
function putConfirmation(sheet: Worksheet, row: number, { label, note, yes, promptTitle, prompt }: ConfirmationBox) {
  put(sheet, `B${row}`, label, { ...looks.label, font: font(11, colours.ink, { bold: true }) });
  put(sheet, `C${row}`, null, confirmationInput).dataValidation = {
    ...{ type: 'list', allowBlank: true, formulae: [`"${yes}"`] },
    ...{ showInputMessage: true, promptTitle, prompt },
  };
  sheet.getRow(row).height = rowHeight([{ text: label, width: widths.label, size: 11 }], 30);
  put(sheet, `C${row + 1}`, note, looks.muted);
  sheet.getRow(row + 1).height = rowHeight([{ text: note, width: widths.text, size: 9 }], 24);
  return row + 1;
}

/** Who certifies the answers, and a note to the office: both may stay blank. Returns the last row. */
function putSaidCells(sheet: Worksheet, start: number, { said }: Words): number {
  const rows = [
    { label: said.certifiedBy, note: said.certifiedByNote, prompt: said.certifiedByPrompt, height: 30 },
    { label: said.note, note: said.noteNote, prompt: fill(said.notePrompt, { most: maxNote }), height: 66 },
  ];
  let row = start;
  for (const { label, note, prompt, height } of rows) {
    put(sheet, `B${row}`, label, looks.label);
    askFor(sheet, `C${row}`, null, label, prompt);
    sheet.getRow(row).height = rowHeight([{ text: label, width: widths.label, size: 11 }], height);
    put(sheet, `C${row + 1}`, note, looks.muted);
    sheet.getRow(row + 1).height = rowHeight([{ text: note, width: widths.text, size: 9 }], 24);
    row += 2;
  }
  return row - 1;
}

const stepNumber: Look = {
  font: font(11, colours.accent, { bold: true }),
  alignment: { vertical: 'top', horizontal: 'right', indent: 1 },
};

function putWide(sheet: Worksheet, row: number, text: string, look: Look, height: number): void {
  sheet.mergeCells(`B${row}:C${row}`);
  put(sheet, `B${row}`, text, look);
  sheet.getRow(row).height = height;
}

/** Of an instant with the zone beside it: whoever reads it may be in another. */
function deadlineOf({ deadline, closes }: CoverFacts, { locale }: Words): string | undefined {
  if (closes !== undefined) {
    const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: closes.timeZone } as const;
    return writtenDate(dateFormat(locale, { ...day, ...time }), new Date(closes.at));
  }
  if (deadline === undefined) return undefined;
  return writtenDate(dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }), new Date(deadline));
}

function facts(cover: CoverFacts, words: Words): [label: string, value: string | null][] {
  const optional: [string, string | null | undefined][] = [
    [words.cover.deadline, deadlineOf(cover, words)],
    [words.cover.contact, cover.contact],
    [words.cover.sendTo, cover.office],
  ];
  return [
    [words.authority, cover.authority?.name ?? null],
    [words.round, cover.round],
    ...optional.flatMap(([label, value]): [string, string][] => (value ? [[label, value]] : [])),
  ];
}

function askFor(sheet: Worksheet, address: string, value: string | null, promptTitle: string, prompt: string): void {
  const cell = put(sheet, address, value, value === null ? looks.textInput : coverInput);
  if (value !== null) return;
  cell.dataValidation = {
    type: 'textLength',
    operator: 'greaterThan',
    formulae: [0],
    allowBlank: true,
    showInputMessage: true,
    promptTitle,
    prompt,
  };
}

/** Read like the other facts, and written over like an empty one. */
const coverInput: Look = { ...looks.fact, numFmt: '@', protection: { locked: false } };

const confirmationInput: Look = {
  ...looks.answerInput,
  alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
};

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

const stepNumber: Look = {
  font: font(11, colours.accent, { bold: true }),
  alignment: { vertical: 'top', horizontal: 'right', indent: 1 },
};

function putWide(sheet: Worksheet, row: number, text: string, look: Look, height: number): void {
  sheet.mergeCells(`B${row}:C${row}`);
  put(sheet, `B${row}`, text, look);
  sheet.getRow(row).height = height;
}

function facts(cover: CoverFacts, words: Words): [label: string, value: string | null][] {
  const deadline =
    cover.deadline === undefined
      ? undefined
      : writtenDate(dateFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' }), new Date(cover.deadline));
  const optional: [string, string | null | undefined][] = [
    [words.cover.deadline, deadline],
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

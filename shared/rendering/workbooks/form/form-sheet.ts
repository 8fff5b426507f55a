import { shortestDecimal } from '../../../domain/answers/normalise/number-answers.ts';
import type { NumberQuestion, Question } from '../../../domain/questionnaire/definition/definition.ts';
import { choiceLabel, groupTitle, isSelect, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { conditionsOf } from '../../../domain/scoring/engine/plan.ts';
import type { Given } from '../../../domain/scoring/given.ts';
import { compared, exactly } from '../../../domain/scoring/rational.ts';
import { colours, font, type Look, looks, marked, put, putNote } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { DataValidation, Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { relevanceInWords } from '../../words/condition-words.ts';
import type { DefinitionMessages } from '../../words/definition-words.ts';
import { fill } from '../../words/fill.ts';
import { addPage, protect } from '../sheets/page.ts';
import { surelyNot } from './form-conditions.ts';
import { hintOf, limitsOf } from './form-hints.ts';
import {
  type AnswerCells,
  answerCells,
  formColumns as at,
  type FormContent,
  type FormRow,
  firstFormCell,
  formHeaderRow,
  remarkColumn,
} from './form-layout.ts';
import { answerLists } from './form-lists.ts';
import { putFormProgress } from './form-progress.ts';

const widths = { margin: 2, id: 10, question: 52, answer: 20, evidence: 46, hint: 46 };
const remarkWidth = 36;

/** Groups of the third level and below are set off by their letters alone. */
const innerGroup: Look = { ...looks.category, fill: { type: 'pattern', pattern: 'none' }, border: looks.row.border };
const groupLooks: readonly Look[] = [looks.pillar, looks.category, innerGroup];
const tickLook: Look = { ...looks.row, alignment: { ...looks.row.alignment, indent: 3 } };
const noteLook: Look = { ...looks.row, font: font(10, colours.muted, { italic: true }) };
const numberInput: Look = {
  ...looks.figureInput,
  alignment: looks.answerInput.alignment,
  font: looks.answerInput.font,
};

export async function addFormSheet(workbook: Workbook, content: FormContent): Promise<void> {
  const { definition, language, messages, rows } = content;
  const words = messages.workbook;
  const title = textOf(definition.title, language, definition);
  const sheet = addPage(
    workbook,
    {
      name: words.sheets.questionnaire,
      widths: [...Object.values(widths), ...(content.marks === undefined ? [] : [remarkWidth])],
      orientation: 'landscape',
      title: `${title} · ${content.subtitle}`,
      headerRow: formHeaderRow,
      activeCell: firstFormCell(rows),
    },
    words,
  );
  writeHead(sheet, content, title);
  const cells = answerCells(rows);
  const source = answerLists(workbook, definition, language);
  for (const row of rows) writeRow(sheet, row, { ...content, cells, source });
  greyIrrelevant(sheet, content, cells);
  await protect(sheet);
}

function writeHead(sheet: Worksheet, content: FormContent, title: string): void {
  const words = content.messages.workbook;
  const { id, question, answer, evidence, hint } = words.columns;
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', content.subtitle, looks.subtitle);
  sheet.mergeCells('B4:C4');
  putFormProgress(sheet, 'B4', content, { ...looks.eyebrow, alignment: { vertical: 'middle', horizontal: 'left' } });
  sheet.getRow(5).height = 8;
  for (const [column, heading] of Object.entries({ id, question, answer, evidence, hint })) {
    const look = column === 'answer' ? looks.columnHeadCentred : looks.columnHead;
    put(sheet, `${at[column as keyof typeof at]}${formHeaderRow}`, heading, look);
  }
  if (content.marks !== undefined)
    put(sheet, `${remarkColumn}${formHeaderRow}`, words.columns.remark, looks.columnHead);
  sheet.getRow(formHeaderRow).height = 24;
}

interface Written extends FormContent {
  readonly cells: ReadonlyMap<string, AnswerCells>;
  readonly source: ReturnType<typeof answerLists>;
}

function writeRow(sheet: Worksheet, row: FormRow, written: Written): void {
  const { definition, language } = written;
  switch (row.kind) {
    case 'group':
      writeGroup(sheet, row, written);
      break;
    case 'note': {
      const text = textOf(row.of.label, language, definition);
      sheet.mergeCells(`${at.question}${row.row}:${at.hint}${row.row}`);
      put(sheet, `${at.id}${row.row}`, row.of.number ?? null, looks.rowNote);
      put(sheet, `${at.question}${row.row}`, text, noteLook);
      const width = widths.question + widths.answer + widths.evidence + widths.hint;
      sheet.getRow(row.row).height = rowHeight([{ text, width }], 24);
      break;
    }
    case 'question':
      writeQuestion(sheet, row.row, row.of, written);
      break;
    default:
      writeTick(sheet, row, written);
  }
}

function writeGroup(
  sheet: Worksheet,
  { row, of, level }: FormRow & { kind: 'group' },
  { definition, language, marks }: Written,
): void {
  const look = groupLooks[Math.min(level, groupLooks.length) - 1] ?? innerGroup;
  const columns = [...Object.values(at), ...(marks === undefined ? [] : [remarkColumn])];
  for (const column of columns) put(sheet, `${column}${row}`, null, look);
  const text = groupTitle(of, language, definition);
  put(sheet, `${at.id}${row}`, text, look);
  sheet.getRow(row).height = level === 1 ? 28 : 22;
}

function writeQuestion(sheet: Worksheet, row: number, question: Question, written: Written): void {
  const { definition, language, answers } = written;
  const label = textOf(question.label, language, definition);
  const text = [label, relevanceInWords(question.name, written)].filter(Boolean).join('\n');
  const hint = hintOf(question, written);
  const filled = answers.get(question.name);
  put(sheet, `${at.id}${row}`, question.number ?? question.name, looks.rowNote);
  put(sheet, `${at.question}${row}`, text, looks.row);
  const ticked = question.type === 'select_multiple' ? null : shownAnswer(question, filled?.given, written);
  const shown = filled?.raw ?? ticked;
  writeAnswer(sheet, `${at.answer}${row}`, question, shown, written);
  const evidence = filled?.evidence ?? '';
  put(
    sheet,
    `${at.evidence}${row}`,
    evidence,
    question.evidence.rule === 'none' && evidence === '' ? looks.rowNote : looks.textInput,
  );
  const remark = writtenRemark(sheet, row, written);
  put(sheet, `${at.hint}${row}`, hint, looks.rowNote);
  const answer = typeof shown === 'string' ? shown : '';
  sheet.getRow(row).height = rowHeight(
    [
      { text, width: widths.question },
      { text: answer, width: widths.answer },
      { text: evidence, width: widths.evidence },
      { text: hint, width: widths.hint, size: 9 },
      { text: remark, width: remarkWidth, size: 9 },
    ],
    34,
  );
}

/** What is wrong in the row, in its cells and beside them. */
function writtenRemark(sheet: Worksheet, row: number, { marks }: Written): string {
  if (marks === undefined) return '';
  const remark = marks.remarks.get(row) ?? '';
  put(sheet, `${remarkColumn}${row}`, remark, looks.rowNote);
  for (const address of [`${at.answer}${row}`, `${at.evidence}${row}`]) {
    const cell = sheet.getCell(address);
    if (marks.cells.has(address)) cell.style = marked(cell.style);
    const note = marks.notes.get(address);
    if (note !== undefined) putNote(cell, note);
  }
  return remark;
}

function writeAnswer(
  sheet: Worksheet,
  address: string,
  question: Question,
  shown: string | number | null,
  written: Written,
): void {
  if (question.type === 'select_multiple') {
    // What was written there and not understood can be cleared, and the choices ticked.
    put(sheet, address, shown, shown === null ? looks.row : looks.textInput);
  } else if (isSelect(question)) {
    put(sheet, address, shown, looks.answerInput).dataValidation = listRule(written.source(question), written.messages);
  } else if (question.type === 'text') {
    put(sheet, address, shown, looks.textInput);
  } else {
    const cell = put(sheet, address, shown, numberInput);
    if (question.unit !== 'money') cell.dataValidation = numberRule(question, written.messages);
  }
}

function writeTick(sheet: Worksheet, { row, of, choice }: FormRow & { kind: 'tick' }, written: Written): void {
  const { definition, language, answers } = written;
  const label = textOf(choice.label, language, definition);
  const given = answers.get(of.name)?.given;
  const isTicked = given !== undefined && 'choices' in given && given.choices.includes(choice.name);
  put(sheet, `${at.id}${row}`, null, looks.rowNote);
  put(sheet, `${at.question}${row}`, label, tickLook);
  put(sheet, `${at.answer}${row}`, isTicked ? 'x' : null, looks.answerInput).dataValidation = listRule(
    '"x"',
    written.messages,
  );
  put(sheet, `${at.evidence}${row}`, null, looks.row);
  put(sheet, `${at.hint}${row}`, null, looks.rowNote);
  if (written.marks !== undefined) put(sheet, `${remarkColumn}${row}`, null, looks.rowNote);
  sheet.getRow(row).height = rowHeight([{ text: label, width: widths.question - 4 }], 22);
}

/** What stands in an answer cell: the label of a choice, a number where it is one exactly, a text. */
function shownAnswer(
  question: Exclude<Question, { type: 'select_multiple' }>,
  given: Given | undefined,
  { definition, language }: Written,
): string | number | null {
  if (given === undefined || 'doesNotCount' in given) return null;
  if ('text' in given) return given.text;
  if ('number' in given) {
    const number = Number(given.number);
    const isExact = compared(exactly(shortestDecimal(number)), exactly(given.number)) === 0;
    return isExact ? number : given.number;
  }
  if (!isSelect(question)) return null;
  return choiceLabel(definition, question, given.choices[0] ?? '', language);
}

function listRule(source: string, { form, workbook }: DefinitionMessages): DataValidation {
  return {
    type: 'list',
    allowBlank: true,
    formulae: [source],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: form.prompts.error,
    error: fill(form.prompts.errorText, { column: workbook.columns.evidence }),
  };
}

/** Excel's greatest number that is written without an exponent. */
const anyNumber = 999_999_999_999_999;

/** A number out of range is warned about and may stay: the office asks, and does not lose what an officer knows. */
function numberRule(question: NumberQuestion, messages: DefinitionMessages): DataValidation {
  const { low, high } = limitsOf(question);
  const { form } = messages;
  return {
    type: question.type === 'integer' ? 'whole' : 'decimal',
    operator: 'between',
    formulae: [low ?? -anyNumber, high ?? anyNumber],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: form.prompts.numberError,
    error: fill(form.prompts.numberErrorText, { rule: question.type === 'integer' ? form.whole : form.decimal }),
  };
}

const grey = { font: { color: { argb: 'FFA8B0B7' } } } as const;

/** A question that is surely not asked turns grey, with its rows of choices. */
function greyIrrelevant(
  sheet: Worksheet,
  { definition, language, rows }: FormContent,
  cells: ReadonlyMap<string, AnswerCells>,
): void {
  let priority = 0;
  for (const { kind, row, of } of rows) {
    if (kind === 'note') continue;
    const formulas = conditionsOf(definition, of.name).map((one) => surelyNot(one, { definition, language, cells }));
    const known = formulas.filter((formula) => formula !== null);
    const [only] = known;
    if (only === undefined) continue;
    priority += 1;
    const formula = known.length === 1 ? only : `OR(${known.join(',')})`;
    const rule = { type: 'expression' as const, priority, formulae: [formula], style: grey };
    sheet.addConditionalFormatting({ ref: `${at.id}${row}:${at.hint}${row}`, rules: [rule] });
  }
}

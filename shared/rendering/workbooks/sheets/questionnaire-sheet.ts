import type { Answers } from '../../../domain/answers/answer.ts';
import { type Indicator, type Questionnaire, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../../domain/scoring/count.ts';
import { indicatorCode } from '../../../spreadsheet/formats/identity.ts';
import { type Look, looks, marked, put, putNote } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { answerRule, shownAnswer, tintAnswers } from './answer-cells.ts';
import { addPage, protect, type Words } from './page.ts';
import { percentFormat } from './percent-format.ts';
import { putProgress } from './progress.ts';
import {
  questionnaireColumns as at,
  firstAnswerCell,
  headerRow,
  type LayoutRow,
  layoutRows,
} from './questionnaire-layout.ts';

/** What is written into a sheet about problems in it. */
export interface Marks {
  /** Addresses of cells that need a look. */
  readonly cells: ReadonlySet<string>;
  /** Remarks by row. */
  readonly remarks: ReadonlyMap<number, string>;
  /** Notes by address. */
  readonly notes: ReadonlyMap<string, string>;
}
export const noMarks: Marks = { cells: new Set(), remarks: new Map(), notes: new Map() };

/** How many of the others say Yes, beside each question. */
export interface PeerShares {
  readonly heading: string;
  readonly byIndicator: ReadonlyMap<string, Count>;
}

export interface QuestionnaireContent {
  readonly questionnaire: Questionnaire;
  readonly language: string;
  readonly subtitle: string;
  readonly answers: Answers;
  readonly marks: Marks;
  readonly shares?: PeerShares | undefined;
}

const widths = { margin: 2, id: 9, question: 50, answer: 11, evidence: 62, remark: 32 };
const shares = { column: 'G', width: 11 } as const;
const shareLook: Look = { ...looks.rowNote, alignment: { vertical: 'middle', horizontal: 'center' } };

export async function addQuestionnaireSheet(
  workbook: Workbook,
  content: QuestionnaireContent,
  words: Words,
): Promise<void> {
  const { questionnaire, language } = content;
  const title = textIn(questionnaire.title, language);
  const sheet = addPage(
    workbook,
    {
      name: words.sheets.questionnaire,
      widths: [...Object.values(widths), ...(content.shares === undefined ? [] : [shares.width])],
      orientation: 'landscape',
      title: `${title} · ${content.subtitle}`,
      headerRow,
      activeCell: firstAnswerCell(questionnaire),
    },
    words,
  );
  writeHead(sheet, content, title, words);
  for (const row of layoutRows(questionnaire)) writeRow(sheet, row, content, words);
  tintAnswers(sheet, questionnaire, words);
  await protect(sheet);
}

function writeHead(sheet: Worksheet, content: QuestionnaireContent, title: string, words: Words): void {
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', content.subtitle, looks.subtitle);
  sheet.mergeCells('B4:C4');
  putProgress(
    sheet,
    'B4',
    { ...content, words },
    { ...looks.eyebrow, alignment: { vertical: 'middle', horizontal: 'left' } },
  );
  sheet.getRow(5).height = 8;
  for (const [column, address] of Object.entries(at)) {
    const look = column === 'answer' ? looks.columnHeadCentred : looks.columnHead;
    put(sheet, `${address}${headerRow}`, words.columns[column as keyof typeof at], look);
  }
  if (content.shares !== undefined) {
    put(sheet, `${shares.column}${headerRow}`, content.shares.heading, {
      ...looks.columnHeadCentred,
      alignment: { ...looks.columnHeadCentred.alignment, wrapText: true },
    });
  }
  sheet.getRow(headerRow).height = content.shares === undefined ? 24 : 34;
}

function writeRow(sheet: Worksheet, layout: LayoutRow, content: QuestionnaireContent, words: Words): void {
  if (layout.kind === 'indicator') {
    writeQuestion(sheet, layout.row, layout.of, content, words);
    return;
  }
  const look = looks[layout.kind];
  const shared = content.shares === undefined ? [] : [shares.column];
  for (const column of [...Object.values(at), ...shared]) put(sheet, `${column}${layout.row}`, null, look);
  put(sheet, `${at.id}${layout.row}`, `${layout.of.id}  ${textIn(layout.of.title, content.language)}`, look);
  sheet.getRow(layout.row).height = layout.kind === 'pillar' ? 28 : 22;
}

function writeQuestion(
  sheet: Worksheet,
  row: number,
  indicator: Indicator,
  { questionnaire, language, answers, marks, shares: peers }: QuestionnaireContent,
  words: Words,
): void {
  const question = textIn(indicator.text, language);
  const answer = answers.get(indicator.id);
  const shown = answer === undefined ? '' : shownAnswer(answer, words);
  const evidence = answer?.evidence ?? '';
  const remark = marks.remarks.get(row) ?? '';
  const input = (address: string, value: string, look: typeof looks.answerInput | typeof looks.textInput) => {
    const cell = put(sheet, address, value, marks.cells.has(address) ? marked(look) : look);
    const note = marks.notes.get(address);
    if (note !== undefined) putNote(cell, note);
    return cell;
  };
  put(sheet, `${at.id}${row}`, indicatorCode(indicator.id), looks.rowNote);
  put(sheet, `${at.question}${row}`, question, looks.row);
  input(`${at.answer}${row}`, shown, looks.answerInput).dataValidation = answerRule(questionnaire, words);
  input(`${at.evidence}${row}`, evidence, looks.textInput);
  put(sheet, `${at.remark}${row}`, remark, looks.rowNote);
  const share = peers?.byIndicator.get(indicator.id);
  if (share !== undefined)
    put(sheet, `${shares.column}${row}`, share.met / share.total, {
      ...shareLook,
      numFmt: percentFormat(sheet),
    });
  sheet.getRow(row).height = rowHeight(
    [
      { text: question, width: widths.question },
      { text: shown, width: widths.answer },
      { text: evidence, width: widths.evidence },
      { text: remark, width: widths.remark, size: 9 },
    ],
    34,
  );
}

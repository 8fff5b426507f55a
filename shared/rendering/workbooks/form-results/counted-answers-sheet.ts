import { mustGet } from '../../../domain/must.ts';
import type { Question } from '../../../domain/questionnaire/definition/definition.ts';
import { groupTitle, isGroup, isSelect } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { saidAnswer } from '../../../domain/review/form-answers.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import { answerStates } from '../../../domain/scoring/engine/question-formulas.ts';
import { isMissing } from '../../../domain/scoring/engine/relevance.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { type Look, looks, put, putFormula, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/fill.ts';
import { hasPoints } from '../../words/form-scores.ts';
import { questionIn } from '../../words/question-words.ts';
import { addReadingSheet } from '../results/reading-sheet.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { type CalculationLayout, questionColumns as of } from './calculation-layout.ts';
import type { FormResultsContent } from './form-results-content.ts';

const columns = {
  ...{ id: 'B', question: 'C', read: 'D', where: 'E' },
  ...{ points: 'F', most: 'G', share: 'H', why: 'I' },
} as const;
const widths = { id: 10, question: 54, read: 34, where: 22, points: 10, most: 10, share: 10, why: 44 };
const start = 6;
const right = { vertical: 'middle', horizontal: 'right', indent: 1 } as const;
const number: Look = { ...looks.row, alignment: right, numFmt: '0.##' };
const strong: Look = { ...looks.category, alignment: right, numFmt: '0.##' };

/** Every answer as it was read, where that was, what it counts, and why it does not. */
export function addCountedAnswersSheet(
  workbook: Workbook,
  content: FormResultsContent,
  layout: CalculationLayout,
): void {
  const { report, messages } = content;
  const words = messages.formResults.workbook.answers;
  const sheet = addReadingSheet(
    workbook,
    {
      ...{ name: messages.formResults.workbook.sheets.answers, title: words.title },
      ...{ orientation: 'landscape', repeatedRow: start, widths: Object.values(widths) },
      intro: fill(words.intro, { sheet: messages.workbook.sheets.questionnaire }),
    },
    content,
  );
  for (const [column, letter] of Object.entries(columns)) {
    const isNumber = column === 'points' || column === 'most' || column === 'share';
    const look = isNumber ? { ...looks.columnHead, alignment: right } : looks.columnHead;
    put(sheet, `${letter}${start}`, words.columns[column as keyof typeof columns], look);
  }
  sheet.getRow(start).height = 24;
  for (const [index, { of: node }] of layout.questions.entries()) {
    const row = start + 1 + index;
    if (isGroup(node)) {
      for (const letter of Object.values(columns)) put(sheet, `${letter}${row}`, null, looks.category);
      put(sheet, `${columns.id}${row}`, groupTitle(node, content.language, report.definition), looks.category);
      sheet.getRow(row).height = 22;
    } else {
      putAnswer(sheet, row, node, content, layout);
    }
    if (hasScore(node.name, content)) putScore(sheet, row, node.name, isGroup(node) ? strong : number, content, layout);
  }
}

/** Whether anything can be scored in it. */
function hasScore(name: string, { report }: FormResultsContent): boolean {
  const { groups } = planOf(report.definition);
  return report.scored.nodes.has(name) && groups.get(name)?.parts.length !== 0;
}

/** The sheet's own numbers are those of the calculation. */
function putScore(
  sheet: Worksheet,
  row: number,
  name: string,
  look: Look,
  { report, messages }: FormResultsContent,
  layout: CalculationLayout,
): void {
  const node = report.scored.nodes.get(name) ?? null;
  const from = (column: 'points' | 'most' | 'score'): string =>
    placeIn(messages.formResults.workbook.sheets.calculation, fixed(`${of[column]}${layout.resultRow(name)}`));
  const share = node?.score ?? null;
  const isMean = planOf(report.definition).groups.has(name) && !hasPoints(report.definition, name);
  if (!isMean)
    putFormula(sheet, `${columns.points}${row}`, from('points'), node === null ? '' : toNumber(node.points), look);
  if (!isMean) putFormula(sheet, `${columns.most}${row}`, from('most'), node === null ? '' : toNumber(node.most), look);
  const percent = { ...look, numFmt: percentFormat(sheet, 1) };
  putFormula(sheet, `${columns.share}${row}`, from('score'), share === null ? '' : toNumber(share), percent);
}

function putAnswer(
  sheet: Worksheet,
  row: number,
  question: Question,
  content: FormResultsContent,
  layout: CalculationLayout,
): void {
  const { report, messages, language, cells } = content;
  const { definition, answers } = report;
  const { number: id = question.name, text = '' } = questionIn(definition, question.name, language) ?? {};
  const answer = answers.get(question.name);
  const read = readText(question, content);
  put(sheet, `${columns.id}${row}`, id, looks.rowNote);
  put(sheet, `${columns.question}${row}`, text, looks.row);
  put(sheet, `${columns.read}${row}`, read, looks.row);
  const { cell, ticks } = mustGet(cells, question.name);
  const [tick] = ticks.values();
  const target = `${messages.workbook.sheets.questionnaire}!${tick ?? cell}`;
  putLink(sheet, `${columns.where}${row}`, answer?.cell ?? '–', target, looks.rowLink);
  for (const letter of [columns.points, columns.most, columns.share]) put(sheet, `${letter}${row}`, null, number);
  const why = whyFormula(question.name, content, layout);
  putFormula(sheet, `${columns.why}${row}`, why.formula, why.result, looks.rowNote);
  sheet.getRow(row).height = rowHeight(
    [
      { text, width: widths.question },
      { text: read, width: widths.read },
      { text: answer?.cell ?? '', width: widths.where },
      { text: why.result, width: widths.why, size: 9 },
    ],
    24,
  );
}

/** The answer in the words of its question; what was not understood as it was written. */
function readText(question: Question, { report, language }: FormResultsContent): string {
  const { definition, answers } = report;
  const answer = answers.get(question.name);
  if (answer === undefined) return '';
  if (answer.value === 'unclear') return answer.raw;
  if (answer.value === 'unanswered') return question.type === 'text' ? answer.evidence : '';
  return isSelect(question) ? saidAnswer(definition, question.name, answer.value, language) : answer.value.slice(1);
}

/** Why an answer counts nothing, as long as it does. */
function whyFormula(name: string, { report, messages }: FormResultsContent, layout: CalculationLayout) {
  const { why } = messages.formResults.workbook.answers;
  const { asked, state } = layout.calculated(name);
  const inCalculation = (cell: string): string =>
    placeIn(messages.formResults.workbook.sheets.calculation, fixed(cell));
  const said = Object.keys(answerStates).map((one) =>
    one === 'counts' ? '' : why[one as Exclude<keyof typeof answerStates, 'counts'>],
  );
  const texts = said.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
  const formula = `IF(${inCalculation(asked)}=0,"${why.notAsked}",IF(${inCalculation(asked)}<1,"${why.open}",CHOOSE(${inCalculation(state)}+1,${texts})))`;
  return { formula, result: whyNow(name, report, why) };
}

function whyNow(
  name: string,
  { definition, given, scored }: FormResultsContent['report'],
  why: FormResultsContent['messages']['formResults']['workbook']['answers']['why'],
): string {
  const asked = scored.asked.get(name);
  if (asked === false) return why.notAsked;
  if (asked === null) return why.open;
  const one = given.get(name);
  if (isMissing(mustGet(planOf(definition).questions, name), one)) return why.missing;
  return one !== undefined && 'doesNotCount' in one ? why[one.doesNotCount] : '';
}

import { mustGet } from '../../../domain/must.ts';
import { indexName, type Question } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  groupTitle,
  isGroup,
  isSelect,
  nodesByName,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { aggregates, logarithmFormula } from '../../../domain/scoring/engine/aggregates.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import { answerStates, literal } from '../../../domain/scoring/engine/question-formulas.ts';
import { askedOf, isMissing } from '../../../domain/scoring/engine/relevance.ts';
import {
  answeredFormula,
  answeredIn,
  type Outcome,
  outcomesOf,
  sizeOf,
} from '../../../domain/scoring/engine/score-answers.ts';
import { shownFormula } from '../../../domain/scoring/engine/shown.ts';
import { compared, isZero, type Rational, toNumber, zero } from '../../../domain/scoring/rational.ts';
import { type Look, looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/fill.ts';
import { questionIn } from '../../words/question-words.ts';
import { addReadingSheet } from '../results/reading-sheet.ts';
import {
  type AnswerFormulas,
  askedFormula,
  readFormula,
  readStates,
  scoredFormula,
  stateFormula,
  valueFormula,
} from './answer-formulas.ts';
import {
  groupColumns as at,
  type CalculationLayout,
  type GroupRows,
  headRow,
  questionColumns as of,
} from './calculation-layout.ts';
import type { FormResultsContent } from './form-results-content.ts';
import { putChartedSections } from './section-charts.ts';

const widths = [58, 12, 12, 12, 14, 14, 14, 14];
const right = { vertical: 'middle', horizontal: 'right', indent: 1 } as const;
const number: Look = { ...looks.row, alignment: right, numFmt: '0.######' };
const head: Look = { ...looks.columnHead, alignment: { ...right, wrapText: true } };
const strong: Look = { ...looks.category, alignment: right, numFmt: '0.######' };

interface Calculated extends AnswerFormulas {
  readonly layout: CalculationLayout;
  readonly outcomeOf: (name: string) => Outcome;
}

/** The whole calculation as formulas over the sheet Questionnaire, with what they come to now. */
export function addCalculationSheet(
  workbook: Workbook,
  content: FormResultsContent,
  formulas: AnswerFormulas & { readonly layout: CalculationLayout },
): void {
  const { report, messages } = content;
  const { definition, given, facts } = report;
  const words = messages.formResults.workbook;
  const intro = fill(words.calculation.intro, { sheet: messages.workbook.sheets.questionnaire });
  const sheet = addReadingSheet(
    workbook,
    {
      ...{ name: words.sheets.calculation, title: words.calculation.title, intro, widths },
      orientation: 'landscape',
    },
    content,
  );
  const calculated: Calculated = {
    ...formulas,
    outcomeOf: outcomesOf(definition, given, askedOf(definition, given, facts)),
  };
  putHeads(sheet, content, calculated);
  putShown(sheet, content, calculated);
  for (const group of calculated.layout.groups) putGroup(sheet, group, calculated);
  putQuestions(sheet, calculated);
  putChartedSections(sheet, content, calculated.layout);
}

function putHeads(sheet: Worksheet, { messages }: FormResultsContent, { layout }: Calculated): void {
  const { columns, questionColumns, questions } = messages.formResults.workbook.calculation;
  const { name, weight, points, most, score, there, size, logarithm } = at;
  const shown = { [name]: columns.name, [weight]: columns.weight, [points]: columns.points, [most]: columns.most };
  const more = layout.tellsThere ? { [there]: columns.there, [size]: columns.size } : {};
  putHeadRow(sheet, headRow, { ...shown, [score]: columns.share, ...more, [logarithm]: columns.logarithm });
  put(sheet, `B${layout.questionHeading - 1}`, questions, looks.heading);
  const own = Object.entries(of).map(([column, letter]) => {
    const word = column === 'score' ? 'share' : (column as Exclude<keyof typeof of, 'score'>);
    return [letter, questionColumns[word]];
  });
  putHeadRow(sheet, layout.questionHeading, Object.fromEntries(own));
}

function putHeadRow(sheet: Worksheet, row: number, heads: Readonly<Record<string, string>>): void {
  for (const [letter, text] of Object.entries(heads)) {
    put(sheet, `${letter}${row}`, text, letter === 'B' ? looks.columnHead : head);
  }
  sheet.getRow(row).height = rowHeight(
    Object.values(heads).map((text) => ({ text, width: widths[1] ?? 12 })),
    24,
  );
}

/** Nothing is an empty text: a sum passes over it, and a count does not count it. */
const told = (value: Rational | null | undefined): number | string => (value == null ? '' : toNumber(value));

function putShown(sheet: Worksheet, { report, messages }: FormResultsContent, { layout }: Calculated): void {
  const row = layout.resultRow(indexName);
  const formula = shownFormula(report.definition, { points: `${at.points}${row}`, score: `${at.score}${row}` });
  put(sheet, `${at.name}${layout.shown}`, messages.formResults.workbook.calculation.shown, looks.pillar);
  for (const letter of Object.values(at).slice(1)) put(sheet, `${letter}${layout.shown}`, null, looks.pillar);
  const look = { ...looks.pillar, alignment: right };
  const { decimals } = report.definition.shown;
  const numFmt = decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
  putFormula(sheet, `${at.score}${layout.shown}`, formula, report.shown ?? '', { ...look, numFmt });
  sheet.getRow(layout.shown).height = 24;
}

function titleOf(name: string, { content }: Calculated): string {
  const { report, messages, language } = content;
  const { definition } = report;
  const node = nodesByName(definition).get(name);
  if (node === undefined) return messages.formResults.workbook.method.all;
  if (isGroup(node)) return groupTitle(node, language, definition);
  const question = questionIn(definition, name, language);
  return `${question?.number ?? name}  ${question?.text ?? ''}`;
}

function putGroup(sheet: Worksheet, { name, heading, parts, result }: GroupRows, calculated: Calculated): void {
  const { content, layout, outcomeOf } = calculated;
  const { report, messages } = content;
  const group = mustGet(planOf(report.definition).groups, name);
  const isGeometric = group.aggregate === 'geomean';
  const title = titleOf(name, calculated);
  for (const letter of Object.values(at)) put(sheet, `${letter}${heading}`, null, looks.category);
  put(sheet, `${at.name}${heading}`, title, looks.category);
  sheet.getRow(heading).height = 22;
  for (const part of parts) {
    const { row } = part;
    const { score, there } = outcomeOf(part.name);
    const from = layout.resultRow(part.name);
    put(sheet, `${at.name}${row}`, titleOf(part.name, calculated), looks.row);
    put(sheet, `${at.weight}${row}`, toNumber(part.weight), number);
    putFormula(sheet, `${at.points}${row}`, `${at.points}${from}`, told(score?.points), number);
    putFormula(sheet, `${at.most}${row}`, `${at.most}${from}`, told(score?.most), number);
    putFormula(sheet, `${at.score}${row}`, `${at.score}${from}`, told(score?.score), number);
    if (layout.tellsThere) {
      putFormula(sheet, `${at.there}${row}`, thereFormula(part.name, calculated), told(there), number);
      put(sheet, `${at.size}${row}`, toNumber(sizeOf(group.aggregate, part)), number);
    }
    if (isGeometric) {
      const share = score?.score ?? null;
      const logarithm = share === null || compared(share, zero) <= 0 ? 0 : Math.log(toNumber(share));
      putFormula(sheet, `${at.logarithm}${row}`, logarithmFormula(`${at.score}${row}`), logarithm, number);
    }
  }
  const text = fill(messages.formResults.workbook.calculation.result, { section: title });
  for (const letter of Object.values(at)) put(sheet, `${letter}${result}`, null, looks.category);
  put(sheet, `${at.name}${result}`, text, looks.category);
  putResult(sheet, { name, heading, parts, result }, calculated);
}

/** What a group comes to: nothing where none of its parts is there, or too little of it. */
function putResult(sheet: Worksheet, { name, parts, result }: GroupRows, calculated: Calculated): void {
  const { content, layout, outcomeOf } = calculated;
  const { aggregate, rounding, leastShare, ...group } = mustGet(planOf(content.report.definition).groups, name);
  const [first, last] = [parts[0]?.row ?? 0, parts.at(-1)?.row ?? 0];
  const range = (column: keyof typeof at): string => `${at[column]}${first}:${at[column]}${last}`;
  const cells = {
    ...{ weights: range('weight'), points: range('points'), most: range('most'), scores: range('score') },
    logarithms: range('logarithm'),
    own: { points: `${at.points}${result}`, most: `${at.most}${result}`, score: `${at.score}${result}` },
  };
  const there = `${at.there}${result}`;
  const isEnough = isZero(leastShare) ? null : `IF(${there}="",TRUE,ROUND(${there}-${literal(leastShare)},10)>=0)`;
  const whenEnough = (formula: string): string => (isEnough === null ? formula : `IF(${isEnough},${formula},"")`);
  const { formulas } = aggregates[aggregate];
  const { score } = outcomeOf(name);
  const is = (formula: string): string => (parts.length === 0 ? '""' : formula);
  putFormula(sheet, cells.own.points, is(whenEnough(formulas.points(cells))), told(score?.points), strong);
  putFormula(sheet, cells.own.most, is(whenEnough(formulas.most(cells))), told(score?.most), strong);
  putFormula(sheet, cells.own.score, is(whenEnough(formulas.score(cells, rounding))), told(score?.score), strong);
  if (!layout.tellsThere) return;
  const answered = answeredIn({ aggregate, rounding, leastShare, ...group }, outcomeOf);
  const formula = answeredFormula({ weights: cells.weights, sizes: range('size'), there: range('there') });
  putFormula(sheet, there, is(formula), told(answered), strong);
}

/** How much of a part is there: of a question all or nothing, of a group nothing where it has no score. */
function thereFormula(name: string, { content, layout, calculated }: Calculated): string {
  const row = layout.resultRow(name);
  const points = `${at.points}${row}`;
  if (!planOf(content.report.definition).groups.has(name)) {
    return `IF(${calculated(name).asked}=0,"",IF(${points}="",0,1))`;
  }
  return `IF(${at.there}${row}="","",IF(${points}="",0,${at.there}${row}))`;
}

function putQuestions(sheet: Worksheet, calculated: Calculated): void {
  const { content, layout } = calculated;
  const { asked } = content.report.scored;
  for (const { of: node, row } of layout.questions) {
    const isSection = isGroup(node);
    const look = isSection ? strong : number;
    put(sheet, `${of.name}${row}`, titleOf(node.name, calculated), isSection ? looks.category : looks.row);
    const applies = askedNumber(asked.get(node.name));
    const formula = askedFormula(node.name, calculated);
    if (formula === null) put(sheet, `${of.asked}${row}`, applies, look);
    else putFormula(sheet, `${of.asked}${row}`, formula, applies, look);
    if (!isSection) putQuestion(sheet, row, node, calculated);
    else for (const letter of Object.values(of).slice(2)) put(sheet, `${letter}${row}`, null, look);
  }
}

const askedNumber = (asked: boolean | null | undefined): number => (asked === null ? 0.5 : Number(asked !== false));

function putQuestion(sheet: Worksheet, row: number, question: Question, calculated: Calculated): void {
  const { definition } = calculated.content.report;
  const now = answeredNow(question, calculated.content);
  putFormula(sheet, `${of.read}${row}`, readFormula(question, calculated), now.read, number);
  putFormula(sheet, `${of.value}${row}`, valueFormula(question, calculated), now.value, number);
  putFormula(sheet, `${of.state}${row}`, stateFormula(question, calculated), now.state, number);
  const formula = scoredFormula(question, calculated);
  const scoring = planOf(definition).questions.get(question.name)?.scoring ?? null;
  if (formula === null || scoring === null) {
    for (const letter of [of.points, of.most, of.score]) put(sheet, `${letter}${row}`, null, number);
    return;
  }
  const { score } = calculated.outcomeOf(question.name);
  const [points, most] = [`${of.points}${row}`, `${of.most}${row}`];
  putFormula(sheet, points, formula, told(score?.points), number);
  putFormula(sheet, most, `IF(${points}="","",${literal(scoring.most)})`, told(score?.most), number);
  const share = isZero(scoring.most) ? '""' : `IF(${points}="","",${points}/${most})`;
  putFormula(sheet, `${of.score}${row}`, share, told(score?.score), number);
}

/** What the formulas of an answer come to now. */
function answeredNow(
  question: Question,
  { report }: FormResultsContent,
): { read: number; value: number | string; state: number } {
  const { definition, answers, given } = report;
  const planned = mustGet(planOf(definition).questions, question.name);
  const { value = 'unanswered', evidence = '' } = answers.get(question.name) ?? {};
  const one = given.get(question.name);
  const isText = question.type === 'text';
  const isThere = value.startsWith('=') || (isText && evidence.trim() !== '');
  const read = value === 'unclear' ? readStates.other : isThere ? readStates.answer : readStates.blank;
  const state = isMissing(planned, one)
    ? answerStates.missing
    : one !== undefined && 'doesNotCount' in one
      ? answerStates[one.doesNotCount]
      : answerStates.counts;
  return { read, value: valueNow(question, value, definition), state };
}

function valueNow(question: Question, value: string, definition: FormResultsContent['report']['definition']) {
  const said = value.startsWith('=') ? value.slice(1) : null;
  if (question.type === 'text') return '';
  if (!isSelect(question)) return said === null ? '' : Number(said);
  if (said === null) return 0;
  const names = said.split(' ');
  if (question.type === 'select_multiple') return new Set(names).size;
  return placeOf(definition, question, names[0] ?? '');
}

const placeOf = (
  definition: Parameters<typeof choicesOf>[0],
  question: Parameters<typeof choicesOf>[1],
  name: string,
) => choicesOf(definition, question).findIndex((choice) => choice.name === name) + 1;

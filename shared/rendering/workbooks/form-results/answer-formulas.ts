import { mustGet } from '../../../domain/must.ts';
import type { Question } from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect } from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { Expression, Operand } from '../../../domain/questionnaire/definition/expression.ts';
import {
  type FoundInCells,
  holdsFormula,
  isAny,
  type QuestionCells,
  truth,
} from '../../../domain/scoring/engine/condition-formulas.ts';
import { conditionsOf, type PlannedQuestion, planOf } from '../../../domain/scoring/engine/plan.ts';
import { answerStates, gainedFormula, pointsFormula } from '../../../domain/scoring/engine/question-formulas.ts';
import { foundBeforehand } from '../../../domain/scoring/engine/relevance.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { type AnswerCells, formColumns } from '../form/form-layout.ts';
import type { ChoiceRanges } from './choice-ranges.ts';
import type { FormResultsContent } from './form-results-content.ts';

/** The cells of a question's row in the calculation. */
export interface CalculatedCells {
  readonly asked: string;
  readonly read: string;
  readonly value: string;
  readonly state: string;
}

/** What the formulas of answers rest on. */
export interface AnswerFormulas {
  readonly content: FormResultsContent;
  readonly choices: (question: Extract<Question, { list: string }>) => ChoiceRanges;
  /** By name of a question or group. */
  readonly calculated: (name: string) => CalculatedCells;
}

/** What is read of a cell: nothing, an answer, or something that is none. */
export const readStates = { blank: 0, answer: 1, other: 2 } as const;

const isBlank = (cell: string): string => `OR(TRIM(${cell})="",TRIM(${cell})="-")`;
/** Of a range, as an array; of a cell a number. */
const tickedIn = (range: string): string => `((TRIM(${range})<>"")*(TRIM(${range})<>"-"))`;

/** `Questionnaire!$D$9` */
function inForm(address: string, { messages }: FormResultsContent): string {
  return placeIn(messages.workbook.sheets.questionnaire, fixed(address));
}

function cellsOf(question: Question, { content }: AnswerFormulas): { cell: string; evidence: string; ticks: string } {
  const { cell, ticks }: AnswerCells = mustGet(content.cells, question.name);
  const all = [...ticks.values()];
  return {
    cell: inForm(cell, content),
    evidence: inForm(cell.replace(formColumns.answer, formColumns.evidence), content),
    ticks: all.length === 0 ? '' : inForm(`${all[0]}:${all.at(-1)}`, content),
  };
}

/** The number of an answer, or the place of its choice in its list, or how many are chosen. */
export function valueFormula(question: Question, formulas: AnswerFormulas): string {
  const { cell, ticks } = cellsOf(question, formulas);
  if (question.type === 'text') return '""';
  if (!isSelect(question)) return `IF(ISNUMBER(${cell}),${cell},"")`;
  if (question.type === 'select_multiple') return `SUMPRODUCT(${tickedIn(ticks)})`;
  const { labels, places, areLettersTold } = formulas.choices(question);
  const isIt = areLettersTold ? `EXACT(${labels},TRIM(${cell}))` : `(${labels}=TRIM(${cell}))`;
  return `IF(${isBlank(cell)},0,IF(SUMPRODUCT(--${isIt})=1,SUMPRODUCT(${isIt}*${places}),0))`;
}

export function readFormula(question: Question, formulas: AnswerFormulas): string {
  const { cell, evidence } = cellsOf(question, formulas);
  const { value } = formulas.calculated(question.name);
  const { blank, answer, other } = readStates;
  const otherwise = (is: string): string => `IF(${isBlank(cell)},${blank},IF(${is},${answer},${other}))`;
  if (question.type === 'text') return `IF(AND(${isBlank(cell)},TRIM(${evidence})=""),${blank},${answer})`;
  if (question.type === 'select_multiple') return `IF(${isBlank(cell)},IF(${value}>0,${answer},${blank}),${other})`;
  if (question.type === 'integer') return otherwise(`AND(ISNUMBER(${cell}),N(${cell})=INT(N(${cell})))`);
  return otherwise(question.type === 'decimal' ? `ISNUMBER(${cell})` : `${value}>0`);
}

/** What becomes of an answer by the rules of its question. */
export function stateFormula(question: Question, formulas: AnswerFormulas): string {
  const { report } = formulas.content;
  const planned = mustGet(planOf(report.definition).questions, question.name);
  const { read } = formulas.calculated(question.name);
  const missing = anyChosen(question, planned.missingChoices, formulas);
  const against = [
    [`${read}=${readStates.other}`, 'not-understood'],
    [isNotAlone(question, planned, formulas), 'not-exclusive'],
    [breaksConstraint(question, planned, formulas), 'constraint-broken'],
    [lacksEvidence(question, formulas), 'evidence-missing'],
  ] as const;
  const counts = against.reduceRight(
    (otherwise, [is, state]) => (is === null ? otherwise : `IF(${is},${answerStates[state]},${otherwise})`),
    String(answerStates.counts),
  );
  const isThere = missing === null ? counts : `IF(${missing},${answerStates.missing},${counts})`;
  return `IF(${read}=${readStates.blank},${answerStates.missing},${isThere})`;
}

/** Whether one of some choices is chosen; null where that cannot be. */
function anyChosen(question: Question, names: ReadonlySet<string>, formulas: AnswerFormulas): string | null {
  if (names.size === 0 || !isSelect(question)) return null;
  const { definition } = formulas.content.report;
  if (question.type === 'select_multiple') {
    const ticks = [...mustGet(formulas.content.cells, question.name).ticks].filter(([name]) => names.has(name));
    return `(${ticks.map(([, cell]) => tickedIn(inForm(cell, formulas.content))).join('+')})>0`;
  }
  const places = choicesOf(definition, question).flatMap(({ name }, at) => (names.has(name) ? [at + 1] : []));
  return isAny(formulas.calculated(question.name).value, places);
}

function isNotAlone(
  question: Question,
  { exclusiveChoices }: PlannedQuestion,
  formulas: AnswerFormulas,
): string | null {
  if (question.type !== 'select_multiple') return null;
  const alone = anyChosen(question, exclusiveChoices, formulas);
  return alone === null ? null : `AND(${formulas.calculated(question.name).value}>1,${alone})`;
}

function breaksConstraint(
  question: Question,
  { constraint }: PlannedQuestion,
  formulas: AnswerFormulas,
): string | null {
  if (constraint === null) return null;
  const find = (operand: Operand): FoundInCells => {
    if (operand.kind === 'answer') return questionCells(question.name, false, formulas);
    return operand.kind === 'question' ? questionCells(operand.name, false, formulas) : knownFound(operand, formulas);
  };
  const formula = holdsFormula(constraint, find);
  return formula === truth.yes ? null : `${formula}=0`;
}

/** What the office has verified counts without evidence, now and as long as nothing else is written. */
function lacksEvidence(question: Question, formulas: AnswerFormulas): string | null {
  const { rule, choices } = question.evidence;
  if (rule !== 'required') return null;
  const { given, answers } = formulas.content.report;
  const one = given.get(question.name);
  const isVerified = one !== undefined && !('doesNotCount' in one) && isBare(question, answers);
  if (isVerified) return null;
  const blank = `TRIM(${cellsOf(question, formulas).evidence})=""`;
  if (choices.length === 0) return blank;
  const isAbout = anyChosen(question, new Set(choices), formulas);
  return isAbout === null ? null : `AND(${blank},${isAbout})`;
}

function isBare(question: Question, answers: FormResultsContent['report']['answers']): boolean {
  const answer = answers.get(question.name);
  if (answer === undefined || answer.evidence.trim() !== '') return false;
  const { choices } = question.evidence;
  return (
    choices.length === 0 ||
    answer.value
      .slice(1)
      .split(' ')
      .some((name) => choices.includes(name))
  );
}

/** Whether a node is asked, by its own condition and where it is; null where it always is. */
export function askedFormula(name: string, formulas: AnswerFormulas): string | null {
  const { own, parent } = mustGet(planOf(formulas.content.report.definition).conditions, name);
  const above = parent === null || !isConditional(parent, formulas) ? null : formulas.calculated(parent).asked;
  const condition = own === null ? null : conditionFormula(own, formulas);
  if (above === null) return condition;
  return condition === null ? above : `MIN(${above},${condition})`;
}

const isConditional = (name: string, { content }: AnswerFormulas): boolean =>
  conditionsOf(content.report.definition, name).length > 0;

const conditionFormula = (condition: Expression, formulas: AnswerFormulas): string =>
  holdsFormula(condition, (operand) =>
    operand.kind === 'question' ? questionCells(operand.name, true, formulas) : knownFound(operand, formulas),
  );

const knownFound = (operand: Operand, { content }: AnswerFormulas): FoundInCells => ({
  found: foundBeforehand(operand, content.report.facts),
});

/** `asAsked`: as conditions find it; else as constraints do, which look at what was read alone. */
function questionCells(name: string, asAsked: boolean, formulas: AnswerFormulas): QuestionCells {
  const { definition } = formulas.content.report;
  const { question } = mustGet(planOf(definition).questions, name);
  const { asked, read, value, state } = formulas.calculated(name);
  const ticks = mustGet(formulas.content.cells, name).ticks;
  const answer = (): QuestionCells['answer'] => {
    if (question.type === 'text') return { kind: 'text' };
    if (!isSelect(question)) return { kind: 'number', cell: value };
    if (question.type === 'select_multiple') {
      const ticked = (choice: string): string | null => {
        const cell = ticks.get(choice);
        return cell === undefined ? null : `${tickedIn(inForm(cell, formulas.content))}>0`;
      };
      return { kind: 'several', ticked };
    }
    return { kind: 'one', cell: value, choices: choicesOf(definition, question).map((one) => one.name) };
  };
  return {
    isNotAsked: asAsked && isConditional(name, formulas) ? `${asked}=0` : null,
    isUnknown: asAsked ? `${state}>${answerStates.counts}` : `${read}=${readStates.other}`,
    isBlank: `${read}=${readStates.blank}`,
    answer: answer(),
  };
}

/** The points of a scored question; null where it is not scored. */
export function scoredFormula(question: Question, formulas: AnswerFormulas): string | null {
  const planned = mustGet(planOf(formulas.content.report.definition).questions, question.name);
  const { scoring } = planned;
  if (scoring === null) return null;
  const { asked, state, value } = formulas.calculated(question.name);
  const { ticks } = cellsOf(question, formulas);
  const answer = () => {
    if (!isSelect(question)) return { kind: 'number', cell: value } as const;
    const { points } = formulas.choices(question);
    if (question.type === 'select_one') return { kind: 'one', place: value, points } as const;
    return { kind: 'several', ticked: tickedIn(ticks), points } as const;
  };
  return pointsFormula(planned, scoring, { asked, state, gained: gainedFormula(scoring, answer()) });
}

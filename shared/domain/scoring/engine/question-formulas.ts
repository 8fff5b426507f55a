import { type Rational, toNumber } from '../rational.ts';
import type { PlannedQuestion, QuestionScoring } from './plan.ts';
import { numberDecimals } from './score-answers.ts';

/** Where a workbook has what scoring an answer needs. */
export interface AnsweredCells {
  /** Whether it is asked: 1, 0, or 0.5 where that rests on what is not answered. */
  readonly asked: string;
  /** What becomes of the answer: {@link answerStates}. */
  readonly state: string;
  /** What it gains when it counts: {@link gainedFormula}. */
  readonly gained: string;
}

/** What becomes of an answer, as a workbook counts it: nothing is there, it counts, or why it does not. */
export const answerStates = {
  missing: 0,
  counts: 1,
  'not-understood': 2,
  'not-exclusive': 3,
  'constraint-broken': 4,
  'evidence-missing': 5,
} as const;

/** A number as a formula has it. */
export function literal({ n, d }: Rational): string {
  const number = toNumber({ n, d });
  return d === 1n || String(number).length < 15 ? String(number).toUpperCase() : `(${n}/${d})`;
}

/** The points of a question by the rules for what is missing and what is not asked; an empty text where it is left out. */
export function pointsFormula(
  { missing, notRelevant }: Pick<PlannedQuestion, 'missing' | 'notRelevant'>,
  { most }: QuestionScoring,
  { asked, state, gained }: AnsweredCells,
): string {
  const byRule = (rule: PlannedQuestion['notRelevant']): string =>
    rule === 'left_out' ? '""' : rule === 'full' ? literal(most) : '0';
  const answered = `IF(${state}>${answerStates.counts},0,${gained})`;
  const there = `IF(OR(${asked}<1,${state}=${answerStates.missing}),${byRule(missing)},${answered})`;
  return `IF(${asked}=0,${byRule(notRelevant)},${there})`;
}

/** The points of an answer that counts: of one choice, of all that are ticked, or of a number between its goalposts. */
export function gainedFormula(
  { most, goalposts }: QuestionScoring,
  answer:
    | { readonly kind: 'one'; readonly place: string; readonly points: string }
    | { readonly kind: 'several'; readonly ticked: string; readonly points: string }
    | { readonly kind: 'number'; readonly cell: string },
): string {
  const top = literal(most);
  if (answer.kind === 'one') return `MIN(${top},INDEX(${answer.points},${answer.place}))`;
  if (answer.kind === 'several') return `MIN(${top},SUMPRODUCT(--${answer.ticked},${answer.points}))`;
  if (goalposts === null) throw new Error('A number without goalposts is not scored');
  const [worst, best] = [literal(goalposts.worst), literal(goalposts.best)];
  const share = `(${answer.cell}-(${worst}))/(${best}-(${worst}))`;
  return `${top}*ROUND(MAX(0,MIN(1,${share})),${numberDecimals})`;
}

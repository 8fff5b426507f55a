import type { Answer, Answers } from '../answers/answer.ts';
import { knownWord } from '../answers/normalise/answer-words.ts';
import { foldedText, plainText } from '../answers/normalise/plain-text.ts';
import { type Problem, type ProblemCode, problem } from '../answers/problems.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import { type AnyQuestionnaire, isDefinition } from '../questionnaire/any-questionnaire.ts';
import { toldAnswer } from './form-answers.ts';
import { evidenceMark, holdsFor, type VerifiedAnswer, type VerifiedAnswers, verifiedOf } from './review.ts';
import type { AuthorityReview, ReviewDecision, ReviewPlan } from './review-plan.ts';
import { cellText, type ReviewColumn, type ReviewRow, reviewKeyOf } from './review-rows.ts';
import { verifiedFormAnswer } from './verified-form-answer.ts';

/** What counts for an authority in a round, and what was verified of it. */
export interface Reviewable {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  readonly authorityName: string;
  readonly submission: SubmissionId;
  /** What was answered. */
  readonly questionnaire: AnyQuestionnaire;
  readonly claimed: Answers<string>;
  readonly verified: VerifiedAnswers;
}

/** Characters of a reason: it stands in a mail, a cell and an item of the table. */
const maxReasonLength = 500;

/** What the rows of a review workbook do to what is verified. `at`: ISO instant at which the workbook came in. */
export function planReview(rows: readonly ReviewRow[], known: ReadonlyMap<string, Reviewable>, at: string): ReviewPlan {
  const problems: Problem[] = [];
  const decisions: ReviewDecision[] = [];
  const updates = new Map<string, AuthorityReview & { given: Record<string, VerifiedAnswer> }>();
  for (const row of rows) {
    const read = readDecision(row, known.get(reviewKeyOf(row)), at);
    if ('wrong' in read) {
      problems.push(...read.wrong);
      continue;
    }
    const { of, indicator, answer, decided, decision } = read;
    const { round, authority } = of;
    const update = updates.get(reviewKeyOf(row)) ?? { round, authority, given: {} };
    if (Object.hasOwn(update.given, indicator)) {
      problems.push(problemAt('review-twice', row, 'indicator', { indicator }));
      continue;
    }
    if (isSame(of.verified[indicator], decided, answer)) continue;
    update.given[indicator] = decided;
    updates.set(reviewKeyOf(row), update);
    decisions.push(decision);
  }
  return { kind: 'review', updates: [...updates.values()], report: { decisions, problems } };
}

interface ReadDecision {
  readonly of: Reviewable;
  readonly indicator: string;
  readonly answer: Answer<string>;
  readonly decided: VerifiedAnswer;
  readonly decision: ReviewDecision;
}

/** What a row decides, or all that is wrong with it: it is corrected in one go. */
function readDecision(
  row: ReviewRow,
  of: Reviewable | undefined,
  at: string,
): ReadDecision | { readonly wrong: readonly Problem[] } {
  const wrong: Problem[] = [];
  const report = (code: ProblemCode, column: ReviewColumn) => wrong.push(problemAt(code, row, column));
  const indicator = cellText(row, 'indicator');
  const answer = of?.claimed.get(indicator);
  if (of === undefined) report('review-authority-unknown', 'authority');
  else if (cellText(row, 'submission') !== of.submission) report('review-outdated', 'submission');
  // Of another file of the authority nobody can tell whether it has the question.
  else if (answer === undefined) report('review-indicator-unknown', 'indicator');
  const verified = of === undefined ? null : verifiedValue(row, of.questionnaire);
  // Nobody can tell which answers a question offers that is not known.
  const isKnown = of !== undefined && (answer !== undefined || !isDefinition(of.questionnaire));
  if (isKnown && verified === null) report('review-answer-unclear', 'verified');
  const reason = plainText(cellText(row, 'reason'));
  if (reason.length > maxReasonLength) report('review-reason-long', 'reason');
  if (of === undefined || answer === undefined || verified === null || wrong.length > 0) return { wrong };
  const before = verifiedOf(answer, of.verified[indicator]) ?? answer.value;
  const after = verified === 'as claimed' ? answer.value : verified;
  if (reason === '' && (after !== answer.value || after !== before)) {
    report('review-reason-missing', 'reason');
    return { wrong };
  }
  const { round, authority, authorityName } = of;
  const told = (value: string): string => toldAnswer(of.questionnaire, indicator, value);
  const [claimed, was, is] = [told(answer.value), told(before), told(after)];
  const decision = { round, authority, authorityName, indicator, claimed, before: was, after: is, reason };
  const about = { claimed: answer.value, evidence: evidenceMark(answer), reason, at };
  const decided = { ...about, verified: verified === 'as claimed' ? null : verified };
  return { of, indicator, answer, decided, decision };
}

/** What is written to take back what was verified. */
const asClaimed: ReadonlySet<string> = new Set(['as claimed', 'claimed', '-', '–', '—']);

function verifiedValue(row: ReviewRow, questionnaire: AnyQuestionnaire): string | null {
  const text = cellText(row, 'verified');
  const folded = foldedText(text);
  if (asClaimed.has(folded)) return 'as claimed';
  if (!isDefinition(questionnaire)) return knownWord(folded, 'en')?.value ?? null;
  const asText = { kind: 'text', text, number: null, formula: false } as const;
  return verifiedFormAnswer(questionnaire, cellText(row, 'indicator'), row.cells.get('verified')?.raw ?? asText);
}

/** The same answer for the same reason: nothing to do, and nothing to tell. */
function isSame(
  standing: VerifiedAnswer | undefined,
  { verified, reason }: VerifiedAnswer,
  answer: Answer<string>,
): boolean {
  if (verified === null) return (standing?.verified ?? null) === null;
  return standing?.verified === verified && standing.reason === reason && holdsFor(standing, answer);
}

function problemAt(
  code: ProblemCode,
  { sheet, cells }: ReviewRow,
  column: ReviewColumn,
  facts: Readonly<Record<string, string>> = {},
): Problem {
  const found = cells.get(column);
  return problem(code, { sheet, cell: found?.cell ?? null, read: plainText(found?.text ?? ''), facts });
}

import { createHash } from 'node:crypto';
import type { Answer, Answers, AnswerValue } from '../answer.ts';
import { splitAddress } from '../checks/filled.ts';
import type { OfferedValue } from '../normalise/answer-words.ts';
import { type Problem, problem } from '../problems.ts';
import type { Questionnaire } from '../questionnaire.ts';
import { type Score, score } from '../scoring.ts';
import type { MethodId } from '../scoring-methods.ts';

/** The office's answer over the claimed one. Both stay: the claimed one with its submission, this one beside it. */
export interface VerifiedAnswer {
  /** What was claimed when it was verified, and the hash of its evidence: it holds for no other claim. */
  readonly claimed: AnswerValue;
  readonly evidence: string;
  readonly verified: OfferedValue;
  readonly reason: string;
  /** ISO instant at which the review came in. */
  readonly at: string;
}

/** By indicator id. */
export type VerifiedAnswers = Readonly<Record<string, VerifiedAnswer>>;

export interface Review {
  readonly round: string;
  readonly authority: string;
  readonly verified: VerifiedAnswers;
}

/** Tells one evidence text from another. */
export function evidenceMark({ evidence }: Pick<Answer, 'evidence'>): string {
  return createHash('sha256').update(evidence.trim()).digest('hex').slice(0, 16);
}

/** Whether what was verified is about this answer: a changed claim, or new evidence, is to be looked at anew. */
export function holdsFor(one: VerifiedAnswer, answer: Answer): boolean {
  return one.claimed === answer.value && one.evidence === evidenceMark(answer);
}

/** The answers that count: verified ones in place of the claimed ones that they hold for. */
export function underReview(claimed: Answers, review: Review | null): Answers {
  if (review === null) return claimed;
  return new Map(
    [...claimed].map(([indicator, answer]) => {
      const one = review.verified[indicator];
      const holds = one !== undefined && holdsFor(one, answer);
      return [indicator, holds ? { ...answer, value: one.verified } : answer];
    }),
  );
}

/** The score of the answers that count. */
export function scoreUnderReview(questionnaire: Questionnaire, counted: Answers, method: MethodId): Score {
  return score(questionnaire, new Map([...counted].map(([indicator, { value }]) => [indicator, value])), method);
}

/** What the sender is told of each answer that counts otherwise than claimed. */
export function reviewProblems(claimed: Answers, review: Review | null): Problem[] {
  return Object.entries(review?.verified ?? {}).flatMap(([indicator, one]) => {
    const answer = claimed.get(indicator);
    if (answer === undefined || !holdsFor(one, answer) || one.verified === answer.value) return [];
    const [sheet, cell] = answer.cell === null ? [null, null] : splitAddress(answer.cell);
    const { verified, reason } = one;
    return [problem('answer-verified', { sheet, cell, indicator, read: answer.raw, facts: { verified, reason } })];
  });
}

import { hash } from 'node:crypto';
import { type Answer, type Answers, encodeAnswers, encodeEvidence } from '../answers/answer.ts';
import { splitAddress } from '../answers/checks/check-input.ts';
import { encodeFormAnswers, encodeFormEvidence } from '../answers/form-codes.ts';
import { type Problem, problem } from '../answers/problems.ts';
import type { AuthorityId, RoundId } from '../ids.ts';
import { type AnyQuestionnaire, isDefinition } from '../questionnaire/any-questionnaire.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { isQuestion, nodesByName, primaryLanguage, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { indicatorsOf } from '../questionnaire/questionnaire.ts';
import type { AcceptedSubmission } from '../standings/standing.ts';
import { saidAnswer } from './form-answers.ts';

/** The office's answer over the claimed one. Both stay: the claimed one with its submission, this one beside it. */
export interface VerifiedAnswer {
  /**
   * What was claimed when it was verified, as it was read (`yes`; of an office's own questionnaire `=most`), and the hash of
   * its evidence: it holds for no other claim.
   */
  readonly claimed: string;
  readonly evidence: string;
  /** As an answer is read. null: it was taken back, and counts as claimed. */
  readonly verified: string | null;
  readonly reason: string;
  /** ISO instant at which the review came in. */
  readonly at: string;
}

/** By indicator id. */
export type VerifiedAnswers = Readonly<Record<string, VerifiedAnswer>>;

export interface Review {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  readonly verified: VerifiedAnswers;
}

type Verifying = Pick<Review, 'verified'>;

/** ISO instant of the latest decision; null without one. */
export function latestDecision({ verified }: Review): string | null {
  const instants = Object.values(verified).map(({ at }) => at);
  return instants.reduce<string | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
}

/** A review as it was decided until a moment (ISO instant); what was decided before and then anew is not known. */
export function decidedUntil(review: Review, moment: string): Review {
  const verified = Object.entries(review.verified).filter(([, { at }]) => at <= moment);
  return { ...review, verified: Object.fromEntries(verified) };
}

/** Tells one evidence text from another. */
export function evidenceMark({ evidence }: Pick<Answer, 'evidence'>): string {
  return hash('sha256', evidence.trim(), 'hex').slice(0, 16);
}

/** What the office has verified of an answer, if it did and that holds for it; null: it counts as claimed. */
export function verifiedOf<Value extends string>(answer: Answer<Value>, one: VerifiedAnswer | undefined): Value | null {
  // What holds for an answer was read as an answer to the same question.
  return one !== undefined && holdsFor(one, answer) ? (one.verified as Value | null) : null;
}

/**
 * Whether what was decided is about this answer: a changed claim, or new evidence, is to be looked at anew. Our results
 * have the verified answer in place of the claimed one, and come back as the next file.
 */
export function holdsFor(one: VerifiedAnswer, answer: Pick<Answer<string>, 'value' | 'evidence'>): boolean {
  const isKnown = answer.value === one.claimed || answer.value === one.verified;
  return isKnown && one.evidence === evidenceMark(answer);
}

/** The answers that count: verified ones in place of the claimed ones that they hold for. */
export function underReview<Value extends string>(claimed: Answers<Value>, review: Verifying | null): Answers<Value> {
  if (review === null) return claimed;
  return new Map(
    [...claimed].map(([indicator, answer]) => {
      const verified = verifiedOf(answer, review.verified[indicator]);
      return [indicator, verified === null ? answer : { ...answer, value: verified }];
    }),
  );
}

/** `1` for each indicator whose answer counts as the office verified it, `0` for each other; '' when there is none. */
function encodeVerified(indicatorIds: readonly string[], claimed: Answers<string>, review: Verifying | null): string {
  const code = indicatorIds.map((id) => {
    const answer = claimed.get(id);
    return answer !== undefined && verifiedOf(answer, review?.verified[id]) !== null ? '1' : '0';
  });
  return code.includes('1') ? code.join('') : '';
}

/** What a standing says of answers to a questionnaire, as a review has them count. */
export function codesUnder(
  questionnaire: AnyQuestionnaire,
  claimed: Answers<string>,
  review: Review | null,
): Pick<AcceptedSubmission, 'answerCode' | 'evidenceCode' | 'verifiedCode'> {
  const counted = underReview(claimed, review);
  if (isDefinition(questionnaire)) {
    const names = questionsOf(questionnaire).map(({ name }) => name);
    return {
      answerCode: encodeFormAnswers(questionnaire, counted),
      evidenceCode: encodeFormEvidence(questionnaire, claimed),
      verifiedCode: encodeVerified(names, claimed, review),
    };
  }
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  return {
    answerCode: encodeAnswers(ids, counted as Answers),
    evidenceCode: encodeEvidence(ids, claimed),
    verifiedCode: encodeVerified(ids, claimed, review),
  };
}

/** Whether a problem tells what the office has decided. */
export const isDecision = ({ code }: Problem): boolean => code === 'answer-verified' || code === 'answer-as-claimed';

/** Whether an answer as claimed does not count without the office: the evidence is not there that it requires. */
function needsEvidence(definition: Definition, name: string, { evidence }: Pick<Answer, 'evidence'>): boolean {
  const question = nodesByName(definition).get(name);
  const isRequired = question !== undefined && isQuestion(question) && question.evidence.rule === 'required';
  return isRequired && evidence.trim() === '';
}

/**
 * What the sender of a file (received at an ISO instant) is told of each answer that counts otherwise than claimed, and
 * of each that since then counts as claimed again. `questionnaire`: where an office has defined it, answers are told by its
 * own labels, in each of its languages (`verified:fi`).
 */
export function reviewProblems(
  claimed: Answers<string>,
  review: Review | null,
  receivedAt: string,
  questionnaire: AnyQuestionnaire | null = null,
): Problem[] {
  const definition = questionnaire !== null && isDefinition(questionnaire) ? questionnaire : null;
  const told = (fact: 'verified' | 'value', indicator: string, value: string): Record<string, string> => {
    if (definition === null) return { [fact]: value };
    const others = definition.languages.map((language): [string, string] => [
      `${fact}:${primaryLanguage(language)}`,
      saidAnswer(definition, indicator, value, language),
    ]);
    return { offered: '', ...Object.fromEntries(others), [fact]: saidAnswer(definition, indicator, value) };
  };
  return Object.entries(review?.verified ?? {}).flatMap(([indicator, one]) => {
    const answer = claimed.get(indicator);
    if (answer === undefined || !holdsFor(one, answer)) return [];
    if (one.verified === answer.value && (definition === null || !needsEvidence(definition, indicator, answer))) {
      return [];
    }
    const [sheet, cell] = answer.cell === null ? [null, null] : splitAddress(answer.cell);
    const { verified, reason, at } = one;
    const about = { sheet, cell, indicator, read: answer.raw };
    if (verified !== null)
      return [problem('answer-verified', { ...about, facts: { ...told('verified', indicator, verified), reason } })];
    if (at <= new Date(receivedAt).toISOString()) return [];
    return [problem('answer-as-claimed', { ...about, facts: { ...told('value', indicator, answer.value), reason } })];
  });
}

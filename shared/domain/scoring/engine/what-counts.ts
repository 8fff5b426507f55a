import { mustGet } from '../../must.ts';
import type { Definition, Question } from '../../questionnaire/definition/definition.ts';
import { questionsOf } from '../../questionnaire/definition/definition-tree.ts';
import type { AuthorityFacts, Given, GivenAnswers, NotCountingReason } from '../given.ts';
import { type PlannedQuestion, planOf } from './plan.ts';
import { askedOf, isMissing, keepsConstraint } from './relevance.ts';

/** An answer as it was read. */
export interface ReadAnswer {
  readonly given: Given;
  /** '' when there is none. */
  readonly evidence: string;
}

/** Why an answer does not count, or what is missing beside it. */
export interface AnswerRemark {
  readonly question: string;
  readonly reason:
    | NotCountingReason
    /** The question is not asked of this authority: the answer changes nothing. */
    | 'not-relevant'
    /** It counts without, but the office asks for it. */
    | 'evidence-asked';
}

export interface Counting {
  /** For `scoreAnswers`. */
  readonly answers: GivenAnswers;
  /** In the order of the questionnaire. */
  readonly remarks: readonly AnswerRemark[];
}

/**
 * What counts of the answers that were read, by the rules of the definition: no other choice beside an exclusive one, the
 * constraint kept, the evidence there that is required.
 */
export function whatCounts(
  definition: Definition,
  read: ReadonlyMap<string, ReadAnswer>,
  authority: AuthorityFacts = {},
): Counting {
  const plan = planOf(definition);
  const given = new Map([...read].map(([name, answer]) => [name, answer.given]));
  const reasons = new Map<string, NotCountingReason>();
  for (const question of questionsOf(definition)) {
    const { name } = question;
    const answer = read.get(name);
    const planned = mustGet(plan.questions, name);
    if (answer === undefined || isMissing(planned, answer.given)) continue;
    const reason = reasonAgainst(question, planned, answer, keepsConstraint(plan, name, given, authority));
    if (reason !== null) reasons.set(name, reason);
  }
  const answers = new Map(
    [...given].map(([name, one]): [string, Given] => {
      const reason = reasons.get(name);
      return [name, reason === undefined ? one : { doesNotCount: reason }];
    }),
  );
  const asked = askedOf(definition, answers, authority);
  const remarks = questionsOf(definition).flatMap((question): AnswerRemark[] => {
    const { name } = question;
    const answer = read.get(name);
    const planned = mustGet(plan.questions, name);
    if (answer === undefined || isMissing(planned, answer.given)) return [];
    if (asked(name) === false) return [{ question: name, reason: 'not-relevant' }];
    const reason = reasons.get(name);
    if (reason !== undefined) return [{ question: name, reason }];
    const isAskedFor = question.evidence.rule === 'asked' && lacksEvidence(question, answer);
    return isAskedFor ? [{ question: name, reason: 'evidence-asked' }] : [];
  });
  return { answers, remarks };
}

/** The gravest reason for which an answer, which says something, does not count; null: it counts. */
export function reasonAgainst(
  question: Question,
  { exclusiveChoices }: PlannedQuestion,
  answer: ReadAnswer,
  keepsItsConstraint: boolean | null,
): NotCountingReason | null {
  const { given } = answer;
  if ('doesNotCount' in given) return given.doesNotCount;
  if ('choices' in given && given.choices.length > 1 && given.choices.some((choice) => exclusiveChoices.has(choice))) {
    return 'not-exclusive';
  }
  if (keepsItsConstraint === false) return 'constraint-broken';
  return question.evidence.rule === 'required' && lacksEvidence(question, answer) ? 'evidence-missing' : null;
}

/** Whether the rule is about this answer and there is nothing that shows it. */
function lacksEvidence({ evidence: { choices } }: Question, { given, evidence }: ReadAnswer): boolean {
  if (evidence.trim() !== '') return false;
  return choices.length === 0 || ('choices' in given && given.choices.some((choice) => choices.includes(choice)));
}

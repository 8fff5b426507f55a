import { codesByQuestion, givenByCode } from '../answers/form-codes.ts';
import { mustAt, mustGet } from '../must.ts';
import { type Definition, indexName, type Question } from '../questionnaire/definition/definition.ts';
import { choicesOf, groupsOf, isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { type Expression, operandsIn } from '../questionnaire/definition/expression.ts';
import { aggregates } from './engine/aggregates.ts';
import { conditionsOf, type Plan, type PlannedGroup, planOf } from './engine/plan.ts';
import { type KnownOutcome, questionGroup } from './engine/question-group.ts';
import { askedOf, isMissing, keepsConstraint } from './engine/relevance.ts';
import { groupOutcome, type Outcome, questionOutcome } from './engine/score-answers.ts';
import { reasonAgainst } from './engine/what-counts.ts';
import type { FormCodes } from './form-score.ts';
import type { AuthorityFacts, Given } from './given.ts';
import { isZero } from './rational.ts';
import type { NodeScore } from './scored.ts';

/**
 * What `scoreFormCodes` makes of answers, for a great many authorities: whatever follows from the code of an answer is
 * worked out when the first of them gives it. The same to the last digit; a test holds it to that.
 */
export interface FormScorer {
  score(codes: FormCodes, authority: AuthorityFacts): ScoredCodes;
  /** What the index comes to without its first part, without its second, ... */
  withoutEach(parts: readonly Outcome[]): readonly (NodeScore | null)[];
}

export interface ScoredCodes {
  readonly index: NodeScore | null;
  /** Of the index, in the order of the plan. */
  readonly parts: readonly Outcome[];
  /** In the order of the questionnaire; null where it is missing. */
  readonly groups: readonly (NodeScore | null)[];
  /** By question, in the order in which they are asked. */
  readonly states: readonly AnswerState[];
}

/** What became of a question: the places in its list of the choices that count, or why there is nothing to count. */
export type AnswerState = readonly number[] | 'answered' | Uncounted;

/** In this order in what is kept of standings. */
export const uncounted = ['blank', 'unclear', 'notCounted', 'notAsked'] as const;
export type Uncounted = (typeof uncounted)[number];

const scorers = new WeakMap<Definition, FormScorer>();

/** Made once for each definition. */
export function formScorer(definition: Definition): FormScorer {
  const known = scorers.get(definition);
  if (known !== undefined) return known;
  const made = makeScorer(definition);
  scorers.set(definition, made);
  return made;
}

/** An answer by its code, as it counts. */
interface CodedAnswer {
  /** undefined: blank. */
  readonly given: Given | undefined;
  readonly state: AnswerState;
  /** When it is asked; null of a question that is not scored. */
  readonly outcome: KnownOutcome | null;
}

interface CodedQuestion {
  readonly question: Question;
  /** Whether it is scored without its evidence otherwise than with it. */
  readonly restsOnEvidence: boolean;
  /** Questions on which its constraint rests, and those on which it rests whether it is asked; by their place. */
  readonly constraintOn: readonly number[];
  readonly askedOn: readonly number[];
  readonly isConditional: boolean;
  readonly answers: Map<string, CodedAnswer>;
  readonly asked: Map<string, boolean | null>;
  /** When it is not asked, and when nobody knows whether it is; null of a question that is not scored. */
  readonly notAsked: KnownOutcome | null;
  readonly unknown: KnownOutcome | null;
}

/** Of one question: numbers and what rests on several answers may be without end. */
const maxKnown = 4_000;

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= maxKnown) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

function makeScorer(definition: Definition): FormScorer {
  const plan = planOf(definition);
  const questions = questionsOf(definition);
  const places = new Map(questions.map(({ name }, at) => [name, at]));
  const usesFacts = [...plan.conditions.values()]
    .flatMap(({ own }) => own ?? [])
    .concat([...plan.questions.values()].flatMap(({ constraint }) => constraint ?? []))
    .some((one) => operandsIn(one).some(({ kind }) => kind === 'authority'));
  const coded = questions.map((question) => codedQuestion(definition, plan, question, places));
  const groups = groupsInOrder(plan, places);
  const names = groupsOf(definition).map(({ name }) => name);
  const usesShare = [...plan.groups.values()].some(({ leastShare }) => !isZero(leastShare));

  /** All that an answer's meaning rests on, as a text. */
  const keysOf = (texts: readonly string[], { evidenceCode, verifiedCode }: FormCodes, facts: string): string[] => {
    const own = coded.map(({ restsOnEvidence }, at) => {
      const isShown = restsOnEvidence && (evidenceCode.charAt(at) === '1' || verifiedCode.charAt(at) === '1');
      return isShown ? `${mustAt(texts, at)}+` : mustAt(texts, at);
    });
    return own.map((key, at) => {
      const { constraintOn, question } = mustAt(coded, at);
      if (question.constraint === undefined) return key;
      return [key, facts, ...constraintOn.map((other) => texts[other])].join('|');
    });
  };

  return {
    score(codes, authority) {
      const texts = codesByQuestion(codes.answerCode, questions.length);
      const facts = usesFacts ? JSON.stringify([authority.kind, authority.country, authority.population]) : '';
      const keys = keysOf(texts, codes, facts);
      const read = { get: (name: string) => givenAt(definition, coded, texts, mustGet(places, name)) };
      const answers = coded.map((one, at) =>
        remembered(one.answers, mustAt(keys, at), () => {
          const isShown = codes.evidenceCode.charAt(at) === '1' || codes.verifiedCode.charAt(at) === '1';
          return codedAnswer(definition, one, read, { authority, isShown });
        }),
      );
      const counting = { get: (name: string) => mustAt(answers, mustGet(places, name)).given };
      const askedNow = askedOf(definition, counting, authority);
      const states: AnswerState[] = [];
      const outcomes = coded.map((one, at): KnownOutcome | null => {
        const answer = mustAt(answers, at);
        const isAsked = !one.isConditional
          ? true
          : remembered(one.asked, [facts, ...one.askedOn.map((other) => keys[other])].join('|'), () =>
              askedNow(one.question.name),
            );
        states.push(isAsked === false ? 'notAsked' : isAsked === null ? 'blank' : answer.state);
        return isAsked === false ? one.notAsked : isAsked === null ? one.unknown : answer.outcome;
      });
      const made = new Map<string, Outcome>();
      const ofQuestion = (at: number): KnownOutcome => {
        const outcome = mustAt(outcomes, at);
        if (outcome === null) throw new Error(`Question ${mustAt(questions, at).name} is not scored`);
        return outcome;
      };
      const outcomeOf = ({ name, at }: PartPlace): Outcome => (at === null ? mustGet(made, name) : ofQuestion(at));
      for (const { name, group, parts, ofQuestions } of groups) {
        made.set(
          name,
          ofQuestions !== null && !usesShare
            ? { score: ofQuestions(parts.flatMap(({ at }) => (at === null ? [] : [ofQuestion(at)]))), there: null }
            : combined(group, parts.map(outcomeOf), usesShare),
        );
      }
      const index = mustAt(groups, groups.length - 1);
      return {
        index: mustGet(made, indexName).score,
        parts: index.parts.map(outcomeOf),
        groups: names.map((name) => mustGet(made, name).score),
        states,
      };
    },
    withoutEach(parts) {
      const index = mustGet(plan.groups, indexName);
      if (usesShare)
        return parts.map(
          (_, left) =>
            groupOutcome(
              index,
              parts.map((part, at) => (at === left ? notAskedOutcome : part)),
            ).score,
        );
      const counting = countingOf(index, parts);
      const without = aggregates[index.aggregate].scoresWithoutEach(
        counting.map(({ part }) => part),
        index.rounding,
      );
      const whole = combined(index, parts, false).score;
      return parts.map((_, at) => {
        const place = counting.findIndex((one) => one.at === at);
        return place < 0 ? whole : mustAt(without, place);
      });
    },
  };
}

const notAskedOutcome: Outcome = { score: null, there: null };

const countingOf = ({ parts }: PlannedGroup, own: readonly Outcome[]) =>
  own.flatMap(({ score }, at) => (score === null ? [] : [{ at, part: { weight: mustAt(parts, at).weight, score } }]));

/** Where nothing asks how much of a group is there, that is not worked out. */
function combined(group: PlannedGroup, own: readonly Outcome[], usesShare: boolean): Outcome {
  if (usesShare) return groupOutcome(group, own);
  const counting = countingOf(group, own).map(({ part }) => part);
  return {
    score: counting.length === 0 ? null : aggregates[group.aggregate].scoreOf(counting, group.rounding),
    there: null,
  };
}

/** The answer before anything says whether it counts. */
function givenAt(
  definition: Definition,
  coded: readonly CodedQuestion[],
  texts: readonly string[],
  at: number,
): Given | undefined {
  return givenByCode(definition, mustAt(coded, at).question, mustAt(texts, at)) ?? undefined;
}

function codedAnswer(
  definition: Definition,
  { question }: CodedQuestion,
  read: { get(name: string): Given | undefined },
  { authority, isShown }: { readonly authority: AuthorityFacts; readonly isShown: boolean },
): CodedAnswer {
  const plan = planOf(definition);
  const planned = mustGet(plan.questions, question.name);
  const raw = read.get(question.name);
  const kept = () => keepsConstraint(plan, question.name, read, authority);
  const reason =
    raw === undefined || isMissing(planned, raw)
      ? null
      : reasonAgainst(question, planned, { given: raw, evidence: isShown ? 'given' : '' }, kept());
  const given: Given | undefined = reason === null ? raw : { doesNotCount: reason };
  return {
    given,
    state: stateOf(definition, question, given),
    outcome: planned.scoring === null ? null : known(questionOutcome(question.name, planned, given, true)),
  };
}

const known = (outcome: Outcome): KnownOutcome => ({ ...outcome, terms: [] });

function stateOf(definition: Definition, question: Question, given: Given | undefined): AnswerState {
  if (given === undefined) return 'blank';
  if ('doesNotCount' in given) return given.doesNotCount === 'not-understood' ? 'unclear' : 'notCounted';
  if (!isSelect(question) || !('choices' in given)) return 'answered';
  const choices = choicesOf(definition, question);
  return [...new Set(given.choices)].map((name) => choices.findIndex((choice) => choice.name === name));
}

function codedQuestion(
  definition: Definition,
  plan: Plan,
  question: Question,
  places: ReadonlyMap<string, number>,
): CodedQuestion {
  const planned = mustGet(plan.questions, question.name);
  const conditions = conditionsOf(definition, question.name);
  const ruled = (isAsked: boolean | null): KnownOutcome | null =>
    planned.scoring === null ? null : known(questionOutcome(question.name, planned, undefined, isAsked));
  const constraint = planned.constraint;
  return {
    question,
    restsOnEvidence: question.evidence.rule === 'required',
    constraintOn: constraint === null ? [] : placesIn([constraint], places),
    isConditional: conditions.length > 0,
    askedOn: placesBehind(definition, conditions, places),
    answers: new Map(),
    asked: new Map(),
    notAsked: ruled(false),
    unknown: ruled(null),
  };
}

const namesIn = (expressions: readonly Expression[]): string[] =>
  expressions.flatMap((one) =>
    operandsIn(one).flatMap((operand) => (operand.kind === 'question' ? [operand.name] : [])),
  );

const placesIn = (expressions: readonly Expression[], places: ReadonlyMap<string, number>): number[] =>
  [...new Set(namesIn(expressions))].flatMap((name) => places.get(name) ?? []);

/** The questions on which conditions rest, and on which it rests whether those are asked, and so on. */
function placesBehind(
  definition: Definition,
  conditions: readonly Expression[],
  places: ReadonlyMap<string, number>,
): number[] {
  const found = new Set<string>();
  const left = namesIn(conditions);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    left.push(...namesIn(conditionsOf(definition, name)));
  }
  return [...found].flatMap((name) => places.get(name) ?? []);
}

/** A part of a group: of a question its place; null: it is a group. */
interface PartPlace {
  readonly name: string;
  readonly at: number | null;
}

interface GroupInOrder {
  readonly name: string;
  readonly group: PlannedGroup;
  readonly parts: readonly PartPlace[];
  readonly ofQuestions: ReturnType<typeof questionGroup>;
}

/** Every group behind those that count into it; the index is the last. */
function groupsInOrder(plan: Plan, places: ReadonlyMap<string, number>): GroupInOrder[] {
  const made = new Map<string, GroupInOrder>();
  const timesUsed = new Map<string, number>();
  const add = (name: string): void => {
    if (made.has(name)) return;
    const group = mustGet(plan.groups, name);
    for (const part of group.parts) if (plan.groups.has(part.name)) add(part.name);
    const parts = group.parts.map((part) => ({
      name: part.name,
      at: plan.groups.has(part.name) ? null : mustGet(places, part.name),
    }));
    const areQuestions = parts.length > 0 && parts.every(({ at }) => at !== null);
    const ofQuestions = areQuestions
      ? questionGroup(
          group,
          parts.map((part) => {
            const nth = timesUsed.get(part.name) ?? 0;
            timesUsed.set(part.name, nth + 1);
            return { planned: mustGet(plan.questions, part.name), nth };
          }),
        )
      : null;
    made.set(name, { name, group, parts, ofQuestions });
  };
  for (const name of plan.groups.keys()) if (name !== indexName) add(name);
  add(indexName);
  return [...made.values()];
}

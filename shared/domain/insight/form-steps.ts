import { codesByQuestion, joinedCodes } from '../answers/form-codes.ts';
import { mustAt } from '../must.ts';
import type { Definition, NumberQuestion, Question, SelectQuestion } from '../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { questionsIn } from '../questionnaire/definition/expression.ts';
import type { Count } from '../scoring/count.ts';
import { type PlannedQuestion, planOf } from '../scoring/engine/plan.ts';
import { type FormCodes, numberShown } from '../scoring/form-score.ts';
import { type AnswerState, formScorer, type ScoredCodes } from '../scoring/form-scorer.ts';
import { atMost, compared, exactly, fixed, minus, type Rational, sumOfAll, times, zero } from '../scoring/rational.ts';
import { ofGroup } from '../standings/limited.ts';
import type { Rank } from '../standings/standings.ts';
import { type FormComparison, formComparisonOf, formRankShowing } from './form-comparison.ts';
import type { FormReport } from './form-report.ts';
import { bySimilarity, maxToLearnFrom } from './improvement.ts';

/** What to answer instead, and what that alone would change: it is scored, with every condition that rests on it. */
export interface FormStep {
  readonly question: string;
  /** The group in which it stands; `index` in none. */
  readonly section: string;
  /** Names of the choices, or a number, that would count. */
  readonly to: { readonly choices: readonly string[] } | { readonly number: string };
  /** It counts with evidence only. */
  readonly needsEvidence: boolean;
  /** What it adds to the number shown; 0 when rounding swallows it. */
  readonly gain: number;
  /** The same before it is rounded to be shown, to 6 decimals. */
  readonly exactGain: number;
  /** The number that would then be shown. */
  readonly percent: number;
  /** The rank that would then be shown; null before standings are published, and among too few for ranks. */
  readonly rank: Rank | null;
  /** How many of all authorities have chosen so; null of a number, and where so few would tell on each of them. */
  readonly givenBy: Count | null;
  /** Names of up to three authorities that have chosen so and published evidence, the most similar first. */
  readonly learnFrom: readonly string[];
}

/**
 * For each question the best answer of more points than it has, where that adds to the score: the most valuable first. An
 * answer of no more points, by which something else is not asked any more, is no improvement.
 */
export function nextFormSteps(report: FormReport): FormStep[] {
  const { definition, facts } = report;
  const comparison = formComparisonOf(report);
  const own = report.codes;
  const scorer = formScorer(definition);
  const now = scorer.score(own, facts);
  const questions = questionsOf(definition);
  const texts = codesByQuestion(own.answerCode, questions.length);
  const deciding = decidingQuestions(definition);
  const learning = comparison !== null && report.publishesEvidence ? bySimilarity(comparison) : [];
  const learnFrom = learning.map((one) => ({ one, codes: codesByQuestion(one.answerCode, questions.length) }));
  const steps = questions.flatMap((question, at): FormStep[] => {
    const planned = planOf(definition).questions.get(question.name);
    const state = mustAt(now.states, at);
    if (planned === undefined || planned.scoring === null || state === 'notAsked') return [];
    const answer = { planned, state, code: texts[at] ?? '' };
    const candidates = betterAnswers(
      definition,
      question,
      answer,
      deciding.has(question.name) || planned.constraint !== null,
    );
    const best = candidates
      .map((code) => ({ code, changed: scorer.score(withAnswer(own, texts, at, code), facts) }))
      .map((one) => ({ ...one, added: addedBy(definition, now, one.changed) }))
      .reduce<Scored | null>((most, one) => (most === null || compared(one.added, most.added) > 0 ? one : most), null);
    if (best === null || compared(best.added, zero) <= 0) return [];
    const percent = numberShown(definition, best.changed.index) ?? 0;
    const to = answerOf(definition, question, best.code);
    const isSame = ({ codes, one }: (typeof learnFrom)[number]): boolean =>
      one.evidenceCode.charAt(at) === '1' && hasChosen(codes[at] ?? '', best.code);
    return [
      {
        question: question.name,
        section: question.parent,
        ...{ to, needsEvidence: needsEvidence(question, to) },
        gain: roundedTo(percent - (report.shown ?? 0), definition.shown.decimals),
        exactGain: Number(fixed(best.added, 6)),
        percent,
        rank: comparison === null ? null : formRankShowing(percent, comparison),
        givenBy: isSelect(question) ? givenBy(question.name, best.code, comparison) : null,
        learnFrom: isSelect(question)
          ? learnFrom
              .filter(isSame)
              .slice(0, maxToLearnFrom)
              .map(({ one }) => one.name)
          : [],
      },
    ];
  });
  return steps.sort((a, b) => b.gain - a.gain || b.exactGain - a.exactGain || share(b.givenBy) - share(a.givenBy));
}

interface Scored {
  readonly code: string;
  readonly changed: ScoredCodes;
  readonly added: Rational;
}

/** Questions on which a condition or a constraint rests: more points there may cost more elsewhere. */
function decidingQuestions(definition: Definition): Set<string> {
  const { conditions, questions } = planOf(definition);
  const expressions = [
    ...[...conditions.values()].flatMap(({ own }) => own ?? []),
    ...[...questions.values()].flatMap(({ constraint }) => constraint ?? []),
  ];
  return new Set(expressions.flatMap(questionsIn));
}

/** In the unit shown, before it is rounded to be shown. */
function addedBy({ shown }: Definition, now: ScoredCodes, changed: ScoredCodes): Rational {
  const of = ({ index }: ScoredCodes): Rational => {
    if (shown.as === 'points') return index?.points ?? zero;
    return index?.score ? times(index.score, hundred) : zero;
  };
  return minus(of(changed), of(now));
}

const hundred = exactly('100');

/** The codes with another answer to one question, which has the evidence that it needs. */
function withAnswer(own: FormCodes, texts: readonly string[], at: number, code: string): FormCodes {
  return {
    answerCode: joinedCodes(texts.map((text, index) => (index === at ? code : text))),
    evidenceCode: `${own.evidenceCode.slice(0, at)}1${own.evidenceCode.slice(at + 1)}`,
    verifiedCode: own.verifiedCode,
  };
}

interface NowAnswered {
  readonly planned: PlannedQuestion;
  readonly state: AnswerState;
  readonly code: string;
}

/**
 * Codes of the answers that may be better. More points never lower a score where nothing rests on the question, so that
 * there only the choice of most points is tried.
 */
function betterAnswers(definition: Definition, question: Question, now: NowAnswered, isDeciding: boolean): string[] {
  if (isSelect(question) && question.type === 'select_one') {
    const better = betterChoices(definition, question, now);
    const [best] = better;
    return best === undefined ? [] : (isDeciding ? better : [best]).map(({ place }) => codeOf([place]));
  }
  if (isSelect(question)) return otherSelections(definition, question, now);
  return question.type === 'text' ? [] : bestNumber(question);
}

const codeOf = (places: readonly number[]): string => places.map((place) => place.toString(36)).join(' ');
const placesOf = (code: string): number[] => code.split(' ').map((place) => Number.parseInt(place, 36));

/** Choices of more points than count now, those of most points first; and the one that lacks its evidence. */
function betterChoices(definition: Definition, question: SelectQuestion, { planned, state }: NowAnswered) {
  const choices = choicesOf(definition, question);
  const pointsOf = (name: string): Rational =>
    atMost(planned.scoring?.points.get(name) ?? zero, planned.scoring?.most ?? zero);
  const chosen = typeof state === 'string' ? undefined : choices[state[0] ?? -1];
  const isNothing = chosen === undefined || planned.missingChoices.has(chosen.name);
  const now = isNothing ? null : pointsOf(chosen.name);
  return choices
    .map(({ name, missing }, place) => ({ place, missing, points: pointsOf(name) }))
    .filter(({ missing, points }) => !missing && (now === null || compared(points, now) > 0))
    .sort((a, b) => compared(b.points, a.points) || a.place - b.place);
}

/** One choice more or less, or another one that stands alone. */
function otherSelections(
  definition: Definition,
  question: SelectQuestion,
  { planned, state, code }: NowAnswered,
): string[] {
  const choices = choicesOf(definition, question);
  const isMissingOf = (all: readonly number[]): boolean =>
    all.some((place) => planned.missingChoices.has(choices[place]?.name ?? ''));
  const isAlone = (place: number): boolean => {
    const { name = '' } = choices[place] ?? {};
    return planned.exclusiveChoices.has(name) || planned.missingChoices.has(name);
  };
  const given = typeof state === 'string' ? [] : state;
  const kept = given.filter((place) => !isAlone(place));
  const pointsOf = (all: readonly number[]): Rational => {
    const own = all.map((place) => planned.scoring?.points.get(choices[place]?.name ?? '') ?? zero);
    return atMost(sumOfAll(own), planned.scoring?.most ?? zero);
  };
  const isBetter = (all: readonly number[]): boolean =>
    given.length === 0 || isMissingOf(given) || compared(pointsOf(all), pointsOf(given)) > 0;
  const places = choices.map((_, place) => place);
  const more = places.filter((place) => !kept.includes(place) && !isAlone(place)).map((place) => [...kept, place]);
  const less = kept.length > 1 ? kept.map((left) => kept.filter((place) => place !== left)) : [];
  const alone = places
    .filter((place) => planned.exclusiveChoices.has(choices[place]?.name ?? ''))
    .map((place) => [place]);
  const same = state === 'notCounted' && code !== '' ? [placesOf(code)] : [];
  return [...same, ...more, ...less, ...alone].filter(isBetter).map(codeOf);
}

/** The nearest number that scores all points. */
function bestNumber({ type, goalposts }: NumberQuestion): string[] {
  if (goalposts === undefined) return [];
  const best = goalposts.better === 'more' ? goalposts.high : goalposts.low;
  const exact = exactly(best);
  const isWhole = exact.d === 1n;
  if (type !== 'integer' || isWhole) return [writtenNumber(best, exact)];
  const floor = exact.n / exact.d - (exact.n < 0n ? 1n : 0n);
  return [String(goalposts.better === 'more' ? floor + 1n : floor)];
}

/** A number of an answer has no fraction: `1/3` is written with as many decimals as scores of numbers have. */
const writtenNumber = (best: string, exact: Rational): string => (best.includes('/') ? fixed(exact, 12) : best);

function answerOf(definition: Definition, question: Question, code: string): FormStep['to'] {
  if (!isSelect(question)) return { number: code };
  const choices = choicesOf(definition, question);
  return { choices: placesOf(code).map((place) => mustAt(choices, place).name) };
}

function needsEvidence({ evidence: { rule, choices } }: Question, to: FormStep['to']): boolean {
  if (rule !== 'required') return false;
  return choices.length === 0 || ('choices' in to && to.choices.some((name) => choices.includes(name)));
}

const hasChosen = (theirs: string, code: string): boolean => {
  const given = theirs.split(' ');
  return code.split(' ').every((place) => given.includes(place));
};

/** How many have the choice that is new in it: of several, those that have the rarest. */
function givenBy(question: string, code: string, comparison: FormComparison | null): Count | null {
  const whole = comparison === null ? null : ofGroup(comparison.standings.all);
  const counted = whole?.questions.get(question);
  if (comparison === null || counted === undefined) return null;
  const given = placesOf(code).map((place) => counted.choices[place] ?? 0);
  return { met: Math.min(...given), total: comparison.standings.all.authorities };
}

const share = (count: Count | null): number => (count === null ? 0 : count.met / count.total);

/** Differences of decimals that a machine does not hold exactly. */
const roundedTo = (number: number, decimals: number): number => Number(number.toFixed(decimals)) || 0;

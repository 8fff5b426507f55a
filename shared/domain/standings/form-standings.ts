import type { RoundId } from '../ids.ts';
import { mustAt } from '../must.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { choicesOf, isSelect } from '../questionnaire/definition/definition-tree.ts';
import { type Uncounted, uncounted } from '../scoring/form-scorer.ts';
import {
  addShown,
  authoritiesIn,
  inOrder,
  rankOfShown,
  type ShownCounters,
  withShownChange,
} from '../scoring/shown-counters.ts';
import { type CountedForm, countedOf, countForm } from './form-tally.ts';
import { areRanked, type Limited, limited, ofHoweverFew } from './limited.ts';
import { type FinalResults, groupsOf, type Profile, type Rank } from './standings.ts';
import { addCounters, addEach } from './tally.ts';

/**
 * All authorities of a round by an office's own questionnaire, at one cut-off: counters that add up, so that ranks are
 * exact at any number of authorities. `Profile.percent` is the number shown: percent or points, as the definition says.
 */
export interface FormStandings {
  readonly round: RoundId;
  /** Names the run that made them; later runs have greater names. */
  readonly run: string;
  /** ISO instant: what was accepted until then is counted. */
  readonly cutOff: string;
  /** `municipal-climate@2026`. */
  readonly questionnaire: string;
  readonly method: 'definition';
  readonly all: Limited<FormCounters>;
  /** By country (`country:FI`), population band (`population:100000`, its lower bound) and kind (`kind:county`). */
  readonly groups: Readonly<Record<string, ShownTally>>;
  readonly registered?: number | undefined;
  /** Set once results are final; every later run keeps it. */
  readonly final?: FinalResults | undefined;
}

/** What a set of authorities shows. */
export type ShownTally = Limited<{ readonly shown: ShownCounters }>;

/** What is counted of all authorities together. */
export interface FormCounters {
  readonly shown: ShownCounters;
  /** By name of each group of the questionnaire: the whole percentages it shows. Who has no score in it is not counted. */
  readonly sections: ReadonlyMap<string, ShownCounters>;
  /** By name of each question. */
  readonly questions: ReadonlyMap<string, QuestionCounters>;
  /** By name of each group that counts into the index: what would be shown were it not asked. */
  readonly without: ReadonlyMap<string, ShownCounters>;
}

/** What all authorities answered to one question: `answered` and the four beside it add up to all of them. */
export interface QuestionCounters extends Readonly<Record<Uncounted, number>> {
  /** How many gave something that counts. */
  readonly answered: number;
  /** How many gave each choice, in the order of its list: where several may be chosen, more than `answered` together. */
  readonly choices: readonly number[];
}

/** What one shard adds to the standings. */
export type FormStandingsPart = Pick<FormStandings, 'method' | 'all' | 'groups'>;

/** What was published of a round by an office's own questionnaire. */
export interface PublishedFormStandings {
  readonly standings: FormStandings;
  /** All authorities, or an even sample of them where there are very many. */
  readonly profiles: readonly Profile[];
  readonly draws?: undefined;
}

/** One authority as it is counted. */
export type FormCounted = Pick<
  Profile,
  'percent' | 'answerCode' | 'evidenceCode' | 'verifiedCode' | 'country' | 'population' | 'kind'
>;

/** The groups that an authority is compared within. */
export const formGroupsOf = (one: Pick<Profile, 'country' | 'population' | 'kind'>): string[] => [
  ...groupsOf(one),
  ...(one.kind === undefined || one.kind === null || one.kind === '' ? [] : [`kind:${one.kind}`]),
];

/** Counts the authorities of one shard. */
export function countFormAuthorities(definition: Definition, authorities: readonly FormCounted[]): FormStandingsPart {
  const tally = openFormTally(definition);
  for (const one of authorities) tally.count(one, countForm(definition, one, one));
  return tally.part();
}

/** Counts authorities one by one, each by what its answers come to. */
export function openFormTally(definition: Definition) {
  const { sections, questions, without } = countedOf(definition);
  const inSections = sections.map(() => new Map<number, number>());
  const leftOut = without.map(() => new Map<number, number>());
  const shown = new Map<number, number>();
  const inGroups = new Map<string, Map<number, number>>();
  const states = questions.map((question) => ({
    answered: 0,
    choices: isSelect(question) ? choicesOf(definition, question).map(() => 0) : [],
    ...(Object.fromEntries(uncounted.map((state) => [state, 0])) as Record<Uncounted, number>),
  }));
  let authorities = 0;
  return {
    /** Who shows nothing by what counts is counted with what it shows: 0. */
    count(one: Pick<FormCounted, 'percent' | 'country' | 'population' | 'kind'>, counted: CountedForm): void {
      authorities += 1;
      increase(shown, one.percent);
      for (const group of formGroupsOf(one)) {
        const own = inGroups.get(group) ?? new Map<number, number>();
        inGroups.set(group, own);
        increase(own, one.percent);
      }
      for (const [at, percent] of counted.sections.entries()) increase(inSections[at], percent);
      for (const [at, left] of counted.without.entries()) increase(leftOut[at], left ?? 0);
      for (const [at, state] of counted.questions.entries()) {
        const own = states[at];
        if (own === undefined) continue;
        if (typeof state === 'string') own[state] += 1;
        else {
          own.answered += 1;
          for (const choice of state) own.choices[choice] = (own.choices[choice] ?? 0) + 1;
        }
      }
    },
    part: (): FormStandingsPart => ({
      method: 'definition',
      all: limited(authorities, {
        shown: inOrder(shown),
        sections: new Map(sections.map((name, at) => [name, inOrder(mustAt(inSections, at))])),
        questions: new Map(questions.map(({ name }, at) => [name, mustAt(states, at)])),
        without: new Map(without.map((name, at) => [name, inOrder(mustAt(leftOut, at))])),
      }),
      groups: Object.fromEntries(
        [...inGroups].map(([group, own]) => {
          const counters = inOrder(own);
          return [group, limited(authoritiesIn(counters), { shown: counters })];
        }),
      ),
    }),
  };
}

/** What two sets of authorities come to together; they must not share one, and must be of one questionnaire version. */
export function addFormParts(a: FormStandingsPart, b: FormStandingsPart): FormStandingsPart {
  const [one, other] = [ofHoweverFew(a.all), ofHoweverFew(b.all)];
  return {
    method: 'definition',
    all: limited(a.all.authorities + b.all.authorities, {
      shown: addShown(one.shown, other.shown),
      sections: addNamed(one.sections, other.sections, addShown),
      questions: addNamed(one.questions, other.questions, addQuestions),
      without: addNamed(one.without, other.without, addShown),
    }),
    groups: addEach(a.groups, b.groups, (x, y) =>
      limited(x.authorities + y.authorities, { shown: addShown(ofHoweverFew(x).shown, ofHoweverFew(y).shown) }),
    ),
  };
}

/**
 * The rank that is told of an authority that now shows `shown`, among all that are counted. `before`: the number that they
 * count it with; null when they do not count it yet. Null where {@link areRanked} says so.
 */
export function rankAmongShown(tally: ShownTally, shown: number, before: number | null = shown): Rank | null {
  const of = tally.authorities + Number(before === null);
  if (!areRanked(of)) return null;
  return { rank: rankOfShown(shown, withShownChange(ofHoweverFew(tally).shown, before, shown)), of };
}

/** Of the same names on both sides. */
const addNamed = <T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, sum: (x: T, y: T) => T): Map<string, T> =>
  new Map(
    [...a].map(([name, one]) => {
      const other = b.get(name);
      return [name, other === undefined ? one : sum(one, other)];
    }),
  );

const addQuestions = (a: QuestionCounters, b: QuestionCounters): QuestionCounters => ({
  answered: a.answered + b.answered,
  choices: addCounters(a.choices, b.choices),
  blank: a.blank + b.blank,
  unclear: a.unclear + b.unclear,
  notCounted: a.notCounted + b.notCounted,
  notAsked: a.notAsked + b.notAsked,
});

function increase(counters: Map<number, number> | undefined, shown: number | null): void {
  if (shown !== null) counters?.set(shown, (counters.get(shown) ?? 0) + 1);
}

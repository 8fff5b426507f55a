import * as v from 'valibot';
import { authoritiesIn, type ShownCounters } from '../../../domain/scoring/shown-counters.ts';
import type { FormCounters, FormStandingsPart, QuestionCounters } from '../../../domain/standings/form-standings.ts';
import { limited, ofHoweverFew } from '../../../domain/standings/limited.ts';

/** What is kept of standings by an office's own questionnaire, as it is checked when it is read back. */

const whole = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(whole, v.minValue(0));

/** Numbers are shown with two decimals at most. */
const unit = 100;

/**
 * Steps of a hundredth from the number before, the first one from 0, each followed by how many authorities show it: nearly
 * all are a digit or two, and are compressed to half of that.
 */
const counters = v.pipe(
  v.array(whole),
  v.check((list) => list.length % 2 === 0, 'It breaks off'),
  v.transform((list): ShownCounters => {
    let at = 0;
    return Array.from({ length: list.length / 2 }, (_, index): [number, number] => {
      at += list[2 * index] ?? 0;
      return [at / unit, list[2 * index + 1] ?? 0];
    });
  }),
);

function storedCounters(all: ShownCounters): number[] {
  let before = 0;
  return all.flatMap(([shown, authorities]) => {
    const at = Math.round(shown * unit);
    const step = at - before;
    before = at;
    return [step, authorities];
  });
}

/** How many answered, were blank, unclear, not counted and not asked, and then how many gave each choice. */
const question = v.pipe(
  v.array(count),
  v.minLength(5),
  v.transform(([answered = 0, blank = 0, unclear = 0, notCounted = 0, notAsked = 0, ...choices]): QuestionCounters => {
    return { answered, choices, blank, unclear, notCounted, notAsked };
  }),
);

const storedQuestion = (of: QuestionCounters): number[] => [
  ...[of.answered, of.blank, of.unclear, of.notCounted, of.notAsked],
  ...of.choices,
];

const named = <S extends v.GenericSchema>(one: S) => v.array(v.tuple([v.string(), one]));

/** By name: a list, because a name may be any word. */
const storedNamed = <T>(all: ReadonlyMap<string, T>, stored: (one: T) => number[]): [string, number[]][] =>
  [...all].map(([name, one]) => [name, stored(one)]);

export const formStandingsPart = v.pipe(
  v.object({
    method: v.literal('definition'),
    authorities: count,
    shown: counters,
    sections: named(counters),
    questions: named(question),
    without: named(counters),
    groups: v.record(v.string(), counters),
  }),
  v.transform(
    ({ method, authorities, shown, sections, questions, without, groups }): FormStandingsPart => ({
      method,
      all: limited<FormCounters>(authorities, {
        shown,
        sections: new Map(sections),
        questions: new Map(questions),
        without: new Map(without),
      }),
      groups: Object.fromEntries(
        Object.entries(groups).map(([group, own]) => [group, limited(authoritiesIn(own), { shown: own })]),
      ),
    }),
  ),
);

/** What is kept of a part, as {@link formStandingsPart} reads it. */
export function storedFormPart({ method, all, groups }: FormStandingsPart) {
  const { shown, sections, questions, without } = ofHoweverFew(all);
  return {
    ...{ method, authorities: all.authorities, shown: storedCounters(shown) },
    sections: storedNamed(sections, storedCounters),
    questions: storedNamed(questions, storedQuestion),
    without: storedNamed(without, storedCounters),
    groups: Object.fromEntries(
      Object.entries(groups).map(([group, own]) => [group, storedCounters(ofHoweverFew(own).shown)]),
    ),
  };
}

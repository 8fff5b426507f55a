import { codesByQuestion } from '../answers/form-codes.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import {
  authoritiesIn,
  countShown,
  meanOfShown,
  quantileOfShown,
  type ShownCounters,
} from '../scoring/shown-counters.ts';
import { type QuestionCounters, rankAmongShown, type ShownTally } from '../standings/form-standings.ts';
import { countedOf, countForm } from '../standings/form-tally.ts';
import { areRanked, minGroup, ofGroup } from '../standings/limited.ts';
import type { Profile } from '../standings/standings.ts';
import { countedProfiles, type FormComparison, formComparisonOf, isWithin } from './form-comparison.ts';
import type { FormReport } from './form-report.ts';
import type { BestQuarter, PeerGroup, Quartiles } from './peers.ts';

/** A group of the questionnaire: the authority beside the others, in whole percent of what could be reached. */
export interface PeerSection {
  /** Of the group. */
  readonly name: string;
  /** null: it shows no percentage. */
  readonly own: number | null;
  /** How many authorities show one; what follows is null where they are too few. */
  readonly authorities: number;
  /** To 1 decimal. */
  readonly average: number | null;
  readonly quartiles: Quartiles | null;
  /** The average of the best quarter, of those that were compared. */
  readonly bestQuarter: number | null;
}

/** What authorities gave as a number, of those that are compared. */
export interface NumbersGiven {
  readonly authorities: number;
  readonly quartiles: Quartiles;
}

/** What a result by an office's own questionnaire is compared with. Numbers are in the unit shown. */
export interface FormPeers {
  /** ISO instant: what was accepted until then is counted. */
  readonly cutOff: string;
  /** How many authorities there are, and of how many of them numbers and the best quarter are told. */
  readonly authorities: number;
  readonly compared: number;
  /** All, countries by their code, population bands from the smallest, kinds; none of few authorities. */
  readonly groups: readonly PeerGroup[];
  /** In the order of the questionnaire. */
  readonly sections: readonly PeerSection[];
  /** By name: what all authorities answered. */
  readonly questions: ReadonlyMap<string, QuestionCounters>;
  /** By name; only of questions that enough authorities answered. */
  readonly numbers: ReadonlyMap<string, NumbersGiven>;
  /** From the highest number shown downward until a quarter is covered, and never fewer than a group may have. */
  readonly bestQuarter: BestQuarter;
}

/** Null before standings are published, and while they hold fewer authorities than a group may have. */
export function formPeersOf(report: FormReport): FormPeers | null {
  const comparison = formComparisonOf(report);
  if (comparison === null) return null;
  const { definition } = report;
  const { all, groups, cutOff } = comparison.standings;
  const whole = ofGroup(all);
  if (whole === null) return null;
  const { decimals } = definition.shown;
  const bestQuarter = bestQuarterShown(whole.shown);
  const inOrder = Object.entries(groups).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return {
    cutOff,
    ...{ authorities: all.authorities, compared: comparison.profiles.length },
    groups: [['all', all] as const, ...inOrder].flatMap(
      ([group, tally]) => groupRow(group, tally, comparison, decimals) ?? [],
    ),
    sections: sectionRows(definition, comparison, whole.sections, bestQuarter),
    questions: whole.questions,
    numbers: numbersGiven(definition, comparison.profiles),
    bestQuarter,
  };
}

/** Null of a group that is none. */
function groupRow(
  group: string,
  tally: ShownTally,
  { own, counted }: FormComparison,
  decimals: number,
): PeerGroup | null {
  const counters = ofGroup(tally);
  if (counters === null) return null;
  const before = counted !== null && isWithin(group, counted) ? counted.percent : null;
  return {
    group,
    authorities: tally.authorities,
    average: meanOfShown(counters.shown, decimals) ?? 0,
    quartiles: quartilesOf(counters.shown),
    own: isWithin(group, own) ? rankAmongShown(tally, own.percent, before) : null,
  };
}

/** Of counters with somebody in them. */
function quartilesOf(counters: ShownCounters): Quartiles {
  const at = (part: number): number => quantileOfShown(counters, part) ?? 0;
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

function sectionRows(
  definition: Definition,
  { own, profiles }: FormComparison,
  sections: ReadonlyMap<string, ShownCounters>,
  { fromPercent }: BestQuarter,
): PeerSection[] {
  const mine = countForm(definition, own, own).sections;
  const best = countedProfiles(definition, profiles).filter((_, at) => (profiles[at]?.percent ?? 0) >= fromPercent);
  return countedOf(definition).sections.map((name, at): PeerSection => {
    const counters = sections.get(name) ?? [];
    const authorities = authoritiesIn(counters);
    const isTold = areRanked(authorities);
    const bestShown = countShown(best.flatMap((one) => one.sections[at] ?? []));
    return {
      ...{ name, own: mine[at] ?? null, authorities },
      average: isTold ? meanOfShown(counters, 0) : null,
      quartiles: isTold ? quartilesOf(counters) : null,
      bestQuarter: areRanked(authoritiesIn(bestShown)) ? meanOfShown(bestShown, 0) : null,
    };
  });
}

function bestQuarterShown(shown: ShownCounters): BestQuarter {
  const atLeast = Math.max(minGroup, Math.ceil(authoritiesIn(shown) / 4));
  let authorities = 0;
  let fromPercent = 0;
  for (const [percent, count] of [...shown].reverse()) {
    authorities += count;
    fromPercent = percent;
    if (authorities >= atLeast) break;
  }
  return { authorities, fromPercent };
}

/** By name of each question for a number: the quartiles of what counts; none of few authorities. */
export function numbersGiven(definition: Definition, profiles: readonly Profile[]): Map<string, NumbersGiven> {
  const questions = questionsOf(definition);
  const counted = countedProfiles(definition, profiles);
  const codes = profiles.map(({ answerCode }) => codesByQuestion(answerCode, questions.length));
  return new Map(
    questions.flatMap((question, at): [string, NumbersGiven][] => {
      if (isSelect(question) || question.type === 'text') return [];
      const given = codes.flatMap((own, index) =>
        counted[index]?.questions[at] === 'answered' ? Number(own[at]) : [],
      );
      const quartiles = quartilesOf(countShown(given));
      return areRanked(given.length) ? [[question.name, { authorities: given.length, quartiles }]] : [];
    }),
  );
}

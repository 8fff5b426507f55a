import type { Count } from '../scoring/count.ts';
import type { PercentCounters } from '../scoring/ranking.ts';
import { type Comparison, comparisonOf } from '../standings/comparison.ts';
import { minGroup, ofGroup } from '../standings/limited.ts';
import { groupsOf, type Rank, rankAmong, type WholeCounters } from '../standings/standings.ts';
import {
  type CodeMap,
  codeMapOf,
  meanPercent,
  metByCategory,
  pooled,
  quantile,
  type Tally,
} from '../standings/tally.ts';
import type { ResultsReport } from './results-report.ts';

/** Nearest rank: a quarter, a half and three quarters of the group lie at or below these. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** `all`, `country:FI`, or `population:100000` by the lower bound of its band. */
export interface PeerGroup {
  readonly group: string;
  readonly authorities: number;
  /** Mean of the shown percentages, to 1 decimal. */
  readonly average: number;
  /** Of the shown percentages. */
  readonly quartiles: Quartiles;
  /** The authority's own place in it; null when it does not belong to the group. */
  readonly own: Rank | null;
}

/** A pillar or a category: the authority beside the others. */
export interface PeerPart {
  readonly id: string;
  readonly level: 'pillar' | 'category';
  readonly own: Count;
  /** Pooled over all authorities, as the dashboard does: all that is met of all that is asked. */
  readonly average: Count;
  /** How many of the part's indicators are met. */
  readonly quartiles: Quartiles;
  /** Pooled over the best quarter. */
  readonly bestQuarter: Count;
}

export interface Peers {
  /** ISO instant: what was accepted until then is counted. */
  readonly cutOff: string;
  /** All, the countries by their code, the population bands from the smallest; none of few authorities. */
  readonly groups: readonly PeerGroup[];
  /** Each pillar followed by its categories. */
  readonly parts: readonly PeerPart[];
  /** By indicator id: how many of all authorities meet it. */
  readonly indicators: ReadonlyMap<string, Count>;
  readonly bestQuarter: BestQuarter;
}

/**
 * The authorities in the top quarter by percentage: whole percentages are taken from 100 downward until at
 * least a quarter is covered, and never fewer than a group may have. Ties come in together.
 */
export interface BestQuarter {
  readonly authorities: number;
  /** The lowest percentage that belongs to it. */
  readonly fromPercent: number;
}

/** Null before standings are published, and while they hold fewer authorities than a group may have. */
export function peersOf(report: ResultsReport): Peers | null {
  const comparison = comparisonOf(report);
  if (comparison === null) return null;
  const { all, groups } = comparison.standings;
  const whole = ofGroup(all);
  if (whole === null) return null;
  const bestQuarter = bestQuarterOf(whole.percents, all.authorities);
  const inOrder = Object.entries(groups).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return {
    cutOff: comparison.standings.cutOff,
    groups: [['all', all] as const, ...inOrder].flatMap(([group, tally]) => groupRow(group, tally, comparison) ?? []),
    parts: partRows(codeMapOf(report.questionnaire), comparison, whole, bestQuarter),
    indicators: new Map(Object.entries(whole.indicators).map(([id, met]) => [id, { met, total: all.authorities }])),
    bestQuarter,
  };
}

/** Null of a group that is none. */
function groupRow(group: string, tally: Tally, { own, counted }: Comparison): PeerGroup | null {
  const counters = ofGroup(tally);
  if (counters === null) return null;
  const belongs = (groups: readonly string[]): boolean => group === 'all' || groups.includes(group);
  const before = counted !== null && belongs(counted.groups) ? counted.percent : null;
  return {
    group,
    authorities: tally.authorities,
    average: meanPercent(counters.percents) ?? 0,
    quartiles: quartilesOf(counters.percents),
    own: belongs(groupsOf(own)) ? rankAmong(tally, own.percent, before) : null,
  };
}

function partRows(map: CodeMap, { own }: Comparison, all: WholeCounters, bestQuarter: BestQuarter): PeerPart[] {
  const met = metByCategory(map, own.answerCode);
  const categories = map.categories.map(({ id, total }, index): PeerPart => {
    const best = all.metByPercent[id]?.slice(bestQuarter.fromPercent) ?? [];
    return {
      ...compared(id, 'category', all.categories[id]),
      own: { met: met[index] ?? 0, total },
      bestQuarter: { met: best.reduce((sum, count) => sum + count, 0), total: bestQuarter.authorities * total },
    };
  });
  return map.pillars.flatMap(({ id }, pillar) => {
    const inside = categories.filter((_, index) => map.categories[index]?.pillar === pillar);
    const sum = (key: 'own' | 'bestQuarter'): Count => ({
      met: inside.reduce((all, part) => all + part[key].met, 0),
      total: inside.reduce((all, part) => all + part[key].total, 0),
    });
    const whole = compared(id, 'pillar', all.pillars[id]);
    return [{ ...whole, own: sum('own'), bestQuarter: sum('bestQuarter') }, ...inside];
  });
}

function compared(id: string, level: PeerPart['level'], histogram: readonly number[] = []) {
  return { id, level, average: pooled(histogram), quartiles: quartilesOf(histogram) };
}

/** Of a histogram with someone in it. */
function quartilesOf(histogram: readonly number[]): Quartiles {
  const at = (part: number): number => quantile(histogram, part) ?? 0;
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

function bestQuarterOf(percents: PercentCounters, authorities: number): BestQuarter {
  const atLeast = Math.max(minGroup, Math.ceil(authorities / 4));
  let covered = 0;
  for (let percent = 100; ; percent -= 1) {
    covered += percents[percent] ?? 0;
    if (covered >= atLeast || percent === 0) return { authorities: covered, fromPercent: percent };
  }
}

import { mustGet } from '../../must.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Composite indicators by the standard steps of the OECD/JRC Handbook on Constructing Composite Indicators
 * (2008): min-max normalisation, then weighted arithmetic means up a tree of aggregates.
 */
export interface Node {
  readonly id: string;
  /** The aggregate it is part of; null for the index itself. */
  readonly parent: string | null;
  readonly weight: number;
}

export interface Leaf extends Node {
  /** 1: more is better; -1: less is better. */
  readonly direction: 1 | -1;
  /** One number a unit; NaN: missing. */
  readonly column: Float64Array;
}

export interface CompositeTree {
  readonly leaves: readonly Leaf[];
  /** From the lowest level to the index, which comes last. */
  readonly aggregates: readonly Node[];
}

/** 0..100 over what is there, the best at 100; missing stays missing. */
export function minMax({ column, direction }: Pick<Leaf, 'column' | 'direction'>): Float64Array {
  const there = column.filter((value) => !Number.isNaN(value));
  const [least, most] = [Math.min(...there), Math.max(...there)];
  return column.map((value) => (100 * (direction === 1 ? value - least : most - value)) / (most - least));
}

/** A column of scores for each node, by its id. */
export function compositeScores({ leaves, aggregates }: CompositeTree): Map<string, Float64Array> {
  const scores = new Map(leaves.map((leaf) => [leaf.id, minMax(leaf)]));
  for (const { id } of aggregates) {
    const parts = [...leaves, ...aggregates].filter(({ parent }) => parent === id);
    const columns = parts.map((part) => mustGet(scores, part.id));
    const weights = Float64Array.from(parts, ({ weight }) => weight);
    const units = columns[0]?.length ?? 0;
    scores.set(
      id,
      Float64Array.from({ length: units }, (_, unit) =>
        weightedMean(
          Float64Array.from(columns, (column) => column[unit] ?? Number.NaN),
          weights,
        ),
      ),
    );
  }
  return scores;
}

/** The tree without one aggregate and all that is under it; its sisters keep their weights. */
export function withoutAggregate({ leaves, aggregates }: CompositeTree, id: string): CompositeTree {
  const gone = new Set([id]);
  // Parents come after their parts, so the way down is the way back.
  for (const node of [...aggregates].reverse()) if (node.parent !== null && gone.has(node.parent)) gone.add(node.id);
  const stays = ({ id: node, parent }: Node): boolean => !gone.has(node) && (parent === null || !gone.has(parent));
  return { leaves: leaves.filter(stays), aggregates: aggregates.filter(stays) };
}

/** Standard competition ranks (1, 2, 2, 4), the highest score first; NaN where the score is missing. */
export function competitionRanks(scores: Float64Array): Float64Array {
  return scores.map((own) => (Number.isNaN(own) ? own : scores.reduce((rank, other) => rank + Number(other > own), 1)));
}

import type { Rational } from './rational.ts';

/** What a group, a scored question or the index came to. */
export interface NodeScore {
  /** In the unit of `most`; below zero where answers take points away. */
  readonly points: Rational;
  /** What could be reached by what counts; 0 where all that counts can only take away. */
  readonly most: Rational;
  /** 0..1, or below zero; rounded as the definition says. null: nothing could be reached, so there are points only. */
  readonly score: Rational | null;
}

/** What a set of answers came to. */
export interface Scored {
  /** By name: `index`, every group, every scored question; null where it is missing. */
  readonly nodes: ReadonlyMap<string, NodeScore | null>;
  /** By name of every group, question and note: whether it is asked; null where that rests on what is not answered. */
  readonly asked: ReadonlyMap<string, boolean | null>;
}

import { type Problem, type ProblemCode, type ProblemPlace, problem } from '../../domain/answers/problems.ts';
import type { Locked, UnreadableFacts } from '../../domain/answers/unreadable-facts.ts';

type Facts = NonNullable<ProblemPlace['facts']> & Partial<UnreadableFacts> & { readonly locked?: Locked };

/** Thrown inside this room when a file cannot be read at all; leaves it as the problem it carries. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, facts: Facts = {}, cause?: unknown) {
    super(code, { cause });
    this.problem = problem(code, { facts });
  }
}

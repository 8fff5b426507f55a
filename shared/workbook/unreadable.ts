import { type Problem, type ProblemCode, type ProblemPlace, problem } from '../domain/problems.ts';

/** Thrown inside this room when a file cannot be read at all; leaves it as the problem it carries. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, facts: NonNullable<ProblemPlace['facts']> = {}, cause?: unknown) {
    super(code, { cause });
    this.problem = problem(code, { facts });
  }
}

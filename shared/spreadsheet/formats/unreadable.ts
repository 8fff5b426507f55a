import { type Problem, type ProblemCode, type ProblemPlace, problem } from '../../domain/answers/problems.ts';
import type { Locked } from '../../rendering/words/format-remedies.ts';
import type { Messages } from '../../rendering/words/messages.ts';

export type Format = keyof Messages['facts']['format'];
export type Container = keyof Messages['facts']['container'];

/** What the messages name: of these facts each has words in every language. */
type Facts = NonNullable<ProblemPlace['facts']> & {
  readonly format?: Format;
  readonly container?: Container;
  /** What has a password, where it is no Excel workbook. */
  readonly locked?: Locked;
  readonly cause?: keyof Messages['facts']['cause'];
  readonly limit?: keyof Messages['facts']['limit'];
};

/** Thrown inside this room when a file cannot be read at all; leaves it as the problem it carries. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, facts: Facts = {}, cause?: unknown) {
    super(code, { cause });
    this.problem = problem(code, { facts });
  }
}

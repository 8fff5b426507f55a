import type { BackgroundValue } from '../background.ts';
import { type Problem, problem } from '../problems.ts';
import { type CheckInput, splitAddress } from './check-input.ts';

/** What cannot well be, of two figures: a rule names them by id, and its cause has words in the messages. */
interface Rule {
  readonly figure: string;
  readonly other: string;
  readonly holds: (figure: number, other: number) => boolean;
  readonly cause: string;
}

const lessThan = (figure: number, other: number): boolean => figure <= other;
const rules: readonly Rule[] = [
  { figure: 'employees', other: 'population', holds: lessThan, cause: 'employees' },
  {
    figure: 'ictSpecialistsDirect',
    other: 'employees',
    holds: lessThan,
    cause: 'specialists',
  },
  {
    figure: 'budget',
    other: 'population',
    // Local authorities in Europe spend from some hundreds to some ten thousands a head, in any currency of note.
    holds: (budget, population) => budget / population >= 20 && budget / population <= 1_000_000,
    cause: 'budget',
  },
];

/** Are the figures possible together? */
export function checkBackground({ background }: Pick<CheckInput, 'background'>): Problem[] {
  return rules.flatMap(({ figure, other, holds, cause }): Problem[] => {
    const one = background.get(figure);
    const two = background.get(other);
    if (!isKnown(one) || !isKnown(two) || one.cell === null || holds(one.value, two.value)) return [];
    const [sheet, cell] = splitAddress(one.cell);
    const facts = { value: String(one.value), other: String(two.value), cause };
    return [problem('background-implausible', { sheet, cell, indicator: figure, read: one.raw, facts })];
  });
}

function isKnown(figure: BackgroundValue | undefined): figure is BackgroundValue & { readonly value: number } {
  return figure !== undefined && figure.value !== null && figure.value > 0;
}

/**
 * What an authority answered to one question, as scoring takes it. A question that is not there, and an answer of no
 * choices, is blank.
 */
export type Given =
  /** Names of the choices of its list: one for `select_one`. */
  | { readonly choices: readonly string[] }
  /** The shortest decimal that is the number: `-4.1`, `71000000`. */
  | { readonly number: string }
  | { readonly text: string }
  /**
   * Something was answered that does not count: not understood, without the evidence it requires, or against the
   * constraint. It scores no points of the most, and a condition that rests on it is neither true nor false.
   */
  | { readonly doesNotCount: NotCountingReason };

export type NotCountingReason = 'not-understood' | 'evidence-missing' | 'constraint-broken' | 'not-exclusive';

/** Answers by the name of their question. */
export type GivenAnswers = ReadonlyMap<string, Given>;

/** What is registered of the authority, on which conditions may rest: `${authority.kind} = 'county'`. */
export interface AuthorityFacts {
  readonly kind?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly population?: number | null | undefined;
}
export const authorityFacts = ['kind', 'country', 'population'] as const satisfies readonly (keyof AuthorityFacts)[];

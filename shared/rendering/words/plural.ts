import { fill } from './fill.ts';
import { pluralRules } from './formats.ts';

/** A text for one and for all other numbers: enough for the languages we speak. */
interface Forms {
  readonly one: string;
  readonly other: string;
}

/** The form that the language has for a number, with the facts filled in. The sign does not matter: `−1 point`. */
export function pluralOf(forms: Forms, number: number, facts: Parameters<typeof fill>[1], locale: string): string {
  const isOne = pluralRules(locale, {}).select(Math.abs(number)) === 'one';
  return fill(isOne ? forms.one : forms.other, facts);
}

import type { AuthoringFault } from '../../spreadsheet/authoring/authoring-fault.ts';
import type { DecisionCode } from '../../spreadsheet/authoring/decision-code.ts';
import english from './en/authoring.json' with { type: 'json' };
import { fill } from './fill.ts';

interface FaultWords {
  /** What is wrong; `{fact}` stands for a fact of it. */
  readonly message: string;
  /** What to do about it, in the workbook. */
  readonly remedy: string;
}

interface DecisionWords {
  readonly decision: string;
  /** What speaks for which answer. */
  readonly why: string;
}

/** What people read of authoring workbooks, in one language. A code of a fault or a decision without words does not compile. */
export type AuthoringWords = Omit<typeof english, 'faults' | 'decisions'> & {
  readonly faults: Readonly<Record<AuthoringFault['code'], FaultWords>>;
  readonly decisions: Readonly<Record<DecisionCode, DecisionWords>>;
};

export const englishAuthoringWords: AuthoringWords = english;

/** What is wrong, and what to do about it. */
export function describeFault({ code, facts }: AuthoringFault, words: AuthoringWords = english): FaultWords {
  const { message, remedy } = words.faults[code];
  const all = { ...facts, ...factsInWords(facts, words) };
  const meant = facts['meant'] === undefined ? '' : fill(words.meant, all);
  return { message: `${fill(message, all)}${meant}`, remedy: fill(remedy, all) };
}

/** Facts that are words themselves, by the keys that checks give them. */
function factsInWords(facts: AuthoringFault['facts'], words: AuthoringWords): Record<string, string> {
  const { default: value = '', hidden, only, insteadOfType = '', insteadOfColumn = '' } = facts;
  const agree = value === '(blank)' ? 'blank' : value === '(as written)' ? 'asWritten' : 'value';
  return {
    agree: fill(words.agree[agree], facts),
    instead: wordOf(words.insteadOfType, insteadOfType) || wordOf(words.insteadOfColumn, insteadOfColumn),
    ...(hidden === undefined ? {} : { what: wordOf(words.hidden, hidden) }),
    ...(only === undefined ? {} : { type: wordOf(words.only, only) }),
  };
}

const wordOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? '';

/** What an office has to decide of a draft. */
export function decisionInWords(
  { code, facts }: { readonly code: DecisionCode; readonly facts: Readonly<Record<string, string>> },
  words: AuthoringWords,
): DecisionWords {
  const { decision, why } = words.decisions[code];
  return { decision: fill(decision, facts), why: fill(why, facts) };
}

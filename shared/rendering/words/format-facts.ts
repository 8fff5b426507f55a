import type { Problem } from '../../domain/answers/problems.ts';
import { fill } from './fill.ts';
import type { Messages } from './messages.ts';
import { readableInstant } from './readable.ts';

/** Which words a fact of a problem is told in; all others are told as they are. */
const tables = {
  format: 'format',
  container: 'container',
  inner: 'container',
  outer: 'container',
  cause: 'cause',
  limit: 'limit',
  direction: 'direction',
  window: 'window',
  because: 'because',
} as const satisfies Record<string, keyof Messages['facts']>;

const instants: ReadonlySet<string> = new Set(['opensAt', 'closesAt', 'receivedAt', 'changedAt']);

/**
 * The facts of a problem as people read them. Some are codes that have words in each language (`pdf`), some are ISO
 * instants, told in the zone that stands with them, and an answer is said as the form says it.
 */
export function formatFacts(facts: Problem['facts'], messages: Messages): Record<string, string> {
  const { timeZone = messages.timeZone } = facts;
  const zoned = { ...messages, timeZone };
  const told = Object.entries(facts).map(([name, fact]): [string, string] => [name, inWords(name, fact, zoned, facts)]);
  const words = Object.fromEntries(told);
  // Only words of ours are filled in, never a text of the sender's that looks like a placeholder.
  const ours = told.filter(([name]) => Object.hasOwn(tables, name) && words[name] !== facts[name]);
  return { ...words, ...Object.fromEntries(ours.map(([name, word]) => [name, fill(word, words)])) };
}

function inWords(name: string, fact: string, messages: Messages, facts: Problem['facts']): string {
  if (instants.has(name)) return readableInstant(fact, messages);
  // An answer of an office's own questionnaire is told by the label of its form already, maybe in several languages.
  if (facts['offered'] !== undefined && (name === 'value' || name === 'verified')) {
    return ownAnswer(facts[`${name}:${messages.language}`] ?? fact, messages);
  }
  if (name === 'value' || name === 'verified') return wordIn(messages.workbook.answers, fact);
  if (!Object.hasOwn(tables, name)) return fact;
  return wordIn(messages.facts[tables[name as keyof typeof tables]], fact);
}

const ownAnswer = (fact: string, { review }: Messages): string =>
  fact === 'unanswered' || fact === 'unclear' ? review.values[fact] : fact;

/** What has no word (a file kept from before it had one) is told as it is. */
const wordIn = (words: Readonly<Record<string, string>>, fact: string): string =>
  Object.hasOwn(words, fact) ? (words[fact] ?? fact) : fact;

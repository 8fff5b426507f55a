import { allRequests, type Requests } from './requests.ts';

/**
 * The most that each step may take: the tests refuse what takes more. Whoever makes a step cheaper writes the new number
 * here. `waves` are round trips that wait for each other, in an instance that knows the round and its questionnaire already.
 */
export interface Budget {
  readonly requests: number;
  readonly waves: number;
  /** Capacity units of DynamoDB. */
  readonly read: number;
  readonly written: number;
}

export const budgets = {
  'ingest-submission': { requests: 20, waves: 7, read: 12, written: 16 },
  'ingest-submission, the same event again': { requests: 12, waves: 5, read: 11, written: 1 },
  'deliver-results': { requests: 20, waves: 6, read: 12, written: 3 },
} as const satisfies Readonly<Record<string, Budget>>;

/** The first time an instance meets a round, or a definition of an office: it reads that once, before what hangs on it. */
export interface More {
  readonly requests?: number;
  readonly waves?: number;
}

/** What a step has taken beyond its budget, in words; none where it keeps to it. */
export function beyondBudget(step: keyof typeof budgets, spent: Requests, more: More = {}): string[] {
  const budget: Budget = budgets[step];
  const taken: Readonly<Record<keyof Budget, number>> = {
    requests: allRequests(spent),
    waves: spent.waves.length,
    read: spent.read,
    written: spent.written,
  };
  const limits = {
    ...budget,
    requests: budget.requests + (more.requests ?? 0),
    waves: budget.waves + (more.waves ?? 0),
  };
  const names = Object.keys(taken) as (keyof Budget)[];
  const beyond = names.filter((name) => taken[name] > limits[name]);
  if (beyond.length === 0) return [];
  const told = beyond.map((name) => `${step}: ${taken[name]} ${words[name]}, and its budget is ${limits[name]}`);
  return [...told, ...spent.waves.map((wave, number) => `${number + 1}: ${wave.join(', ')}`)];
}

const words: Readonly<Record<keyof Budget, string>> = {
  requests: 'requests to AWS',
  waves: 'round trips one after the other',
  read: 'capacity units read',
  written: 'capacity units written',
};

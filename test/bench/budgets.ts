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
  'ingest-submission, the same event again': { requests: 12, waves: 4, read: 10, written: 1 },
  'deliver-results': { requests: 19, waves: 6, read: 12, written: 3 },
  'page: state': { requests: 11, waves: 1, read: 10, written: 0 },
  'page: words': { requests: 5, waves: 1, read: 6, written: 0 },
  'page: form of an upload': { requests: 9, waves: 2, read: 7, written: 3 },
  'page: an upload was sent': { requests: 7, waves: 2, read: 7, written: 1 },
  'page: how far an upload is': { requests: 8, waves: 1, read: 9, written: 0 },
  'page: what came of an upload': { requests: 14, waves: 2, read: 17, written: 0 },
  'page: a result': { requests: 13, waves: 2, read: 16, written: 0 },
  'page: a results workbook': { requests: 7, waves: 1, read: 8, written: 0 },
  'page: a blank questionnaire': { requests: 7, waves: 2, read: 6, written: 1 },
  'page: a questionnaire with the answers': { requests: 11, waves: 2, read: 11, written: 1 },
  'page: a questionnaire with the answers of before': { requests: 13, waves: 3, read: 12, written: 2 },
  'page: a link to a sheet': { requests: 10, waves: 3, read: 7, written: 3 },
  'page: an act': { requests: 11, waves: 3, read: 8, written: 3 },
  'page: a new colleague': { requests: 15, waves: 4, read: 8, written: 6 },
  'page: a colleague who leaves': { requests: 8, waves: 3, read: 6, written: 3 },
  // With four shards; `more` says what the number of authorities adds.
  'rescore-round, all new': { requests: 50, waves: 29, read: 20, written: 12 },
  'rescore-round, nothing new': { requests: 35, waves: 21, read: 19, written: 6 },
  // Of seven authorities, without evidence.
  'publish-dashboard': { requests: 91, waves: 25, read: 17, written: 0 },
} as const satisfies Readonly<Record<string, Budget>>;

/** The first time an instance meets a round, or a definition of an office: it reads that once, before what hangs on it. */
export interface More {
  readonly requests?: number;
  readonly waves?: number;
  readonly read?: number;
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
    read: budget.read + (more.read ?? 0),
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

/** Bytes of workbooks: of Espoo's answers, and of Northwood's to the questionnaires of two offices in `examples`. */
const bytesOf = {
  'questionnaire, filled': 22_000,
  'results workbook': 42_000,
  'public-libraries: questionnaire, filled': 12_900,
  'public-libraries: results workbook': 40_000,
  'city-parks: questionnaire, filled': 11_600,
  'city-parks: results workbook': 27_000,
} as const;

/** As {@link beyondBudget}. */
export function beyondBytes(workbook: keyof typeof bytesOf, { length }: Uint8Array): string[] {
  const most = bytesOf[workbook];
  const number = (bytes: number): string => bytes.toLocaleString('en');
  return length <= most ? [] : [`${workbook}: ${number(length)} bytes, and its budget is ${number(most)}`];
}

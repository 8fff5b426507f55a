/**
 * Something wrong in the sender's file, as a value. What it means in words stands in
 * shared/rendering/words, by the same code, in each language.
 *
 * - reject: the file cannot be used; it comes back with the reason
 * - error: that answer counts as not met until it is corrected
 * - query: counted conservatively, the sender is asked
 * - notice: corrected and told
 */
export type Severity = 'reject' | 'error' | 'query' | 'notice';

const severities = {
  'file-missing': 'reject',
  'file-empty': 'reject',
  'file-too-large': 'reject',
  'file-encrypted': 'reject',
  'file-unsupported': 'reject',
  'file-several': 'reject',
  'file-damaged': 'reject',
  'file-unsafe': 'reject',
  'file-malicious': 'reject',
  'not-a-questionnaire': 'reject',
  'answers-not-found': 'reject',
  'questionnaire-unknown': 'reject',
  'questionnaire-other-family': 'reject',
  'nothing-answered': 'reject',
  'nothing-confirmed': 'reject',
  'confirmation-unclear': 'reject',
  'too-little-answered': 'reject',
  'sheet-link': 'reject',
  'sheet-published': 'reject',
  'sheet-short': 'reject',
  'sheet-not-shared': 'reject',
  'sheet-gone': 'reject',
  'sheet-other-format': 'reject',
  'sheet-too-large': 'reject',
  'sheet-changing': 'reject',
  'sheet-changed-late': 'reject',
  'sheet-unidentified': 'reject',
  'columns-alike': 'reject',
  'authority-missing': 'reject',
  'authority-unknown': 'reject',
  'authority-not-of-page': 'reject',
  'authority-similar': 'reject',
  'authority-ambiguous': 'reject',
  'authority-conflicting': 'reject',
  'sender-not-registered': 'reject',
  'sender-unknown': 'reject',
  'round-missing': 'reject',
  'round-several': 'reject',
  'round-unknown': 'reject',
  'round-none-open': 'reject',
  'round-conflicting': 'reject',
  'round-closed': 'reject',
  'act-impossible': 'reject',
  'answer-unclear': 'error',
  'answer-formula-error': 'error',
  'answer-uncalculated': 'error',
  'answer-double': 'error',
  'answer-exclusive': 'error',
  'answer-not-asked': 'query',
  'evidence-required': 'error',
  'answer-out-of-bounds': 'error',
  'background-not-whole': 'error',
  'background-date': 'error',
  'answer-partial': 'query',
  'answer-continued': 'query',
  'answer-own-words': 'query',
  'answer-numbers': 'error',
  'answers-without-no': 'query',
  'answer-mark': 'query',
  'answer-in-evidence': 'query',
  'answer-contradicts-evidence': 'query',
  'answer-conflicting': 'query',
  'answer-disputed': 'query',
  'answer-spans-questions': 'query',
  'question-missing': 'query',
  'question-unknown': 'query',
  'question-conflicting': 'error',
  'questions-unanswered': 'query',
  'questions-reworded': 'query',
  'sheets-several': 'query',
  'columns-several': 'query',
  'columns-uniform': 'query',
  'columns-other-time': 'query',
  'quotes-odd': 'query',
  'columns-recognised': 'notice',
  'evidence-recognised': 'notice',
  'text-struck': 'query',
  'evidence-without-answer': 'query',
  'evidence-missing': 'query',
  'evidence-weak': 'query',
  'evidence-planned': 'query',
  'evidence-denies': 'query',
  'evidence-old': 'query',
  'evidence-below': 'query',
  'evidence-elsewhere': 'query',
  'background-unclear': 'query',
  'background-ambiguous': 'query',
  'background-history': 'query',
  'background-unit': 'query',
  'background-several': 'query',
  'background-implausible': 'query',
  'background-changed': 'query',
  'file-unwrapped': 'notice',
  'macros-ignored': 'notice',
  'objects-ignored': 'notice',
  'questionnaire-other-version': 'notice',
  'identity-missing': 'notice',
  'left-standing': 'notice',
  'sent-unknown': 'notice',
  'identity-conflicting': 'query',
  'round-differs': 'query',
  'authority-taken': 'notice',
  'round-taken': 'notice',
  'answer-comment-moved': 'notice',
  'answer-written-otherwise': 'notice',
  'answer-dash': 'notice',
  'answer-by-formula': 'notice',
  'hidden-rows-read': 'query',
  'more-problems': 'notice',
  'answer-verified': 'notice',
  'answer-as-claimed': 'notice',
  'sender-missing': 'reject',
  'not-a-registry': 'reject',
  'not-a-review': 'reject',
  'questionnaire-fault': 'reject',
  'questionnaire-notice': 'notice',
  'questionnaire-in-use': 'reject',
  'questionnaire-of-product': 'reject',
  'review-authority-unknown': 'error',
  'review-outdated': 'error',
  'review-indicator-unknown': 'error',
  'review-answer-unclear': 'error',
  'review-reason-missing': 'error',
  'review-reason-long': 'error',
  'review-twice': 'error',
  'registry-value-missing': 'error',
  'registry-id-unclear': 'error',
  'registry-round-id-unclear': 'error',
  'registry-name-long': 'error',
  'registry-address-unclear': 'error',
  'registry-country-unknown': 'error',
  'registry-population-unclear': 'error',
  'registry-yes-no-unclear': 'error',
  'registry-language-unknown': 'error',
  'registry-role-unknown': 'error',
  'registry-mails-unknown': 'error',
  'registry-method-unknown': 'error',
  'registry-questionnaire-unknown': 'error',
  'registry-date-unclear': 'error',
  'registry-zone-unknown': 'error',
  'registry-final-unclear': 'error',
  'registry-final-early': 'error',
  'registry-invitations-past': 'error',
  'registry-invitations-outside': 'error',
  'registry-round-not-registered': 'error',
  'registry-mail-unknown': 'error',
  'registry-text-twice': 'error',
  'registry-placeholder-unknown': 'error',
  'registry-shards-unclear': 'error',
  'registry-id-twice': 'error',
  'registry-address-twice': 'error',
  'registry-contacts-too-many': 'error',
  'registry-authority-not-registered': 'error',
  'registry-authority-ambiguous': 'error',
  'registry-id-taken': 'error',
  'registry-previous-unknown': 'error',
  'registry-shards-fixed': 'error',
  'registry-deadline-early': 'error',
  'registry-removal-refused': 'error',
  'registry-id-changed': 'query',
  'registry-name-twice': 'query',
  'registry-name-similar': 'query',
  'registry-name-shared': 'query',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof severities;
export const problemCodes = /* @__PURE__ */ Object.keys(severities) as ProblemCode[];

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly sheet: string | null;
  /** Address without the sheet: `D9`. */
  readonly cell: string | null;
  /** Indicator or background id the problem belongs to. */
  readonly indicator: string | null;
  /** Where the same doubt stands in several cells: all of them, the first one's among them. */
  readonly cells?: readonly string[];
  /** The questions of {@link cells}, in the same order. */
  readonly indicators?: readonly string[];
  /** What was read there, at most 200 characters. */
  readonly read: string | null;
  /** Values that the messages of this code name, e.g. the format of an unsupported file. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface ProblemPlace {
  readonly sheet?: string | null;
  readonly cell?: string | null;
  readonly indicator?: string | null;
  readonly cells?: readonly string[] | undefined;
  readonly indicators?: readonly string[] | undefined;
  readonly read?: string | null;
  readonly facts?: Readonly<Record<string, string>>;
}

const maxReadLength = 200;

export function problem(code: ProblemCode, place: ProblemPlace = {}): Problem {
  const read = place.read ?? null;
  return {
    code,
    severity: severities[code],
    sheet: place.sheet ?? null,
    cell: place.cell ?? null,
    indicator: place.indicator ?? null,
    ...(place.cells === undefined ? {} : { cells: place.cells }),
    ...(place.indicators === undefined ? {} : { indicators: place.indicators }),
    read: read !== null && read.length > maxReadLength ? `${read.slice(0, maxReadLength - 1)}…` : read,
    facts: place.facts ?? {},
  };
}

/** The same doubt about several cells as one problem with all of them; `read` as the first has it unless it is given. */
export function asOne(alike: readonly Problem[], read?: string): readonly Problem[] {
  const [first, ...others] = alike;
  if (first === undefined || others.length === 0) return alike;
  const indicators = alike.flatMap(({ indicator }) => indicator ?? []);
  return [
    problem(first.code, {
      ...first,
      cells: alike.map(({ cell }) => cell ?? ''),
      indicators: indicators.length === alike.length ? indicators : undefined,
      read: read ?? first.read,
    }),
  ];
}

/** A doubt of several cells as one problem for each of them. */
export function eachPlace(problem: Problem): readonly Problem[] {
  const { cells, indicators, ...one } = problem;
  if (cells === undefined) return [problem];
  return cells.map((cell, at) => ({ ...one, cell, indicator: indicators?.[at] ?? one.indicator }));
}

/** The problem at those of its places whose question `still` holds for; null where it holds for none. */
export function whereStill(problem: Problem, still: (indicator: string | null) => boolean): Problem | null {
  const { cells, indicators } = problem;
  if (cells === undefined || indicators === undefined) return still(problem.indicator) ? problem : null;
  const left = eachPlace(problem).filter(({ indicator }) => still(indicator));
  return left.length === cells.length ? problem : (asOne(left, problem.read ?? undefined)[0] ?? null);
}

const gravity: Record<Severity, number> = { reject: 0, error: 1, query: 2, notice: 3 };

/** Gravest first; within a severity in the order in which they were found. */
export function byGravity(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => gravity[a.severity] - gravity[b.severity]);
}

/** The first problems; where that leaves some out, the last one says how many. */
export function firstProblems(problems: readonly Problem[], count: number): readonly Problem[] {
  if (problems.length <= count) return problems;
  const left = problems.slice(count).reduce((sum, one) => sum + standsFor(one), 0);
  return [...problems.slice(0, count), problem('more-problems', { facts: { count: String(left) } })];
}

const standsFor = ({ code, facts }: Problem): number => (code === 'more-problems' ? Number(facts['count'] ?? 1) : 1);

/** Cells named in a sentence; more would hide what it says. */
const maxListed = 10;

/** `D9, D12`; of many the first and how many more: `… +3`. */
export const listed = (items: readonly string[], max: number, between = ', '): string =>
  items.slice(0, max).join(between) + (items.length > max ? ` +${items.length - max}` : '');

export const listedCells = (cells: readonly string[]): string => listed(cells, maxListed);

export function isRejected(problems: readonly Problem[]): boolean {
  return problems.some((one) => one.severity === 'reject');
}

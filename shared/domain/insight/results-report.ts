import type { Answers } from '../answers/answer.ts';
import type { BackgroundValues } from '../answers/background.ts';
import type { Problem } from '../answers/problems.ts';
import type { RoundId } from '../ids.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Score } from '../scoring/scoring.ts';
import type { Finality } from '../standings/finality.ts';
import type { PublishedStandings } from '../standings/standings.ts';
import type { HistoryEntry } from '../submissions/history.ts';
import type { CertifiedFile } from '../submissions/said-with-file.ts';
import type { GivenIn, Sequel } from '../submissions/sequel.ts';

/** What a report of any questionnaire says of the file, and of what it is compared with. */
export interface FileReport {
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  /** The authority's, ISO 3166-1 alpha-2; null when it is not known. */
  readonly country: string | null;
  readonly round: RoundId | null;
  /** IANA name of the zone of the round; UTC when it is not said. */
  readonly timeZone?: string | undefined;
  /** Language of the reader. */
  readonly language: string;
  readonly fileName: string;
  readonly sha256: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly problems: readonly Problem[];
  /** How settled the round's ranks are. */
  readonly finality?: Finality | null | undefined;
  /** Whether the office publishes evidence: only then one authority is told whose evidence to learn from. */
  readonly publishesEvidence: boolean;
  /** The authority's scored submissions of all rounds, this one included. */
  readonly history: readonly HistoryEntry[];
  /** What the file has made of what counted before it; null when it is the first. */
  readonly sequel: Sequel | null;
  /** Who gave which of the answers that count, where several files do; for contacts and the office alone. */
  readonly givenBy?: readonly GivenIn[] | undefined;
  /** Who certifies the files that count, the one that came last first; for contacts and the office alone. */
  readonly certified?: readonly CertifiedFile[] | undefined;
}

/** The plain data that a results workbook and its mail are drawn from. */
export interface ResultsReport extends FileReport {
  readonly questionnaire: Questionnaire;
  /** As it is registered, for an authority that gave none. */
  readonly registeredPopulation?: number | null | undefined;
  readonly score: Score;
  readonly answers: Answers;
  readonly background: BackgroundValues;
  /** What the result is compared with; null before the round's first standings were published. */
  readonly published: PublishedStandings | null;
}

/** A report that stands alone: of a file that no round knows. */
export const comparedWithNothing = {
  country: null,
  published: null,
  publishesEvidence: false,
  history: [],
  sequel: null,
} as const;

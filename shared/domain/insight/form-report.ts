import type { AnswerCode, Answers, Unread } from '../answers/answer.ts';
import type { Problem } from '../answers/problems.ts';
import type { RoundId } from '../ids.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import type { AuthorityFacts, GivenAnswers } from '../scoring/given.ts';
import type { Scored } from '../scoring/scored.ts';
import type { Finality } from '../standings/finality.ts';
import type { PublishedFormStandings } from '../standings/form-standings.ts';
import type { HistoryEntry } from '../submissions/history.ts';
import type { Sequel } from '../submissions/sequel.ts';

/** The plain data that results by an office's own questionnaire are drawn from: workbook, page and letter. */
export interface FormReport {
  readonly definition: Definition;
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  /** The authority's, ISO 3166-1 alpha-2; null when it is not known. */
  readonly country: string | null;
  /** What is registered of the authority, on which conditions rest. */
  readonly facts: AuthorityFacts;
  readonly round: RoundId | null;
  /** IANA name of the zone of the round; UTC when it is not said. */
  readonly timeZone?: string | undefined;
  /** Of our own words; texts of the definition are told in its closest language. */
  readonly language: string;
  readonly fileName: string;
  readonly sha256: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** As they were read, and as they count: of several files what stands of each. */
  readonly answers: Answers<AnswerCode | Unread>;
  /** What scoring makes of them: which count, and why others do not. */
  readonly given: GivenAnswers;
  readonly scored: Scored;
  /** The number that people see, in percent or points; null: too little is answered for one. */
  readonly shown: number | null;
  readonly problems: readonly Problem[];
  /** What the result is compared with; null before the round's first standings were published. */
  readonly published: PublishedFormStandings | null;
  /** How settled the round's ranks are. */
  readonly finality?: Finality | null | undefined;
  /** Whether the office publishes evidence. */
  readonly publishesEvidence: boolean;
  /** The authority's scored submissions of all rounds, this one included. */
  readonly history: readonly HistoryEntry[];
  /** What the file has made of what counted before it; null when it is the first. */
  readonly sequel: Sequel | null;
}

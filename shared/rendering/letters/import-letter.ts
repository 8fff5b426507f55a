import { isRejected } from '../../domain/answers/problems.ts';
import type { PlannedImport } from '../../domain/registry/planned-import.ts';
import { fill, type Messages } from '../words/messages.ts';
import { readableInstant } from '../words/readable.ts';
import { fromStranger } from './from-stranger.ts';
import type { Letter } from './letter.ts';
import { problemLines } from './problem-lines.ts';

/** What each kind of the office's workbooks is answered. */
export type ImportWords = Readonly<
  Record<
    'headline' | 'headlineRejected' | 'received' | 'meaning' | 'meaningRejected' | 'attached' | 'nothingWrong',
    string
  >
>;

export interface ImportAnswer {
  readonly words: ImportWords;
  /** What the words name. */
  readonly counts: Readonly<Record<string, number | string>>;
  /** Name of the sheet that lists all problems. */
  readonly sheet: string;
  /** Rounds that are scored again for it. */
  readonly rescored: readonly string[];
  /** How many problems the mail lists, where it is not as many as fit. */
  readonly shows?: number;
}

/** The mail that answers a workbook of the office: how much changed, then what to correct. */
export function importLetter(
  { fileName, receivedAt, plan: { report } }: PlannedImport,
  { words, counts, sheet, rescored, shows }: ImportAnswer,
  footer: readonly string[],
  messages: Messages,
): Letter {
  const rejected = isRejected(report.problems);
  const { shown, more } = problemLines(report.problems, null, messages.language, messages, shows);
  return {
    language: messages.language,
    headline: rejected ? words.headlineRejected : fill(words.headline, counts),
    percent: null,
    paragraphs: [
      fill(words.received, {
        fileName: fromStranger(fileName, messages),
        received: readableInstant(receivedAt, messages),
      }),
      rejected ? words.meaningRejected : fill(words.meaning, counts),
      ...(rescored.length === 0 ? [] : [fill(messages.mail.scoredAgain, { rounds: rescored.join(', ') })]),
    ],
    counts: null,
    link: null,
    problems:
      shown.length === 0
        ? null
        : {
            heading: messages.mail.problems.heading,
            lines: shown,
            more: more === 0 ? '' : fill(messages.mail.problems.more, { count: more, sheet }),
          },
    closing: [
      ...(shown.length === 0 ? [words.nothingWrong] : []),
      ...(rejected && shows !== undefined ? [] : [words.attached]),
    ],
    footer,
  };
}

import { isRejected } from '../../../shared/domain/problems.ts';
import { fill, type Messages } from '../../../shared/messages/messages.ts';
import { readableInstant } from '../../../shared/messages/readable.ts';
import type { RegistryImport } from '../../../shared/ports.ts';
import { fromStranger } from './from-stranger.ts';
import type { Letter } from './letter.ts';
import { problemLines } from './problem-lines.ts';

/** The mail that answers a registry workbook: how much changed, then what to correct. */
export function registryLetter(
  { fileName, receivedAt, plan: { report } }: RegistryImport,
  footer: readonly string[],
  messages: Messages,
): Letter {
  const words = messages.mail.registry;
  const rejected = isRejected(report.problems);
  const { shown, more } = problemLines(report.problems, null, messages.language, messages);
  const counts = { changes: report.changes.length, problems: report.problems.length, kept: report.kept.length };
  const sheet = messages.workbook.registryReport.sheets.problems.name;
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
    closing: [...(shown.length === 0 ? [words.nothingWrong] : []), words.attached],
    footer,
  };
}

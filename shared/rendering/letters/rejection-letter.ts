import { isRejected, type Problem } from '../../domain/answers/problems.ts';
import { fill, type Messages } from '../words/messages.ts';
import { readableInstant } from '../words/readable.ts';
import { fromStranger } from './from-stranger.ts';
import type { Letter } from './letter.ts';
import { problemLines } from './problem-lines.ts';

/** The mail that goes back for a file that could not be used: why, and what to do. */
export function rejectionLetter(
  file: { readonly fileName: string; readonly receivedAt: string; readonly problems: readonly Problem[] },
  about: {
    readonly toOffice: boolean;
    /** Whether something of its authority counts: only then it still does. */
    readonly hasEarlier: boolean;
    readonly footer: readonly string[];
    /** It came out of an online sheet that is looked at again. */
    readonly isFollowed?: boolean;
  },
  messages: Messages,
): Letter {
  const words = messages.mail.rejected;
  const reasons = file.problems.filter((problem) => isRejected([problem]));
  const { shown } = problemLines(reasons, null, messages.language, messages);
  return {
    language: messages.language,
    headline: words.headline,
    percent: null,
    paragraphs: [
      fill(words.received, {
        fileName: fromStranger(file.fileName, messages),
        received: readableInstant(file.receivedAt, messages),
      }),
    ],
    counts: null,
    problems: { heading: messages.mail.problems.headingRejected, lines: shown, more: '' },
    link: null,
    closing: [
      about.hasEarlier ? words.meaning : words.meaningFirst,
      ...(about.isFollowed === true ? [words.followed] : []),
      ...(about.toOffice ? [words.toOffice] : []),
    ],
    footer: about.footer,
  };
}

import type { Messages } from '../words/messages.ts';

/** Characters of what was read or of a file's name: enough to know it again. */
const maxLength = 90;

/**
 * A text out of a file, as a mail quotes it: short, and without links. Mail programs make links of what
 * looks like one, and a stranger's link is not passed on under our name. Escaping comes later, at output.
 */
export function fromStranger(text: string, messages: Messages): string {
  const linkless = withoutLinks(text, messages);
  return linkless.length > maxLength ? `${linkless.slice(0, maxLength - 1)}…` : linkless;
}

export const withoutLinks = (text: string, messages: Messages): string =>
  text.replace(/\S*(:\/\/|www\.)\S*/gi, messages.mail.problems.link);

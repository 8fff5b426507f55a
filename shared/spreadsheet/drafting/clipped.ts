/** Characters of a text that a questionnaire takes. */
const mostText = 4_000;
/** A text as a cell of a draft has it: no longer than can be, and without what would refer to another answer. */
export const clipped = (text: string): string =>
  (text.length <= mostText ? text : `${text.slice(0, mostText - 1)}…`).replaceAll('${', '$ {');

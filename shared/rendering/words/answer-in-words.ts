/** An answer as a decision keeps it: in our words, or behind `=` in those of an office's own questionnaire. */
export const answerInWords = (value: string, words: Readonly<Record<string, string>>): string =>
  value.startsWith('=') ? value.slice(1) : (words[value] ?? value);

/** `To check:`, `À vérifier :`: with the colon as the language writes it, French with a narrow space before. */
export const withColon = (label: string, language: string): string =>
  `${label}${language.startsWith('fr') ? '\u202f' : ''}:`;

/** `To check: 3`: a label and what it is of. */
export const labelled = (label: string, text: string, language: string): string =>
  `${withColon(label, language)} ${text}`;

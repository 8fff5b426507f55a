/** Sizes that a definition may have. An office's own file is not trusted to be small. */
export const definitionLimits = {
  /** Groups, questions and notes. */
  nodes: 2_000,
  groupLevels: 4,
  choicesOfAList: 500,
  choices: 10_000,
  languages: 12,
  /** Characters of a label, hint or guidance. */
  text: 4_000,
  name: 64,
  expression: 1_000,
  /** From the lowest to the highest score that can be shown: counters of all of them stay one small item. */
  shownSteps: 20_001,
} as const;

/** A BCP-47 tag as far as offices use it: `fi`, `pt-BR`, `sr-Latn`, `zh-Hant-TW`. */
export const languageTag = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
/** `Q12a`, `1.1.1`: letters of any script and digits, with `_`, `-` and `.` between. */
export const nodeName = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_])?$/u;
/** `4`, `-1.15`, `1/3`: an exact number. */
export const exactNumber = /^-?\d{1,15}(\.\d{1,20}|\/0*[1-9]\d{0,14})?$/;
/** Points in the unit of the question's most points, or its share of them: `10`, `-1.15`; `2/3`, `75%`. */
export const choicePoints = /^-?\d{1,15}(\.\d{1,20})?%?$|^-?\d{1,15}\/0*[1-9]\d{0,14}$/;

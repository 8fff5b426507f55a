/**
 * Missing is not No: five values stay apart up to the score.
 * - `na`: the officer says it does not apply or is not known;
 * - `unanswered`: nothing was written;
 * - `unclear`: something was written that is none of the offered answers.
 */
export const answerValues = ['yes', 'no', 'na', 'unanswered', 'unclear'] as const;
export type AnswerValue = (typeof answerValues)[number];
/** What is read where nothing counts as an answer. */
export type Unread = Extract<AnswerValue, 'unanswered' | 'unclear'>;

/** An answer to a question that an office has defined: names of choices, a number or a text behind `=`. */
export type AnswerCode = `=${string}`;
/** Any answer as it is kept, whichever questionnaire it is to. */
export type KeptValue = AnswerValue | AnswerCode;

/** One reply to one question, and where in the sender's file it was read. */
export interface Answer<Value extends string = AnswerValue> {
  readonly value: Value;
  /** The answer cell's text as it was written; '' when it was empty. */
  readonly raw: string;
  readonly evidence: string;
  /** `Questionnaire!D9`, or null when the question was not found in the file. */
  readonly cell: string | null;
  /** What of it is as its workbook was sent out, and so counts only where nobody has given anything else. */
  readonly left?: LeftPart | undefined;
}

export const leftParts = ['answer', 'evidence', 'both'] as const;
export type LeftPart = (typeof leftParts)[number];

/** Answers by the id of their question. */
export type Answers<Value extends string = AnswerValue> = ReadonlyMap<string, Answer<Value>>;

/** Answers that are kept, of whichever questionnaire they are. */
export type KeptAnswers = Answers<KeptValue>;

const isCode = (value: KeptValue): value is AnswerCode => value.startsWith('=');

/** Kept answers to a questionnaire of the product. Throws for those to an office's own, which would be a fault of ours. */
export function yesNoAnswers<A extends Answer<KeptValue>>(
  kept: ReadonlyMap<string, A>,
): ReadonlyMap<string, A & Answer> {
  for (const [id, { value }] of kept) {
    if (isCode(value)) throw new Error(`The answer to ${id} is none to a questionnaire of the product`);
  }
  return kept as ReadonlyMap<string, A & Answer>;
}

/** Kept answers to a questionnaire that an office has defined. Throws for those to one of the product. */
export function codedAnswers(kept: KeptAnswers): Answers<AnswerCode | Unread> {
  for (const [id, { value }] of kept) {
    if (!isCode(value) && value !== 'unanswered' && value !== 'unclear')
      throw new Error(`The answer to ${id} is none to a questionnaire that an office has defined`);
  }
  return kept as Answers<AnswerCode | Unread>;
}

/** What a score is made of: the value of each answer. */
export const valuesOf = (answers: Answers): Map<string, AnswerValue> =>
  new Map([...answers].map(([indicator, { value }]) => [indicator, value]));

/** A dash alone, which takes back what was given before. */
export const isDash = (text: string): boolean => /^[-\u2010-\u2015\u2212]{1,3}$/.test(text.trim());

export const unansweredNowhere: Answer<'unanswered'> = { value: 'unanswered', raw: '', evidence: '', cell: null };

const codeOfValue: Record<AnswerValue, string> = { yes: 'Y', no: 'N', na: 'A', unanswered: '-', unclear: '?' };
export const codeOf = (value: AnswerValue): string => codeOfValue[value];
const valueOfCode = new Map(answerValues.map((value) => [codeOfValue[value], value]));

/** The answers as one letter an indicator, in the order given: what a standing keeps to be scored again. */
export function encodeAnswers(indicatorIds: readonly string[], answers: Answers): string {
  return indicatorIds.map((id) => codeOfValue[answers.get(id)?.value ?? 'unanswered']).join('');
}

/** `1` for each indicator that has evidence, `0` for each other, in the order given. */
export function encodeEvidence(indicatorIds: readonly string[], answers: Answers<string>): string {
  return indicatorIds.map((id) => ((answers.get(id)?.evidence ?? '').trim() === '' ? '0' : '1')).join('');
}

/** The values back from {@link encodeAnswers}; throws on a letter or a length it never writes. */
export function decodeAnswers(indicatorIds: readonly string[], code: string): Map<string, AnswerValue> {
  if (code.length !== indicatorIds.length) {
    throw new Error(`An answer code of ${code.length} letters does not fit ${indicatorIds.length} indicators`);
  }
  return new Map(
    indicatorIds.map((id, index) => {
      const value = valueOfCode.get(code.charAt(index));
      if (value === undefined) throw new Error(`Letter ${index + 1} of the answer code is unknown`);
      return [id, value];
    }),
  );
}

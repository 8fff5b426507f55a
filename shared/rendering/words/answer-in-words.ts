import type { AnswerCode, AnswerValue, KeptValue } from '../../domain/answers/answer.ts';

/** An answer in words; one to an office's own question by the names of its choices, or as the number or text that it is. */
export function answerInWords<Value extends AnswerValue>(
  value: Value | AnswerCode,
  words: Readonly<Record<Value, string>>,
): string {
  return isWorded(value, words) ? words[value] : value.slice(1);
}

const isWorded = <Value extends AnswerValue>(
  value: KeptValue,
  words: Readonly<Record<Value, string>>,
): value is Value => value in words;

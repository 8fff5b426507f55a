import type { Choice } from '../../questionnaire/definition/definition.ts';
import { primaryLanguage } from '../../questionnaire/definition/definition-tree.ts';
import { type ChosenCode, codeOfChoices } from '../choice-codes.ts';
import { type OfferedAnswer, OfferedAnswers } from './answer-words.ts';
import { markedAnswers } from './marked-answers.ts';
import { type AnswerContext, type NormalisedAnswer, normaliseOffered, type RawAnswer } from './normalise-answer.ts';
import { foldedText, plainText, visibleText } from './plain-text.ts';

/** The choices of a list as they are read: by their labels and aliases, their names, and the words for what they mean. */
export function offeredChoices(choices: readonly Choice[]): OfferedAnswers<ChosenCode> {
  return new OfferedAnswers(
    choices.map(({ name, label, aliases, means }): OfferedAnswer<ChosenCode> => {
      const labels = Object.entries(label).map(([tag, text]): [string, string] => [primaryLanguage(tag), text]);
      return {
        value: codeOfChoices([name]),
        meaning: means ?? null,
        labels: Object.fromEntries(labels),
        aliases: [...Object.values(label), ...Object.values(aliases).flat()],
        name,
      };
    }),
  );
}

/** What of a question's list decides how several choices in one cell are read. */
export interface SeveralOffered {
  readonly answers: OfferedAnswers<ChosenCode>;
  /** Codes of the choices that stand alone. */
  readonly exclusive: ReadonlySet<ChosenCode>;
}

/**
 * Several choices out of one cell: on lines of their own or behind `;`, marked in a list of all, by commas where each
 * part is one, or by their names as XLSForm has them (`solar wind`). One that is not understood leaves all unclear.
 */
export function normaliseSeveral(
  raw: RawAnswer,
  language: string | null,
  offered: SeveralOffered,
  context: AnswerContext,
): NormalisedAnswer<ChosenCode> {
  const { answers } = offered;
  const whole = answers.listed(plainText(raw.text));
  if (whole !== null || raw.kind !== 'text') return normaliseOffered(raw, language, answers, context);
  const lines = visibleText(raw.text)
    .split(/[\n\r;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const marked = markedAnswers(raw.text, language, answers);
  if (marked !== null) return marked === 'unclear' ? unclearly('answer-double') : together(marked, offered);
  const parts = lines.length > 1 ? lines : partsOf(lines[0] ?? '', answers);
  if (parts.length < 2) return normaliseOffered(raw, language, answers, context);
  const read = parts.map((text) => normaliseOffered({ kind: 'text', text }, language, answers, context));
  const bad = read.find(({ value }) => value === 'unclear');
  if (bad !== undefined) return { ...bad, comment: '' };
  const chosen = read.flatMap(({ value }) => (value === 'unanswered' || value === 'unclear' ? [] : [value]));
  const comment = read.flatMap((one) => (one.comment === '' ? [] : [one.comment])).join('\n');
  const problem = read.find((one) => one.problem !== null)?.problem ?? null;
  const all = together(chosen, offered);
  return all.problem === null ? { ...all, comment, problem } : all;
}

/** Of one line: by commas or by spaces, only where every part is a choice by itself. */
function partsOf(line: string, answers: OfferedAnswers<ChosenCode>): readonly string[] {
  for (const separator of [/\s*[,|/]\s*/, /\s+/]) {
    const parts = line.split(separator);
    if (parts.length > 1 && parts.every((part) => answers.listed(foldedText(part)) !== null)) return parts;
  }
  return [line];
}

/** All that were chosen as one value, in their own order; one that stands alone beside others is asked about. */
export function together(
  chosen: readonly ChosenCode[],
  { exclusive }: Pick<SeveralOffered, 'exclusive'>,
): NormalisedAnswer<ChosenCode> {
  const all = [...new Set(chosen)];
  if (all.length === 0) return { value: 'unanswered', comment: '', problem: null };
  if (all.length > 1 && all.some((one) => exclusive.has(one))) return unclearly('answer-exclusive');
  return { value: codeOfChoices(all.map((one) => one.slice(1))), comment: '', problem: null };
}

const unclearly = (problem: 'answer-double' | 'answer-exclusive') =>
  ({ value: 'unclear', comment: '', problem }) as const;

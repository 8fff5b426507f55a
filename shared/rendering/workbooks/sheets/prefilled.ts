import type { SentWorkbook } from '../../../domain/submissions/sent-workbook.ts';
import { fill } from '../../words/fill.ts';
import type { ConfirmationBox } from './cover-sheet.ts';
import type { Words } from './page.ts';
import { type Marks, noMarks } from './questionnaire-sheet.ts';

/** A workbook that comes filled in. */
export interface Prefilled {
  /** With what counted in that round; null: with what counts now. */
  readonly round: string | null;
  readonly sent: Pick<SentWorkbook, 'id' | 'code'>;
}

/** Beside each row that comes filled in, in the column of remarks, which nobody takes for evidence or an answer. */
export function prefilledMarks(prefilled: Prefilled | undefined, rows: Iterable<number>, words: Words): Marks {
  if (prefilled === undefined) return noMarks;
  return { ...noMarks, remarks: new Map([...rows].map((row) => [row, markOf(prefilled, words)])) };
}

export function confirmationBox(
  prefilled: Prefilled | undefined,
  words: Words,
): { readonly confirmation?: ConfirmationBox } {
  if (prefilled === undefined) return {};
  const { confirm: label, note, noteNow, promptTitle, prompt } = words.prefilled;
  const { yes } = words.answers;
  const facts = { mark: markOf(prefilled, words), yes, round: prefilled.round ?? '' };
  const told = fill(prefilled.round === null ? noteNow : note, facts);
  return { confirmation: { label, note: told, yes, promptTitle, prompt: fill(prompt, { yes }) } };
}

const markOf = ({ round }: Prefilled, { prefilled }: Words): string =>
  round === null ? prefilled.asCounts : fill(prefilled.asIn, { round });

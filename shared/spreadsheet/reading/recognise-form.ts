import type { OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import type { Grid } from '../formats/grid.ts';
import type { WorkbookIdentity } from '../formats/identity.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { findQuestions } from './find-questions.ts';
import type { Form } from './form.ts';
import { isAnsweredById, isWorded } from './is-questionnaire.ts';
import type { FoundQuestions } from './question-table.ts';
import { type ReadAnswers, readAnswers } from './read-answers.ts';
import { workbookLanguage } from './workbook-language.ts';

/** A questionnaire that a workbook may be, and its form. */
export interface Candidate<Of, Value extends string = OfferedValue> {
  readonly of: Of;
  readonly form: Form<Value>;
}

export interface Recognised<Of, Value extends string = OfferedValue> {
  readonly of: Of;
  readonly found: FoundQuestions;
  readonly read: ReadAnswers<Value>;
}

/**
 * Of the questionnaires that a workbook may be the one most of whose questions stand in it as they are worded. Ids alone
 * are those of a questionnaire only where answers stand beside nearly all of them. `isNamed`: the workbook itself says
 * that it is the only candidate.
 */
export function recogniseForm<Of, Value extends string>(
  grid: Grid,
  identity: WorkbookIdentity | null,
  candidates: readonly Candidate<Of, Value>[],
  isNamed: boolean,
): Recognised<Of, Value> {
  const round = identity?.round ?? null;
  const likeliest = candidates
    .map((one) => ({ ...one, found: findQuestions(grid, one.form, round) }))
    // Versions share ids: wording tells them apart. Of two alike the newer one stands first.
    .sort((a, b) => worded(b.found) - worded(a.found) || b.found.rows.length - a.found.rows.length);
  for (const { of, form, found } of likeliest) {
    if (found.rows.length === 0) continue;
    const language = workbookLanguage(identity, found.rows);
    const read = readAnswers(found.rows, form, { language, round, sheets: grid.sheets });
    if (isNamed || isWorded(found, form) || isAnsweredById(read.answers, form)) return { of, found, read };
  }
  const asked = likeliest.filter(({ form, found }) => isNamed || isWorded(found, form));
  const sheet = asked.map(({ found }) => found.askedOn).find((name) => name !== null);
  throw sheet === undefined ? new Unreadable('not-a-questionnaire') : new Unreadable('answers-not-found', { sheet });
}

const worded = ({ rows }: FoundQuestions): number => rows.filter(({ language }) => language !== null).length;

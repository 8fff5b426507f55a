import {
  type Definition,
  definitionKeyOf,
  type Question,
} from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { toldAnswer } from '../../../domain/review/form-answers.ts';
import { codesUnder, verifiedOf } from '../../../domain/review/review.ts';
import { type FormReviewColumn, formReviewColumns } from '../../../domain/review/review-rows.ts';
import { type ScoredForm, scoreFormCodes } from '../../../domain/scoring/form-score.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { answerInWords } from '../../words/answer-in-words.ts';
import { type DefinitionMessages, definitionMessagesIn } from '../../words/definition-words.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { fill } from '../../words/fill.ts';
import { listSources } from '../form/form-lists.ts';
import type { Offered, TableColumn, TableContent } from '../sheets/table-sheet.ts';
import type { AuthorityToReview } from './authority-to-review.ts';

const widths: Readonly<Record<FormReviewColumn, number>> = {
  round: 10,
  authority: 16,
  name: 14,
  indicator: 12,
  question: 32,
  claimed: 20,
  evidence: 36,
  cell: 14,
  open: 24,
  counts: 20,
  verified: 20,
  reason: 28,
  submission: 15,
};

const placeOf = (column: FormReviewColumn): number => formReviewColumns.indexOf(column);

interface ReviewedRow {
  readonly definition: Definition;
  readonly question: Question;
  readonly cells: Readonly<Record<FormReviewColumn, string | number>>;
}

/** The answers to an office's own questionnaire, as claimed and as they count, each with the answers of its question. */
export function formReviewTable(
  workbook: Workbook,
  authorities: readonly AuthorityToReview<Definition>[],
): TableContent {
  const messages = definitionMessagesIn('en');
  const { review, form } = messages;
  const columns = formReviewColumns.map((column): TableColumn => {
    const width = widths[column];
    if (column === 'cell') return { heading: form.review.cell, width };
    const hinted = column === 'verified' ? { hint: form.review.verifiedHint } : {};
    return { ...review.columns[column], ...hinted, width };
  });
  const rows = authorities.flatMap((of) => rowsOf(of, messages));
  return {
    ...{ name: review.sheet, intro: review.intro, columns, spare: null },
    rows: rows.map(({ cells }) => formReviewColumns.map((column) => cells[column])),
    worked: {
      frozen: placeOf('question') + 1,
      typed: [placeOf('verified'), placeOf('reason')],
      printed: placeOf('submission'),
      offered: offeredIn(rows, workbook, review.asClaimed),
    },
  };
}

function offeredIn(rows: readonly ReviewedRow[], workbook: Workbook, asClaimed: string): (row: number) => Offered {
  const source = listSources(workbook);
  const byList = new Map<string, string>();
  return (index) => {
    const row = rows[index];
    if (row === undefined || row.question.type === 'text') return 'text';
    const { definition, question } = row;
    if (!isSelect(question)) return 'number';
    const key = `${definitionKeyOf(definition)} ${question.list}`;
    const labels = choicesOf(definition, question).map(({ label }) => ownText(label, definition));
    const formula = byList.get(key) ?? source([...labels, asClaimed]);
    byList.set(key, formula);
    // Several are written by hand, so nothing that is written is refused here.
    return { type: 'list', allowBlank: true, formulae: [formula] };
  };
}

const ownText = (texts: Readonly<Record<string, string>>, definition: Definition): string =>
  textOf(texts, definition.defaultLanguage, definition);

function rowsOf(of: AuthorityToReview<Definition>, messages: DefinitionMessages): ReviewedRow[] {
  const { questionnaire: definition, claimed } = of;
  const { values } = messages.review;
  const scored = scoreFormCodes(definition, codesUnder(definition, claimed, of), of.facts);
  return questionsOf(definition).flatMap((question): ReviewedRow[] => {
    const { name, number = name, label } = question;
    const answer = claimed.get(name);
    if (answer === undefined) return [];
    const said = (value: string): string => answerInWords(toldAnswer(definition, name, value), values);
    const verified = verifiedOf(answer, of.verified[name]);
    const open = of.problems.filter(({ indicator }) => indicator === name);
    const cells = {
      ...{ round: of.round, authority: of.authority, name: of.authorityName, indicator: name },
      question: number === name ? ownText(label, definition) : `${number}  ${ownText(label, definition)}`,
      claimed: said(answer.value),
      evidence: answer.evidence,
      cell: answer.cell ?? '',
      open: open.map((one) => describeProblem(one, messages).message).join('\n'),
      counts: countsNow(scored, name, said(verified ?? answer.value), messages),
      verified: verified === null ? '' : asWritten(question, verified, said(verified)),
      reason: verified === null ? '' : (of.verified[name]?.reason ?? ''),
      submission: of.submission,
    };
    return [{ definition, question, cells }];
  });
}

/** A number as one: what is written out could be read otherwise. */
function asWritten({ type }: Question, value: string, said: string): string | number {
  const number = Number(value.slice(1));
  return (type === 'integer' || type === 'decimal') && String(number) === value.slice(1) ? number : said;
}

function countsNow(
  { given, scored }: ScoredForm,
  name: string,
  said: string,
  { form: { review } }: DefinitionMessages,
): string {
  if (scored.asked.get(name) === false) return review.notAsked;
  const one = given.get(name);
  if (one === undefined || !('doesNotCount' in one)) return said;
  return fill(review.doesNotCount, { reason: review.reasons[one.doesNotCount] });
}

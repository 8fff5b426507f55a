import { isDefinition } from '../../../domain/questionnaire/any-questionnaire.ts';
import type { Definition } from '../../../domain/questionnaire/definition/definition.ts';
import { indicatorsOf, type Questionnaire, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { underReview, verifiedOf } from '../../../domain/review/review.ts';
import { type ReviewColumn, reviewColumns } from '../../../domain/review/review-rows.ts';
import { newWorkbook, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { answerInWords } from '../../words/answer-in-words.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { fill, messagesIn } from '../../words/messages.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';
import type { AuthorityToReview } from './authority-to-review.ts';
import { formReviewTable } from './form-review.ts';

const widths: Readonly<Record<ReviewColumn, number>> = {
  round: 10,
  authority: 16,
  name: 14,
  indicator: 12,
  question: 32,
  claimed: 12,
  evidence: 40,
  open: 24,
  counts: 11,
  verified: 13,
  reason: 28,
  submission: 15,
};

const placeOf = (column: ReviewColumn): number => reviewColumns.indexOf(column);
/** Everything up to the question stays in sight, and everything but the submission is printed. */
const worked = {
  frozen: placeOf('question') + 1,
  typed: [placeOf('verified'), placeOf('reason')],
  printed: placeOf('submission'),
} as const;

/** The claimed answers of a round for the office to verify: what counts now stands in it; read back, it changes nothing. */
export async function writeReviewWorkbook(
  round: string,
  authorities: readonly AuthorityToReview[],
): Promise<Uint8Array> {
  const ofForms = authorities.filter((one): one is AuthorityToReview<Definition> => isDefinition(one.questionnaire));
  if (ofForms.length > 0) return writeFormReview(round, ofForms);
  const messages = messagesIn('en');
  const words = messages.review;
  const offered = [messages.workbook.answers.yes, messages.workbook.answers.no, messages.workbook.answers.na];
  const columns = reviewColumns.map(
    (column): TableColumn => ({
      ...words.columns[column],
      width: widths[column],
      ...(column === 'verified' ? { options: [...offered, words.asClaimed] } : {}),
    }),
  );
  const workbook = newWorkbook({ title: fill(words.title, { round }), language: 'en' });
  const ofOurs = authorities.filter((one): one is AuthorityToReview<Questionnaire> => !isDefinition(one.questionnaire));
  const rows = ofOurs.flatMap(rowsOf).map((cells) => reviewColumns.map((column) => cells[column]));
  const table = { name: words.sheet, intro: words.intro, columns, rows, spare: null, worked };
  await addTableSheet(workbook, table, messages.workbook);
  return workbookBytes(workbook);
}

/** The same of an office's own questionnaire: each row offers the answers of its own question. */
async function writeFormReview(
  round: string,
  authorities: readonly AuthorityToReview<Definition>[],
): Promise<Uint8Array> {
  const messages = messagesIn('en');
  const workbook = newWorkbook({ title: fill(messages.review.title, { round }), language: 'en' });
  await addTableSheet(workbook, formReviewTable(workbook, authorities), messages.workbook);
  return workbookBytes(workbook);
}

function rowsOf(of: AuthorityToReview<Questionnaire>): Record<ReviewColumn, string>[] {
  const messages = messagesIn('en');
  const { values } = messages.review;
  const counted = underReview(of.claimed, of);
  return indicatorsOf(of.questionnaire).flatMap(({ id, text }) => {
    const answer = of.claimed.get(id);
    if (answer === undefined) return [];
    const verified = verifiedOf(answer, of.verified[id]);
    const open = of.problems.filter(({ indicator }) => indicator === id);
    return [
      {
        round: of.round,
        authority: of.authority,
        name: of.authorityName,
        indicator: id,
        question: textIn(text, 'en'),
        claimed: answerInWords(answer.value, values),
        evidence: answer.evidence,
        open: open.map((one) => describeProblem(one, messages).message).join('\n'),
        counts: answerInWords(counted.get(id)?.value ?? answer.value, values),
        verified: verified === null ? '' : answerInWords(verified, messages.workbook.answers),
        reason: verified === null ? '' : (of.verified[id]?.reason ?? ''),
        submission: of.submission,
      },
    ];
  });
}

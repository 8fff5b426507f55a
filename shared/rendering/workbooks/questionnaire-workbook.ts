import type { Answers } from '../../domain/answers/answer.ts';
import { type Questionnaire, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { newWorkbook, workbookBytes } from '../../spreadsheet/writing/spreadsheet.ts';
import { messagesIn } from '../words/messages.ts';
import { addBackgroundSheet } from './sheets/background-sheet.ts';
import { addCoverSheet } from './sheets/cover-sheet.ts';
import { addIdentitySheet, addresseeLine } from './sheets/identity-sheet.ts';
import { confirmationBox, type Prefilled, prefilledMarks } from './sheets/prefilled.ts';
import { questionnaireCover } from './sheets/questionnaire-cover.ts';
import { figureRows, indicatorRows } from './sheets/questionnaire-layout.ts';
import { addQuestionnaireSheet } from './sheets/questionnaire-sheet.ts';

export interface QuestionnaireToSend {
  readonly questionnaire: Questionnaire;
  readonly language: string;
  /** null: the authority writes its name on the cover. Without an id the registry is not known: then the name leads to it. */
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  readonly round: string | null;
  /** Who answers questions about the questionnaire, as it is to be shown. */
  readonly contact?: string;
  /** Where the filled questionnaire is sent to. */
  readonly office?: string;
  /** ISO date. */
  readonly deadline?: string;
  /** The same to the minute, in the zone of the round. */
  readonly closes?: { readonly at: string; readonly timeZone: string };
  /** Whether its cover has cells to certify the answers, and for a note to the office. */
  readonly saidCells?: boolean;
  /** Answers it comes filled with. */
  readonly answers?: Answers;
  /** Background figures it comes filled with: the texts as they were written, by figure id. */
  readonly background?: ReadonlyMap<string, string>;
  /** Where we have filled it in, and not its sender. */
  readonly prefilled?: Prefilled;
}

/** The questionnaire as an .xlsx workbook to fill in. The same input gives the same bytes. */
export async function writeQuestionnaireWorkbook(toSend: QuestionnaireToSend): Promise<Uint8Array> {
  const { questionnaire, language, answers = new Map(), background = new Map() } = toSend;
  const words = messagesIn(language).workbook;
  const workbook = newWorkbook({ title: textIn(questionnaire.title, language), language });
  const subtitle = addresseeLine(toSend, words);
  const { prefilled } = toSend;
  const cover = { ...questionnaireCover({ ...toSend, answers }, words), ...confirmationBox(prefilled, words) };
  await addCoverSheet(workbook, cover, words);
  const marks = prefilledMarks(prefilled, rowsOf(answers.keys(), indicatorRows(questionnaire)), words);
  await addQuestionnaireSheet(workbook, { questionnaire, language, subtitle, answers, marks }, words);
  const figureMarks = prefilledMarks(prefilled, rowsOf(background.keys(), figureRows(questionnaire)), words);
  const figures = { questionnaire, language, subtitle, figures: background, marks: figureMarks };
  await addBackgroundSheet(workbook, figures, words);
  addIdentitySheet(workbook, toSend, prefilled);
  return workbookBytes(workbook);
}

const rowsOf = (ids: Iterable<string>, rows: ReadonlyMap<string, number>): number[] =>
  [...ids].flatMap((id) => rows.get(id) ?? []);

import { type Questionnaire, questionnaireKey } from '../../../domain/questionnaire/questionnaire.ts';
import { maxSentCode } from '../../../domain/submissions/sent-workbook.ts';
import {
  identityFields,
  identityMark,
  identitySheetName,
  sentFields,
  type WorkbookIdentity,
} from '../../../spreadsheet/formats/identity.ts';
import { cellText } from '../../../spreadsheet/writing/cell-styles.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { CoverFacts } from './cover-sheet.ts';
import type { Prefilled } from './prefilled.ts';

/** What a workbook is made for. */
export interface Addressee {
  readonly questionnaire: Questionnaire;
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  readonly round: string | null;
  readonly language: string;
}

export function addIdentitySheet(
  workbook: Workbook,
  { questionnaire, authority, round, language }: Addressee,
  prefilled?: Prefilled,
): void {
  const identity = {
    questionnaire: questionnaireKey(questionnaire),
    authority: authority?.id ?? null,
    authorityName: authority?.name ?? null,
    round,
    language,
  };
  addIdentity(workbook, identity, prefilled);
}

export function addIdentity(workbook: Workbook, identity: WorkbookIdentity, prefilled?: Prefilled): void {
  const { id, code } = prefilled?.sent ?? { id: '', code: '' };
  // What is too long for a cell lies in our record alone.
  const sent = { sent: id, sentCode: code.length > maxSentCode ? null : code };
  addMarkSheet(workbook, [
    ...identityFields.map((field): [string, string | null] => [field, identity[field]]),
    ...(prefilled === undefined ? [] : sentFields.map((field): [string, string | null] => [field, sent[field]])),
  ]);
}

/**
 * The hidden sheet by which a workbook is known again, with what it is for. Hidden, not very hidden: Google Sheets
 * drops nothing then, and the office can look.
 */
export function addMarkSheet(workbook: Workbook, fields: readonly (readonly [string, string | null])[]): Worksheet {
  const sheet = workbook.addWorksheet(identitySheetName, { state: 'hidden' });
  sheet.addRow([identityMark, '1']);
  for (const [name, value] of fields) sheet.addRow([name, value === null ? null : cellText(value)]);
  // As text, so that a round stays `2022` and is never a number or a date.
  sheet.getColumn(1).numFmt = '@';
  sheet.getColumn(2).numFmt = '@';
  return sheet;
}

/**
 * The identity as a line that people can see, in case the hidden sheet is lost:
 * `user-centricity@2023 · espoo · 2022`, with `-` for what is not known.
 */
export const formReference = (addressee: Addressee): string =>
  referenceLine(questionnaireKey(addressee.questionnaire), addressee);

/** `key`: `user-centricity@2023`. */
export const referenceLine = (key: string, { authority, round }: Pick<Addressee, 'authority' | 'round'>): string =>
  [key, authority?.id ?? '-', round ?? '-'].join(' · ');

/** `Espoo · Round 2022`: under the title of each sheet. */
export function addresseeLine({ authority, round }: CoverFacts, words: { round: string }): string {
  return [authority?.name, round === null ? undefined : `${words.round} ${round}`].filter(Boolean).join(' · ');
}

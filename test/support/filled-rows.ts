import { indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { identityMark } from '../../shared/spreadsheet/formats/identity.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';
import { userCentricity2023 } from './user-centricity.ts';

export const indicators = indicatorsOf(userCentricity2023).map(({ id, text }) => ({
  id,
  question: textIn(text, 'en'),
}));

export const headings: readonly RawCell[] = ['Id', 'Question', 'Answer', 'Evidence'];
export const evidenceOf = (id: string): string => `The service catalogue of 2024, chapter ${id}`;

/** One row a question, A to D: id, question, answer, evidence; `change` makes the row that a test is about. */
export function filledRows(change: (id: string, row: RawCell[]) => RawCell[] = (_, row) => row): RawCell[][] {
  return indicators.map(({ id, question }) => change(id, [`Q${id}`, question, 'Yes', evidenceOf(id)]));
}

/** A sheet of all 41 questions, headings in row 1, question 1.1.1 in row 2. */
export function questionnaireSheet(change?: (id: string, row: RawCell[]) => RawCell[]): RawSheet {
  return { name: 'Questionnaire', rows: [headings, ...filledRows(change)] };
}

/** Changes the cells of one question only. */
export const only =
  (wanted: string, change: (row: RawCell[]) => RawCell[]) =>
  (id: string, row: RawCell[]): RawCell[] =>
    id === wanted ? change(row) : row;

export const identitySheet: RawSheet = {
  name: '_scorebook',
  state: 'hidden',
  rows: [
    [identityMark, 1],
    ['questionnaire', 'user-centricity@2023'],
    ['authority', 'espoo'],
    ['authorityName', 'Espoo'],
    ['round', '2022'],
  ],
};

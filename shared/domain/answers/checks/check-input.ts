import type { RoundId } from '../../ids.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { Answers } from '../answer.ts';
import type { BackgroundValues } from '../background.ts';

/** What the checks see of a filled questionnaire, which is one. A check finds problems; it never changes an answer. */
export interface CheckInput {
  readonly questionnaire: Questionnaire;
  /** The round that it was made for. */
  readonly identity: { readonly round: RoundId | null } | null;
  readonly answers: Answers;
  readonly background: BackgroundValues;
  /** By indicator id the cell of its evidence, `E9`. */
  readonly evidenceCells: ReadonlyMap<string, string>;
}

/** `'My sheet'!D9` -> the sheet's name and `D9`. */
export function splitAddress(cell: string): [sheet: string, address: string] {
  const at = cell.lastIndexOf('!');
  const sheet = cell.slice(0, at);
  return [sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet, cell.slice(at + 1)];
}

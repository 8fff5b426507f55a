import type { RoundId } from '../../ids.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { Answers } from '../answer.ts';
import type { BackgroundValues } from '../background.ts';

/** A filled questionnaire as the checks see it. A check finds problems; it never changes an answer. */
export interface CheckInput {
  readonly questionnaire: Questionnaire;
  readonly round: RoundId | null;
  readonly answers: Answers;
  readonly background: BackgroundValues;
  /** Where the evidence of an indicator stands, `E9`. */
  readonly evidenceCellOf: (indicator: string) => string | undefined;
}

/** `'My sheet'!D9` -> the sheet's name and `D9`. */
export function splitAddress(cell: string): [sheet: string, address: string] {
  const at = cell.lastIndexOf('!');
  const sheet = cell.slice(0, at);
  return [sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet, cell.slice(at + 1)];
}

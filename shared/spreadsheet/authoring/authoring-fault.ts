import type { DefinitionFaultCode } from '../../domain/questionnaire/definition/checks/definition-fault.ts';

/** Something in an authoring workbook by which it cannot be used; as a notice, what its author may not have meant. */
export interface AuthoringFault {
  readonly code: AuthoringFaultCode | DefinitionFaultCode;
  readonly severity: 'fault' | 'notice';
  /** '' where it is about the workbook. */
  readonly sheet: string;
  /** `D9`; null where it is about the sheet. */
  readonly cell: string | null;
  /** What the sentence about it names. */
  readonly facts: Readonly<Record<string, string>>;
}

export type AuthoringFaultCode =
  | 'sheet-missing'
  | 'sheet-empty'
  | 'sheet-twice'
  | 'sheet-unknown'
  | 'sheet-of-xlsform'
  | 'column-missing'
  | 'column-twice'
  | 'column-unknown'
  | 'column-of-xlsform'
  | 'column-language'
  | 'column-untitled'
  | 'hidden'
  | 'number-in-text'
  | 'date-in-text'
  | 'boolean-in-text'
  | 'date-in-number'
  | 'cell-error'
  | 'cell-uncalculated'
  | 'text-too-long'
  | 'text-references'
  | 'value-missing'
  | 'value-unknown'
  | 'number-unknown'
  | 'whole-number'
  | 'number-range'
  | 'points-unknown'
  | 'name-unfit'
  | 'name-digits'
  | 'name-twice'
  | 'choice-twice'
  | 'id-unfit'
  | 'version-unfit'
  | 'language-tag'
  | 'settings-rows'
  | 'type-unknown'
  | 'type-of-xlsform'
  | 'type-without-list'
  | 'type-or-other'
  | 'group-not-begun'
  | 'group-not-ended'
  | 'group-end-other'
  | 'not-for-this-type'
  | 'too-many-rows'
  | 'too-many-languages'
  | 'too-many-choices'
  | 'scoring-node-unknown'
  | 'scoring-note'
  | 'scoring-twice'
  | 'goalpost-missing'
  | 'goalpost-unused'
  | 'mapping-without-previous'
  | 'mapping-old-twice'
  | 'mapping-new-missing'
  | 'mapping-dropped-kept'
  | 'mapping-values'
  | 'previous-unfit'
  | 'decision-open'
  | 'more-faults';

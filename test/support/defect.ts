import type { AnswerValue } from '../../shared/domain/answers/answer.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { evidenceOf, identitySheet, only, questionnaireSheet } from './filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from './raw-workbook.ts';

/** A defect of real spreadsheets, how the file is made, and what must come of it. */
export interface Defect {
  /** Numbers of the defect in the catalogue of spreadsheet defects. */
  readonly numbers: string;
  readonly what: string;
  readonly sheets: readonly RawSheet[];
  readonly change?: (parts: Record<string, string>) => void;
  /** The file in another format, or inside another file. */
  readonly as?: (sheets: readonly RawSheet[], xlsx: Buffer) => Buffer;
  /** What 1.1.1 must be; all other questions must be Yes with their evidence unless `others` says otherwise. */
  readonly first: AnswerValue;
  readonly others?: AnswerValue;
  /** How many of the other forty are not `others`; none unless it is said. */
  readonly except?: number;
  readonly evidence?: string;
  readonly cell?: string | null;
  /** A background figure and the number it must be read as. */
  readonly figure?: readonly [id: string, value: number | null];
  /** The round read, where it is not as the hidden identity has it. */
  readonly round?: string;
  /** The questionnaire versions that are known, where it is not those we ship. */
  readonly questionnaires?: Catalogue;
  /** Problems expected, as `severity code cell`; nothing else may be reported. */
  readonly problems?: readonly string[];
}

/** The file as it would be sent. */
export function fileOf({ sheets, change, as }: Defect): Buffer {
  const xlsx = rawWorkbook(sheets, change);
  return as === undefined ? xlsx : as(sheets, xlsx);
}

/** All questions answered Yes, but for 1.1.1. */
export const one = (answer: RawCell, evidence: RawCell = evidenceOf('1.1.1')): RawSheet[] => [
  questionnaireSheet(only('1.1.1', ([id = '', question = '']) => [id, question, answer, evidence])),
  identitySheet,
];
export const rich = (xml: string): RawCell => ({ attributes: 't="inlineStr"', xml: `<is>${xml}</is>` });

export const background = (rows: readonly RawCell[][]): RawSheet => ({
  name: 'Background',
  rows: [['Figure', 'Value'], ...rows],
});

/** Changes a part's XML once. */
export function edit(part: string, from: string, to: string) {
  return (parts: Record<string, string>): void => {
    parts[part] = (parts[part] ?? '').replace(from, to);
  };
}

export function withSharedStrings(items: string) {
  return (parts: Record<string, string>): void => {
    parts['xl/sharedStrings.xml'] =
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}</sst>`;
    const relations = 'xl/_rels/workbook.xml.rels';
    parts[relations] = (parts[relations] ?? '').replace(
      '</Relationships>',
      '<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    );
  };
}

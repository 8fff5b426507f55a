import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import type { DecisionCode } from '../authoring/decision-code.ts';

/** An office's own workbook as an authoring workbook to be: what was found in it, and what its office has to decide. */
export interface Draft {
  readonly settings: DraftSettings;
  /** The default one first. */
  readonly languages: readonly string[];
  readonly rows: readonly DraftRow[];
  readonly lists: readonly DraftList[];
  readonly scoring: readonly DraftScoring[];
  readonly decisions: readonly Decision[];
  /** What stands in the office's workbook and is nowhere in the draft. */
  readonly setAside: readonly SetAside[];
  readonly found: Found;
}

export interface SetAside {
  /** `Questionnaire!B25`, or of a column the first cell; of a sheet that asks nothing its name. */
  readonly place: string;
  readonly text: string;
  readonly cells: number;
}

export interface DraftSettings {
  readonly formId: string;
  readonly version: string;
  readonly title: Texts;
  readonly shown: 'percent' | 'points';
  readonly decimals: number;
  readonly blankWhen: string;
}

export type DraftRow =
  | { readonly kind: 'begin_group'; readonly name: string; readonly label: Texts; readonly source: string }
  | { readonly kind: 'end_group'; readonly name: string }
  | {
      readonly kind: 'note';
      readonly name: string;
      readonly label: Texts;
      readonly source: string;
      /** A few words between questions: it may as well be a question or a section. */
      readonly isOpen?: boolean;
    }
  | DraftQuestion;

export interface DraftQuestion {
  readonly kind: 'question';
  readonly name: string;
  /** As it is printed, where that is not the name. */
  readonly number: string;
  /** With its list: `select_one yes_no`. */
  readonly type: string;
  readonly label: Texts;
  readonly hint: Texts;
  readonly guidance: Texts;
  readonly relevant: string;
  readonly evidence: string;
  readonly mostPoints: string;
  readonly unit: string;
  readonly withinYears: string;
  /** Where it stands in the office's workbook: `Questionnaire!B25`. */
  readonly source: string;
}

export interface DraftChoice {
  readonly name: string;
  readonly label: Texts;
  readonly points: string;
  readonly means: 'yes' | 'no' | 'na' | '';
  readonly exclusive: boolean;
}

export interface DraftList {
  readonly name: string;
  readonly choices: readonly DraftChoice[];
}

export interface DraftScoring {
  readonly node: string;
  readonly countsInto: string;
  readonly weight: string;
  readonly aggregate: string;
  readonly missing: string;
}

/** Something that the workbook does not say. It has a cell, or many, and what it would be if nobody says otherwise. */
export interface Decision {
  /** By which its words are found. */
  readonly code: DecisionCode;
  /** What its words name. */
  readonly facts: Readonly<Record<string, string>>;
  readonly sheet: 'settings' | 'survey' | 'choices' | 'scoring';
  readonly column: string;
  /** Names of the rows that it is about: nodes, `list/choice`; none in settings. */
  readonly rows: readonly string[];
  /** What the cells contain; {@link blank} or {@link asWritten} where it is nothing, or not the same in all. */
  readonly default: string;
  /** What else can be written; none where anything can. */
  readonly options: readonly string[];
}

/** Written as a decision, it empties the cells. */
export const blank = '(blank)';
/** The cells differ, and stay as they are. */
export const asWritten = '(as written)';

export interface Found {
  readonly questions: number;
  readonly scored: number;
  readonly groups: number;
  /** Questions whose answers were found in a drop-down or a list. */
  readonly listed: number;
  /** Questions whose points were found, by where they were found. */
  readonly points: Readonly<Record<PointsSource, number>>;
  readonly notes: number;
  readonly sheets: readonly string[];
  /** Sheets that people see and that ask nothing. */
  readonly otherSheets: readonly string[];
}

export type PointsSource = 'formulas' | 'rows' | 'lists' | 'sheet' | 'labels' | 'hints' | 'most';

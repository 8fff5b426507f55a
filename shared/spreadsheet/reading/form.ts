import type { OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import type { FigureKind } from '../../domain/answers/normalise/figure-units.ts';
import type { NormalisedAnswer } from '../../domain/answers/normalise/normalise-answer.ts';
import type { Cell } from '../formats/grid.ts';
import type { FigureForm } from './figure-form.ts';
import type { QuestionIndex } from './question-index.ts';

/**
 * What the reading rooms must know of a questionnaire, whichever it is: which questions it asks, by what they are found,
 * and how a cell answers each. `Value` is what an answer is read as, where it is one.
 */
export interface Form<Value extends string = OfferedValue> {
  /** In which its questions are worded; without region or script. */
  readonly languages: readonly string[];
  readonly version: string;
  /** In the order in which they are asked. */
  readonly questions: ReadonlyMap<string, FormQuestion<Value>>;
  /** Finds questions by their wording; made when it is first asked for. */
  readonly index: () => QuestionIndex;
  /**
   * The questions that a text is the id or the printed number of: several where a number is printed twice, none where it
   * only looks like one; null for any other text.
   */
  readonly coded: (text: string) => readonly string[] | null;
  /** The questions of the section that is headed so; null for any other text. */
  readonly section: ((text: string) => ReadonlySet<string> | null) | null;
  /** Whether a text is the form's own, in any of its languages: a question, or what to write. It is nobody's evidence. */
  readonly isPrinted: (text: string) => boolean;
  /** Characters of a cell that may be a question, with all that its form says beside it. */
  readonly longestWording: number;
  /** Ids are looked for in their own column alone: they may be plain numbers. */
  readonly codesStandFirst: boolean;
  /** Its numbers, which may stand in tables of their own. */
  readonly figures: FigureForm;
}

/** A question of a form, and how its answers are written. */
export interface FormQuestion<Value extends string = OfferedValue> {
  readonly id: string;
  /** What tells that something is an answer to it; null: anything may be. */
  readonly words: AnswerWords | null;
  /** Reads the cell in which it is answered. */
  readonly read: (cell: Cell | undefined, written: WrittenIn) => NormalisedAnswer<Value>;
  /** Whether a text alone is an answer, wherever it stands. */
  readonly knows: (text: string, language: string | null) => boolean;
  /** Where several choices may be given, and rows below the question may each ask one: what such a row is of. */
  readonly rowOf: ((text: string) => Value | null) | null;
  /** All choices that were ticked in rows of their own. */
  readonly ticked: ((values: readonly string[]) => NormalisedAnswer<Value>) | null;
  /** What the words of any problem with its answer name: the answers that it offers. */
  readonly facts: (language: string | null) => Readonly<Record<string, string>>;
  /** Where a number is asked for: its kind, and the unit that the question names. */
  readonly number: { readonly kind: FigureKind; readonly unit: string } | null;
  /** The answer that means so; null where none does. */
  readonly valueOf: (meaning: OfferedValue) => Value | null;
  readonly meaningOf: (value: string) => OfferedValue | null;
  /** Whether a number says Yes or No, as 1 and 0 do: not where it is the label of an answer. */
  readonly countsAsNumber: (text: string) => boolean;
}

/** The language of a workbook, whether its form is offered in that language, and the last year that is no plan. */
export interface WrittenIn {
  readonly language: string | null;
  readonly offered: boolean;
  readonly latest: number | null;
}

/** The answers of a question in short, for telling where answers stand and whether two places say the same. */
export interface AnswerWords {
  /** What a cell's text says: a value that is known, or else the text; null: nothing. `folded`: in lower case, by itself. */
  readonly said: (folded: string) => string | null;
  /** Beside answers in words a column of numbers holds points, and none of the answers. */
  readonly numbersArePoints: boolean;
  /** Whether that is an answer. */
  readonly isAnswer: (said: string) => boolean;
  /** Whether a cell's text is an answer, alone or at its beginning. */
  readonly begins: (text: string) => boolean;
}

import type { Problem } from '../../domain/answers/problems.ts';
import type { Columns } from './find-columns.ts';
import type { AnswerWords, Form } from './form.ts';
import type { Rows } from './rows.ts';

/** One row in which a question stands, and the columns that hold its answer. */
export interface QuestionRow {
  readonly rows: Rows;
  readonly row: number;
  /** The id of its question. */
  readonly indicator: string;
  /** What answers to it look like. */
  readonly words: AnswerWords | null;
  readonly columns: Columns;
  /** The row of headings that tells the columns; null where none does. */
  readonly headedBy: number | null;
  /** Where its id is printed. */
  readonly idColumn?: number | null;
  /** In which language version the question is worded; null when it was known by its id alone. */
  readonly language: string | null;
  /** Its id is that of another question: the answer is of neither for sure. */
  readonly conflicting?: boolean;
}

export interface FoundQuestions {
  readonly rows: readonly QuestionRow[];
  readonly problems: readonly Problem[];
  /** The first sheet with questions, whether or not answers stand beside them. */
  readonly askedOn: string | null;
  /** Questions that stand there in their words or nearly so, whether or not answers and their own ids stand beside them. */
  readonly worded: ReadonlySet<string>;
}

export interface QuestionTable extends Omit<FoundQuestions, 'askedOn'> {
  readonly sheet: Rows['sheet'];
  readonly isPrinted: Form<string>['isPrinted'];
}

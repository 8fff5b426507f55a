import type { Answer, AnswerCode, Answers, Unread } from '../../domain/answers/answer.ts';
import type { Explanations } from '../../domain/answers/checks/explained.ts';
import { shortestDecimal } from '../../domain/answers/normalise/number-answers.ts';
import type { Problem } from '../../domain/answers/problems.ts';
import { type Definition, definitionKeyOf } from '../../domain/questionnaire/definition/definition.ts';
import { familyOf } from '../../domain/questionnaire/questionnaire.ts';
import type { SaidWithFile } from '../../domain/submissions/said-with-file.ts';
import type { Grid } from '../formats/grid.ts';
import type { WorkbookIdentity } from '../formats/identity.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { findIdentity } from './find-identity.ts';
import type { Form } from './form.ts';
import { formOfDefinition } from './form-of-definition.ts';
import type { QuestionRow } from './question-table.ts';
import type { ReadAnswers } from './read-answers.ts';
import { readBackground } from './read-background.ts';
import { type NamedOnCover, readCover } from './read-cover.ts';
import { readExplanations } from './read-explanations.ts';
import { readSaid } from './read-said.ts';
import { readSent, type SentInFile } from './read-sent.ts';
import { firstQuestionsOf, readingOf, unseenOnce } from './read-workbook.ts';
import { type Recognised, recogniseForm } from './recognise-form.ts';
import { withTicksWritten } from './ticked-columns.ts';

// One import loads all that reads a file of which it is not known yet whether it is of a definition.
export { formOfDefinition, withTicksWritten };

/** What a workbook of any questionnaire says, in the order of its definition, and what was odd about it. */
export interface FilledForm {
  readonly definition: Definition;
  /** What the workbook was made for; null when it does not say. */
  readonly identity: WorkbookIdentity | null;
  readonly cover: NamedOnCover;
  /** Who certifies its answers, and a note to the office. */
  readonly said: SaidWithFile;
  readonly sent: SentInFile;
  /** As they were read: names of choices, a number or a text behind `=`. */
  readonly answers: Answers<AnswerCode | Unread>;
  /** Where each question's evidence belongs, without the sheet. */
  readonly evidenceCells: ReadonlyMap<string, string>;
  /** What the sender answered to earlier queries. */
  readonly explanations: Explanations;
  readonly problems: readonly Problem[];
}

/**
 * Reads a workbook of any layout by definitions, each question over its own choices; newest first. What cannot be read
 * at all comes back as the problem that says why.
 */
export function readByDefinition(file: Uint8Array, definitions: readonly Definition[]): Promise<FilledForm | Problem> {
  return readingOf(file, (grid) => readFilled(withTicksWritten(grid, definitions), definitions));
}

function readFilled(grid: Grid, definitions: readonly Definition[]): FilledForm {
  const identity = findIdentity(grid);
  const named = identity?.questionnaire ?? null;
  const ofVersion = definitions.filter((one) => definitionKeyOf(one) === named);
  const ofFamily = named === null ? definitions : definitions.filter(({ id }) => id === familyOf(named));
  if (ofFamily.length === 0) throw new Unreadable('questionnaire-unknown', { questionnaire: named ?? '' });
  const candidates = (ofVersion.length > 0 ? ofVersion : ofFamily).map((of) => ({ of, form: formOfDefinition(of) }));
  return filledForm(grid, identity, recogniseForm(grid, identity, candidates, ofVersion.length > 0));
}

/** What a workbook says that is known to be of a definition. */
export function filledForm(
  grid: Grid,
  identity: WorkbookIdentity | null,
  { of: definition, found, read }: Recognised<Definition, AnswerCode>,
): FilledForm {
  const { answers, problems } = withFigures(grid, formOfDefinition(definition), found.rows, {
    ...read,
    round: identity?.round ?? null,
  });
  const firstQuestions = firstQuestionsOf(found.rows);
  return {
    definition,
    identity,
    cover: readCover(grid, firstQuestions),
    said: readSaid(grid, firstQuestions),
    sent: readSent(grid, identity?.language ?? null),
    answers,
    evidenceCells: read.evidenceCells,
    explanations: readExplanations(grid),
    problems: unseenOnce([...grid.notices, ...found.problems, ...problems]),
  };
}

/** Numbers that stand in no table of answers are looked for as figures: under a head of values or years, in any unit. */
function withFigures(
  grid: Grid,
  { figures }: Form<AnswerCode>,
  rows: readonly QuestionRow[],
  { answers, problems, round }: ReadAnswers<AnswerCode> & { readonly round: string | null },
): Pick<FilledForm, 'answers' | 'problems'> {
  const missing = figures.figures.filter(({ id }) => answers.get(id)?.cell == null);
  if (missing.length === 0) return { answers, problems };
  const read = readBackground(grid, { ...figures, figures: missing }, rows, round);
  const found = [...read.background].map(([id, { value, raw, cell }]): [string, Answer<AnswerCode | Unread>] => {
    const isUnclear = value === null && read.problems.some(({ indicator }) => indicator === id);
    const said = isUnclear ? 'unclear' : 'unanswered';
    return [id, { value: value === null ? said : `=${shortestDecimal(value)}`, raw, evidence: '', cell }];
  });
  const isFound = (id: string | null): boolean => id !== null && read.background.has(id);
  const others = problems.filter(({ code, indicator }) => code !== 'question-missing' || !isFound(indicator));
  return { answers: new Map([...answers, ...found]), problems: [...others, ...read.problems] };
}

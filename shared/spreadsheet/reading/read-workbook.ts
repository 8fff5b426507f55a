import type { Answers } from '../../domain/answers/answer.ts';
import type { BackgroundValues } from '../../domain/answers/background.ts';
import type { Explanations } from '../../domain/answers/checks/explained.ts';
import { type Problem, type ProblemCode, problem } from '../../domain/answers/problems.ts';
import type { Catalogue } from '../../domain/questionnaire/catalogue.ts';
import type { Questionnaire } from '../../domain/questionnaire/questionnaire.ts';
import type { SaidWithFile } from '../../domain/submissions/said-with-file.ts';
import type { Grid, Sheet } from '../formats/grid.ts';
import type { WorkbookIdentity } from '../formats/identity.ts';
import { readGrid } from '../formats/read-grid.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { type FoundIdentity, findIdentity } from './find-identity.ts';
import { formOfQuestionnaire } from './form-of-questionnaire.ts';
import type { QuestionRow } from './question-table.ts';
import { readBackground } from './read-background.ts';
import { type NamedOnCover, readCover } from './read-cover.ts';
import { readExplanations } from './read-explanations.ts';
import { readSaid } from './read-said.ts';
import { readSent, type SentInFile } from './read-sent.ts';
import { type Recognised, recogniseForm } from './recognise-form.ts';

/** What a filled questionnaire says, in the order of the questionnaire, and what was odd about it. */
export interface FilledQuestionnaire {
  readonly questionnaire: Questionnaire;
  /** What the workbook was made for; null when it does not say. */
  readonly identity: WorkbookIdentity | null;
  readonly cover: NamedOnCover;
  /** Who certifies its answers, and a note to the office. */
  readonly said: SaidWithFile;
  readonly sent: SentInFile;
  readonly answers: Answers;
  readonly evidenceCells: ReadonlyMap<string, string>;
  readonly background: BackgroundValues;
  /** What the sender answered to earlier queries. */
  readonly explanations: Explanations;
  readonly problems: readonly Problem[];
}

/** Reasons that a file which only links to the questionnaire is refused for. */
const pointing: ReadonlySet<ProblemCode> = new Set(['file-unsupported', 'not-a-questionnaire']);

/** Reads a workbook; what cannot be read at all comes back as the problem that says why. */
export async function readWorkbook(
  file: Uint8Array,
  questionnaires: Catalogue,
): Promise<FilledQuestionnaire | Problem> {
  return readingOf(file, (grid) => readFilled(grid, questionnaires));
}

/** What is read of a file; or why it cannot be read at all. */
export async function readingOf<Read>(
  file: Uint8Array,
  read: (grid: Grid) => Read | Promise<Read>,
): Promise<Read | Problem> {
  try {
    return await read(await readGrid(file));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { problem: reason } = error;
    if (!pointing.has(reason.code)) return reason;
    const { pointerProblem } = await import('../formats/other-files.ts');
    return (await pointerProblem(file)) ?? reason;
  }
}

function readFilled(grid: Grid, questionnaires: Catalogue): FilledQuestionnaire {
  const identity = findIdentity(grid);
  return filledQuestionnaire(grid, identity, recognise(grid, identity, questionnaires));
}

/** What a workbook says that is known to be a questionnaire of the product. */
export function filledQuestionnaire(
  grid: Grid,
  identity: FoundIdentity | null,
  { of: questionnaire, found, read }: Recognised<Questionnaire>,
): FilledQuestionnaire {
  const { answers, evidenceCells, problems } = read;
  const background = readBackground(
    grid,
    formOfQuestionnaire(questionnaire).figures,
    found.rows,
    identity?.round ?? null,
  );
  const lost = identity?.by === 'hidden sheet' ? [] : [problem('identity-missing')];
  const firstQuestions = firstQuestionsOf(found.rows);
  return {
    questionnaire,
    identity,
    cover: readCover(grid, firstQuestions),
    said: readSaid(grid, firstQuestions),
    sent: readSent(grid, identity?.language ?? null),
    answers,
    evidenceCells,
    background: background.background,
    explanations: readExplanations(grid),
    problems: unseenOnce([...grid.notices, ...lost, ...found.problems, ...problems, ...background.problems]),
  };
}

/** Answers and figures that nobody sees are asked about once for a file, with how many they are. */
export function unseenOnce(problems: readonly Problem[]): Problem[] {
  const unseen = problems.filter(({ code }) => code === 'hidden-rows-read');
  const [first] = unseen;
  if (first === undefined) return [...problems];
  const count = unseen.reduce((all, { facts }) => all + Number(facts['count']), 0);
  const once = { ...first, indicator: null, facts: { ...first.facts, count: String(count) } };
  return problems.flatMap((one) => (one === first ? [once] : unseen.includes(one) ? [] : [one]));
}

/** The first row with a question, by sheet: what names the authority and the round stands above. */
export function firstQuestionsOf(rows: readonly QuestionRow[]): Map<Sheet, number> {
  const first = new Map<Sheet, number>();
  for (const { rows: of, row } of rows) first.set(of.sheet, Math.min(row, first.get(of.sheet) ?? row));
  return first;
}

/** The version the workbook names, or else the likeliest of all. */
function recognise(
  grid: Grid,
  identity: WorkbookIdentity | null,
  questionnaires: Catalogue,
): Recognised<Questionnaire> {
  const named = identity?.questionnaire ?? null;
  const known = named === null ? undefined : questionnaires.find(named);
  if (named !== null && known === undefined) throw new Unreadable('questionnaire-unknown', { questionnaire: named });
  const candidates = (known === undefined ? questionnaires.all : [known]).map((of) => ({
    of,
    form: formOfQuestionnaire(of),
  }));
  return recogniseForm(grid, identity, candidates, known !== undefined);
}

import { type Explainable, isExplainable, queryKey } from '../../../domain/answers/checks/explained.ts';
import {
  byGravity,
  eachPlace,
  type Problem,
  type ProblemCode,
  type Severity,
} from '../../../domain/answers/problems.ts';
import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import { indicatorsOf, type Questionnaire, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { labelled } from '../../words/labelled.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { backgroundColumns, figureRows, indicatorRows, questionnaireColumns } from './questionnaire-layout.ts';
import type { Marks } from './questionnaire-sheet.ts';

/** The cell of this workbook in which a problem is corrected. */
export interface Place {
  readonly sheet: 'questionnaire' | 'background';
  readonly row: number;
  readonly cell: string;
  /** Where the answer and its evidence are, whatever the problem is about. */
  readonly answer: string;
  readonly evidence: string;
}

/** Problems, and what the workbook in which they are told knows of their questions. */
export interface ToldProblems {
  readonly problems: readonly Problem[];
  readonly answers: Explainable['answers'];
  readonly background: Explainable['background'];
  readonly placeOf: (problem: Problem) => Place | null;
  /** A question with its text, by its id; null where it is none. */
  readonly subjectOf: (id: string) => string | null;
}

/** A problem, or several equal ones, as the sheet Problems tells it. */
export interface ProblemRow {
  readonly severity: Severity;
  /** Which question or figure, in words. */
  readonly subject: string;
  readonly place: Place | null;
  /** Text of the link to the place; what to say instead when there is none. */
  readonly where: string;
  readonly read: string;
  readonly message: string;
  readonly remedy: string;
  /** What the sender answered, and the name of the query it belongs to; null where nothing can be explained. */
  readonly explanation: { readonly text: string; readonly key: string } | null;
}

/** Up to this many, each problem has its own row; beyond it, equal ones share one. */
const maxSingleRows = 40;
const evidenceProblems: ReadonlySet<ProblemCode> = new Set([
  'evidence-missing',
  'evidence-weak',
  'evidence-planned',
  'evidence-denies',
  'evidence-old',
  'evidence-below',
  'evidence-elsewhere',
]);

/** Gravest first. */
export function problemRows(report: ToldProblems, messages: Messages): ProblemRow[] {
  const problems = byGravity(report.problems);
  if (problems.length <= maxSingleRows) return problems.map((one) => tell(eachPlace(one), report, messages, one));
  const groups = Map.groupBy(problems, ({ code, read }) => JSON.stringify([code, read]));
  return [...groups.values()].map((equal) => tell(equal.flatMap(eachPlace), report, messages, equal[0], equal.length));
}

/** What the sheet `of` shows about its problems: notices are told, the others marked too. */
export function problemMarks(of: Place['sheet'], report: ToldProblems, messages: Messages): Marks {
  const cells = new Set<string>();
  const remarks = new Map<number, string>();
  const notes = new Map<string, string>();
  const add = <Key>(texts: Map<Key, string>, key: Key, text: string) =>
    texts.set(key, [texts.get(key), text].filter(Boolean).join('\n'));
  // What is told of many answers alike is told once, in the list of problems.
  const placed = report.problems.filter(({ severity, cells }) => severity !== 'notice' || cells === undefined);
  for (const problem of byGravity(placed).flatMap(eachPlace)) {
    const place = report.placeOf(problem);
    if (place === null || place.sheet !== of) continue;
    const { message, remedy } = describe(problem, [place.cell], place, messages);
    if (problem.severity !== 'notice') {
      cells.add(place.cell);
      const words = messages.results.questionnaire;
      const template = (problem.read ?? '') === '' ? words.noteUnread : words.note;
      add(notes, place.cell, fill(template, { read: problem.read ?? '', message, remedy }));
    }
    const severity = messages.workbook.problems.severities[problem.severity];
    add(remarks, place.row, labelled(severity, `${message} ${remedy}`, messages.workbook.locale));
  }
  return { cells, remarks, notes };
}

/** The problems of a report on a questionnaire of the product. */
export function toldProblems({ questionnaire, language, problems, answers, background }: ResultsReport): ToldProblems {
  return {
    ...{ problems, answers, background },
    placeOf: (problem) => placeOf(problem, questionnaire),
    subjectOf(id) {
      const indicator = indicatorsOf(questionnaire).find((one) => one.id === id);
      if (indicator !== undefined) return `${id}  ${textIn(indicator.text, language)}`;
      const figure = questionnaire.background.find((one) => one.id === id);
      return figure === undefined ? null : textIn(figure.text, language);
    },
  };
}

/** Whether a problem is about the evidence beside an answer. */
export const isAboutEvidence = ({ code }: Problem): boolean => evidenceProblems.has(code);

function placeOf(problem: Problem, questionnaire: Questionnaire): Place | null {
  if (problem.indicator === null) return null;
  const row = indicatorRows(questionnaire).get(problem.indicator);
  const at = (of: number) => ({
    answer: `${questionnaireColumns.answer}${of}`,
    evidence: `${questionnaireColumns.evidence}${of}`,
  });
  if (row !== undefined) {
    const { answer, evidence } = at(row);
    return { sheet: 'questionnaire', row, cell: isAboutEvidence(problem) ? evidence : answer, answer, evidence };
  }
  const figureRow = figureRows(questionnaire).get(problem.indicator);
  if (figureRow === undefined) return null;
  return { sheet: 'background', row: figureRow, cell: `${backgroundColumns.value}${figureRow}`, ...at(figureRow) };
}

/** One row for a problem and all its places, or for equal ones, of which nobody can explain one. */
function tell(
  equal: readonly Problem[],
  report: ToldProblems,
  messages: Messages,
  asked = equal[0],
  problems = 1,
): ProblemRow {
  const problem = (equal[0] ?? asked) as Problem;
  const places = equal.flatMap((one) => report.placeOf(one) ?? []);
  const place = places[0] ?? null;
  const cells = places.map(({ cell }) => cell);
  return {
    severity: problem.severity,
    subject: subjectOf(equal, report, messages.workbook),
    place,
    where: place === null ? senderPlace(problem, messages.workbook) : linkText(place, cells, messages.workbook),
    read: problem.read ?? '',
    explanation: problems > 1 ? null : explanationOf(asked ?? problem, report),
    ...describe(problem, cells, place, messages),
  };
}

/** Only a query about what counts can be explained: an error is corrected, a notice asks nothing. */
function explanationOf(problem: Problem, report: ToldProblems): ProblemRow['explanation'] {
  const text = problem.facts['explanation'] ?? '';
  return isExplainable(problem, report) || text !== '' ? { text, key: queryKey(problem, report) } : null;
}

/** The messages name cells of the sender's file; here they name the cells of this workbook. */
function describe(problem: Problem, cells: readonly string[], place: Place | null, messages: Messages) {
  if (place === null) return describeProblem(problem, messages);
  const cell = cells.join(', ');
  const evidenceCell = isAboutEvidence(problem) ? cell : place.evidence;
  return describeProblem(
    { ...problem, cell, facts: { ...problem.facts, evidenceCell, answerCell: place.answer } },
    messages,
  );
}

function subjectOf(equal: readonly Problem[], report: ToldProblems, words: Messages['workbook']) {
  const ids = equal.flatMap(({ indicator }) => indicator ?? []);
  const [first] = ids;
  if (first === undefined) return words.problems.wholeFile;
  if (ids.length > 1) return fill(words.problems.several, { count: ids.length, questions: ids.join(', ') });
  return report.subjectOf(first) ?? first;
}

function linkText(place: Place, cells: readonly string[], words: Messages['workbook']): string {
  const first = `${words.sheets[place.sheet]} ${place.cell}`;
  return cells.length === 1 ? first : fill(words.problems.andMore, { first, count: cells.length - 1 });
}

function senderPlace({ sheet, cell }: Problem, words: Messages['workbook']): string {
  const place = [sheet, cell].filter(Boolean).join(' ');
  return place === '' ? '' : fill(words.problems.inYourFile, { cell: place });
}

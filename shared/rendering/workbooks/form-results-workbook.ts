import type { Problem } from '../../domain/answers/problems.ts';
import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import { definitionKeyOf } from '../../domain/questionnaire/definition/definition.ts';
import {
  closestLanguage,
  groupsOf,
  groupTitle,
  questionsOf,
  textOf,
} from '../../domain/questionnaire/definition/definition-tree.ts';
import { fixed, placeIn } from '../../spreadsheet/writing/references.ts';
import { namePlace, newWorkbook, workbookBytes } from '../../spreadsheet/writing/spreadsheet.ts';
import { definitionMessagesIn } from '../words/definition-words.ts';
import { fill } from '../words/fill.ts';
import { formSequel } from '../words/form-sequel.ts';
import { inZone } from '../words/messages.ts';
import { questionIn } from '../words/question-words.ts';
import { answerCells, type FilledIn, formColumns, formRows } from './form/form-layout.ts';
import { addFormSheet } from './form/form-sheet.ts';
import { calculationLayout } from './form-results/calculation-layout.ts';
import { addCalculationSheet } from './form-results/calculation-sheet.ts';
import { addPointsSheet, choiceRanges } from './form-results/choice-ranges.ts';
import { addCountedAnswersSheet } from './form-results/counted-answers-sheet.ts';
import { addFormMethodSheet } from './form-results/form-method-sheet.ts';
import { addFormPeersSheet } from './form-results/form-peers-sheet.ts';
import type { FormResultsContent } from './form-results/form-results-content.ts';
import { addFormStepsSheet } from './form-results/form-steps-sheet.ts';
import { addFormSummarySheet, formScoreCell } from './form-results/form-summary-sheet.ts';
import { addSequelSheet } from './results/changes-sheet.ts';
import { addGivenSheet } from './results/given-sheet.ts';
import { addHistorySheet } from './results/history-sheet.ts';
import { addRobustnessSheet } from './results/robustness-sheet.ts';
import { unitOf } from './results/shown-unit.ts';
import { addIdentity, addresseeLine } from './sheets/identity-sheet.ts';
import { isAboutEvidence, type Place, problemMarks, problemRows, type ToldProblems } from './sheets/problem-rows.ts';
import { addProblemsSheet } from './sheets/problems-sheet.ts';

/**
 * The results of a form as an .xlsx workbook, whose numbers follow its answers. Its sheet Questionnaire is that of the form to
 * fill in, so that corrected and sent back it is the next submission. The same report gives the same bytes.
 */
export async function writeFormResultsWorkbook(
  report: FormReport,
  insight: FormInsight,
  { charts = true }: { readonly charts?: boolean } = {},
): Promise<Uint8Array> {
  const { definition } = report;
  const messages = inZone(definitionMessagesIn(report.language), report.timeZone);
  const language = closestLanguage(definition, report.language);
  const words = messages.workbook;
  const workbook = newWorkbook({
    title: fill(words.summary.eyebrow, { title: textOf(definition.title, language, definition) }),
    language: messages.language,
    date: new Date(report.receivedAt),
  });
  const rows = formRows(definition);
  const cells = answerCells(rows);
  const subtitle = addresseeLine(report, words);
  const content: FormResultsContent = { report, insight, messages, charts, language, rows, cells };
  const layout = calculationLayout(definition);
  const formulas = { content, layout, choices: choiceRanges(definition), calculated: layout.calculated };
  const told = toldProblems(content);
  addFormSummarySheet(workbook, content, layout);
  addFormStepsSheet(workbook, content);
  addProblemsSheet(workbook, { rows: problemRows(told, messages), subtitle }, words);
  const sequel = formSequel(report, messages, (fileName) => fileName);
  const named = (id: string) => questionIn(definition, id, language) ?? { number: id, text: '' };
  if (sequel !== null) addSequelSheet(workbook, content, sequel, named);
  const questions = questionsOf(definition).map(({ name }) => ({ id: name, ...named(name) }));
  addGivenSheet(workbook, content, report.givenBy ?? [], questions);
  const marks = problemMarks('questionnaire', told, messages);
  const answers = filledIn(report);
  await addFormSheet(workbook, {
    definition,
    language,
    messages,
    subtitle,
    rows,
    answers,
    marks,
    showsPoints: definition.showsPoints === true,
  });
  addCountedAnswersSheet(workbook, content, layout);
  addFormPeersSheet(workbook, content, layout);
  addRobustnessSheet(workbook, content, robustnessOf(content));
  addHistorySheet(workbook, content, { history: insight.history, unit: unitOf(definition), scoredBy: false });
  addFormMethodSheet(workbook, content);
  addCalculationSheet(workbook, content, formulas);
  addPointsSheet(workbook, definition, language);
  addIdentity(workbook, {
    ...{ questionnaire: definitionKeyOf(definition), round: report.round, language },
    ...{ authority: report.authority?.id ?? null, authorityName: report.authority?.name ?? null },
  });
  namePlace(workbook, 'Score', placeIn(words.sheets.summary, fixed(formScoreCell)));
  const first = rows[0]?.row ?? 1;
  const answerRange = `${formColumns.answer}${first}:${formColumns.answer}${rows.at(-1)?.row ?? first}`;
  namePlace(workbook, 'Answers', placeIn(words.sheets.questionnaire, fixed(answerRange)));
  return workbookBytes(workbook);
}

function robustnessOf({ report, insight, messages, language }: FormResultsContent) {
  const { definition } = report;
  const { rank, interval, without } = insight;
  const groups = new Map(groupsOf(definition).map((group) => [group.name, groupTitle(group, language, definition)]));
  const titled = without?.map((one) => ({ ...one, title: groups.get(one.section) ?? one.section })) ?? null;
  return {
    ...{ rank, interval, unit: unitOf(definition) },
    // Of a single section there is nothing to leave out.
    without: titled !== null && titled.length < 2 ? null : titled,
    words: { ...messages.results.robustness, ...messages.formResults.workbook.robustness },
  };
}

/** The answers as they were read, whether they count or not; what was not understood as it was written. */
function filledIn({ definition, answers }: FormReport): ReadonlyMap<string, FilledIn> {
  return new Map(
    questionsOf(definition).flatMap((question): [string, FilledIn][] => {
      const answer = answers.get(question.name);
      if (answer === undefined) return [];
      const { value, raw, evidence } = answer;
      if (value === 'unclear') {
        return [[question.name, { given: { doesNotCount: 'not-understood' }, evidence, raw: doubted(raw) }]];
      }
      if (value === 'unanswered') {
        return evidence === '' ? [] : [[question.name, { given: { choices: [] }, evidence }]];
      }
      const said = value.slice(1);
      const isNumber = question.type === 'integer' || question.type === 'decimal';
      const given =
        question.type === 'text' ? { text: said } : isNumber ? { number: said } : { choices: said.split(' ') };
      return [[question.name, { given, evidence }]];
    }),
  );
}

/** What was not understood stays so: it never comes back as a blank. */
const doubted = (raw: string): string => (raw.trim() === '' ? '?' : raw);

function toldProblems({ report, cells, language }: FormResultsContent): ToldProblems {
  const { definition, problems, answers } = report;
  return {
    ...{ problems, answers, background: new Map() },
    placeOf: (problem) => placeOf(problem, cells),
    subjectOf(id) {
      const question = questionIn(definition, id, language);
      return question === null ? null : `${question.number}  ${question.text}`;
    },
  };
}

function placeOf(problem: Problem, cells: FormResultsContent['cells']): Place | null {
  const at = cells.get(problem.indicator ?? '');
  if (at === undefined) return null;
  const row = Number(at.cell.replace(/\D/g, ''));
  const evidence = `${formColumns.evidence}${row}`;
  const isAbout = isAboutEvidence(problem) || problem.code === 'evidence-required';
  return { sheet: 'questionnaire', row, cell: isAbout ? evidence : at.cell, answer: at.cell, evidence };
}

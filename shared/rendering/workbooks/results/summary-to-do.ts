import type { Severity } from '../../../domain/answers/problems.ts';
import { indicatorsOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { looks, put, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { placeIn } from '../../../spreadsheet/writing/references.ts';
import { fill } from '../../words/messages.ts';
import { firstAnswerCell } from '../sheets/questionnaire-layout.ts';
import { gloss, plain, putHeading, putTexts, right } from './summary-layout.ts';
import type { SummaryPart } from './summary-part.ts';

const severities: readonly Severity[] = ['error', 'query', 'notice'];
const indented = { ...gloss, alignment: { ...gloss.alignment, indent: 1 } } as const;

/** How many problems of each kind, and how to correct them. */
export function putToCheck({ sheet, report, messages }: SummaryPart, start: number): void {
  const { summary, problems, sheets } = messages.workbook;
  putHeading(sheet, start, summary.problems);
  for (const [index, severity] of severities.entries()) {
    const row = start + 1 + index;
    const count = report.problems.filter((problem) => problem.severity === severity).length;
    put(sheet, `B${row}`, problems.severities[severity], plain);
    put(sheet, `C${row}`, count, { ...plain, alignment: { vertical: 'middle', horizontal: 'right' } });
    putTexts(sheet, row, [{ span: 'word', text: problems.severityWords[severity], look: indented }]);
  }
  const row = start + 1 + severities.length;
  const correct = fill(summary.correct, { sheet: sheets.questionnaire });
  putTexts(sheet, row, [{ span: 'left', text: correct, look: looks.textLink }], 26);
  const target = placeIn(sheets.questionnaire, firstAnswerCell(report.questionnaire));
  putLink(sheet, `B${row}`, correct, target, looks.textLink);
}

const shown = 3;

/** The questions that a Yes would gain most by. */
export function putSteps({ sheet, report, insight, messages }: SummaryPart, start: number): void {
  const words = messages.results.summary;
  putHeading(sheet, start, words.steps, right.letter);
  const texts = new Map(indicatorsOf(report.questionnaire).map(({ id, text }) => [id, textIn(text, report.language)]));
  const lines = insight.steps
    .slice(0, shown)
    .map(({ indicator, percent }) => fill(words.step, { indicator, question: texts.get(indicator) ?? '', percent }));
  for (const [index, text] of (lines.length === 0 ? [words.stepsNone] : lines).entries()) {
    putTexts(sheet, start + 1 + index, [{ span: 'right', text, look: { ...plain, alignment: gloss.alignment ?? {} } }]);
  }
}

import type { FormStep } from '../../../domain/insight/form-steps.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { toldStep } from '../../words/form-step-words.ts';
import { addReadingSheet } from '../results/reading-sheet.ts';
import { type Column, putTable } from '../results/table.ts';
import type { FormResultsContent } from './form-results-content.ts';

const widths = [76, 22, 18, 60];
const start = 6;
/** Below them nothing is worth a line. */
const maxSteps = 100;

/** Every question whose better answer would add to the score, the most valuable first; no sheet where there is none. */
export function addFormStepsSheet(workbook: Workbook, content: FormResultsContent): void {
  const { report, insight, messages } = content;
  const steps = insight.steps.slice(0, maxSteps);
  if (steps.length === 0) return;
  const words = messages.formResults.steps;
  const { steps: own } = messages.results;
  const page = {
    ...{ name: messages.workbook.sheets.steps, title: own.title, intro: words.sheet },
    ...({ orientation: 'landscape', repeatedRow: start, widths } as const),
  } as const;
  const told = new Map(steps.map((step) => [step, toldStep(step, report, messages)]));
  const text = (of: (step: NonNullable<ReturnType<typeof told.get>>) => string) => (step: FormStep) => {
    const one = told.get(step);
    return one === undefined ? '' : of(one);
  };
  const columns: Column<FormStep>[] = [
    // Under no heading of answers: the workbook comes back, and these are none.
    { heading: own.columns.question, kind: 'text', value: text(({ question, answer }) => `${question}\n${answer}`) },
    { heading: words.wouldShow, kind: 'text', value: text(({ move }) => move) },
    { heading: own.columns.rank, kind: 'text', value: text(({ rank }) => rank) },
    {
      heading: messages.formResults.workbook.answers.columns.why,
      kind: 'note',
      value: text(({ about }) => about.join(' ')),
    },
  ];
  putTable(addReadingSheet(workbook, page, content), start, { columns, rows: steps, widths });
}

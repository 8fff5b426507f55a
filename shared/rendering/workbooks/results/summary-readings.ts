import { put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { sentenceFormula } from './sentence-formula.ts';
import { gloss, plain, putHeading, putTexts, strong } from './summary-layout.ts';
import type { SummaryPart } from './summary-part.ts';

/** The score, and what it were if what was not answered were left out or met. */
export function putReadings({ sheet, report, cells, messages }: SummaryPart, start: number): void {
  const { readings: heading, readingLabels, readingWords, readingEmpty } = messages.workbook.summary;
  putHeading(sheet, start, heading);
  const inOrder = ['naNotMet', 'naExcluded', 'naMet'] as const;
  for (const [index, reading] of inOrder.entries()) {
    const row = start + 1 + index;
    const percent = report.score.readings[reading];
    const look = reading === 'naNotMet' ? strong : plain;
    const number = {
      ...look,
      alignment: { vertical: 'middle', horizontal: 'right' },
      numFmt: percentFormat(sheet),
    } as const;
    put(sheet, `B${row}`, readingLabels[reading], look);
    const result = percent === null ? '' : percent / 100;
    putFormula(sheet, `C${row}`, cells.place(cells.percents[reading]), result, number);
    const meaning = { ...gloss, alignment: { ...gloss.alignment, indent: 1 } } as const;
    const text = percent === null ? readingEmpty : readingWords[reading];
    putTexts(sheet, row, [{ span: 'word', text, look: meaning }]);
    const [told, empty] = [readingWords[reading], readingEmpty].map((words) => sentenceFormula(words, {}, {}).formula);
    putFormula(sheet, `D${row}`, `IF(ISNUMBER(C${row}),${told},${empty})`, text, meaning);
  }
}

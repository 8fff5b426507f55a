import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import { type Category, type Pillar, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../../domain/scoring/count.ts';
import { shareBand } from '../../../domain/scoring/share-band.ts';
import { colours, font, type Look, looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { countedHeading } from '../../words/counted-words.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { bandFormula, colourBands, fillBars, putTrack } from './live-bar.ts';
import { bar, putHeading } from './summary-layout.ts';
import type { SummaryPart } from './summary-part.ts';

const right = { vertical: 'middle', horizontal: 'right' } as const;
const levels = {
  pillar: { font: font(10, colours.accent, { bold: true }), indent: 0, height: 24 },
  category: { font: font(10), indent: 1, height: 18 },
} as const;
const columns = { met: 'C', total: 'D' } as const;

/** Each pillar with its categories: met, questions, share, band and bar, all counted from the answers. */
export function putCategories(part: SummaryPart, start: number): number {
  const { sheet, report, messages } = part;
  const { categories, questions, share } = messages.workbook.summary;
  const met = countedHeading(report.questionnaire, messages);
  putHeading(sheet, start, categories);
  for (const [column, text] of Object.entries({ C: met, D: questions, E: share })) {
    put(sheet, `${column}${start}`, text, looks.numberHead);
  }
  const { band, bandsNote } = messages.results.summary;
  put(sheet, `F${start}`, band, {
    ...looks.numberHead,
    alignment: { vertical: 'bottom', horizontal: 'left', indent: 1 },
  });
  const parts = partsOf(report);
  for (const [index, one] of parts.entries()) putPart(part, start + 1 + index, one);
  const rows = { first: start + 1, last: start + parts.length, ...columns };
  fillBars(sheet, { ...rows, ...bar });
  colourBands(sheet, rows, 'F');
  put(sheet, `F${rows.last + 1}`, bandsNote, {
    ...looks.muted,
    alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
  });
  return rows.last + 2;
}

interface Part {
  readonly id: string;
  readonly label: string;
  readonly level: keyof typeof levels;
  readonly count: Count;
}

function partsOf({ questionnaire, score, language }: ResultsReport): Part[] {
  const partOf = (level: Part['level'], { id, title }: Pillar | Category, counts: Readonly<Record<string, Count>>) => {
    const count = counts[id];
    return count === undefined ? [] : [{ id, label: `${id}  ${textIn(title, language)}`, level, count }];
  };
  return questionnaire.pillars.flatMap((pillar) => [
    ...partOf('pillar', pillar, score.pillars),
    ...pillar.categories.flatMap((category) => partOf('category', category, score.categories)),
  ]);
}

function putPart({ sheet, cells, messages }: SummaryPart, row: number, { id, label, level, count }: Part): void {
  const { font, indent, height } = levels[level];
  const counted = cells.counts.get(id);
  const numbers: Look = { font, alignment: right };
  const [met, total] = [`${columns.met}${row}`, `${columns.total}${row}`];
  put(sheet, `B${row}`, label, { font, alignment: { vertical: 'middle', horizontal: 'left', indent } });
  putFormula(sheet, met, cells.place(counted?.met ?? ''), count.met, numbers);
  putFormula(sheet, total, cells.place(counted?.total ?? ''), count.total, numbers);
  putFormula(sheet, `E${row}`, `${met}/${total}`, count.met / count.total, {
    ...numbers,
    numFmt: percentFormat(sheet),
  });
  const { bands } = messages.results.summary;
  const bandLook: Look = { font, alignment: { vertical: 'middle', horizontal: 'left', indent: 1 } };
  putFormula(sheet, `F${row}`, bandFormula(met, total, bands), bands[shareBand(count)], bandLook);
  putTrack(sheet, row, bar.firstColumn);
  sheet.getRow(row).height = height;
}

import { execFileSync } from 'node:child_process';
import ExcelJS from 'exceljs';
import { insightOf } from '../../shared/domain/insight/insight.ts';
import { mustGet } from '../../shared/domain/must.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { pngOf } from '../../shared/rendering/pictures/png.ts';
import { writeResultsWorkbook } from '../../shared/rendering/workbooks/results-workbook.ts';
import { open } from '../rendering/workbooks/writers/open.ts';
import { inTurns } from './processor.ts';
import { report } from './results-report.ts';

export interface ResultsCost {
  readonly cells: number;
  readonly kilobytes: number;
  /** Processor time to that of writing the same cells with the library alone. */
  readonly whole: number;
  /** With a picture in place of the charts. */
  readonly pictured: { readonly whole: number; readonly kilobytes: number };
  readonly insight: number;
  /** Megabytes in use, and held by the process, after so many workbooks. */
  readonly memory: readonly { readonly made: number; readonly live: number; readonly resident: number }[];
}

const runs = 15;
const pictured = { rasterise: pngOf };

/** What a results workbook costs, beside the same cells, styles and formulas written with the spreadsheet library alone. */
export async function measureResults(): Promise<ResultsCost> {
  const insight = insightOf(report, catalogue);
  const bytes = await writeResultsWorkbook(report, insight);
  const made = await open(bytes);
  const cells = made.worksheets.flatMap((sheet) => {
    const found: { sheet: string; address: string; value: ExcelJS.CellValue; style: Partial<ExcelJS.Style> }[] = [];
    sheet.eachRow((row) => {
      row.eachCell(({ address, value, style }) => found.push({ sheet: sheet.name, address, value, style }));
    });
    return found;
  });
  const alone = async (): Promise<void> => {
    const workbook = new ExcelJS.Workbook();
    for (const { name } of made.worksheets) workbook.addWorksheet(name);
    for (const { sheet, address, value, style } of cells) {
      const cell = (workbook.getWorksheet(sheet) as ExcelJS.Worksheet).getCell(address);
      cell.style = style;
      cell.value = value;
    }
    await workbook.xlsx.writeBuffer();
  };
  const works = {
    library: alone,
    whole: () => writeResultsWorkbook(report, insight),
    pictured: () => writeResultsWorkbook(report, insight, pictured),
    insight: async () => insightOf(report, catalogue),
  };
  const contenders = Object.entries(works).map(([name, work]) => ({ name, run: () => processorOf(work) }));
  // What runs for the first times, V8 compiles.
  await inTurns(contenders, 3);
  const ratios = await inTurns(contenders, runs);
  const memory = execFileSync(process.execPath, ['--expose-gc', 'test/bench/many-results.ts'], { encoding: 'utf8' });
  return {
    ...{ cells: cells.length, kilobytes: bytes.length / 1024 },
    whole: mustGet(ratios, 'whole').middle,
    pictured: {
      whole: mustGet(ratios, 'pictured').middle,
      kilobytes: (await writeResultsWorkbook(report, insight, pictured)).length / 1024,
    },
    insight: mustGet(ratios, 'insight').middle,
    memory: JSON.parse(memory),
  };
}

/** Milliseconds. */
async function processorOf(work: () => Promise<unknown>): Promise<number> {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

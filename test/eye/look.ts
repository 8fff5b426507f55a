import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type Assessment, assessFile } from '../../functions/ingest-submission/assess-file.ts';
import { withLibreOffice } from '../support/libreoffice.ts';
import { type MadeWorkbook, madeWorkbook } from './made-workbook.ts';

/** An answer that was read otherwise than LibreOffice shows it, and nobody was asked. */
export interface Otherwise {
  readonly seed: number;
  readonly format: 'xlsx' | 'ods';
  readonly id: string;
  readonly shown: string;
  readonly read: string;
}

/** Every sheet of a workbook as its cells are shown, a file each. */
const shownCells = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
/** Workbooks that LibreOffice is started for once. */
const together = 100;

/** Reads the workbooks of these seeds, as .xlsx and as .ods, and compares each answer with what is shown. */
export async function look(seeds: readonly number[]): Promise<Otherwise[]> {
  const otherwise: Otherwise[] = [];
  for (let from = 0; from < seeds.length; from += together) {
    otherwise.push(...(await lookAt(seeds.slice(from, from + together).map(madeWorkbook))));
  }
  return otherwise;
}

function lookAt(workbooks: readonly MadeWorkbook[]): Promise<Otherwise[]> {
  return withLibreOffice(async ({ folder, convert }) => {
    const xlsx = workbooks.map(({ seed }) => join(folder, `${seed}.xlsx`));
    for (const [at, { bytes }] of workbooks.entries()) await writeFile(xlsx[at] ?? '', bytes);
    await convert('ods', 'ods', xlsx);
    await convert('of-xlsx', shownCells, xlsx);
    await convert(
      'of-ods',
      shownCells,
      workbooks.map(({ seed }) => join(folder, 'ods', `${seed}.ods`)),
    );
    const found: Otherwise[] = [];
    for (const workbook of workbooks) {
      for (const format of ['xlsx', 'ods'] as const) {
        const file = format === 'xlsx' ? workbook.bytes : await readFile(join(folder, 'ods', `${workbook.seed}.ods`));
        const csv = await readFile(join(folder, `of-${format}`, `${workbook.seed}-${workbook.sheet}.csv`), 'utf8');
        const shown = Papa.parse<string[]>(csv).data;
        found.push(...compared(workbook, format, shown, await assessFile(file)));
      }
    }
    return found;
  });
}

/** What a person reads in a cell that shows this; null: nothing of which one may be sure. */
const readings: Readonly<Record<string, string>> = {
  '': 'unanswered',
  yes: 'yes',
  no: 'no',
  na: 'na',
  '1': 'yes',
  '0': 'no',
  true: 'yes',
  false: 'no',
};

function compared(
  { seed, places }: MadeWorkbook,
  format: Otherwise['format'],
  shown: readonly (readonly string[])[],
  { answers, problems, score }: Assessment,
): Otherwise[] {
  const about = problems.filter(
    ({ code, severity }) => severity !== 'notice' && /^(answer|columns|sheets|question|hidden)/.test(code),
  );
  const ofFile =
    score === null || about.some(({ indicator, code }) => indicator === null && code !== 'hidden-rows-read');
  const ofCells = new Set(about.flatMap(({ indicator, indicators = [] }) => [indicator, ...indicators]));
  const unseenAsked = about.some(({ code }) => code === 'hidden-rows-read');
  return places.flatMap(({ id, row, column, seen }): Otherwise[] => {
    const text = shown[row - 1]?.[column - 1] ?? '';
    const expected = seen ? readings[withoutMark(text.trim().toLowerCase())] : 'unanswered';
    const read = answers.get(id)?.value ?? 'unanswered';
    if (read === 'unclear' || read === expected || ofFile || ofCells.has(id)) return [];
    // A value that nobody sees is counted and asked about.
    if (expected === 'unanswered' && unseenAsked) return [];
    return [{ seed, format, id, shown: seen ? text : `${text} (not seen)`, read }];
  });
}

/** Separated values have no superscripts: the mark of a footnote is a digit in them. */
const withoutMark = (text: string): string => text.replace(/^(yes|no|na)[1¹]$/, '$1');

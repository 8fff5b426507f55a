import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLibreOffice } from '../support/libreoffice.ts';
import { assessFile, type ScoredFile } from '../support/user-centricity.ts';
import { type MadeWorkbook, madeWorkbook } from './made-workbook.ts';
import { shownCells, shownRows } from './shown-cells.ts';

/** An answer that was read otherwise than LibreOffice shows it, and nobody was asked. */
export interface Otherwise {
  readonly seed: number;
  readonly format: 'xlsx' | 'ods';
  readonly id: string;
  readonly shown: string;
  readonly read: string;
}

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
    const found: Otherwise[] = [];
    for (const workbook of workbooks) {
      const ods = await readFile(join(folder, 'ods', `${workbook.seed}.ods`));
      const shown = shownCells(ods, workbook.sheet);
      found.push(...compared(workbook, 'xlsx', shown, await assessFile(workbook.bytes)));
      const saved = withRows(workbook, shownRows(ods, workbook.sheet));
      found.push(...compared(saved, 'ods', shown, await assessFile(ods)));
    }
    return found;
  });
}

/** The workbook with those rows seen that only their height hid, and to which LibreOffice has given one. */
function withRows(workbook: MadeWorkbook, rows: ReadonlySet<number>): MadeWorkbook {
  const places = workbook.places.map((place) =>
    place.isFlat && rows.has(place.row) ? { ...place, ...place.unlessFlat } : place,
  );
  return { ...workbook, places };
}

/** What a person reads in a cell that shows this; null: nothing of which one may be sure. */
const readings: Readonly<Record<string, string>> = {
  '': 'unanswered',
  yes: 'yes',
  no: 'no',
  na: 'na',
  '1': 'yes',
  '0': 'no',
  // A tick box with decimals is a tick box.
  '1.0': 'yes',
  '0.0': 'no',
  true: 'yes',
  false: 'no',
};

function compared(
  { seed, places }: MadeWorkbook,
  format: Otherwise['format'],
  shown: readonly (readonly string[])[],
  { answers, problems, score }: ScoredFile,
): Otherwise[] {
  const about = problems.filter(
    ({ code, severity }) => severity !== 'notice' && /^(answer|columns|sheets|question-|hidden)/.test(code),
  );
  const ofFile =
    score === null || about.some(({ indicator, code }) => indicator === null && code !== 'hidden-rows-read');
  const ofCells = new Set(about.flatMap(({ indicator, indicators = [] }) => [indicator, ...indicators]));
  // One question for the file counts them: it must count them all.
  const unseenAsked = about
    .filter(({ code }) => code === 'hidden-rows-read')
    .reduce((all, { facts }) => all + Number(facts['count']), 0);
  const unseen = places.filter(
    (place) =>
      !ofFile && !ofCells.has(place.id) && (countsUnseen(place, answers) || countsUnseenEvidence(place, answers)),
  );
  const otherUnseen = (unseen.length > unseenAsked ? unseen : []).map(
    ({ id, row, column }): Otherwise => ({
      ...{ seed, format, id, shown: `${shown[row - 1]?.[column - 1] ?? ''} (not seen)` },
      read: answers.get(id)?.value ?? '',
    }),
  );
  const otherSeen = places.flatMap(({ id, row, column, seen, shows }): Otherwise[] => {
    if (!seen) return [];
    const text = shows ?? shown[row - 1]?.[column - 1] ?? '';
    const expected = readings[withoutMark(text.trim().toLowerCase())];
    const read = answers.get(id)?.value ?? 'unanswered';
    if (read === 'unclear' || read === expected || ofFile || ofCells.has(id)) return [];
    // A format that shows nothing hides a value as a hidden row does.
    if (expected === 'unanswered' && unseenAsked > 0) return [];
    return [{ seed, format, id, shown: text, read }];
  });
  return [...otherSeen, ...otherUnseen];
}

type Place = MadeWorkbook['places'][number];

const countsUnseen = ({ id, seen }: Place, answers: ScoredFile['answers']): boolean => {
  const { value = 'unanswered' } = answers.get(id) ?? {};
  return !seen && value !== 'unanswered' && value !== 'unclear';
};

const countsUnseenEvidence = ({ id, evidence, evidenceSeen }: Place, answers: ScoredFile['answers']): boolean =>
  !evidenceSeen && answers.get(id)?.evidence.includes(evidence) === true;

/** `Yes` with the mark of a footnote is shown as `Yes1` in a bare text; one format puts "Answer" before it. */
const withoutMark = (text: string): string => text.replace(/^(?:answer: )?(yes|no|na)[1¹]?$/, '$1');

import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell, Grid, Sheet } from '../formats/grid.ts';
import authorityWords from './authority-labels.json' with { type: 'json' };
import { isIdentitySheet, noLongerThanNames } from './find-identity.ts';
import roundWords from './round-labels.json' with { type: 'json' };
import { fullAddress, type Rows, rowsOf } from './rows.ts';

/** What the officer wrote on the cover. */
export interface NamedOnCover {
  /**
   * `isLine`: it stands in a line of text (`Espoo · Round 2022`), which may be a title as well, or below the questions. It
   * tells where nothing else does.
   */
  readonly authority: { readonly name: string; readonly cell: string; readonly isLine: boolean } | null;
  readonly round: { readonly id: string; readonly cell: string; readonly isLine: boolean } | null;
}

/** Rows that a cover may have, from the top of the sheet. */
export const lastOfCover = 200;

/** The row at which the cover of a sheet ends: that of its first question, if it has one. */
export const endOfCover = (sheet: Sheet, firstQuestions: ReadonlyMap<Sheet, number>): number =>
  Math.min(firstQuestions.get(sheet) ?? lastOfCover, lastOfCover);

const authorityLabels = new Set(authorityWords.map(foldedText));
const roundLabels = new Set(roundWords.map(foldedText));

/**
 * The name beside the label "Authority" (or below it, or behind it in one cell) and the round beside "Round", in any of
 * our languages, in the first sheet that has them above its questions; else what stands in a line there:
 * `Espoo · Round 2022`, as our sheets have it below their title. `firstQuestions`: the first row with a question, by sheet.
 */
export function readCover(grid: Grid, firstQuestions: ReadonlyMap<Sheet, number>): NamedOnCover {
  const sheets = grid.sheets.filter((sheet) => !isIdentitySheet(sheet));
  const above = (sheet: Sheet): number => endOfCover(sheet, firstQuestions);
  // A line that names a round may be about anything, unless it stands before the questions.
  const start = sheets.findIndex((sheet) => firstQuestions.has(sheet));
  const before = sheets.filter((sheet, index) => index < start || firstQuestions.has(sheet));
  const line = firstOf(before, (rows) => lineIn(rows, above(rows.sheet)));
  return {
    authority:
      firstOf(sheets, (rows) => authorityIn(rows, above(rows.sheet))) ??
      line?.authority ??
      firstOf(sheets, authorityBelow) ??
      null,
    round: firstOf(sheets, (rows) => roundIn(rows, above(rows.sheet))) ?? line?.round ?? null,
  };
}

function firstOf<T>(sheets: readonly Sheet[], find: (rows: Rows) => T | null): T | null {
  for (const sheet of sheets) {
    const found = find(rowsOf(sheet));
    if (found !== null) return found;
  }
  return null;
}

function authorityIn(rows: Rows, above: number): NamedOnCover['authority'] {
  for (const [row, cells] of rows.all) {
    if (row >= above) return null;
    const label = cells.find(({ text }) => authorityLabels.has(labelOf(text)));
    const value =
      label === undefined ? undefined : (besideLabel(cells, authorityLabels) ?? belowLabel(rows, row, label));
    if (value?.kind === 'text' && plainText(value.text) !== '' && value.row < above) {
      return namedIn(rows, value, plainText(value.text));
    }
    const inOne = cells.find(({ kind, text }) => kind === 'text' && behindLabel(text) !== null);
    if (inOne !== undefined) return namedIn(rows, inOne, behindLabel(inOne.text) ?? '');
  }
  return null;
}

/** What stands below a label is its value, unless it is the next label: it has a value beside it, or is a known one. */
function belowLabel(rows: Rows, row: number, { column }: Cell): Cell | undefined {
  const below = rows.cell(row + 1, column);
  if (below === undefined || roundLabels.has(labelOf(below.text)) || authorityLabels.has(labelOf(below.text))) {
    return undefined;
  }
  return rows.row(row + 1).some((cell) => cell.column === column + 1) ? undefined : below;
}

const namedIn = ({ sheet }: Rows, { row, column }: Cell, name: string): NonNullable<NamedOnCover['authority']> => ({
  name: noLongerThanNames(name),
  cell: fullAddress(sheet, row, column),
  isLine: false,
});

/** In any row: evidence may begin like a label. */
function authorityBelow(rows: Rows): NamedOnCover['authority'] {
  for (const [, cells] of rows.all) {
    const value = besideLabel(cells, authorityLabels);
    if (value?.kind !== 'text' || plainText(value.text) === '') continue;
    return { ...namedIn(rows, value, plainText(value.text)), isLine: true };
  }
  return null;
}

const labelOf = (text: string): string => foldedText(text).replace(/[\s:*]+$/, '');

/** `Authority: Espoo`; null for any other text. */
function behindLabel(text: string): string | null {
  if (text.length > maxLineLength) return null;
  const [, label, name] = /^([^:]+):\s*(\S.*)$/u.exec(plainText(text)) ?? [];
  return name !== undefined && authorityLabels.has(labelOf(label ?? '')) ? name : null;
}

function roundIn(rows: Rows, above: number): NamedOnCover['round'] {
  for (const [row, cells] of rows.all) {
    if (row >= above) return null;
    const id = besideLabel(cells, roundLabels);
    if (id === undefined || (id.kind !== 'text' && id.kind !== 'number') || plainText(id.text) === '') continue;
    const itself = roundLine.exec(plainText(id.text))?.groups?.['id'] ?? plainText(id.text);
    // Among more cells `Round` may be the heading of a table: there only what looks like one is taken for a round.
    if (cells.length > 2 && !/^\d{4}$/.test(itself)) continue;
    return { id: noLongerThanNames(itself), cell: fullAddress(rows.sheet, row, id.column), isLine: false };
  }
  return null;
}

function besideLabel(cells: readonly Cell[], labels: ReadonlySet<string>): Cell | undefined {
  const label = cells.findIndex(({ text }) => labels.has(labelOf(text)));
  return label === -1 ? undefined : cells[label + 1];
}

/** Characters of a line that names a round: a longer text is a sentence that mentions one. */
const maxLineLength = 300;
/** `Round 2022`, `Runde: 2022`, at the end of a line. What is a round has a digit in it. */
const roundLine = letterPattern(
  `^(?:(?<before>.*?)(?<dot>\\s·\\s)|.*?[\\s,;:(–—-])?(?:${roundWords.join('|')})[\\s:]+(?<id>[\\w.-]*\\d[\\w.-]*?)[).]?$`,
  'iu',
);

function lineIn(rows: Rows, above: number): Pick<NamedOnCover, 'authority' | 'round'> | null {
  for (const [row, cells] of rows.all) {
    if (row >= above) return null;
    for (const { kind, text, column } of cells) {
      if (kind !== 'text' || text.length > maxLineLength) continue;
      const { before, dot, id } = roundLine.exec(plainText(text))?.groups ?? {};
      if (id === undefined) continue;
      const cell = fullAddress(rows.sheet, row, column);
      const name = dot === undefined ? '' : (before ?? '').trim();
      return {
        round: { id, cell, isLine: true },
        authority: name === '' ? null : { name: noLongerThanNames(name), cell, isLine: true },
      };
    }
  }
  return null;
}

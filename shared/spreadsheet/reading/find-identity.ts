import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { plainText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell, Grid, Sheet } from '../formats/grid.ts';
import { type identityFields, identityMark, type WorkbookIdentity } from '../formats/identity.ts';
import { rowsOf } from './rows.ts';

export interface FoundIdentity extends WorkbookIdentity {
  /** The hidden sheet, or the line on the cover when that sheet is lost. */
  readonly by: 'hidden sheet' | 'cover';
}

/** Finds what the workbook was made for; null when it says nothing of it. */
export function findIdentity(grid: Grid): FoundIdentity | null {
  for (const sheet of grid.sheets) {
    const found = hiddenIdentity(sheet);
    if (found !== null) return { ...found, by: 'hidden sheet' };
  }
  for (const sheet of grid.sheets) {
    for (const cell of sheet.cells) {
      const found = cell.kind === 'text' ? formReference(cell.text) : null;
      if (found !== null) return { ...found, by: 'cover' };
    }
  }
  return null;
}

export function isIdentitySheet(sheet: Sheet): boolean {
  return markOf(sheet) !== undefined;
}

/** At the top, though not always in A1: Numbers puts a table's name above it. */
function markOf({ cells }: Sheet): Cell | undefined {
  return cells.slice(0, 5).find(({ text }) => text === identityMark);
}

/** Characters of an id or a name. */
const maxLength = 200;

/** Never the name of another: one that is too long to be registered stays too long when it is cut. */
export const noLongerThanNames = (text: string): string =>
  text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;

/** What the hidden sheet says, by the names of its fields; null for any other sheet. `longest`: longer values are left out. */
export function identitySheetValues(sheet: Sheet, longest: number): ReadonlyMap<string, string> | null {
  const mark = markOf(sheet);
  if (mark === undefined) return null;
  const values = new Map<string, string>();
  const { cell: cellAt } = rowsOf(sheet);
  for (const cell of sheet.cells) {
    if (cell.column !== mark.column) continue;
    const value = cellAt(cell.row, cell.column + 1);
    if (value !== undefined && value.text.length <= longest) values.set(cell.text, plainText(value.text));
  }
  return values;
}

function hiddenIdentity(sheet: Sheet): WorkbookIdentity | null {
  const values = identitySheetValues(sheet, Number.POSITIVE_INFINITY);
  if (values === null) return null;
  const field = (name: (typeof identityFields)[number]): string | null =>
    noLongerThanNames(values.get(name) ?? '') || null;
  return {
    questionnaire: field('questionnaire'),
    authority: field('authority'),
    authorityName: field('authorityName'),
    round: field('round'),
    language: field('language'),
  };
}

/** Characters of the line; what is longer is text of somebody's own. */
const maxReferenceLength = 500;
const reference = letterPattern(String.raw`([a-z][a-z0-9-]*@[a-zA-Z0-9.-]+) · ([\p{L}\p{N}-]+) · ([\p{L}\p{N}._-]+)`);

/** `Form reference: user-centricity@2023 · espoo · 2022`; a dash where there is none. */
function formReference(text: string): WorkbookIdentity | null {
  const parts = text.length > maxReferenceLength || !text.includes('@') ? null : reference.exec(plainText(text));
  if (parts === null) return null;
  const given = (part: string | undefined) => (part === undefined || /^[-–—]+$/.test(part) ? null : part);
  return {
    questionnaire: given(parts[1]),
    authority: given(parts[2]),
    authorityName: null,
    round: given(parts[3]),
    language: null,
  };
}

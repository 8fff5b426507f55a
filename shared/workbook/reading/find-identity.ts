import { plainText } from '../../domain/normalise/plain-text.ts';
import type { Grid, Sheet } from '../grid.ts';
import { type identityFields, identityMark, type WorkbookIdentity } from '../identity.ts';

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
  const first = sheet.cells[0];
  return first?.row === 1 && first.column === 1 && first.text === identityMark;
}

/** Characters of an id or a name. */
const longest = 200;

function hiddenIdentity(sheet: Sheet): WorkbookIdentity | null {
  if (!isIdentitySheet(sheet)) return null;
  const values = new Map<string, string>();
  for (const cell of sheet.cells) {
    if (cell.column !== 1) continue;
    const value = sheet.cells.find((one) => one.row === cell.row && one.column === 2);
    if (value !== undefined) values.set(cell.text, plainText(value.text).slice(0, longest));
  }
  const field = (name: (typeof identityFields)[number]): string | null => values.get(name) || null;
  return {
    questionnaire: field('questionnaire'),
    authority: field('authority'),
    authorityName: field('authorityName'),
    round: field('round'),
    language: field('language'),
  };
}

const reference = /([a-z][a-z0-9-]*@[a-zA-Z0-9.-]+) · ([\p{L}\p{N}-]+) · ([\p{L}\p{N}._-]+)/u;

/** `Form reference: user-centricity@2023 · espoo · 2022`; a dash where there is none. */
function formReference(text: string): WorkbookIdentity | null {
  const parts = reference.exec(plainText(text.slice(0, 500)));
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

import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { certifierIn, noteIn, type SaidWithFile } from '../../domain/submissions/said-with-file.ts';
import type { Cell, Grid, Sheet } from '../formats/grid.ts';
import { isIdentitySheet } from './find-identity.ts';
import { endOfCover } from './read-cover.ts';
import { rowsOf } from './rows.ts';
import words from './said-labels.json' with { type: 'json' };

/**
 * Who certifies the answers, and the note to the office, beside their labels above the questions. `firstQuestions`: the first
 * row with a question, by sheet.
 */
export function readSaid(grid: Grid, firstQuestions: ReadonlyMap<Sheet, number>): SaidWithFile {
  const sheets = grid.sheets.filter((sheet) => !isIdentitySheet(sheet));
  const saidBeside = (labels: ReadonlySet<string>, textIn: (text: string) => string | null): string | null => {
    for (const sheet of sheets) {
      const said = saidIn(sheet, endOfCover(sheet, firstQuestions), labels, textIn);
      if (said !== null) return said;
    }
    return null;
  };
  const certifiedBy = saidBeside(certifierLabels, certifierIn);
  const note = saidBeside(noteLabels, noteIn);
  return { ...(certifiedBy === null ? {} : { certifiedBy }), ...(note === null ? {} : { note }) };
}

function saidIn(
  sheet: Sheet,
  above: number,
  labels: ReadonlySet<string>,
  textIn: (text: string) => string | null,
): string | null {
  for (const [row, cells] of rowsOf(sheet).all) {
    if (row >= above) return null;
    const at = cells.findIndex(({ kind, text }) => kind === 'text' && isLabel(text, labels));
    const beside = at === -1 ? undefined : cells.slice(at + 1).find(({ text }) => text.trim() !== '');
    const text = beside === undefined ? behindLabel(cells, labels) : saysText(beside);
    const said = text === null ? null : textIn(text);
    if (said !== null) return said;
  }
  return null;
}

/** A form may have the next label beside this one, with nothing between. */
const isNextLabel = ({ kind, text }: Cell): boolean =>
  kind === 'text' &&
  (isLabel(text, certifierLabels) || isLabel(text, noteLabels) || /^[^:\n]{1,40}:$/.test(text.trim()));

const saysText = (cell: Cell): string | null => (cell.kind === 'error' || isNextLabel(cell) ? null : cell.text);

/** `Certified by: Anna Virtanen`, in one cell. */
function behindLabel(cells: readonly Cell[], labels: ReadonlySet<string>): string | null {
  for (const { kind, text } of cells) {
    const [, label, value] = kind === 'text' ? (/^([^:\n]{1,100}):\s*(\S[\s\S]*)$/u.exec(text.trim()) ?? []) : [];
    if (label !== undefined && value !== undefined && isLabel(label, labels)) return value;
  }
  return null;
}

/** Characters of a label: no pattern looks at a longer text. */
const maxLabel = 150;

const isLabel = (text: string, labels: ReadonlySet<string>): boolean =>
  text.length <= maxLabel && labels.has(labelOf(text));

/** Without what forms put behind a label: `Certified by (name and role)*:`, and with either apostrophe. */
const labelOf = (text: string): string =>
  foldedText(text)
    .replaceAll('’', "'")
    .replace(/\s*\([^()]*\)(?=[\s:*]*$)/u, '')
    .replace(/[\s:*]+$/u, '');

const certifierLabels = new Set(words.certifiedBy.map(labelOf));
const noteLabels = new Set(words.note.map(labelOf));

import { normaliseAnswer, type RawAnswer } from '../../domain/answers/normalise/normalise-answer.ts';
import { normaliseTicks } from '../../domain/answers/normalise/normalise-ticks.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import { maxSentCode } from '../../domain/submissions/sent-workbook.ts';
import { address, type Cell, type Grid } from '../formats/grid.ts';
import { sentFields } from '../formats/identity.ts';
import confirmationWords from './confirmation-labels.json' with { type: 'json' };
import { identitySheetValues, isIdentitySheet } from './find-identity.ts';
import { lastOfCover } from './read-cover.ts';
import { rowsOf } from './rows.ts';

/** What a workbook that was sent out filled in says of that when it comes back. */
export interface SentInFile {
  /** Whether it has the hidden sheet, which says so where it was sent filled in. */
  readonly isMarked: boolean;
  readonly id: string | null;
  readonly code: string | null;
  readonly confirmation: Confirmation;
}

/** What stands in the box “All of these are still right”. */
export interface Confirmation {
  readonly said: 'yes' | 'no' | 'nothing' | 'unclear';
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly read: string | null;
}

/** Characters of a label: nobody compares a longer text. */
const maxLabel = 150;

const labels = new Set(confirmationWords.map(foldedText));

export function readSent(grid: Grid, language: string | null): SentInFile {
  const marked = grid.sheets.find(isIdentitySheet);
  const values = marked === undefined ? null : identitySheetValues(marked, maxSentCode);
  const [id, code] = sentFields.map((field) => values?.get(field) || null);
  return {
    ...{ isMarked: values !== null, id: id ?? null, code: code ?? null },
    confirmation: confirmationIn(grid, language),
  };
}

function confirmationIn(grid: Grid, language: string | null): Confirmation {
  for (const sheet of grid.sheets) {
    for (const [row, cells] of rowsOf(sheet).all) {
      if (row >= lastOfCover) break;
      const label = cells.find(
        ({ kind, text }) => kind === 'text' && text.length <= maxLabel && labels.has(foldedText(text)),
      );
      if (label === undefined) continue;
      const box = cells.find(({ column }) => column > label.column);
      const at = { sheet: sheet.name, cell: address(row, box?.column ?? label.column + 1) };
      return { said: saidIn(box, language), ...at, read: box === undefined ? null : plainText(box.text) };
    }
  }
  return { said: 'nothing', sheet: null, cell: null, read: null };
}

/** A tick, a cross as people put one into a box, TRUE, or a word for yes; with anything beside it nobody can tell. */
function saidIn(box: Cell | undefined, language: string | null): Confirmation['said'] {
  if (box === undefined) return 'nothing';
  const raw: RawAnswer = { kind: box.kind, text: box.kind === 'boolean' ? box.text.toLowerCase() : box.text };
  const ticked = normaliseTicks([{ value: 'yes', raw }]);
  if (ticked.value === 'yes') return 'yes';
  if (ticked.value === 'unanswered') return 'nothing';
  const { value, comment } = normaliseAnswer(raw, language);
  if (value === 'unanswered') return 'nothing';
  return (value === 'yes' || value === 'no') && comment === '' ? value : 'unclear';
}

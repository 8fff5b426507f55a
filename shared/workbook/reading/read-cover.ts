import { foldedText, plainText } from '../../domain/normalise/plain-text.ts';
import type { Grid } from '../grid.ts';
import labels from './authority-labels.json' with { type: 'json' };
import { isIdentitySheet } from './find-identity.ts';
import { fullAddress, rowsOf } from './rows.ts';

/** What the officer wrote on the cover. */
export interface NamedOnCover {
  readonly authority: { readonly name: string; readonly cell: string } | null;
}

const authorityLabels = new Set(labels.map(foldedText));
const longestName = 200;

/** The name beside the label "Authority", in any of our languages, in the first sheet that has it. */
export function readCover(grid: Grid): NamedOnCover {
  for (const sheet of grid.sheets) {
    if (isIdentitySheet(sheet)) continue;
    const rows = rowsOf(sheet);
    for (const [row, cells] of rows.all) {
      const label = cells.findIndex(({ text }) => authorityLabels.has(foldedText(text).replace(/[\s:*]+$/, '')));
      const name = label === -1 ? undefined : cells[label + 1];
      if (name?.kind === 'text' && plainText(name.text) !== '') {
        return {
          authority: { name: plainText(name.text).slice(0, longestName), cell: fullAddress(sheet, row, name.column) },
        };
      }
    }
  }
  return { authority: null };
}

import type { drive_v3 } from '@googleapis/drive/build/v3.js';
import type { SnapshotCell, SnapshotTab } from '../../domain/submissions/sheet-snapshot.ts';

/** What of comments is asked for: without these fields Drive answers no list of comments at all. */
export const commentFields = 'comments(content,resolved,deleted,quotedFileContent(value),replies(content,deleted))';

/** Comments of one sheet, and characters of each: what is more is seen at Google. */
const mostComments = 100;
const mostCharacters = 2_000;

/**
 * Comments as people see them, in a tab of their own; null where there are none. They are talk about the sheet and no
 * evidence, and Google does not tell of which cell they are: only what stood in it. Where that stands in one cell alone, its row is
 * named. Whoever checks the file finds them there.
 */
export function commentsTab(
  comments: readonly drive_v3.Schema$Comment[],
  tabs: readonly SnapshotTab[],
): SnapshotTab | null {
  const rows = comments
    .filter(({ deleted, resolved }) => deleted !== true && resolved !== true)
    .slice(0, mostComments)
    .map(({ content, quotedFileContent, replies }) => {
      const talk = [content, ...(replies ?? []).filter((one) => one.deleted !== true).map((one) => one.content)];
      const said = talk.map((one) => (one ?? '').trim()).filter((one) => one !== '');
      const about = (quotedFileContent?.value ?? '').trim();
      return { said: said.join(' / '), about };
    })
    .filter(({ said }) => said !== '');
  if (rows.length === 0) return null;
  const places = rowsByText(tabs);
  const lines = [
    'Comments in this Google Sheet. They are no answers and no evidence.',
    ...rows.map(({ said, about }) => {
      const [place, ...others] = places.get(folded(about)) ?? [];
      const row = place === undefined || others.length > 0 ? '' : `, ${place}`;
      return `Comment${about === '' ? '' : ` on “${about}”${row}`}: ${said}`;
    }),
  ];
  return {
    ...{ name: 'Comments', hidden: false, merges: [], hiddenRows: [], hiddenColumns: [] },
    cells: lines.map((line, index) => cellOf(index + 1, line.slice(0, mostCharacters))),
  };
}

/** Characters by which a row is known: the id of its question, or the beginning of its text. */
const mostOfRow = 60;

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

const textOf = ({ value }: SnapshotCell): string =>
  value.kind === 'text' ? folded(value.runs.map(({ text }) => text).join('')) : '';

/** The rows in which each text is all of a cell, by what stands first in them: `row 8 of Questionnaire (1.1.2)`. */
function rowsByText(tabs: readonly SnapshotTab[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, cells } of tabs.filter(({ hidden }) => !hidden)) {
    for (const [row, inRow] of Map.groupBy(cells, (cell) => cell.row)) {
      const texts = inRow.map(textOf);
      for (const [index, text] of texts.entries()) {
        if (text === '') continue;
        const first = texts.slice(0, index).find((one) => one !== '') ?? '';
        const known = first === '' ? '' : ` (${first.slice(0, mostOfRow)})`;
        found.set(text, [...(found.get(text) ?? []), `row ${row} of ${name}${known}`]);
      }
    }
  }
  return found;
}

const cellOf = (row: number, text: string): SnapshotCell => ({
  ...{ row, column: 1, formula: false, note: '', link: '' },
  value: { kind: 'text', runs: [{ text, struck: false }] },
});

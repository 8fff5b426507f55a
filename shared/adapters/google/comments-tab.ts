import type { drive_v3 } from '@googleapis/drive/build/v3.js';
import type { SnapshotCell, SnapshotTab } from '../../domain/submissions/sheet-snapshot.ts';

/** What of comments is asked for: without these fields Drive answers no list of comments at all. */
export const commentFields = 'comments(content,resolved,deleted,quotedFileContent(value),replies(content,deleted))';

/** Comments of one sheet, and characters of each: what is more is seen at Google. */
const mostComments = 100;
const mostCharacters = 2_000;

/**
 * Comments as people see them, in a tab of their own; null where there are none. They are talk about the sheet and no
 * evidence, and Google does not tell of which cell they are: only what stood in it. Whoever checks the file finds them there.
 */
export function commentsTab(comments: readonly drive_v3.Schema$Comment[]): SnapshotTab | null {
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
  const lines = [
    'Comments in this Google Sheet. They are no answers and no evidence.',
    ...rows.map(({ said, about }) => `Comment${about === '' ? '' : ` on “${about}”`}: ${said}`),
  ];
  return {
    ...{ name: 'Comments', hidden: false, merges: [], hiddenRows: [], hiddenColumns: [] },
    cells: lines.map((line, index) => cellOf(index + 1, line.slice(0, mostCharacters))),
  };
}

const cellOf = (row: number, text: string): SnapshotCell => ({
  ...{ row, column: 1, formula: false, note: '', link: '' },
  value: { kind: 'text', runs: [{ text, struck: false }] },
});

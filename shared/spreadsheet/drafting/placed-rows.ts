import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import { clipped } from './clipped.ts';
import type { DraftQuestion, DraftRow } from './draft.ts';
import type { Names } from './draft-names.ts';
import { commonMark, textsInCell } from './language-parts.ts';
import { grouped, type Placed } from './sections.ts';
import type { SourceTable } from './source-tables.ts';

/** The rows of the survey in the order of the office's workbook, with groups. */
export function rowsOfDraft(
  sources: readonly SourceTable[],
  drafted: ReadonlyMap<string, DraftQuestion>,
  languages: readonly string[],
  names: Names,
): DraftRow[] {
  const inAll = (text: string): Texts => textsInCell(text, languages, null);
  const placed: Placed[] = [];
  for (const source of sources) {
    const { view, columns } = source.table;
    const look = { bold: true, size: 99, fill: 'sheet' };
    const isMany = isWrapped(source, sources);
    const base = Number(isMany);
    const mark = commonMark(inOneCell(source), languages.length);
    const said = (text: string, worded: readonly string[]): Texts => textsOf(source, { text, worded }, languages, mark);
    if (isMany)
      placed.push({
        kind: 'heading',
        text: view.name,
        label: inAll(view.name),
        look,
        source: view.place(1, 1),
        level: 1,
      });
    const putNote = (row: number, label: Texts, open: { readonly isOpen?: boolean } = {}): void => {
      const name = names.take(`note_${row}`);
      placed.push({ kind: 'row', row: { kind: 'note', name, label, source: view.place(row, 1), ...open } });
    };
    for (const { row, text, worded } of notesAbove(source, languages.length)) putNote(row, said(text, worded));
    const current: string[] = [];
    let inner: { row: number; texts: string[] } | null = null;
    const endInner = (): void => {
      if (inner === null) return;
      const text = clipped(inner.texts.join('\n'));
      // A table has rows; one alone may be a question with something beside it.
      putNote(inner.row, inAll(text), { isOpen: inner.texts.length === 1 && text.length <= mostOpen });
      inner = null;
    };
    for (const row of source.rows) {
      if (row.kind !== 'inner') endInner();
      if (row.kind === 'inner') {
        inner ??= { row: row.row, texts: [] };
        inner.texts.push(row.text);
      } else if (row.kind === 'section') {
        placed.push({
          kind: 'heading',
          text: row.text,
          label: said(row.text, row.worded),
          look: row.look,
          base,
          source: view.place(row.row, row.column),
        });
      } else if (row.kind === 'note') putNote(row.row, said(row.text, row.worded), { isOpen: row.isOpen });
      else if (row.kind === 'question') {
        for (const [depth, inLanguages] of columns.sections.entries()) {
          const worded = inLanguages.map((column) => view.spannedText(row.row, column));
          const [text = ''] = worded;
          if (text === '' || text === current[depth]) continue;
          current.length = depth;
          current[depth] = text;
          const level = depth + 1 + Number(isMany);
          const at = view.place(row.row, inLanguages[0] ?? 1);
          placed.push({ kind: 'heading', text, label: said(text, worded), look, source: at, level });
        }
        const question = drafted.get(view.place(row.row, 1));
        if (question !== undefined) placed.push({ kind: 'row', row: question });
      }
    }
    endInner();
  }
  return grouped(placed, names);
}

/** Sentences above the headings, in one language or in each; titles and addresses are none. */
export function notesAbove(
  { table: { view, heads, columns } }: SourceTable,
  languages: number,
): { row: number; text: string; worded: readonly string[] }[] {
  const [head = 0] = heads;
  return view.rows.flatMap((row) => {
    const texts = row < head ? view.cellsIn(row).map((cell) => cell.text.trim()) : [];
    const [text = ''] = texts;
    const isNote = texts.length >= 1 && texts.length <= languages && texts.every((one) => /[.!:]$/.test(one));
    if (!isNote || text.length < sentence) return [];
    const below = columns.questions.map(({ column }) => view.text(row, column));
    const isBelow = below.filter(Boolean).length === texts.length;
    return [{ row, text, worded: isBelow ? below : texts.length === languages ? texts : [] }];
  });
}

/** Characters of a sentence that says more than a title. */
const sentence = 20;

/** Characters of a row that may be a question. */
const mostOpen = 200;

/** A sheet of several is a group, unless it is the only one that has sections itself. */
function isWrapped(source: SourceTable, sources: readonly SourceTable[]): boolean {
  const hasSections = ({ rows, table }: SourceTable): boolean => {
    const first = rows.find(({ kind }) => kind === 'section' || kind === 'question');
    return table.columns.sections.length > 0 || first?.kind === 'section';
  };
  return sources.length > 1 && !(hasSections(source) && sources.filter(hasSections).length === 1);
}

/** Titles and notes that stand in one cell for all languages. */
const inOneCell = ({ rows }: SourceTable): string[] =>
  rows.flatMap((row) =>
    (row.kind === 'section' || row.kind === 'note') && row.worded.filter(Boolean).length <= 1 ? [row.text] : [],
  );

/** What a row says in each language: in the columns of questions, or in one cell between marks. */
function textsOf(
  { table: { columns } }: SourceTable,
  { text, worded }: { readonly text: string; readonly worded: readonly string[] },
  languages: readonly string[],
  mark: string | null,
): Texts {
  // In a questionnaire of ours the name stands before the title, two blanks away.
  const plain = (one: string): string => one.replace(/^\S{1,12} {2}(?=\S)/, '');
  if (worded.filter(Boolean).length <= 1) return textsInCell(plain(text), languages, mark);
  return Object.fromEntries(
    languages.map((tag, index) => {
      const known = columns.questions.findIndex(({ language }) => language === tag);
      const own = worded[known === -1 ? index : known] ?? '';
      return [tag, clipped(plain(own === '' ? text : own))];
    }),
  );
}

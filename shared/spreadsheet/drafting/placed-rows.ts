import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import { clipped } from './clipped.ts';
import type { DraftQuestion, DraftRow } from './draft.ts';
import type { Names } from './draft-names.ts';
import { grouped, type Placed } from './sections.ts';
import type { SourceTable } from './source-tables.ts';

/** The rows of the survey in the order of the office's workbook, with groups. */
export function rowsOfDraft(
  sources: readonly SourceTable[],
  drafted: ReadonlyMap<string, DraftQuestion>,
  languages: readonly string[],
  names: Names,
): DraftRow[] {
  const inAll = (text: string): Texts => Object.fromEntries(languages.map((tag) => [tag, clipped(text)]));
  const placed: Placed[] = [];
  for (const source of sources) {
    const { view, columns } = source.table;
    const look = { bold: true, size: 99, fill: 'sheet' };
    const isMany = isWrapped(source, sources);
    const base = Number(isMany);
    if (isMany)
      placed.push({
        kind: 'heading',
        text: view.name,
        label: inAll(view.name),
        look,
        source: view.place(1, 1),
        level: 1,
      });
    for (const { row, text } of notesAbove(source)) {
      const name = names.take(`note_${row}`);
      placed.push({ kind: 'row', row: { kind: 'note', name, label: inAll(text), source: view.place(row, 1) } });
    }
    const current: string[] = [];
    let inner: { row: number; texts: string[] } | null = null;
    const endInner = (): void => {
      if (inner === null) return;
      const text = clipped(inner.texts.join('\n'));
      const name = names.take(`note_${inner.row}`);
      placed.push({ kind: 'row', row: { kind: 'note', name, label: inAll(text), source: view.place(inner.row, 1) } });
      inner = null;
    };
    for (const row of source.rows) {
      if (row.kind !== 'inner') endInner();
      if (row.kind === 'inner') {
        inner ??= { row: row.row, texts: [] };
        inner.texts.push(row.text);
      } else if (row.kind === 'section') {
        const texts = sectionTexts(source, row, languages);
        placed.push({
          kind: 'heading',
          text: row.text,
          label: texts,
          look: row.look,
          base,
          source: view.place(row.row, row.column),
        });
      } else if (row.kind === 'note') {
        const name = names.take(`note_${row.row}`);
        placed.push({
          kind: 'row',
          row: { kind: 'note', name, label: inAll(row.text), source: view.place(row.row, 1) },
        });
      } else if (row.kind === 'question') {
        for (const [depth, column] of columns.sections.entries()) {
          const text = view.spannedText(row.row, column);
          if (text === '' || text === current[depth]) continue;
          current.length = depth;
          current[depth] = text;
          const level = depth + 1 + Number(isMany);
          placed.push({ kind: 'heading', text, label: inAll(text), look, source: view.place(row.row, column), level });
        }
        const question = drafted.get(view.place(row.row, 1));
        if (question !== undefined) placed.push({ kind: 'row', row: question });
      }
    }
    endInner();
  }
  return grouped(placed, names);
}

/** Sentences above the headings; titles and addresses are none. */
function notesAbove({ table: { view, heads } }: SourceTable): { row: number; text: string }[] {
  const [head = 0] = heads;
  return view.rows.flatMap((row) => {
    const cells = row < head ? view.cellsIn(row) : [];
    const text = cells[0]?.text.trim() ?? '';
    return cells.length === 1 && text.length >= 30 && /[.!:]$/.test(text) ? [{ row, text }] : [];
  });
}

/** A sheet of several is a group, unless it is the only one that has sections itself. */
function isWrapped(source: SourceTable, sources: readonly SourceTable[]): boolean {
  const hasSections = ({ rows, table }: SourceTable): boolean => {
    const first = rows.find(({ kind }) => kind === 'section' || kind === 'question');
    return table.columns.sections.length > 0 || first?.kind === 'section';
  };
  return sources.length > 1 && !(hasSections(source) && sources.filter(hasSections).length === 1);
}

function sectionTexts(
  { table: { view, columns } }: SourceTable,
  { row, text }: { row: number; text: string },
  languages: readonly string[],
): Texts {
  return Object.fromEntries(
    languages.map((tag, index) => {
      const column = columns.questions.find(({ language }) => language === tag) ?? columns.questions[index];
      const own = column === undefined || index === 0 ? '' : view.text(row, column.column);
      // In a questionnaire of ours the name stands before the title, two blanks away.
      return [tag, clipped((own === '' ? text : own).replace(/^\S{1,12} {2}(?=\S)/, ''))];
    }),
  );
}

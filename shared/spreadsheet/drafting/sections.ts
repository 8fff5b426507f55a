import type { CellLook } from '../formats/workings.ts';
import type { DraftRow } from './draft.ts';
import { type Names, nameOf } from './draft-names.ts';
import { codeOf, type Heading, levelsOf, numberedWordOf } from './section-levels.ts';

/** A row of the survey that is to be: a heading, or what stands below headings. */
export type Placed =
  | {
      readonly kind: 'heading';
      readonly text: string;
      readonly label: Readonly<Record<string, string>>;
      readonly look: CellLook;
      readonly source: string;
      /** Where it is not said, it is guessed. */
      readonly level?: number;
      /** Levels that lie around it, where its own is guessed. */
      readonly base?: number;
    }
  | { readonly kind: 'row'; readonly row: Exclude<DraftRow, { kind: 'begin_group' | 'end_group' }> };

/** Groups of headings: each holds what follows until the next heading of its level or above. A heading over nothing is a note. */
export function grouped(placed: readonly Placed[], names: Names): DraftRow[] {
  const headings = placed.flatMap((one, index) => (one.kind === 'heading' ? [{ one, index }] : []));
  const unlevelled = headings.filter(({ one }) => one.level === undefined);
  const described = unlevelled.map(({ one, index }): Heading => {
    const before = placed.slice(0, index).findLast((row) => row.kind === 'heading' || row.row.kind === 'question');
    return { text: one.text, look: one.look, followsHeading: before?.kind === 'heading' };
  });
  const guessed = levelsOf(described);
  const levels = new Map([
    ...headings.map(({ one, index }): [number, number] => [index, one.level ?? 1]),
    ...unlevelled.map(({ one, index }, at): [number, number] => [
      index,
      Math.min(mostLevels, (one.base ?? 0) + (guessed[at] ?? 1)),
    ]),
  ]);
  const holds = (index: number): boolean => {
    const level = levels.get(index) ?? 1;
    for (const [offset, next] of placed.slice(index + 1).entries()) {
      if (next.kind === 'row' && next.row.kind === 'question') return true;
      if (next.kind === 'heading' && (levels.get(index + 1 + offset) ?? 1) <= level) return false;
    }
    return false;
  };
  const rows: DraftRow[] = [];
  const open: { name: string; level: number }[] = [];
  const closeTo = (level: number): void => {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level)
      rows.push({ kind: 'end_group', name: open.pop()?.name ?? '' });
  };
  for (const [index, one] of placed.entries()) {
    if (one.kind === 'row') {
      rows.push(one.row);
      continue;
    }
    const { label, source, text } = one;
    if (!holds(index)) {
      const name = names.take(`note_${source.replace(/^.*![A-Z]+/, '')}`);
      rows.push({ kind: 'note', name, label, source, isOpen: true });
      continue;
    }
    const level = levels.get(index) ?? 1;
    closeTo(level);
    const name = groupName(text, names);
    rows.push({ kind: 'begin_group', name, label, source });
    open.push({ name, level });
  }
  closeTo(0);
  return rows;
}

/** Groups within each other that a questionnaire may have. */
const mostLevels = 4;

/** `1.1` of `1.1 Policy framework`, `Dimension_1`, or a few letters of the title. */
function groupName(text: string, names: Names): string {
  const code = codeOf(text);
  const word = numberedWordOf(text);
  const slug = nameOf(text, 24) || 'section';
  if (code !== null) return names.take(nameOf(code), `section_${nameOf(code)}`);
  return word === null ? names.take(slug) : names.take(nameOf(word), slug);
}

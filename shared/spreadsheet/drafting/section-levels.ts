import type { CellLook } from '../formats/workings.ts';
import { sectionCode } from './table-rows.ts';

export interface Heading {
  readonly text: string;
  readonly look: CellLook;
  /** No question stands between it and the heading before. */
  readonly followsHeading: boolean;
}

/** `2.3a` of `2.3a Governmental impact`; null where a heading has no number of this kind. */
export function codeOf(text: string): string | null {
  const groups = sectionCode.exec(text)?.groups;
  return groups?.['code']?.replace(/\.$/, '') ?? null;
}

/** `Dimension_1` of `Dimension 1: Policy`. */
export function numberedWordOf(text: string): string | null {
  const groups = sectionCode.exec(text)?.groups;
  return groups?.['word'] === undefined ? null : `${groups['word']}_${groups['numbered'] ?? ''}`;
}

/**
 * How deep each heading lies, from 1: by its number where it has one, by how it looks where headings with numbers look so,
 * and by their order.
 */
export function levelsOf(headings: readonly Heading[]): number[] {
  const codes = new Set(headings.flatMap(({ text }) => codeOf(text) ?? []));
  const coded = headings.map(({ text }) => codedLevel(text, codes));
  const wordLevel = coded.some((level) => level !== null) && headings.some(({ text }) => numberedWordOf(text) !== null);
  const byLook = new Map<string, number>();
  for (const [index, { text, look }] of headings.entries()) {
    const level = numberedWordOf(text) !== null ? 1 : (coded[index] ?? null);
    if (level === null) continue;
    const key = lookOf(look);
    byLook.set(key, Math.min(byLook.get(key) ?? level, level));
  }
  const levels: number[] = [];
  /** Looks of headings that lie deeper than their numbers say. */
  const deeper = new Map<string, number>();
  for (const [index, heading] of headings.entries()) {
    const { text, look, followsHeading } = heading;
    const key = lookOf(look);
    const before = headings[index - 1];
    const own = numberedWordOf(text) === null ? (coded[index] ?? null) : 1;
    let level = deeper.get(key) ?? own ?? byLook.get(key) ?? orderedLevel(headings, levels, index, followsHeading);
    // Where sections are numbered as words, `1.` beneath them is the second level.
    if (own === 1 && numberedWordOf(text) === null && wordLevel && hasWordBefore(headings, index)) level = 2;
    // What follows a heading without a number at once, and looks otherwise, lies in it.
    const isWithin = followsHeading && before !== undefined && !isNumbered(before.text) && lookOf(before.look) !== key;
    if (isWithin && own !== null && own <= (levels[index - 1] ?? 0) && look.size <= before.look.size) {
      level = (levels[index - 1] ?? 0) + 1;
      deeper.set(key, level);
    }
    levels.push(level);
    if (!byLook.has(key)) byLook.set(key, level);
  }
  return withoutGaps(levels);
}

const isNumbered = (text: string): boolean => codeOf(text) !== null || numberedWordOf(text) !== null;

const hasWordBefore = (headings: readonly Heading[], index: number): boolean =>
  headings.slice(0, index).some(({ text }) => numberedWordOf(text) !== null);

/** Fills tell sections of one level apart, so only letters and whether there is a fill count. */
const lookOf = ({ bold, size, fill }: CellLook): string => `${bold} ${size} ${fill === ''}`;

function codedLevel(text: string, codes: ReadonlySet<string>): number | null {
  const code = codeOf(text);
  if (code === null) return null;
  const parts = code.split('.').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const [, stem = '', letter = ''] = /^(.*?\d)([a-z])$/.exec(code) ?? [];
  if (letter !== '' && codes.has(stem)) return stem.split('.').length + 1;
  // `A1` stands in `A`.
  const [, outer = '', inner = ''] = /^([A-Z])(\d+.*)$/.exec(code) ?? [];
  if (inner !== '' && codes.has(outer)) return 1 + inner.split('.').length;
  return Math.max(1, last === '' ? parts.length - 1 : parts.length);
}

/** What follows another heading at once lies in it, unless it looks the same. */
function orderedLevel(
  headings: readonly Heading[],
  levels: readonly number[],
  index: number,
  followsHeading: boolean,
): number {
  const before = headings[index - 1];
  const level = levels[index - 1] ?? 0;
  const own = headings[index];
  if (before === undefined || own === undefined) return 1;
  if (lookOf(before.look) === lookOf(own.look)) return followsHeading && isPlain(own.look) ? level + 1 : level;
  if (own.look.size > before.look.size) return Math.max(1, level - 1);
  return followsHeading || own.look.size < before.look.size || before.look.fill !== '' ? level + 1 : Math.max(1, level);
}

const isPlain = ({ bold, size, fill }: CellLook): boolean => !bold && size === 0 && fill === '';

/** 1, 3 becomes 1, 2: a heading lies one deeper than the one it lies in. */
function withoutGaps(levels: readonly number[]): number[] {
  const open: number[] = [];
  return levels.map((level) => {
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    return Math.min(open.length, mostLevels);
  });
}

const mostLevels = 4;

/** Characters of a tab's name in Excel, as UTF-16 counts them. */
const maxLength = 31;

/**
 * Names that Excel takes, in the order of the tabs: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at an end,
 * not "History", never empty. What it takes already stays as it is; what two tabs come to gets a number.
 */
export function tabNames(names: readonly string[]): string[] {
  const taken = new Set(names.filter((name) => fitting(name) === name).map(folded));
  return names.map((name, index) => {
    const plain = fitting(name) || `Sheet ${index + 1}`;
    if (plain === name) return name;
    const free = numbered(plain).find((one) => !taken.has(folded(one))) ?? plain;
    taken.add(folded(free));
    return free;
  });
}

const folded = (name: string): string => name.toLowerCase();

function fitting(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[[\]:*?/\\\p{Cc}\ufffe\uffff]+/gu, ' ')
    .replace(/^['\s]+|['\s]+$/g, '');
  const kept = cut(plain, maxLength).replace(/['\s]+$/, '');
  return folded(kept) === 'history' ? `${kept}_` : kept;
}

/** `Kysely`, `Kysely (2)`, `Kysely (3)`, each short enough. */
const numbered = (name: string): string[] =>
  Array.from({ length: 1000 }, (_, index) => {
    const ending = index === 0 ? '' : ` (${index + 1})`;
    return `${cut(name, maxLength - ending.length).trimEnd()}${ending}`;
  });

/** Never in the middle of a character. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

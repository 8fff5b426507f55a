/** Stands where a person stood. */
export const erasedMark = '[erased]';

export interface ErasedTexts {
  isIn(text: string): boolean;
  /** The value with every one of the texts replaced, at any depth; the very same value when there was none. */
  without<T>(value: T): T;
}

/** Looks for addresses and names in any case of letters, also as they stand in links and metadata. */
export function erasedTexts(texts: readonly string[]): ErasedTexts {
  const spellings = new Set(texts.flatMap((text) => [text, encodeURIComponent(text)]).map(escapedPattern));
  const anywhere = spellings.size === 0 ? null : new RegExp(alone([...spellings].join('|')), 'giu');
  const isIn = (text: string): boolean => anywhere !== null && text.search(anywhere) !== -1;
  const without = (value: unknown): unknown => {
    if (typeof value === 'string') return isIn(value) ? value.replace(anywhere ?? '', erasedMark) : value;
    if (typeof value !== 'object' || value === null) return value;
    const before = Object.entries(value);
    const after = before.map(([name, field]) => [name, without(field)] as const);
    if (after.every(([, field], index) => field === before[index]?.[1])) return value;
    return Array.isArray(value) ? after.map(([, field]) => field) : Object.fromEntries(after);
  };
  return { isIn, without: <T>(value: T): T => without(value) as T };
}

/** Not as a part of a longer address or name, which is somebody else's. */
const alone = (pattern: string): string =>
  `(?<![\\p{L}\\p{N}._%+-])(?:${pattern})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`;

const escapedPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Stands where a person stood. */
export const erasedMark = '[erased]';

export interface ErasedTexts {
  isIn(text: string): boolean;
  /** The value with every one of the texts replaced, at any depth; the very same value when there was none. */
  without<T>(value: T): T;
}

/** Looks for addresses and names in any case of letters, also as they stand in links and metadata. */
export function erasedTexts(texts: readonly string[]): ErasedTexts {
  const spellings = new Set(texts.flatMap((text) => [text, encodeURIComponent(text)]).map(alone));
  const anywhere = spellings.size === 0 ? null : new RegExp([...spellings].join('|'), 'giu');
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

/** Not as a part of a longer name or address, which is somebody else's; a file may be called after either. */
function alone(text: string): string {
  const pattern = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (!/@|%40/.test(text)) return `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
  return `(?<![\\p{L}\\p{N}._%+-])${pattern}(?![\\p{L}\\p{N}_-]|\\.(?!${extensions}\\b)[\\p{L}\\p{N}])`;
}

const extensions = '(?:xlsx|xlsm|xls|ods|csv|tsv|zip|eml|pdf)';

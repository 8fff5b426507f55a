/** A number format of a cell (ECMA-376 part 1, 18.8.31): what it makes of a number or a text. */
export interface NumberFormat {
  /** As it is shown: '' where nothing is shown, null where a day or a time is. */
  number(value: number): string | null;
  text(value: string): string;
}

/** Formats by number that need no definition (18.8.30), but for those that show numbers as General does. */
export const builtInFormats: Readonly<Record<number, string>> = {
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  48: '##0.0E+0',
  ...Object.fromEntries([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57].map((id) => [id, 'yyyy'])),
};

/** As a cell without a format shows a number: without the noise of binary fractions. */
export function general(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(11)));
}

export const generalFormat: NumberFormat = { number: general, text: (value) => value };

/** Characters of a code; Excel takes 255. */
const maxCodeLength = 1_000;

/** A format by its code, for example `[=1]"No";"Yes"`, `#,##0" k€"` or `;;;`. */
export function numberFormat(code: string): NumberFormat {
  if (code.length > maxCodeLength) return generalFormat;
  const sections = sectionsOf(code);
  const last = sections.at(-1);
  const textSection =
    sections.length >= 4 ? sections[3] : last?.parts.some(({ kind }) => kind === 'text') ? last : undefined;
  const ofNumbers = sections.slice(0, 3).filter((section) => section !== textSection);
  return {
    number(value) {
      const chosen = sectionFor(value, ofNumbers);
      if (chosen === undefined) return general(value);
      const { section, magnitude } = chosen;
      if (section.date) return null;
      // A section of its own for what is negative says by itself whether that is to be seen.
      const signed = !magnitude || section.parts.some(({ kind, text }) => kind === 'literal' && /[-−(]/.test(text));
      return shown(section, signed && onlySigns(section) ? value : magnitude ? Math.abs(value) : value);
    },
    text(value) {
      if (textSection === undefined) return value;
      const texts = textSection.parts.map(({ kind, text }) =>
        kind === 'text' ? value : kind === 'literal' ? text : '',
      );
      const made = texts.join('').trim();
      // Room left for brackets and signs is no text.
      return made === value.trim() ? value : made;
    },
  };
}

/** Signs, brackets and room, but no words: the number is kept as it is, with its sign. */
const onlySigns = ({ parts }: Section): boolean =>
  parts.every(({ kind, text }) => kind !== 'literal' || /^[\s()−-]*$/.test(text)) &&
  parts.every(({ kind }) => kind !== 'percent');

interface Part {
  /** `text` is the place of a text, `digit` one of a digit; `general` shows the number as a cell without a format. */
  readonly kind: 'literal' | 'digit' | 'point' | 'comma' | 'percent' | 'exponent' | 'fraction' | 'text' | 'general';
  readonly text: string;
}

interface Section {
  readonly parts: readonly Part[];
  readonly condition: ((value: number) => boolean) | null;
  /** It shows a day or a time. */
  readonly date: boolean;
}

/** One piece of a format: a text in quotes, what stands in brackets, an escape, General, an exponent, or a letter. */
const pieces = /"([^"]*)"?|\[([^\]]*)\]|\\(.)|_(.)|\*(.)|([Gg][Ee][Nn][Ee][Rr][Aa][Ll])|([Ee][+-])|([\s\S])/gu;
const comparison = /^(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)$/;

function sectionsOf(code: string): Section[] {
  const sections: Section[] = [];
  let parts: Part[] = [];
  let condition: Section['condition'] = null;
  let date = false;
  const end = (): void => {
    sections.push({ parts, condition, date });
    parts = [];
    condition = null;
    date = false;
  };
  for (const [piece, quoted, bracket, escaped, space, , generalWord, exponent, letter] of code.matchAll(pieces)) {
    if (quoted !== undefined) parts.push({ kind: 'literal', text: quoted });
    else if (bracket !== undefined) {
      const compared = comparison.exec(bracket.trim());
      if (compared !== null) condition = comparing(compared[1] ?? '', Number(compared[2]));
      else if (bracket.startsWith('$')) parts.push({ kind: 'literal', text: bracket.slice(1).split('-')[0] ?? '' });
      else if (/^[hms]+$/i.test(bracket)) date = true;
    } else if (escaped !== undefined) parts.push({ kind: 'literal', text: escaped });
    else if (space !== undefined) parts.push({ kind: 'literal', text: ' ' });
    else if (generalWord !== undefined) parts.push({ kind: 'general', text: '' });
    else if (exponent !== undefined) parts.push({ kind: 'exponent', text: '' });
    else if (letter === ';') end();
    else if (letter !== undefined) {
      if (/[dmyhs]/i.test(letter)) date = true;
      parts.push({ kind: kindOf(letter), text: piece });
    }
  }
  end();
  return sections;
}

function kindOf(letter: string): Part['kind'] {
  if (letter === '0' || letter === '#' || letter === '?') return 'digit';
  if (letter === '.') return 'point';
  if (letter === ',') return 'comma';
  if (letter === '%') return 'percent';
  if (letter === '/') return 'fraction';
  return letter === '@' ? 'text' : 'literal';
}

const comparing =
  (sign: string, to: number) =>
  (value: number): boolean => {
    if (sign === '=') return value === to;
    if (sign === '<>') return value !== to;
    if (sign === '<') return value < to;
    if (sign === '<=') return value <= to;
    return sign === '>' ? value > to : value >= to;
  };

/** Which section shows a number: by conditions where there are any, else by its sign. */
function sectionFor(value: number, sections: readonly Section[]): { section: Section; magnitude: boolean } | undefined {
  const [first, second, third] = sections;
  if (first === undefined) return undefined;
  if (sections.some(({ condition }) => condition !== null)) {
    const section =
      sections.find(({ condition }) => condition?.(value)) ?? sections.find((one) => one.condition === null);
    return section === undefined ? undefined : { section, magnitude: section !== first && value < 0 };
  }
  if (value === 0) return { section: third ?? first, magnitude: false };
  return value < 0 && second !== undefined
    ? { section: second, magnitude: true }
    : { section: first, magnitude: false };
}

/**
 * Digits as their section has them, but without the marks between thousands: those are another office's decimals. What
 * only rounds is left as it is kept: a section without words, shares or thousands says nothing of its own.
 */
function shown(section: Section, value: number): string {
  const { parts } = section;
  const has = (kind: Part['kind']): boolean => parts.some((part) => part.kind === kind);
  if (parts.length === 0) return '';
  const scaledBy = scaling(parts);
  // The sign that a section writes before what is negative, `+0;−0`, is the number's own.
  const ownSign = value < 0 && onlySigns(section);
  const words = !ownSign && parts.some(({ kind, text }) => kind === 'literal' && /[^\s()-]/.test(text));
  if (!has('digit')) {
    const number = has('general') || has('text') ? general(value) : null;
    return joined(parts, number);
  }
  if (has('fraction') || has('exponent')) return general(value);
  if (!words && !has('percent') && scaledBy === 0) return general(value);
  const percents = parts.filter(({ kind }) => kind === 'percent').length;
  return joined(parts, digits(parts, value * 100 ** percents * 1000 ** -scaledBy));
}

/** How often a number is shown as thousands: commas behind the last digit. */
function scaling(parts: readonly Part[]): number {
  const last = parts.findLastIndex(({ kind }) => kind === 'digit');
  let count = 0;
  while (parts[last + 1 + count]?.kind === 'comma') count += 1;
  return last === -1 ? 0 : count;
}

function digits(parts: readonly Part[], value: number): string {
  const point = parts.findIndex(({ kind }) => kind === 'point');
  const places = (from: number, to: number): string[] =>
    parts.slice(from, to).flatMap(({ kind, text }) => (kind === 'digit' ? [text] : []));
  const [whole, decimals] =
    point === -1 ? [places(0, parts.length), []] : [places(0, point), places(point, parts.length)];
  const rounded = roundedTo(Math.abs(value), decimals.length);
  const [integer = '', fraction = ''] = rounded.split('.');
  const least = whole.filter((place) => place === '0').length;
  const kept = decimals.findLastIndex((place, at) => place === '0' || (fraction[at] ?? '0') !== '0') + 1;
  const before = integer === '0' ? ''.padStart(least, '0') : integer.padStart(least, '0');
  const sign = value < 0 && Number(rounded) !== 0 ? '-' : '';
  return sign + before + (kept > 0 ? `.${fraction.slice(0, kept)}` : '');
}

/** Half up in decimals, as spreadsheets round: 1.005 is kept as 1.00499999999999989. */
function roundedTo(value: number, decimals: number): string {
  const exact = Number(value.toPrecision(15));
  const moved = Math.round(Number(`${exact}e${decimals}`));
  return Number.isFinite(moved) ? (moved / 10 ** decimals).toFixed(decimals) : exact.toFixed(Math.min(decimals, 100));
}

/** The number where its first digit stands, and the words around it. */
function joined(parts: readonly Part[], number: string | null): string {
  let written = false;
  const texts = parts.map(({ kind, text }) => {
    if (kind === 'literal') return text;
    if (kind === 'percent') return '%';
    if (written || number === null || kind === 'comma') return '';
    written = true;
    return number;
  });
  return texts.join('').trim();
}

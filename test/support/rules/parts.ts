import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** An element of a part, with what stands in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: Element[];
}

/** A relationship as its source names it: to a part by its name, or to an address outside. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: `drawing`. */
  readonly kind: string;
  readonly target: string;
  readonly isOutside: boolean;
}

/** A workbook taken apart: its parts by name, those of XML as trees. */
export interface Parts {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly trees: ReadonlyMap<string, Element>;
  /** The names as the directory of the zip has them: twice where it has one twice. */
  readonly names: readonly string[];
  /** Parts that are no XML, with why. */
  readonly broken: readonly string[];
}

export function partsOf(workbook: Uint8Array): Parts {
  const names: string[] = [];
  const files = unzipSync(workbook, {
    filter: ({ name }) => {
      names.push(name);
      return true;
    },
  });
  const empty: Parts = { files, names, trees: new Map(), broken: [] };
  return Object.keys(files).reduce((parts, name) => withPart(parts, name, files[name] ?? new Uint8Array()), empty);
}

/** The same workbook with another part of this name. */
export function withPart(parts: Parts, name: string, bytes: Uint8Array): Parts {
  const files = { ...parts.files, [name]: bytes };
  if (!/\.(xml|rels|vml)$/.test(name)) return { ...parts, files };
  try {
    return { ...parts, files, trees: new Map([...parts.trees, [name, treeOf(Buffer.from(bytes))]]) };
  } catch (error) {
    return { ...parts, files, broken: [...parts.broken, `${name}: ${String(error)}`] };
  }
}

function treeOf(part: Buffer): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open: Element[] = [root];
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    // Writers differ in prefixes, and each vocabulary here has names of its own.
    const element = { name: name.replace(/^.*:/, ''), attributes, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(part.toString('utf8')).close();
  return root;
}

export function* all(tree: Element | undefined, name: string): Generator<Element> {
  for (const child of tree?.children ?? []) {
    if (child.name === name) yield child;
    yield* all(child, name);
  }
}

export const units = (text: string): number => text.replace(/_x[0-9A-Fa-f]{4}_/g, '?').length;
export function twice<T>(things: readonly T[]): T[] {
  const seen = new Set<T>();
  return things.filter((one) => seen.size === seen.add(one).size);
}

/** The sentences whose condition holds. */
export const when = (...rules: readonly (readonly [boolean, string])[]): string[] =>
  rules.flatMap(([isBroken, sentence]) => (isBroken ? [sentence] : []));

/** Sheets in the order of their tabs, with the part of each. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly tree: Element;
}

export function sheetsOf(parts: Parts): Sheet[] {
  const related = new Map(relationsOf(parts, 'xl/workbook.xml').map(({ id, target }) => [id, target]));
  return [...all(parts.trees.get('xl/workbook.xml'), 'sheet')].flatMap(({ attributes }) => {
    const part = related.get(attributes['r:id'] ?? '') ?? '';
    const tree = parts.trees.get(part);
    return tree === undefined ? [] : [{ name: attributes['name'] ?? '', part, tree }];
  });
}

/** What a part refers to. */
export function relationsOf({ trees }: Parts, part: string): Relation[] {
  const folder = part.replace(/[^/]*$/, '');
  const named = trees.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  return [...all(named, 'Relationship')].map(({ attributes }) => {
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
    const isOutside = mode === 'External';
    const path = isOutside ? target : new URL(target, `file:///${folder}`).pathname.slice(1);
    return { id, kind: type.replace(/.*\//, ''), target: path, isOutside };
  });
}

export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** `A1` or `$A$1:$B$2`; null for what is no range of a sheet. */
export function areaOf(range: string | undefined): Area | null {
  const ends = (range ?? '').split(':').map(cellOf);
  const [start, end = start] = ends;
  if (ends.length > 2 || !start || !end || start.row > end.row || start.column > end.column) return null;
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

export function cellOf(address: string | undefined): { row: number; column: number } | null {
  const [, letters = '', digits = '0'] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address ?? '') ?? [];
  const column = [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
  const row = Number(digits);
  return column < 1 || column > 16_384 || row > 1_048_576 ? null : { row, column };
}

export const meet = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

/** Whether two of them meet. */
export const overlap = (areas: readonly (Area | null)[]): boolean => {
  const known = areas.filter((one) => one !== null).sort((a, b) => a.top - b.top);
  return known.some((one, index) => {
    for (const other of known.slice(index + 1)) {
      if (other.top > one.bottom) return false;
      if (meet(one, other)) return true;
    }
    return false;
  });
};

import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** An element of a part, with what stands in it. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: Element[];
}

/** The parts of a workbook by name, its XML parts as trees. */
type Parts = ReadonlyMap<string, Element>;

/** What Excel would mend, refuse or misread in a workbook, and no schema says; empty: nothing. */
export function brokenRules(workbook: Uint8Array): string[] {
  const found: string[] = [];
  const parts = new Map<string, Element>();
  const files = unzipSync(workbook);
  for (const [name, bytes] of Object.entries(files)) {
    if (!/\.(xml|rels|vml)$/.test(name)) continue;
    try {
      parts.set(name, treeOf(Buffer.from(bytes)));
    } catch (error) {
      found.push(`${name}: ${String(error)}`);
    }
  }
  const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  return [
    ...found,
    ...tabs(parts),
    ...filters(parts, sheets),
    ...fonts(parts),
    ...shapes(parts),
    ...links(parts),
    ...texts(parts),
    ...dates(parts),
    ...sheets.flatMap(([name, sheet]) => [...validations(sheet), ...formulas(sheet)].map((one) => `${name}: ${one}`)),
    ...targets(parts, new Set(Object.keys(files))),
  ];
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

function* all(tree: Element | undefined, name: string): Generator<Element> {
  for (const child of tree?.children ?? []) {
    if (child.name === name) yield child;
    yield* all(child, name);
  }
}

const units = (text: string): number => text.replace(/_x[0-9A-Fa-f]{4}_/g, '?').length;
const twice = <T>(things: readonly T[]): T[] => things.filter((one, index) => things.indexOf(one) !== index);

function tabs(parts: Parts): string[] {
  const workbook = parts.get('xl/workbook.xml');
  const sheets = [...all(workbook, 'sheet')];
  const names = sheets.map(({ attributes }) => attributes['name'] ?? '');
  const wrong = names.filter((name) => !/^[^[\]:*?/\\\p{Cc}]{1,31}$/u.test(name) || /^'|'$|^history$/i.test(name));
  const [view] = all(workbook, 'workbookView');
  const shown = sheets[Number(view?.attributes['activeTab'] ?? 0)]?.attributes['state'] ?? 'visible';
  return [
    ...wrong.map((name) => `a tab is called ${name}`),
    ...twice(names.map((name) => name.toLowerCase())).map((name) => `two tabs are called ${name}`),
    ...(shown === 'visible' ? [] : ['the tab shown first is hidden']),
  ];
}

/** Excel has a hidden name for the range of each filter. */
function filters(parts: Parts, sheets: readonly (readonly [string, Element])[]): string[] {
  const named = [...all(parts.get('xl/workbook.xml'), 'definedName')].filter(
    ({ attributes }) => attributes['name'] === '_xlnm._FilterDatabase' && attributes['hidden'] === '1',
  );
  const ranges = named.map(({ text }) => text.split('!').at(-1)?.replaceAll('$', ''));
  return sheets.flatMap(([name, sheet]) =>
    [...all(sheet, 'autoFilter')].flatMap(({ attributes }) =>
      ranges.includes(attributes['ref']) ? [] : [`${name}: its filter has no name`],
    ),
  );
}

/** CT_Font of ECMA-376, as Microsoft's validator has it. */
const fontOrder = [
  'b',
  'i',
  'strike',
  'condense',
  'extend',
  'outline',
  'shadow',
  'u',
  'vertAlign',
  'sz',
  'color',
  'name',
];
const fontParts = [...fontOrder, 'family', 'charset', 'scheme'];

function fonts(parts: Parts): string[] {
  return [...all(parts.get('xl/styles.xml'), 'font')].flatMap(({ children }) => {
    const places = children.map(({ name }) => fontParts.indexOf(name));
    return places.every((place, index) => place > (places[index - 1] ?? -1))
      ? []
      : [`a font has ${children.map(({ name }) => name).join(', ')}`];
  });
}

/** A shape has its id for itself in the whole workbook, from a block that its drawing names. */
function shapes(parts: Parts): string[] {
  const drawings = [...parts].filter(([name]) => name.endsWith('.vml'));
  const ids = drawings.flatMap(([, drawing]) => [...all(drawing, 'shape')].map(idOf));
  return twice(ids).map((id) => `two shapes have the id ${id}`);
}
const idOf = ({ attributes }: Element): string => attributes['id'] ?? '';

function links(parts: Parts): string[] {
  const relations = [...parts].filter(([name]) => name.endsWith('.rels'));
  return relations.flatMap(([name, tree]) =>
    [...all(tree, 'Relationship')].flatMap(({ attributes }) => {
      const { Target: target = '', TargetMode: mode } = attributes;
      const isWrong = target.length > 2079 || /[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})|#.*#/.test(target);
      return mode === 'External' && isWrong ? [`${name}: no address: ${target.slice(0, 60)}`] : [];
    }),
  );
}

function targets(parts: Parts, names: ReadonlySet<string>): string[] {
  const relations = [...parts].filter(([name]) => name.endsWith('.rels'));
  return relations.flatMap(([name, tree]) => {
    const folder = name.replace(/_rels\/[^/]*$/, '');
    return [...all(tree, 'Relationship')].flatMap(({ attributes }) => {
      const { Target: target = '', TargetMode: mode } = attributes;
      const path = new URL(target, `file:///${folder}`).pathname.slice(1);
      return mode === 'External' || names.has(path) ? [] : [`${name}: nothing is at ${target}`];
    });
  });
}

function texts(parts: Parts): string[] {
  const held = [...parts].flatMap(([name, tree]) =>
    ['si', 'is', 'comment'].flatMap((kind) => [...all(tree, kind)].map(({ text }) => [name, units(text)] as const)),
  );
  return held
    .filter(([, length]) => length > 32_767)
    .map(([name, length]) => `${name}: a text of ${length} characters`);
}

const dates = (parts: Parts): string[] =>
  [...all(parts.get('docProps/core.xml'), 'created')]
    .filter(({ text }) => text.startsWith('1980'))
    .map(() => 'it says that it was made in 1980');

function formulas(sheet: Element): string[] {
  const kinds = ['f', 'formula', 'formula1', 'formula2'].flatMap((kind) => [...all(sheet, kind)]);
  return kinds.flatMap(({ text }) => [
    ...(text.length > 8192 ? [`a formula of ${text.length} characters`] : []),
    ...[...text.matchAll(/"((?:[^"]|"")*)"/g)]
      .filter(([, literal = '']) => literal.replaceAll('""', '"').length > 255)
      .map(() => `a text of more than 255 characters in ${text.slice(0, 40)}`),
  ]);
}

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

function validations(sheet: Element): string[] {
  const areas = [...all(sheet, 'dataValidation')].flatMap(({ attributes }) =>
    (attributes['sqref'] ?? '').split(' ').map(areaOf),
  );
  const overlap = areas.filter((one, index) => areas.slice(0, index).some((other) => meet(one, other)));
  return overlap.map(({ top, left }) => `drop-downs overlap in row ${top}, column ${left}`);
}

const meet = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

function areaOf(range: string): Area {
  const [from = '', to = from] = range.split(':');
  const [start, end] = [cellOf(from), cellOf(to)];
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

function cellOf(address: string): { row: number; column: number } {
  const [, letters = '', digits = '0'] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

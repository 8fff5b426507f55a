import { all, type Element, type Parts, units, when } from './parts.ts';

/** CT_Font of ECMA-376, as Microsoft's validator has it. */
const fontOrder = [
  ...['b', 'i', 'strike', 'condense', 'extend', 'outline', 'shadow', 'u', 'vertAlign', 'sz', 'color', 'name'],
  ...['family', 'charset', 'scheme'],
];

/** How many formats cells can have, and conditional formats. */
export function formatCounts(parts: Parts): { cells: number; conditional: number } {
  return { cells: inGroup(parts, 'cellXfs').length, conditional: inGroup(parts, 'dxfs').length };
}

function inGroup({ trees }: Parts, group: string): readonly Element[] {
  const [found] = all(trees.get('xl/styles.xml'), group);
  return found?.children ?? [];
}

export function styleRules(parts: Parts): string[] {
  const styles = parts.trees.get('xl/styles.xml');
  const formats = inGroup(parts, 'numFmts').map(({ attributes }) => attributes);
  const ids = new Set(formats.map(({ numFmtId }) => numFmtId));
  const fills = inGroup(parts, 'fills')
    .slice(0, 2)
    .map((fill) => [...all(fill, 'patternFill')][0]?.attributes['patternType']);
  return [
    ...when(
      [ids.size < formats.length, 'two number formats have one id'],
      [inGroup(parts, 'cellXfs').length > 64_000, 'there are more than 64,000 formats of cells'],
      [fills.join() !== 'none,gray125', `the first two fills are ${fills.join()}, and taken for none and gray125`],
    ),
    ...[...all(styles, 'font')].flatMap(({ children }) => {
      const places = children.map(({ name }) => fontOrder.indexOf(name));
      const isInOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
      return isInOrder ? [] : [`a font has ${children.map(({ name }) => name).join(', ')}`];
    }),
    ...[...inGroup(parts, 'cellXfs'), ...inGroup(parts, 'cellStyleXfs')].flatMap(({ attributes }) => [
      ...(['font', 'fill', 'border'] as const)
        .filter((kind) => Number(attributes[`${kind}Id`] ?? 0) >= inGroup(parts, `${kind}s`).length)
        .map((kind) => `a format names a ${kind} that is not there`),
      ...when(
        [Number(attributes['xfId'] ?? 0) >= inGroup(parts, 'cellStyleXfs').length, 'a format names a style not there'],
        [
          Number(attributes['numFmtId'] ?? 0) >= 164 && !ids.has(attributes['numFmtId']),
          `a format names the number format ${attributes['numFmtId']}, not there`,
        ],
      ),
    ]),
    ...formats.flatMap(({ formatCode = '' }) => numberFormat(formatCode)),
    ...[...coloured(styles)].flatMap(({ attributes }) =>
      when([!/^[0-9A-Fa-f]{8}$/.test(attributes['rgb'] ?? ''), `no colour: ${attributes['rgb']}`]),
    ),
    ...[...all(styles, 'sz')].flatMap(({ attributes }) =>
      when([!(Number(attributes['val']) >= 1 && Number(attributes['val']) <= 409), `no size: ${attributes['val']}`]),
    ),
  ];
}

function* coloured(tree: Element | undefined): Generator<Element> {
  for (const child of tree?.children ?? []) {
    if ('rgb' in child.attributes) yield child;
    yield* coloured(child);
  }
}

function numberFormat(code: string): string[] {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  const isWrong = bare.includes('"') || bare.split(';').length > 4 || units(code) > 255;
  return when([isWrong || /[^EeGgMmDdYyHhSsAaPpBbNnRrlo\W\d_]/.test(bare), `no number format: ${code}`]);
}

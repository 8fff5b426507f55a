import { all, type Parts, relationsOf, twice, when } from './parts.ts';

/** Parts, their content types and what refers to them. */
export function packageRules(parts: Parts): string[] {
  const { files, names, trees } = parts;
  const [defaults, overrides] = contentTypes(parts);
  const reached = new Set(['[Content_Types].xml', ...Object.keys(files).filter((name) => name.endsWith('.rels'))]);
  const sources = ['', ...Object.keys(files)];
  const relations = sources.map((source) => [source, relationsOf(parts, source)] as const);
  for (const [, related] of relations) for (const { target } of related) reached.add(target);
  return [
    ...parts.broken,
    ...twice(names.map((name) => name.toLowerCase())).map((name) => `two parts are called ${name}`),
    ...twice([...defaults, ...overrides]).map((name) => `${name} has two content types`),
    ...overrides.filter((name) => files[name] === undefined).map((name) => `a content type is of ${name}, not there`),
    ...Object.keys(files).flatMap((name) => ofPart(name, files[name] ?? new Uint8Array(), { defaults, overrides })),
    ...relations.flatMap(([source, related]) => [
      ...twice(related.map(({ id }) => id)).map((id) => `${source} has two relationships ${id}`),
      ...related.flatMap((one) =>
        one.isOutside
          ? addressRules(one.target).map((rule) => `${source}: ${rule}`)
          : when([files[one.target] === undefined, `${source}: nothing is at ${one.target}`]),
      ),
    ]),
    ...[...trees.keys()].filter((name) => !reached.has(name)).map((name) => `nothing refers to ${name}`),
    ...[...trees].flatMap(([name, tree]) => references(parts, name, tree)),
    ...[...all(trees.get('docProps/core.xml'), 'coreProperties')].flatMap(({ children }) =>
      children
        .filter((one) => ['created', 'modified'].includes(one.name))
        .flatMap(({ text }) =>
          when(
            [!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text), `no date: ${text}`],
            [text.startsWith('1980'), 'it says that it was made in 1980'],
          ),
        ),
    ),
  ];
}

function contentTypes({ trees }: Parts): readonly [string[], string[]] {
  const types = trees.get('[Content_Types].xml');
  const of = (element: string, attribute: string): string[] =>
    [...all(types, element)].map(({ attributes }) => (attributes[attribute] ?? '').replace(/^\//, ''));
  return [of('Default', 'Extension'), of('Override', 'PartName')];
}

function ofPart(
  name: string,
  bytes: Uint8Array,
  { defaults, overrides }: { defaults: readonly string[]; overrides: readonly string[] },
): string[] {
  const extension = name.split('.').at(-1) ?? '';
  const isTyped = overrides.includes(name) || (extension !== 'xml' && defaults.includes(extension));
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return when(
    [name !== '[Content_Types].xml' && !isTyped, `${name} has no content type of its own`],
    [extension === 'png' && start !== '\x89PNG', `${name} is no PNG`],
  );
}

/** An address as Excel takes it into a link. */
function addressRules(target: string): string[] {
  const wrong = /[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})|#.*#|^https?:(?!\/\/[^/?#])|^https?:\/\/[^/?#]*%/;
  return when([target === '' || target.length > 2079 || wrong.test(target), `no address: ${target.slice(0, 60)}`]);
}

const kinds: Readonly<Record<string, string>> = {
  ...{ drawing: 'drawing', legacyDrawing: 'vmlDrawing', sheet: 'worksheet', blip: 'image', chart: 'chart' },
};

/** An element that names a relationship names one that is there, and of its kind. */
function references(parts: Parts, name: string, tree: Parameters<typeof all>[0]): string[] {
  if (name.endsWith('.rels')) return [];
  const known = new Map(relationsOf(parts, name).map(({ id, kind }) => [id, kind]));
  const found: string[] = [];
  const visit = (element: NonNullable<typeof tree>): void => {
    const id = element.attributes['r:id'] ?? element.attributes['r:embed'];
    const kind = known.get(id ?? '');
    if (id !== undefined && kind !== (kinds[element.name] ?? kind ?? '')) {
      found.push(`${name}: ${element.name} refers to ${id}, which is ${kind ?? 'not there'}`);
    }
    element.children.forEach(visit);
  };
  if (tree !== undefined) visit(tree);
  return found;
}

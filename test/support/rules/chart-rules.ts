import { formulaRules, placeRules } from './formula-rules.ts';
import { all, areaOf, type Element, type Parts, type Sheet, sheetsOf, twice, when } from './parts.ts';

/**
 * What Excel mends in charts, or shows wrong, and Microsoft's own validator lets pass; and that their caches say what
 * the cells hold, as previews and Protected View show nothing else.
 */
export function chartRules(parts: Parts): string[] {
  const sheets = sheetsOf(parts);
  const texts = [...all(parts.trees.get('xl/sharedStrings.xml'), 'si')].map(({ text }) => text);
  return [...parts.trees]
    .filter(([name]) => name.startsWith('xl/charts/chart'))
    .flatMap(([name, chart]) =>
      [...axes(chart), ...series(chart), ...labels(chart), ...references(chart, sheets, texts)].map(
        (rule) => `${name}: ${rule}`,
      ),
    );
}

const setAs = (element: Element | undefined): string => element?.attributes['val'] ?? '';
const allSetAs = (tree: Element, name: string): string[] => [...all(tree, name)].map(setAs);
const child = (tree: Element | undefined, name: string): Element | undefined =>
  tree?.children.find((one) => one.name === name);

const plotKinds = ['radarChart', 'barChart'] as const;
const axisKinds = ['catAx', 'valAx', 'dateAx', 'serAx'];

function axes(chart: Element): string[] {
  const [area] = all(chart, 'plotArea');
  const found = (area?.children ?? []).filter(({ name }) => axisKinds.includes(name));
  const ids = found.map((axis) => setAs(child(axis, 'axId')));
  const crossed = found.map((axis) => setAs(child(axis, 'crossAx')));
  const plots = (area?.children ?? []).filter(({ name }) => name.endsWith('Chart'));
  const used = plots.map(({ children }) => children.filter(({ name }) => name === 'axId').map(setAs));
  return [
    ...plots
      .filter(({ name }) => !plotKinds.some((kind) => kind === name))
      .map(({ name }) => `no rules are known for ${name}`),
    ...when(
      [twice(ids).length > 0, 'two axes have one id'],
      [used.some((one) => one.length !== 2), 'a plot has not two axes'],
      [used.flat().some((id) => !ids.includes(id)), 'a plot names an axis that is not there'],
      [
        crossed.some((id, index) => !ids.includes(id) || id === ids[index]),
        'an axis crosses one that is not there, or itself',
      ],
    ),
  ];
}

function series(chart: Element): string[] {
  const drawn = [...all(chart, 'ser')];
  const numbers = (name: string): string[] => drawn.map((one) => setAs(child(one, name)));
  return when(
    [twice(numbers('idx')).length > 0, 'two series have one idx'],
    [twice(numbers('order')).length > 0, 'two series have one order'],
    [drawn.length === 0, 'there is nothing in it'],
  );
}

/** Where Excel lets labels stand, by the kind of chart; elsewhere it refuses the file. */
const positions: Readonly<Record<(typeof plotKinds)[number], readonly string[]>> = {
  barChart: ['ctr', 'inBase', 'inEnd', 'outEnd'],
  radarChart: ['outEnd'],
};

function labels(chart: Element): string[] {
  return plotKinds.flatMap((kind) =>
    [...all(chart, kind)].flatMap((plot) => {
      const isStacked = /stacked/i.test(setAs(child(plot, 'grouping')));
      const allowed = positions[kind].filter((one) => !isStacked || one !== 'outEnd');
      return allSetAs(plot, 'dLblPos')
        .filter((one) => !allowed.includes(one))
        .map((one) => `labels stand at ${one}`);
    }),
  );
}

function references(chart: Element, sheets: readonly Sheet[], texts: readonly string[]): string[] {
  const names = sheets.map(({ name }) => name);
  return ['strRef', 'numRef'].flatMap((kind) =>
    [...all(chart, kind)].flatMap((reference) => {
      const formula = child(reference, 'f')?.text ?? '';
      const cache = child(reference, kind === 'strRef' ? 'strCache' : 'numCache');
      const broken = [...formulaRules(formula, { sheets: names, names: new Set() }), ...placeRules(formula, names)];
      return broken.length > 0 ? broken : cacheRules(cache, cellsAt(formula, sheets, texts), kind === 'numRef');
    }),
  );
}

const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function cacheRules(cache: Element | undefined, cells: readonly string[], isNumeric: boolean): string[] {
  const points = [...all(cache, 'pt')].map((point) => ({
    index: Number(point.attributes['idx']),
    value: child(point, 'v')?.text ?? '',
  }));
  const held = new Map(points.map(({ index, value }) => [index, value]));
  const differ = cells.filter((cell, index) => (held.get(index) ?? '') !== cell);
  return [
    ...when(
      [cache === undefined, 'nothing is cached'],
      [twice(points.map(({ index }) => index)).length > 0, 'two cached points have one idx'],
      [setAs(child(cache, 'ptCount')) !== String(cells.length), 'as many points are not cached as there are cells'],
      [points.some(({ index }) => !(index >= 0 && index < cells.length)), 'a cached point is of no cell'],
      [differ.length > 0, `the cache does not say what the cells hold: ${differ[0]?.slice(0, 40)}`],
    ),
    ...points
      .filter(({ value }) => isNumeric && !number.test(value))
      .map(({ value }) => `no number is cached: ${value.slice(0, 40)}`),
  ];
}

/** What stands in the cells of a place, as the file has it; an empty cell is an empty text. */
function cellsAt(place: string, sheets: readonly Sheet[], texts: readonly string[]): string[] {
  const [, quoted, plain, range] = /^(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)$/.exec(place) ?? [];
  const name = (quoted ?? plain ?? '').replaceAll("''", "'");
  const area = areaOf(range);
  const tree = sheets.find((one) => one.name === name)?.tree;
  if (area === null) return [];
  const held = new Map([...all(tree, 'c')].map((cell) => [cell.attributes['r'], shownIn(cell, texts)]));
  return Array.from({ length: area.bottom - area.top + 1 }, (_, index) => {
    const column = (range ?? '').replaceAll('$', '').match(/^[A-Z]+/)?.[0] ?? '';
    return held.get(`${column}${area.top + index}`) ?? '';
  });
}

function shownIn(cell: Element, texts: readonly string[]): string {
  const value = child(cell, 'v')?.text ?? '';
  return cell.attributes['t'] === 's' ? (texts[Number(value)] ?? '') : value;
}

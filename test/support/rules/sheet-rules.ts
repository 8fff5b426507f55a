import { formulaRules, type Named, placeRules } from './formula-rules.ts';
import { all, areaOf, cellOf, type Element, overlap, type Parts, type Sheet, twice, units, when } from './parts.ts';
import type { formatCounts } from './style-rules.ts';

/** What sheets refer to. */
export interface Book {
  readonly named: Named;
  readonly formats: ReturnType<typeof formatCounts>;
  /** How many shared texts there are. */
  readonly texts: number;
}

export function sheetRules(parts: Parts, sheet: Sheet, index: number, book: Book): string[] {
  const { tree } = sheet;
  return [
    ...cells(tree, book),
    ...columns(tree, book),
    ...merged(tree),
    ...filters(parts, tree, index),
    ...validations(tree, book),
    ...conditional(tree, book),
    ...links(tree, book),
    ...headers(tree),
    ...views(tree),
  ].map((rule) => `${sheet.name}: ${rule}`);
}

const numeric = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const errorValues = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#GETTING_DATA'];

function cells(tree: Element, book: Book): string[] {
  const found: string[] = [];
  let lastRow = 0;
  for (const row of all(tree, 'row')) {
    const number = Number(row.attributes['r'] ?? lastRow + 1);
    const { ht = 0, outlineLevel = 0 } = row.attributes;
    found.push(
      ...when([
        number <= lastRow || number > 1_048_576 || Number(ht) > 409.5 || Number(outlineLevel) > 7,
        `row ${number} is out of order or too high`,
      ]),
    );
    lastRow = number;
    let lastColumn = 0;
    for (const cell of row.children) {
      const place = cellOf(cell.attributes['r']);
      const isInOrder = place !== null && place.row === number && place.column > lastColumn;
      if (!isInOrder) found.push(`the cell ${cell.attributes['r']} is out of order`);
      lastColumn = place?.column ?? lastColumn;
      found.push(...valueRules(cell, book).map((rule) => `${cell.attributes['r']}: ${rule}`));
    }
  }
  return found;
}

function valueRules({ attributes, children }: Element, { named, formats, texts }: Book): string[] {
  const { t: kind = 'n', s: format = '0' } = attributes;
  const value = children.find(({ name }) => name === 'v')?.text;
  const formula = children.find(({ name }) => name === 'f');
  const isNumber = value === undefined || (formula !== undefined && value === '') || numeric.test(value);
  return [
    ...when(
      [Number(format) >= formats.cells, `no format ${format}`],
      [kind === 's' && !(/^\d+$/.test(value ?? '') && Number(value) < texts), `no shared text ${value}`],
      [kind === 'b' && !/^[01]$/.test(value ?? ''), `no boolean: ${value}`],
      [kind === 'n' && !(isNumber && Math.abs(Number(value ?? 0)) < 1e308), `no number: ${value}`],
      [kind === 'e' && !errorValues.includes(value ?? ''), `no error: ${value}`],
      [formula !== undefined && ['s', 'inlineStr'].includes(kind), `a formula in a cell of the kind ${kind}`],
    ),
    ...(formula === undefined || formula.attributes['t'] === 'shared' ? [] : formulaRules(formula.text, named)),
  ];
}

function columns(tree: Element, { formats }: Book): string[] {
  const widths = [...all(tree, 'col')].map(({ attributes }) => ({
    ...{ min: Number(attributes['min']), max: Number(attributes['max']) },
    ...{ width: Number(attributes['width'] ?? 0), style: Number(attributes['style'] ?? 0) },
  }));
  const isWrong = widths.some(({ min, max, width, style }, index) => {
    const isInOrder = min <= max && max <= 16_384 && min > (widths[index - 1]?.max ?? 0);
    return !isInOrder || width > 255 || style >= formats.cells;
  });
  return when([isWrong, 'columns: order, width or format']);
}

function merged(tree: Element): string[] {
  const areas = [...all(tree, 'mergeCell')].map(({ attributes }) => areaOf(attributes['ref']));
  const isSingle = areas.some((area) => area === null || (area.top === area.bottom && area.left === area.right));
  return when([isSingle, 'a merged range of one cell, or of none'], [overlap(areas), 'merged ranges overlap']);
}

/** Excel has a hidden name for the range of each filter. */
function filters({ trees }: Parts, tree: Element, index: number): string[] {
  const named = [...all(trees.get('xl/workbook.xml'), 'definedName')].filter(
    ({ attributes }) =>
      attributes['name'] === '_xlnm._FilterDatabase' &&
      attributes['hidden'] === '1' &&
      attributes['localSheetId'] === String(index),
  );
  const ranges = named.map(({ text }) => text.split('!').at(-1)?.replaceAll('$', ''));
  return [...all(tree, 'autoFilter')].flatMap(({ attributes }) =>
    when(
      [!ranges.includes(attributes['ref']), 'its filter has no name'],
      [areaOf(attributes['ref']) === null, `no filter: ${attributes['ref']}`],
    ),
  );
}

const longest = { promptTitle: 32, errorTitle: 32, prompt: 255, error: 255 } as const;

function validations(tree: Element, { named }: Book): string[] {
  const rules = [...all(tree, 'dataValidation')];
  const areas = rules.flatMap(({ attributes }) => (attributes['sqref'] ?? '').split(' ').map(areaOf));
  return [
    ...when(
      [overlap(areas), 'drop-downs overlap'],
      [areas.includes(null) || rules.length > 65_534, 'drop-downs: range or number'],
    ),
    ...rules.flatMap(({ attributes, children }) => {
      const formulas = children.map(({ text }) => text);
      const isList = attributes['type'] === 'list' && (formulas[0] ?? '').startsWith('"');
      return [
        ...Object.entries(longest)
          .filter(([attribute, most]) => units(attributes[attribute] ?? '') > most)
          .map(([attribute]) => `a drop-down: its ${attribute} is too long`),
        ...when(
          [isList && units(formulas[0] ?? '') > 257, 'the list of a drop-down is longer than 255 characters'],
          [(attributes['type'] ?? 'none') !== 'none' && formulas.length === 0, 'a drop-down has no formula'],
        ),
        ...(isList ? [] : formulas.flatMap((formula) => formulaRules(formula, named))),
      ];
    }),
  ];
}

function conditional(tree: Element, { named, formats }: Book): string[] {
  const rules = [...all(tree, 'cfRule')];
  const places = [...all(tree, 'conditionalFormatting')].flatMap(({ attributes }) =>
    (attributes['sqref'] ?? '?').split(' '),
  );
  return [
    ...when(
      [places.some((place) => areaOf(place) === null), 'a conditional format: range'],
      [
        twice(rules.map(({ attributes }) => attributes['priority'])).length > 0,
        'two conditional formats of one priority',
      ],
    ),
    ...rules.flatMap((rule) => {
      const { type, operator, dxfId, priority } = rule.attributes;
      const formulas = [...all(rule, 'formula')].map(({ text }) => text);
      return [
        ...when(
          [
            Number(priority) < 1 || Number(dxfId ?? 0) >= formats.conditional,
            'a conditional format: priority or format',
          ],
          [
            ['expression', 'cellIs'].includes(type ?? '') && formulas.length === 0,
            'a conditional format has no formula',
          ],
          [type === 'cellIs' && operator === undefined, 'a conditional format has no operator'],
        ),
        ...formulas.flatMap((formula) => formulaRules(formula, named)),
      ];
    }),
  ];
}

function links(tree: Element, { named }: Book): string[] {
  return [...all(tree, 'hyperlink')].flatMap(({ attributes }) => {
    const { ref, location, 'r:id': outside } = attributes;
    const isNamed = named.names.has((location ?? '').toLowerCase());
    return [
      ...when([areaOf(ref) === null, `a link stands at ${ref}`]),
      ...(outside !== undefined || isNamed ? [] : placeRules(location ?? '', named.sheets)),
    ];
  });
}

function headers(tree: Element): string[] {
  const [header] = all(tree, 'headerFooter');
  return (header?.children ?? []).flatMap(({ text }) =>
    when(
      [units(text) > 255, 'a header or footer of more than 255 characters'],
      [/&\d{3}/.test(text), `a size that runs into digits: ${text.slice(0, 40)}`],
    ),
  );
}

function views(tree: Element): string[] {
  return [...all(tree, 'sheetView')].flatMap((view) => {
    const [pane] = all(view, 'pane');
    const [x, y] = [Number(pane?.attributes['xSplit'] ?? 0), Number(pane?.attributes['ySplit'] ?? 0)];
    const panes = [
      ...['topLeft', ...(x > 0 ? ['topRight'] : []), ...(y > 0 ? ['bottomLeft'] : [])],
      ...(x > 0 && y > 0 ? ['bottomRight'] : []),
    ];
    const selections = [...all(view, 'selection')];
    const used = selections.map(({ attributes }) => attributes['pane'] ?? 'topLeft');
    return [
      ...(pane === undefined ? [] : paneRules(pane, { x, y, panes })),
      ...when([
        twice(used).length > 0 || used.some((one) => !panes.includes(one)),
        `selections in the panes ${used.join()}`,
      ]),
      ...selections.flatMap(({ attributes }) => {
        const { activeCell = 'A1', sqref = 'A1' } = attributes;
        const at = areaOf(activeCell);
        const isInside = sqref.split(' ').some((one) => {
          const area = areaOf(one);
          return area !== null && at !== null && overlap([area, at]);
        });
        return when([!isInside, `the active cell ${activeCell} is not in ${sqref}`]);
      }),
    ];
  });
}

function paneRules(
  { attributes }: Element,
  { x, y, panes }: { readonly x: number; readonly y: number; readonly panes: readonly string[] },
): string[] {
  const top = cellOf(attributes['topLeftCell'] ?? 'A1');
  const isFrozen = (attributes['state'] ?? '').includes('frozen');
  return when(
    [panes.length === 1 || !panes.includes(attributes['activePane'] ?? 'topLeft'), 'a pane: split or active pane'],
    [isFrozen && (top === null || top.row <= y || top.column <= x), `a pane begins at ${attributes['topLeftCell']}`],
  );
}

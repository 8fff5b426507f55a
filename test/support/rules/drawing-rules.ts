import { all, cellOf, type Element, type Parts, relationsOf, sheetsOf, twice, when } from './parts.ts';

/** Notes, their shapes, pictures and frames. */
export function drawingRules(parts: Parts): string[] {
  const drawings = [...parts.trees].filter(([name]) => name.endsWith('.vml'));
  // A shape has its id for itself in the whole workbook, from a block that its drawing names.
  const ids = drawings.flatMap(([, drawing]) => [...all(drawing, 'shape')].map(idOf));
  return [
    ...twice(ids).map((id) => `two shapes have the id ${id}`),
    ...drawings.flatMap(([name, drawing]) => blocks(drawing).map((rule) => `${name}: ${rule}`)),
    ...sheetsOf(parts).flatMap(({ name, part, tree }) => notes(parts, part, tree).map((rule) => `${name}: ${rule}`)),
    ...[...parts.trees]
      .filter(([name]) => /^xl\/drawings\/drawing\d+\.xml$/.test(name))
      .flatMap(([name, drawing]) => frames(drawing).map((rule) => `${name}: ${rule}`)),
  ];
}

const idOf = ({ attributes }: Element): string => attributes['id'] ?? '';

function blocks(drawing: Element): string[] {
  const known = [...all(drawing, 'idmap')].flatMap(({ attributes }) => (attributes['data'] ?? '').split(','));
  return [...all(drawing, 'shape')].map(idOf).flatMap((id) => {
    const number = /^_x0000_s(\d+)$/.exec(id)?.[1];
    const isKnown = number !== undefined && known.includes(String(Math.floor(Number(number) / 1024)));
    return when([!isKnown, `the shape ${id} is in none of its blocks`]);
  });
}

/** Each note has a shape at its cell. */
function notes(parts: Parts, part: string, tree: Element): string[] {
  const related = relationsOf(parts, part);
  const treesOf = (kind: string) =>
    related.filter((one) => one.kind === kind).map(({ target }) => parts.trees.get(target));
  const comments = treesOf('comments').flatMap((one) => [...all(one, 'comment')]);
  const authors = treesOf('comments').flatMap((one) => [...all(one, 'author')]).length;
  const at = comments.map(({ attributes }) => cellOf(attributes['ref'])).map((cell) => `${cell?.row} ${cell?.column}`);
  const shapes = treesOf('vmlDrawing')
    .flatMap((one) => [...all(one, 'ClientData')])
    .filter(({ attributes }) => attributes['ObjectType'] === 'Note');
  const drawn = shapes.map((data) =>
    ['Row', 'Column'].map((kind) => Number([...all(data, kind)][0]?.text) + 1).join(' '),
  );
  return when(
    [twice(at).length > 0 || at.includes('undefined undefined'), 'two notes at one cell, or one at none'],
    [comments.some(({ attributes }) => Number(attributes['authorId']) >= authors), 'a note of nobody'],
    [at.sort().join() !== drawn.sort().join(), 'notes and their shapes are at different cells'],
    [at.length > 0 && [...all(tree, 'legacyDrawing')].length === 0, 'notes without their drawing'],
    [!shapes.every(hasPlace), 'a note without a place and a size within the sheet'],
  );
}

/** Its two corners, each a column and a row with pixels into it; LibreOffice lays a note without them out letter by letter. */
function hasPlace(data: Element): boolean {
  const [left, , top, , right, , bottom] = ([...all(data, 'Anchor')][0]?.text ?? '').split(',').map(Number);
  return isWithin(left, right, 16_384) && isWithin(top, bottom, 1_048_576);
}

const isWithin = (from = Number.NaN, to = Number.NaN, end: number): boolean => from >= 0 && to > from && to < end;

const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';

function frames(drawing: Element): string[] {
  const shapes = [...all(drawing, 'cNvPr')];
  const places = (kind: string) => [...all(drawing, kind)].map(({ text }) => Number(text));
  const isPlace = (most: number) => (place: number) => Number.isInteger(place) && place >= 0 && place < most;
  return [
    ...twice(shapes.map(idOf)).map((id) => `two shapes have the id ${id}`),
    ...when(
      [!places('row').every(isPlace(1_048_576)) || !places('col').every(isPlace(16_384)), 'an anchor out of range'],
      [
        shapes.some(({ attributes }) => (attributes['descr'] ?? '').trim() === ''),
        'a shape does not say what it shows',
      ],
      [
        [...all(drawing, 'oneCellAnchor')].some(({ children }) => {
          const { cx = 0, cy = 0 } = children.find(({ name }) => name === 'ext')?.attributes ?? {};
          return !(Number(cx) > 0 && Number(cy) > 0);
        }),
        'a shape without a size',
      ],
    ),
    ...[...all(drawing, 'graphicData')].flatMap(({ attributes }) =>
      when([attributes['uri'] !== chartNamespace, `a frame is of ${attributes['uri']}`]),
    ),
  ];
}

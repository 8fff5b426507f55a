import { limits } from '../../../domain/submissions/limits.ts';
import type { SnapshotCell, SnapshotTab } from '../../../domain/submissions/sheet-snapshot.ts';
import { address } from '../../formats/grid.ts';
import { cellXml } from './cell-xml.ts';
import { attributeText, cellXmlText } from './xml-text.ts';

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const relationSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Shapes of the notes in one block of their numbers; the first of each block is the drawing's own. */
const shapesInBlock = 1023;

/** The blocks of shape numbers (from 1) of each tab: a shape has its number for itself in the whole workbook. */
export function shapeBlocks(tabs: readonly SnapshotTab[]): number[][] {
  let last = 0;
  return tabs.map(({ cells }) => {
    const notes = cells.filter(({ note }) => note !== '').length;
    return Array.from({ length: Math.ceil(notes / shapesInBlock) }, () => {
      last += 1;
      return last;
    });
  });
}

/** The parts of the n-th sheet (from 1), by name; `blocks` are those of {@link shapeBlocks}. */
export function tabParts(tab: SnapshotTab, number: number, blocks: readonly number[]): Record<string, string> {
  const linked = tab.cells.flatMap((cell): LinkedCell[] => {
    const target = linkTarget(cell.link);
    return target === null ? [] : [{ ...cell, target }];
  });
  const noted = tab.cells.filter(({ note }) => note !== '');
  const sheet = `xl/worksheets/sheet${number}.xml`;
  if (linked.length + noted.length === 0) return { [sheet]: sheetXml(tab, linked, noted) };
  return {
    [sheet]: sheetXml(tab, linked, noted),
    [`xl/worksheets/_rels/sheet${number}.xml.rels`]: relationsXml([
      ...linked.map(({ target }, index) => ({ id: `link${index}`, type: 'hyperlink', target, external: true })),
      ...(noted.length === 0
        ? []
        : [
            { id: 'notes', type: 'comments', target: `../comments${number}.xml` },
            { id: 'shapes', type: 'vmlDrawing', target: `../drawings/vmlDrawing${number}.vml` },
          ]),
    ]),
    ...(noted.length === 0
      ? {}
      : {
          [`xl/comments${number}.xml`]: notesXml(noted),
          [`xl/drawings/vmlDrawing${number}.vml`]: shapesXml(noted, blocks),
        }),
  };
}

interface LinkedCell extends SnapshotCell {
  readonly target: string;
}

function sheetXml(tab: SnapshotTab, linked: readonly SnapshotCell[], noted: readonly SnapshotCell[]): string {
  const merges = tab.merges.map(
    ({ top, left, bottom, right }) => `<mergeCell ref="${address(top, left)}:${address(bottom, right)}"/>`,
  );
  const links = linked.map(
    ({ row, column }, index) => `<hyperlink ref="${address(row, column)}" r:id="link${index}"/>`,
  );
  const around = (name: string, parts: readonly string[]): string =>
    parts.length === 0 ? '' : `<${name}>${parts.join('')}</${name}>`;
  return [
    `${xmlHead}<worksheet xmlns="${mainSpace}" xmlns:r="${relationSpace}">`,
    around(
      'cols',
      tab.hiddenColumns.map((column) => `<col min="${column}" max="${column}" width="9" hidden="1"/>`),
    ),
    `<sheetData>${rowsXml(tab)}</sheetData>`,
    around('mergeCells', merges),
    around('hyperlinks', links),
    noted.length === 0 ? '' : '<legacyDrawing r:id="shapes"/>',
    '</worksheet>',
  ].join('');
}

function rowsXml({ cells, hiddenRows }: SnapshotTab): string {
  const hidden = new Set(hiddenRows);
  const rows = Map.groupBy(cells, ({ row }) => row);
  return [...new Set([...rows.keys(), ...hidden])]
    .sort((a, b) => a - b)
    .map((row) => {
      const content = (rows.get(row) ?? []).map(cellXml).join('');
      return `<row r="${row}"${hidden.has(row) ? ' hidden="1"' : ''}>${content}</row>`;
    })
    .join('');
}

function notesXml(noted: readonly SnapshotCell[]): string {
  const notes = noted.map(
    ({ row, column, note }) =>
      `<comment ref="${address(row, column)}" authorId="0"><text><t xml:space="preserve">${cellXmlText(note.slice(0, limits.text))}</t></text></comment>`,
  );
  return `${xmlHead}<comments xmlns="${mainSpace}"><authors><author/></authors><commentList>${notes.join('')}</commentList></comments>`;
}

/**
 * Without a shape for each, Excel shows no notes. It has a place and a width, three columns beside its cell: a shape
 * without them is as narrow as a letter, and LibreOffice then takes minutes and a gigabyte to lay out a long note.
 */
function shapesXml(noted: readonly SnapshotCell[], blocks: readonly number[]): string {
  const numberOf = (index: number): number =>
    1024 * (blocks[Math.floor(index / shapesInBlock)] ?? 0) + 1 + (index % shapesInBlock);
  const shapes = noted.map(
    ({ row, column }, index) =>
      `<v:shape id="_x0000_s${numberOf(index)}" type="#note" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><x:ClientData ObjectType="Note"><x:Anchor>${anchorAt(row, column)}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`,
  );
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout><v:shapetype id="note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>${shapes.join('')}</xml>`;
}

/** Left column, pixels into it, top row, pixels into it; then the same of the right and the bottom. */
function anchorAt(row: number, column: number): string {
  // At the edge of the sheet the note stands to the left, or above.
  const left = Math.min(column, limits.columns - 4);
  const top = Math.min(Math.max(0, row - 2), limits.rows - 6);
  return [left, 15, top, 2, left + 3, 15, top + 5, 2].join(', ');
}

export function relationsXml(
  relations: readonly {
    readonly id: string;
    readonly type: string;
    readonly target: string;
    readonly external?: boolean;
  }[],
): string {
  const all = relations.map(
    ({ id, type, target, external = false }) =>
      `<Relationship Id="${id}" Type="${relationSpace}/${type}" Target="${attributeText(target)}"${external ? ' TargetMode="External"' : ''}/>`,
  );
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

/** Characters of an address of a link in Excel. */
const maxLength = 2079;

/** What no address of the web may have written out, and `%` that begins no escape. */
const unwritten = /[\s<>"{}|\\^`\p{Cc}\ufffe\uffff]|%(?![0-9A-Fa-f]{2})/gu;

/** An address as Excel opens it; null where there is none: the text of the cell stays. */
export function linkTarget(link: string): string | null {
  const [before = '', ...fragments] = link.trim().toWellFormed().split('#');
  const whole = [before, ...(fragments.length === 0 ? [] : [fragments.join('%23')])].join('#');
  const escaped = whole.replace(unwritten, (one) => encodeURIComponent(one));
  // A host is needed, and has no escapes: with one Excel mends the file.
  if (escaped === '' || /^https?:(?!\/\/[^/?#%]+([/?#]|$))/i.test(escaped)) return null;
  return escaped.length <= maxLength ? escaped : escaped.slice(0, maxLength).replace(/%[0-9A-Fa-f]?$/, '');
}

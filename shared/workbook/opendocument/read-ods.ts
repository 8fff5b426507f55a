import { problem } from '../../domain/problems.ts';
import type { Archive } from '../archive.ts';
import { address, type Cell, type Grid, type Range, type Sheet } from '../grid.ts';
import { limits } from '../limits.ts';
import { linkedByFormula } from '../linked-by-formula.ts';
import { walkXml } from '../ooxml/xml-events.ts';
import { Unreadable } from '../unreadable.ts';
import { odsCell } from './ods-cell.ts';
import { hiddenSheetStyles, struckTextStyles } from './ods-styles.ts';
import { OdsText } from './ods-text.ts';

/** Reads an OpenDocument spreadsheet (ISO/IEC 26300), as LibreOffice and others save it. */
export function readOds(archive: Archive): Grid {
  const manifest = archive.part('META-INF/manifest.xml');
  if (manifest?.includes('encryption-data')) throw new Unreadable('file-encrypted', { locked: 'ods' });
  const content = archive.part('content.xml');
  if (content === undefined) throw new Unreadable('file-damaged', { cause: 'no-content' });
  return readOdsContent(content);
}

/** Reads `content.xml`, or the whole of a flat OpenDocument spreadsheet (.fods). */
export function readOdsContent(content: Buffer): Grid {
  const hidden = hiddenSheetStyles(content);
  const reader = new OdsReader(hidden, struckTextStyles(content));
  walkXml(content, {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.add(text),
  });
  if (reader.sheets.length === 0) throw new Unreadable('file-damaged', { cause: 'no-sheet' });
  return { sheets: reader.sheets, notices: reader.writtenInShapes ? [problem('objects-ignored')] : [] };
}

type Attributes = Readonly<Record<string, string>>;

interface OpenSheet extends Sheet {
  readonly cells: Cell[];
  readonly merges: Range[];
  readonly hiddenRows: Set<number>;
  readonly links: Map<string, string>;
  readonly notes: Map<string, string>;
}

/** A value repeated over more places than this is formatting gone wrong: the first ones tell it all. */
const mostRepeats = 50;

/** Elements that lie over the cells: what is written in them is no cell's text. */
const shapes: ReadonlySet<string> = new Set(['custom-shape', 'frame', 'rect', 'ellipse', 'polygon', 'path', 'caption']);

/** Follows the events of content.xml. Rows and cells are counted, because repeated ones are written once. */
class OdsReader {
  readonly sheets: OpenSheet[] = [];
  private readonly hiddenStyles: ReadonlySet<string>;
  private readonly text: OdsText;
  private row = 0;
  private rowRepeat = 1;
  private column = 0;
  private cell: Attributes | null = null;
  private count = 0;
  private openShapes = 0;
  /** Titles and descriptions of pictures are not written by the sender. */
  private shapePart = '';
  /** Something is written in a text box or shape. */
  writtenInShapes = false;

  constructor(hiddenStyles: ReadonlySet<string>, struckStyles: ReadonlySet<string>) {
    this.hiddenStyles = hiddenStyles;
    this.text = new OdsText(struckStyles);
  }

  open(name: string, attributes: Attributes): void {
    if (shapes.has(name)) this.openShapes += 1;
    if (this.openShapes > 0) {
      this.shapePart = name;
      return;
    }
    if (name === 'table') this.openSheet(attributes);
    else if (name === 'table-row') this.openRow(attributes);
    else if (name === 'table-cell' || name === 'covered-table-cell') this.cell = attributes;
    else if (name === 'a') this.sheet?.links.set(this.place(), attributes['href'] ?? '');
    else this.text.open(name, attributes);
  }

  add(text: string): void {
    if (this.openShapes > 0) this.writtenInShapes ||= text.trim() !== '' && /^(p|span)$/.test(this.shapePart);
    else if (this.cell !== null) this.text.add(text);
  }

  close(name: string): void {
    if (this.openShapes > 0) {
      if (shapes.has(name)) this.openShapes -= 1;
    } else if (name === 'annotation') {
      const note = this.text.takeNote();
      if (note !== '') this.sheet?.notes.set(this.place(), note);
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell();
    else if (name === 'table-row') this.row += this.rowRepeat - 1;
    else this.text.close(name);
  }

  private get sheet(): OpenSheet | undefined {
    return this.sheets.at(-1);
  }

  private place(): string {
    return address(this.row, this.column + 1);
  }

  private openSheet(attributes: Attributes): void {
    if (this.sheets.length >= limits.sheets) throw new Unreadable('file-unsafe', { cause: 'sheets' });
    this.sheets.push({
      name: (attributes['name'] ?? '').slice(0, 100),
      hidden: this.hiddenStyles.has(attributes['style-name'] ?? ''),
      cells: [],
      merges: [],
      hiddenRows: new Set(),
      links: new Map(),
      notes: new Map(),
    });
    this.row = 0;
  }

  private openRow(attributes: Attributes): void {
    this.row += 1;
    this.column = 0;
    this.rowRepeat = Math.max(1, Number(attributes['number-rows-repeated'] ?? 1));
    if ((attributes['visibility'] ?? 'visible') === 'visible') return;
    for (let down = 0; down < Math.min(this.rowRepeat, mostRepeats); down += 1) {
      this.sheet?.hiddenRows.add(this.row + down);
    }
  }

  private closeCell(): void {
    const attributes = this.cell ?? {};
    this.cell = null;
    const column = this.column + 1;
    const repeat = Math.max(1, Number(attributes['number-columns-repeated'] ?? 1));
    this.column += repeat;
    this.addMerge(attributes, column);
    const [, formula = ''] = /^(?:of:)?=(.*)/is.exec(attributes['formula'] ?? '') ?? [];
    const target = linkedByFormula(formula);
    if (target !== undefined) this.sheet?.links.set(address(this.row, column), target);
    const value = odsCell(attributes, this.text.take());
    if (value === null) return;
    for (let down = 0; down < Math.min(this.rowRepeat, mostRepeats); down += 1) {
      for (let right = 0; right < Math.min(repeat, mostRepeats); right += 1) {
        this.count += 1;
        if (this.count > limits.cells)
          throw new Unreadable('file-too-large', { limit: 'cells', count: String(limits.cells) });
        this.sheet?.cells.push({ ...value, row: this.row + down, column: column + right });
      }
    }
  }

  private addMerge(attributes: Attributes, left: number): void {
    const rows = Number(attributes['number-rows-spanned'] ?? 1);
    const columns = Number(attributes['number-columns-spanned'] ?? 1);
    if (rows <= 1 && columns <= 1) return;
    this.sheet?.merges.push({ top: this.row, left, bottom: this.row + rows - 1, right: left + columns - 1 });
  }
}

import { problem } from '../../../domain/answers/problems.ts';
import { limits } from '../../../domain/submissions/limits.ts';
import type { Archive } from '../archive.ts';
import { CellCounter } from '../cell-counter.ts';
import { address, type Cell, type Grid, type Range, type Sheet } from '../grid.ts';
import { linkedByFormula } from '../linked-by-formula.ts';
import { addRule, type HidingRule, pictureRule, withoutHidden } from '../ooxml/conditional-formats.ts';
import {
  type Attributes,
  walkXml,
  type XmlBudget,
  type XmlHandlers,
  type XmlPart,
  xmlBudget,
} from '../ooxml/xml-events.ts';
import { Unreadable } from '../unreadable.ts';
import { odsCell } from './ods-cell.ts';
import { addressed, ruleOf } from './ods-conditions.ts';
import { OdsStyles } from './ods-styles.ts';
import { OdsText, type OdsWritten } from './ods-text.ts';

/** Reads an OpenDocument spreadsheet (ISO/IEC 26300), as LibreOffice and others save it. */
export function readOds(archive: Archive): Grid {
  const manifest = archive.part('META-INF/manifest.xml');
  if (manifest?.includes('encryption-data')) throw new Unreadable('file-encrypted', { locked: 'ods' });
  const content = archive.pieces('content.xml');
  if (content === undefined) throw new Unreadable('file-damaged', { cause: 'no-content' });
  const styles = new OdsStyles();
  const named = archive.part('styles.xml');
  if (named !== undefined) {
    walkXml(named, { open: (name, attributes) => styles.take(name, attributes) }, { budget: archive.budget });
  }
  return readContent(content, styles, archive.budget, zerosHiddenIn(archive.part('settings.xml')));
}

const tableSettings = /<config:config-item-map-entry config:name="([^"]*)">([\s\S]*?)<\/config:config-item-map-entry>/g;
const zeroValues = /config:name="ShowZeroValues"[^>]*>(true|false)</;
/** Bytes of settings within which those of the sheets stand. */
const maxSettingsLength = 256 * 1024;

/** Whether a sheet is told not to show a nought: by its own settings, else by those of the whole document. */
function zerosHiddenIn(settings: Buffer | undefined): (sheet: string) => boolean {
  const text = settings?.toString('utf8', 0, maxSettingsLength) ?? '';
  const ofSheets = new Map(
    [...text.matchAll(tableSettings)].flatMap(([, name = '', of = '']): [string, boolean][] => {
      const shown = zeroValues.exec(of)?.[1];
      return shown === undefined ? [] : [[name, shown === 'false']];
    }),
  );
  const ofDocument = zeroValues.exec(text.replace(tableSettings, ''))?.[1] === 'false';
  return (sheet) => ofSheets.get(sheet) ?? ofDocument;
}

/** Reads a flat OpenDocument spreadsheet (.fods): the same in one XML text. */
export const readFlatOds = (content: Buffer): Grid => readContent(content, new OdsStyles(), xmlBudget());

function readContent(
  content: XmlPart,
  styles: OdsStyles,
  budget: XmlBudget,
  zerosHidden: (sheet: string) => boolean = () => false,
): Grid {
  const reader = new OdsReader(styles, zerosHidden);
  const handlers: XmlHandlers = {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.add(text),
  };
  walkXml(content, handlers, { budget });
  if (reader.sheets.length === 0) throw new Unreadable('file-damaged', { cause: 'no-sheet' });
  return { sheets: reader.sheets, notices: reader.writtenInShapes ? [problem('objects-ignored')] : [] };
}

interface OpenSheet extends Sheet {
  cells: Cell[];
  readonly merges: Range[];
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: [first: number, last: number][];
  readonly links: Map<string, string>;
  readonly notes: Map<string, string>;
}

/** A value repeated over more places than this is formatting gone wrong: the first ones tell it all. */
const maxRepeats = 50;

/** Elements of a conditional format that say whether its icons or bars stand in place of the numbers. */
const pictures: ReadonlySet<string> = new Set(['icon-set', 'data-bar', 'formatting-entry']);
/** Elements that lie over the cells: what is written in them is no cell's text. */
const shapes: ReadonlySet<string> = new Set(['custom-shape', 'frame', 'rect', 'ellipse', 'polygon', 'path', 'caption']);

/** Follows the events of content.xml. Rows and cells are counted, because repeated ones are written once. */
class OdsReader {
  readonly sheets: OpenSheet[] = [];
  private readonly styles: OdsStyles;
  private readonly zerosHidden: (sheet: string) => boolean;
  private readonly text: OdsText;
  private row = 0;
  private rowRepeat = 1;
  private column = 0;
  private cell: Attributes | null = null;
  private covered = false;
  /** Columns of the sheet as they are declared, by the last place that each stands for. */
  private columns: { readonly last: number; readonly style: string }[] = [];
  private readonly counter = new CellCounter();
  private openShapes = 0;
  /** Rules of the sheet whose formats hide; they stand behind its cells. */
  private rules: HidingRule[] = [];
  private ruled: readonly Range[] = [];
  /** Titles and descriptions of pictures are not written by the sender. */
  private shapePart = '';
  /** Something is written in a text box or shape. */
  writtenInShapes = false;

  constructor(styles: OdsStyles, zerosHidden: (sheet: string) => boolean) {
    this.styles = styles;
    this.zerosHidden = zerosHidden;
    this.text = new OdsText(styles);
  }

  open(name: string, attributes: Attributes): void {
    if (shapes.has(name)) this.openShapes += 1;
    if (this.openShapes > 0) {
      this.shapePart = name;
      return;
    }
    if (this.sheet === undefined) this.styles.take(name, attributes);
    if (name === 'table') this.openSheet(attributes);
    else if (name === 'table-row') this.openRow(attributes);
    else if (name === 'table-column') this.takeColumn(attributes);
    else if (name === 'table-cell' || name === 'covered-table-cell') this.openCell(name, attributes);
    else if (name === 'a' && this.cell !== null) this.addLink(attributes['href'] ?? '');
    else if (name === 'conditional-format') this.ruled = addressed(attributes['target-range-address'] ?? '');
    else if (name === 'condition') this.takeCondition(attributes);
    // LibreOffice writes it beside the first of the icons.
    else if (pictures.has(name) && attributes['show-value'] === 'false') addRule(this.rules, pictureRule(this.ruled));
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
    else if (name === 'conditional-formats') this.applyRules();
    else this.text.close(name);
  }

  private get sheet(): OpenSheet | undefined {
    return this.sheets.at(-1);
  }

  private place(): string {
    return address(this.row, this.column + 1);
  }

  private takeCondition(attributes: Attributes): void {
    const style = attributes['apply-style-name'] ?? '';
    if (!this.styles.isInvisible(style)) return;
    addRule(this.rules, ruleOf((attributes['value'] ?? '').slice(0, maxConditionLength), this.ruled));
  }

  private applyRules(): void {
    if (this.sheet !== undefined) this.sheet.cells = withoutHidden(this.sheet.cells, this.rules) ?? this.sheet.cells;
    this.rules = [];
  }

  private addLink(target: string): void {
    if ((this.sheet?.links.size ?? 0) >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'links' });
    this.sheet?.links.set(this.place(), target);
  }

  private openSheet(attributes: Attributes): void {
    if (this.sheets.length >= limits.sheets) throw new Unreadable('file-unsafe', { cause: 'sheets' });
    this.sheets.push({
      name: (attributes['name'] ?? '').slice(0, 100),
      hidden: this.styles.isSheetHidden(attributes['style-name'] ?? ''),
      cells: [],
      merges: [],
      hiddenRows: new Set(),
      hiddenColumns: [],
      links: new Map(),
      notes: new Map(),
    });
    this.row = 0;
    this.columns = [];
  }

  private takeColumn(attributes: Attributes): void {
    const repeat = repeated(attributes['number-columns-repeated']);
    const first = (this.columns.at(-1)?.last ?? 0) + 1;
    const last = first + repeat - 1;
    // Formatting beyond the last place of a sheet holds nothing.
    if (first > limits.columns) return;
    this.columns.push({ last, style: attributes['default-cell-style-name'] ?? '' });
    if (isCollapsed(attributes) || this.styles.isColumnNarrow(attributes['style-name'] ?? '')) {
      this.sheet?.hiddenColumns.push([first, last]);
    }
  }

  /** By halves: a sheet may declare each of its columns. */
  private columnStyle(column: number): string {
    let [from, to] = [0, this.columns.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.columns[middle]?.last ?? column) < column) from = middle + 1;
      else to = middle;
    }
    return this.columns[from]?.style ?? '';
  }

  private openRow(attributes: Attributes): void {
    this.row += 1;
    this.column = 0;
    this.rowRepeat = repeated(attributes['number-rows-repeated']);
    if (!isCollapsed(attributes) && !this.styles.isRowFlat(attributes['style-name'] ?? '')) return;
    for (let down = 0; down < Math.min(this.rowRepeat, maxRepeats); down += 1) {
      if ((this.sheet?.hiddenRows.size ?? 0) >= limits.hiddenRows) break;
      this.sheet?.hiddenRows.add(this.row + down);
    }
  }

  private openCell(name: string, attributes: Attributes): void {
    // A cell within a cell is a table in a text: nobody reads it as cells.
    this.cell = attributes;
    this.covered = name === 'covered-table-cell';
    this.text.over(attributes['style-name'] ?? this.columnStyle(this.column + 1));
  }

  private closeCell(): void {
    const attributes = this.cell ?? {};
    this.cell = null;
    const column = this.column + 1;
    const repeat = repeated(attributes['number-columns-repeated']);
    this.column += repeat;
    this.addMerge(attributes, column);
    const [, formula = ''] = /^(?:of:)?=(.*)/is.exec(attributes['formula'] ?? '') ?? [];
    const target = linkedByFormula(formula);
    if (target !== undefined) this.sheet?.links.set(address(this.row, column), target);
    const style = attributes['style-name'] ?? this.columnStyle(column);
    const written = this.taken(style);
    // Where nothing of a text is seen, all of it is what nobody sees.
    const unseen = written.text.trim() === '' && written.unseen !== '';
    const value = odsCell(attributes, unseen ? { ...written, text: written.unseen } : written);
    if (value === null) return;
    const zero = value.number === 0 && this.zerosHidden(this.sheet?.name ?? '');
    // Parts with a colour of their own are seen, whatever the cell's colour is.
    const invisible = unseen || zero || value.invisible || this.covered || this.styles.isInvisible(style);
    // Where nothing is written, a place that no sheet has does no harm.
    if (this.row > limits.rows || column > limits.columns) throw beyond();
    for (let down = 0; down < Math.min(this.rowRepeat, maxRepeats); down += 1) {
      for (let right = 0; right < Math.min(repeat, maxRepeats); right += 1) {
        this.counter.take(value.text);
        this.sheet?.cells.push({ ...value, invisible, row: this.row + down, column: column + right });
      }
    }
  }

  /** What is written in the cell; in one that is struck through as a whole, all of it is struck. */
  private taken(style: string): OdsWritten {
    const written = this.text.take();
    return this.styles.isCellStruck(style) ? { ...written, text: '', struck: written.text + written.struck } : written;
  }

  private addMerge(attributes: Attributes, left: number): void {
    const rows = Number(attributes['number-rows-spanned'] ?? 1);
    const columns = Number(attributes['number-columns-spanned'] ?? 1);
    if (rows <= 1 && columns <= 1) return;
    if ((this.sheet?.merges.length ?? 0) >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'merges' });
    this.sheet?.merges.push({ top: this.row, left, bottom: this.row + rows - 1, right: left + columns - 1 });
  }
}

/** Characters of a condition that are looked at. */
const maxConditionLength = 300;

/** How often what is written once stands there. */
const repeated = (times: string | undefined): number => Math.max(1, Number(times ?? 1) || 1);

/** Hidden by hand (`collapse`) or by a filter. */
const isCollapsed = ({ visibility = 'visible' }: Attributes): boolean => visibility !== 'visible';

const beyond = (): Unreadable => new Unreadable('file-unsafe', { cause: 'beyond' });

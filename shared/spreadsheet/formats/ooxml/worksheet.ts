import { limits } from '../../../domain/submissions/limits.ts';
import { address, type Cell, parseAddress, parseRange, type Range } from '../grid.ts';
import { linkedByFormula } from '../linked-by-formula.ts';
import { Unreadable } from '../unreadable.ts';
import { type CellSource, cellOf, type WorkbookContext } from './cell-value.ts';
import { ConditionalFormats, extensions } from './conditional-formats.ts';
import { RunCollector } from './rich-text.ts';
import { type Attributes, walkXml, type XmlPart } from './xml-events.ts';

export interface WorksheetContent {
  readonly cells: Cell[];
  readonly merges: Range[];
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: [first: number, last: number][];
  /** Relationship id of each linked address, or the target itself where a formula links to it. */
  readonly links: Map<string, { readonly relationship: string } | { readonly target: string }>;
}

/** Reads one sheet's part. Places come from the cells themselves: the declared dimension is often wrong. */
export function readWorksheet(part: XmlPart, workbook: WorkbookContext): WorksheetContent {
  const content: WorksheetContent = {
    cells: [],
    merges: [],
    hiddenRows: new Set(),
    hiddenColumns: [],
    links: new Map(),
  };
  const runs = new RunCollector();
  const sheet = { zeros: true };
  const conditions = new ConditionalFormats(workbook);
  let row = 0;
  let column = 0;
  let cell: CellSource | null = null;
  let into: 'value' | 'formula' | 'inline' | 'condition' | 'references' | null = null;
  let formula = '';
  const handlers = {
    open(name: string, attributes: Attributes) {
      if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        column = 0;
        const isUnseen = isHidden(attributes) || isNothing(attributes['ht'], minHeight);
        if (isUnseen && content.hiddenRows.size < limits.hiddenRows) content.hiddenRows.add(row);
      } else if (name === 'c') {
        const place = parseAddress(attributes['r'] ?? '') ?? { row, column: column + 1 };
        ({ row, column } = place);
        cell = {
          row,
          column,
          type: attributes['t'] ?? 'n',
          style: Number(attributes['s'] ?? 0),
          formula: false,
          value: null,
        };
      } else if (name === 'f' && cell !== null) {
        cell.formula = true;
        formula = '';
        into = 'formula';
      } else if (name === 'v' && cell !== null) {
        cell.value = '';
        into = 'value';
      } else if (name === 'is' && cell !== null) into = 'inline';
      else if (into === 'inline') runs.open(name, attributes);
      else if (name === 'mergeCell') addRange(content.merges, attributes['ref']);
      else if (name === 'hyperlink') addLink(content.links, attributes);
      else if (name === 'col') addHiddenColumns(content.hiddenColumns, attributes);
      else if (name === 'formula' || name === 'f') into = 'condition';
      else if (name === 'sqref') into = 'references';
      else if (name === 'sheetView') sheet.zeros = !['0', 'false'].includes(attributes['showZeros'] ?? '');
      else conditions.take(name, attributes);
    },
    text(text: string) {
      if (into === 'inline') runs.add(text);
      else if (into === 'value' && cell !== null) cell.value = (cell.value ?? '') + text;
      else if (into === 'formula' && formula.length < maxLinkLength) formula += text;
      else if (into === 'condition') conditions.formula(text);
      else if (into === 'references') conditions.reference(text);
    },
    close(name: string) {
      if (name === 'f' && cell !== null) addTarget(content.links, cell, formula);
      if (name === 'v' || name === 'f' || name === 'formula' || name === 'sqref') into = null;
      else if (name === 'is') into = null;
      else if (into === 'inline') runs.close(name);
      else if (name === 'c' && cell !== null) {
        const read = cellOf(cell, workbook, runs.take(), sheet);
        if (read !== null) {
          // Where nothing is written, a place that no sheet has does no harm.
          if (!(row >= 1 && row <= limits.rows && column >= 1 && column <= limits.columns)) throw beyond();
          workbook.counter.take(read.text);
          content.cells.push(read);
        }
        cell = null;
      } else conditions.close(name);
    },
  };
  walkXml(part, handlers, { prepare: withoutEmpty(part), budget: workbook.budget, also: extensions });
  return { ...content, cells: conditions.applied(content.cells) ?? content.cells };
}

/** Points and characters below which a row or a column shows nothing. */
const minHeight = 1;
const minWidth = 0.1;

const isHidden = ({ hidden }: Attributes): boolean => hidden === '1' || hidden === 'true';
const isNothing = (size: string | undefined, least: number): boolean => size !== undefined && Number(size) < least;

/** Rows and cells that are formatted and empty: whole sheets of them are common, and say nothing. */
const emptyRow = /<row r="\d+"[^<>]*(?:\/>|><\/row>)(?=<row r="|<\/sheetData>)/g;
/** The next one, if there is one, says its own place. */
const emptyCell = /<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?\/>(?=<c r="|<\/row>)/g;

/** In a long sheet what is empty is passed over before anybody looks at it; text may hold anything in a CDATA. */
function withoutEmpty(part: XmlPart): ((xml: string) => string) | undefined {
  if (Buffer.isBuffer(part) && (part.length < limits.longPart / 8 || part.includes('<![CDATA['))) return undefined;
  return (xml) => xml.replace(emptyCell, '').replace(emptyRow, '');
}

function addHiddenColumns(columns: WorksheetContent['hiddenColumns'], attributes: Attributes): void {
  if (!isHidden(attributes) && !isNothing(attributes['width'], minWidth)) return;
  const [first, last] = [Number(attributes['min']), Number(attributes['max'] ?? attributes['min'])];
  if (first >= 1 && last >= first && columns.length < limits.columns) columns.push([first, last]);
}

function addRange(ranges: Range[], reference: string | undefined): void {
  if (ranges.length >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'merges' });
  const range = parseRange(reference ?? '');
  // A merge is kept as its corners and never expanded: one over the whole sheet costs nothing.
  if (range !== null) ranges.push(range);
}

function addLink(links: WorksheetContent['links'], attributes: Attributes): void {
  if (links.size >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'links' });
  const range = parseRange(attributes['ref'] ?? '');
  const relationship = attributes['id'];
  if (range !== null && relationship !== undefined) links.set(address(range.top, range.left), { relationship });
}

/** Characters of a formula in which a link is looked for. */
const maxLinkLength = 2_100;

function addTarget(links: WorksheetContent['links'], { row, column }: CellSource, formula: string): void {
  const target = linkedByFormula(formula);
  if (target === undefined) return;
  if (links.size >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'links' });
  links.set(address(row, column), { target });
}

function beyond(): Unreadable {
  return new Unreadable('file-unsafe', { cause: 'beyond' });
}

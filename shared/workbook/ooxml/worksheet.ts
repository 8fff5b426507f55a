import { address, type Cell, parseAddress, parseRange, type Range } from '../grid.ts';
import { limits } from '../limits.ts';
import { linkedByFormula } from '../linked-by-formula.ts';
import { Unreadable } from '../unreadable.ts';
import { type CellSource, cellOf, type WorkbookContext } from './cell-value.ts';
import { RunCollector } from './rich-text.ts';
import { walkXml } from './xml-events.ts';

export interface WorksheetContent {
  readonly cells: Cell[];
  readonly merges: Range[];
  readonly hiddenRows: Set<number>;
  /** Relationship id of each linked address, or the target itself where a formula links to it. */
  readonly links: Map<string, { readonly relationship: string } | { readonly target: string }>;
}

/** Reads one sheet's part. Places come from the cells themselves: the declared dimension is often wrong. */
export function readWorksheet(part: Buffer, workbook: WorkbookContext): WorksheetContent {
  const content: WorksheetContent = { cells: [], merges: [], hiddenRows: new Set(), links: new Map() };
  const runs = new RunCollector();
  let row = 0;
  let column = 0;
  let cell: CellSource | null = null;
  let into: 'value' | 'formula' | 'inline' | null = null;
  let formula = '';
  walkXml(part, {
    open(name, attributes) {
      if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        column = 0;
        if (!(row >= 1 && row <= limits.rows)) throw beyond();
        if (attributes['hidden'] === '1' || attributes['hidden'] === 'true') content.hiddenRows.add(row);
      } else if (name === 'c') {
        const place = parseAddress(attributes['r'] ?? '') ?? { row, column: column + 1 };
        ({ row, column } = place);
        if (!(row >= 1 && row <= limits.rows && column <= limits.columns)) throw beyond();
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
      } else if (name === 'is') into = 'inline';
      else if (into === 'inline') runs.open(name, attributes);
      else if (name === 'mergeCell') addRange(content.merges, attributes['ref']);
      else if (name === 'hyperlink') addLink(content.links, attributes);
    },
    text(text) {
      if (into === 'inline') runs.add(text);
      else if (into === 'value' && cell !== null) cell.value = (cell.value ?? '') + text;
      else if (into === 'formula' && formula.length < longestLink) formula += text;
    },
    close(name) {
      if (name === 'f' && cell !== null) addTarget(content.links, cell, formula);
      if (name === 'v' || name === 'f') into = null;
      else if (name === 'is') into = null;
      else if (into === 'inline') runs.close(name);
      else if (name === 'c' && cell !== null) {
        const read = cellOf(cell, workbook, runs.take());
        if (read !== null) {
          workbook.count();
          content.cells.push(read);
        }
        cell = null;
      }
    },
  });
  return content;
}

function addRange(ranges: Range[], reference: string | undefined): void {
  if (ranges.length >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'merges' });
  const range = parseRange(reference ?? '');
  // A merge is kept as its corners and never expanded: one over the whole sheet costs nothing.
  if (range !== null) ranges.push(range);
}

function addLink(links: WorksheetContent['links'], attributes: Readonly<Record<string, string>>): void {
  if (links.size >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'links' });
  const range = parseRange(attributes['ref'] ?? '');
  const relationship = attributes['id'];
  if (range !== null && relationship !== undefined) links.set(address(range.top, range.left), { relationship });
}

/** Characters of a formula in which a link is looked for. */
const longestLink = 2_100;

function addTarget(links: WorksheetContent['links'], { row, column }: CellSource, formula: string): void {
  const target = linkedByFormula(formula);
  if (target === undefined) return;
  if (links.size >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'links' });
  links.set(address(row, column), { target });
}

function beyond(): Unreadable {
  return new Unreadable('file-unsafe', { cause: 'beyond' });
}

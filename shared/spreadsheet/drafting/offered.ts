import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Validation } from '../formats/workings.ts';
import { type Book, Calculator, TooMuch } from './formulas/calculator.ts';
import { parseFormula } from './formulas/parse-formula.ts';
import { asText, type Cells, isError, type Value } from './formulas/values.ts';
import type { SheetView } from './sheet-view.ts';

/** One of the answers that a drop-down offers. */
export interface Offered {
  readonly label: string;
  /** What a formula finds in the cell when it was chosen. */
  readonly value: string | number | boolean;
  /** Where it is listed; null where the rule itself lists it. */
  readonly place: { readonly sheet: string; readonly row: number; readonly column: number } | null;
}

const mostOffered = 500;

/** What a drop-down offers, wherever it is listed: in the rule itself, in cells of any sheet, under a name, in a table. */
export function offeredBy(rule: Validation, sheet: string, book: Book): readonly Offered[] {
  if (rule.type !== 'list') return [];
  const parsed = parseFormula(rule.formula);
  const range = rule.ranges[0];
  if (parsed === null || range === undefined) return literal(rule.formula);
  try {
    const calculator = new Calculator(book, { steps: 50_000 });
    const part = calculator.part(parsed, { sheet, row: range.top, column: range.left });
    if ('cells' in part) return listedIn(part.cells, calculator, book);
    return typeof part.value === 'string' ? literal(`"${part.value}"`) : [];
  } catch (error) {
    if (error instanceof TooMuch) return [];
    throw error;
  }
}

function listedIn(cells: Cells, calculator: Calculator, book: Book): Offered[] {
  const found = new Map<string, Offered>();
  for (const { row, columns } of calculator.places(cells)) {
    for (const column of columns) {
      if (found.size >= mostOffered) return [...found.values()];
      const place = { sheet: cells.sheet, row, column };
      const { value } = calculator.outcomeOf(place);
      const cell = book.cellAt(place);
      const label = (cell?.formula === false ? cell.text : asText(value)).trim();
      if (label === '' || isError(value) || typeof value === 'object') continue;
      if (!found.has(label)) found.set(label, { label, value: typedAs(value), place });
    }
  }
  return [...found.values()];
}

function literal(formula: string): Offered[] {
  const text = /^\s*"(.*)"\s*$/s.exec(formula)?.[1];
  if (text === undefined) return [];
  const parts = text.replaceAll('""', '"').split(text.includes(',') ? ',' : ';');
  const labels = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  return [...labels].map((label) => ({ label, value: typedAs(label), place: null }));
}

/** A spreadsheet program takes digits that are chosen as a number. */
function typedAs(value: Exclude<Value, object> | null): string | number | boolean {
  if (typeof value !== 'string') return value ?? '';
  return /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}

/** Sheets that are there to list what drop-downs of other sheets offer. */
export function listSheets(views: readonly SheetView[], book: Book): Set<string> {
  const listed = new Set<string>();
  for (const { name } of views) {
    for (const rule of book.workings.sheets.get(name)?.validations ?? []) {
      const place = offeredBy(rule, name, book)[0]?.place;
      const sheet = place === null || place === undefined ? undefined : views.find((view) => view.name === place.sheet);
      if (sheet !== undefined && sheet.name !== name) listed.add(sheet.name);
    }
  }
  // A questionnaire may list answers of another sheet beside its own.
  const asks = (name: string): boolean =>
    (book.workings.sheets.get(name)?.validations ?? []).filter(({ type }) => type === 'list').length >= 3;
  return new Set([...listed].filter((name) => !asks(name)));
}

/**
 * Lists that have lost their drop-downs (many programs drop those that point to another sheet): what stands in an answer's cell
 * is the first entry of a row or a column of another sheet, such as `Select answer for Q1`. By that text, in small letters.
 */
export function listsElsewhere(views: readonly SheetView[]): ReadonlyMap<string, readonly Offered[]> {
  const found = new Map<string, readonly Offered[]>();
  for (const view of views) {
    for (const row of view.rows) {
      const [first, ...others] = view.cellsIn(row);
      if (first === undefined || others.length < 2 || others.length > 20) continue;
      const isRow = others.every(({ column }, index) => column === first.column + index + 1);
      const text = foldedText(first.text);
      if (!isRow || found.has(text)) continue;
      found.set(
        text,
        others.map(({ text: label, number, kind, column }) => ({
          label: label.trim(),
          value: kind === 'number' && number !== null ? number : label.trim(),
          place: { sheet: view.name, row, column },
        })),
      );
    }
  }
  return found;
}

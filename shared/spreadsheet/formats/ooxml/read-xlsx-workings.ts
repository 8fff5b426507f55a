import { limits } from '../../../domain/submissions/limits.ts';
import type { Archive } from '../archive.ts';
import { address, columnLetters, parseAddress, parseRange, type Range } from '../grid.ts';
import type { CellLook, NamedTable, SheetWorkings, Validation, Workings } from '../workings.ts';
import { type Relationship, relationshipsOf } from './relationships.ts';
import { type Attributes, walkXml } from './xml-events.ts';

/** Excel writes lists that stand on another sheet in a vocabulary of its own, and the reference in them in another. */
const extensions = /^http:\/\/schemas\.microsoft\.com\/office\/(?:spreadsheetml\/2009\/9|excel\/2006)\/main$/;

const mostFormulas = 40_000;
const mostValidations = 5_000;
const mostFormulaLength = 8_192;

export function readXlsxWorkings(archive: Archive): Workings {
  const workbookPart =
    relationshipsOf(archive, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const relationships = relationshipsOf(archive, workbookPart);
  const { declared, names } = readWorkbookPart(archive, workbookPart);
  const looks = readLooks(archive, relationships.find(({ type }) => type === 'styles')?.target);
  const sheets = new Map<string, SheetWorkings>();
  const tables: NamedTable[] = [];
  for (const { name, relationship } of declared) {
    const target = relationships.find(({ id, type }) => id === relationship && type === 'worksheet')?.target;
    const part = target === undefined ? undefined : archive.pieces(target);
    if (target === undefined || part === undefined) continue;
    sheets.set(name, readSheet(part, looks, archive));
    const parts = relationshipsOf(archive, target).filter(({ type, external }) => type === 'table' && !external);
    tables.push(...parts.flatMap((one) => readTable(archive, one, name)));
  }
  return { sheets, names, tables };
}

interface DeclaredSheet {
  readonly name: string;
  readonly relationship: string;
}

function readWorkbookPart(archive: Archive, part: string): { declared: DeclaredSheet[]; names: Map<string, string> } {
  const declared: DeclaredSheet[] = [];
  const names = new Map<string, string>();
  let open: string | null = null;
  const content = archive.part(part);
  if (content === undefined) return { declared, names };
  const handlers = {
    open(element: string, attributes: Attributes) {
      if (element === 'sheet' && declared.length < limits.sheets) {
        declared.push({ name: (attributes['name'] ?? '').slice(0, 100), relationship: attributes['id'] ?? '' });
      } else if (element === 'definedName') open = (attributes['name'] ?? '').toLowerCase();
    },
    text(text: string) {
      if (open !== null && names.size < limits.ranges) names.set(open, (names.get(open) ?? '') + text);
    },
    close(element: string) {
      if (element === 'definedName') open = null;
    },
  };
  walkXml(content, handlers, { budget: archive.budget });
  return { declared, names };
}

interface SharedFormula {
  readonly formula: string;
  readonly row: number;
  readonly column: number;
}

function readSheet(
  part: NonNullable<ReturnType<Archive['pieces']>>,
  looks: readonly (CellLook | null)[],
  archive: Archive,
): SheetWorkings {
  const formulas = new Map<string, string>();
  const shared = new Map<string, SharedFormula>();
  const lookAt = new Map<string, CellLook>();
  const validations: Validation[] = [];
  let row = 0;
  let column = 0;
  let sharedAs: string | null = null;
  let rule: { type: string; sqref: string; formula: string; formula2: string } | null = null;
  let into: 'formula' | 'formula1' | 'formula2' | 'sqref' | null = null;
  let text = '';
  const keep = (): void => {
    const source = sharedAs === null ? undefined : shared.get(sharedAs);
    const written = text === '' && source !== undefined;
    const formula = written ? shiftedFormula(source.formula, row - source.row, column - source.column) : text;
    if (sharedAs !== null && text !== '') shared.set(sharedAs, { formula: text, row, column });
    if (formula !== '' && formulas.size < mostFormulas) formulas.set(address(row, column), formula);
  };
  const handlers = {
    open(name: string, attributes: Attributes) {
      if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        column = 0;
      } else if (name === 'c') {
        ({ row, column } = parseAddress(attributes['r'] ?? '') ?? { row, column: column + 1 });
        const look = looks[Number(attributes['s'] ?? 0)] ?? null;
        if (look !== null && lookAt.size < limits.cells) lookAt.set(address(row, column), look);
      } else if (name === 'dataValidation') {
        rule = { type: attributes['type'] ?? 'none', sqref: attributes['sqref'] ?? '', formula: '', formula2: '' };
      } else if (name === 'f' && rule === null) {
        sharedAs = attributes['t'] === 'shared' ? (attributes['si'] ?? null) : null;
        into = 'formula';
        text = '';
      } else if (rule !== null && (name === 'formula1' || name === 'formula2' || name === 'sqref')) {
        into = name;
        text = '';
      }
    },
    text(written: string) {
      if (into !== null && text.length < mostFormulaLength) text += written;
    },
    close(name: string) {
      if (name === 'f' && into === 'formula') {
        keep();
        into = null;
      } else if (rule !== null && name === into) {
        if (name === 'formula1') rule.formula = text;
        else if (name === 'formula2') rule.formula2 = text;
        else if (name === 'sqref') rule.sqref = text;
        into = null;
      } else if (name === 'dataValidation' && rule !== null) {
        const { sqref, ...kept } = rule;
        if (validations.length < mostValidations) validations.push({ ...kept, ranges: rangesOf(sqref) });
        rule = null;
      }
    },
  };
  walkXml(part, handlers, { budget: archive.budget, also: extensions });
  return { formulas, validations, looks: lookAt };
}

const rangesOf = (sqref: string): Range[] =>
  sqref
    .split(/\s+/)
    .slice(0, limits.ranges)
    .flatMap((reference) => parseRange(reference) ?? []);

/** How the cells of each style look; null where it is plain. */
function readLooks(archive: Archive, part: string | undefined): (CellLook | null)[] {
  const content = part === undefined ? undefined : archive.part(part);
  if (content === undefined) return [];
  const fonts: { bold: boolean; size: number }[] = [];
  const fills: string[] = [];
  const looks: (CellLook | null)[] = [];
  let inside = '';
  const handlers = {
    open(name: string, attributes: Attributes) {
      if (['fonts', 'fills', 'cellXfs', 'cellStyleXfs', 'dxfs'].includes(name)) inside = name;
      else if (inside === 'fonts' && name === 'font') fonts.push({ bold: false, size: 11 });
      else if (inside === 'fills' && name === 'fill') fills.push('');
      else if (inside === 'fonts') {
        const font = fonts.at(-1);
        if (font !== undefined && name === 'b') font.bold = !['0', 'false'].includes(attributes['val'] ?? '');
        else if (font !== undefined && name === 'sz') font.size = Number(attributes['val'] ?? 11);
      } else if (inside === 'fills' && name === 'fgColor') {
        const { rgb = '', theme = '', tint = '', indexed = '' } = attributes;
        fills[fills.length - 1] = [rgb, theme, tint, indexed].join(' ').trim();
      } else if (inside === 'cellXfs' && name === 'xf') {
        const { bold = false, size = 11 } = fonts[Number(attributes['fontId'] ?? 0)] ?? {};
        const fill = fills[Number(attributes['fillId'] ?? 0)] ?? '';
        looks.push(bold || fill !== '' || size !== (fonts[0]?.size ?? 11) ? { bold, size, fill } : null);
      }
    },
    close(name: string) {
      if (name === inside) inside = '';
    },
  };
  walkXml(content, handlers, { budget: archive.budget });
  return looks;
}

function readTable(archive: Archive, { target }: Relationship, sheet: string): NamedTable[] {
  const content = archive.part(target);
  if (content === undefined) return [];
  let table: { name: string; range: Range | null; headRows: number } | null = null;
  const columns: string[] = [];
  const handlers = {
    open(element: string, attributes: Attributes) {
      if (element === 'table') {
        const name = (attributes['displayName'] ?? attributes['name'] ?? '').toLowerCase();
        const headRows = Number(attributes['headerRowCount'] ?? 1);
        table = { name, range: parseRange(attributes['ref'] ?? ''), headRows };
      } else if (element === 'tableColumn' && columns.length < limits.columns) columns.push(attributes['name'] ?? '');
    },
  };
  walkXml(content, handlers, { budget: archive.budget });
  const { name, range, headRows } = (table ?? { name: '', range: null, headRows: 1 }) as {
    name: string;
    range: Range | null;
    headRows: number;
  };
  return range === null ? [] : [{ name, sheet, range, columns, headRows }];
}

/** Texts, names of sheets in quotes and references in brackets stay as they are; then a reference, or a word. */
const formulaPieces =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]+|(?<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.])|[A-Za-z_][\w.]*/g;
const reference = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/;

/** A formula as it stands so many rows and columns away: what a shared formula comes to in another of its cells. */
function shiftedFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(formulaPieces, (piece, cell: string | undefined) => {
    const parts = cell === undefined ? null : reference.exec(cell);
    const place = parts === null ? null : parseAddress(piece);
    if (parts === null || place === null) return piece;
    const [, fixedColumn = '', letters = '', fixedRow = '', row = ''] = parts;
    const column = fixedColumn === '' ? columnLetters(Math.max(1, place.column + columns)) : letters;
    return `${fixedColumn}${column}${fixedRow}${fixedRow === '' ? Math.max(1, Number(row) + rows) : row}`;
  });
}

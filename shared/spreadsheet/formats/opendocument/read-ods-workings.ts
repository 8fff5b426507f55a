import { limits } from '../../../domain/submissions/limits.ts';
import type { Archive } from '../archive.ts';
import { address, type Range } from '../grid.ts';
import { type Attributes, walkXml } from '../ooxml/xml-events.ts';
import type { CellLook, SheetWorkings, Validation, Workings } from '../workings.ts';

/** A value repeated over more places than this is formatting gone wrong. */
const mostRepeats = 50;

interface OpenSheet {
  readonly formulas: Map<string, string>;
  readonly looks: Map<string, CellLook>;
  readonly validated: Map<string, Range[]>;
}

/** The workings of an .ods: formulas and validations come in the words of OpenDocument, and leave in those of Excel. */
export function readOdsWorkings(archive: Archive): Workings {
  const names = new Map<string, string>();
  const rules = new Map<string, Omit<Validation, 'ranges'>>();
  const looks = new Map<string, CellLook>();
  const open: [name: string, sheet: OpenSheet][] = [];
  let style: { name: string; bold: boolean; size: number; fill: string } | null = null;
  let columnStyles: { last: number; style: string }[] = [];
  let row = 0;
  let rowRepeat = 1;
  let column = 0;
  const openCell = (attributes: Attributes): void => {
    const sheet = open.at(-1)?.[1];
    const repeat = timesOf(attributes['number-columns-repeated']);
    const first = column + 1;
    column += repeat;
    if (sheet === undefined) return;
    const own = attributes['style-name'] ?? columnStyles.find(({ last }) => last >= first)?.style ?? '';
    const look = looks.get(own);
    const [, formula = ''] = /^(?:of:)?=(.*)/is.exec(attributes['formula'] ?? '') ?? [];
    const rule = attributes['content-validation-name'];
    if (rule !== undefined) {
      const ranges = sheet.validated.get(rule) ?? [];
      sheet.validated.set(rule, ranges);
      const [bottom, right] = [row + rowRepeat - 1, first + repeat - 1];
      if (ranges.length < limits.ranges) ranges.push({ top: row, left: first, bottom, right });
    }
    const isWritten = attributes['value-type'] !== undefined || formula !== '';
    if (!isWritten || sheet.looks.size > limits.cells) return;
    for (let right = first; right < first + Math.min(repeat, mostRepeats); right += 1) {
      if (look !== undefined) sheet.looks.set(address(row, right), look);
      if (formula !== '') sheet.formulas.set(address(row, right), excelFormula(formula));
    }
  };
  const handlers = {
    open(name: string, attributes: Attributes) {
      if (name === 'style') style = { name: attributes['name'] ?? '', bold: false, size: 10, fill: '' };
      else if (name === 'text-properties' && style !== null) {
        style.bold = attributes['font-weight'] === 'bold';
        style.size = Number.parseFloat(attributes['font-size'] ?? '10');
      } else if (name === 'table-cell-properties' && style !== null) {
        const colour = attributes['background-color'] ?? '';
        style.fill = colour === 'transparent' ? '' : colour;
      } else if (name === 'content-validation') {
        rules.set(attributes['name'] ?? '', ruleOf(attributes['condition'] ?? ''));
      } else if (name === 'named-range') {
        const range = `[${attributes['cell-range-address'] ?? ''}]`;
        names.set((attributes['name'] ?? '').toLowerCase(), excelFormula(range));
      } else if (name === 'table' && open.length < limits.sheets) {
        open.push([
          (attributes['name'] ?? '').slice(0, 100),
          { formulas: new Map(), looks: new Map(), validated: new Map() },
        ]);
        row = 0;
        columnStyles = [];
      } else if (name === 'table-column') {
        const last = (columnStyles.at(-1)?.last ?? 0) + timesOf(attributes['number-columns-repeated']);
        columnStyles.push({ last, style: attributes['default-cell-style-name'] ?? '' });
      } else if (name === 'table-row') {
        row += 1;
        column = 0;
        rowRepeat = timesOf(attributes['number-rows-repeated']);
      } else if (name === 'table-cell' || name === 'covered-table-cell') openCell(attributes);
    },
    close(name: string) {
      if (name === 'table-row') row += rowRepeat - 1;
      if (name !== 'style' || style === null) return;
      if (style.bold || style.fill !== '' || style.size !== 10) looks.set(style.name, style);
      style = null;
    },
  };
  for (const part of ['styles.xml', 'content.xml']) {
    const content = archive.pieces(part);
    if (content !== undefined) walkXml(content, handlers, { budget: archive.budget });
  }
  const sheets = open.map(([name, { validated, ...rest }]): [string, SheetWorkings] => [
    name,
    { ...rest, validations: [...validated].flatMap(([rule, ranges]) => withRanges(rules.get(rule), ranges)) },
  ]);
  return { sheets: new Map(sheets), names, tables: [] };
}

const withRanges = (rule: Omit<Validation, 'ranges'> | undefined, ranges: readonly Range[]): Validation[] =>
  rule === undefined ? [] : [{ ...rule, ranges }];

const timesOf = (times: string | undefined): number => Math.max(1, Number(times ?? 1) || 1);

/** `cell-content-is-in-list("Yes";"No")`, `cell-content-is-whole-number() and cell-content()>=0`. */
function ruleOf(condition: string): Omit<Validation, 'ranges'> {
  const list = /cell-content-is-in-list\((.*)\)\s*$/s.exec(condition)?.[1];
  if (list !== undefined) {
    const texts = [...list.matchAll(/"((?:[^"]|"")*)"/g)].map(([, text = '']) => text.replaceAll('""', '"'));
    // Without quotes it is a reference, or a name.
    const formula = list.includes('"') ? `"${texts.join(',')}"` : excelFormula(list);
    return { type: 'list', formula, formula2: '' };
  }
  const type = condition.includes('whole-number')
    ? 'whole'
    : condition.includes('decimal-number')
      ? 'decimal'
      : 'custom';
  const bounds = [...condition.matchAll(/(-?\d+(?:\.\d+)?)/g)].map(([bound]) => bound);
  return { type, formula: bounds[0] ?? '', formula2: bounds[1] ?? '' };
}

/** A text in quotes, a reference in brackets, or what stands between arguments. */
const formulaPieces = /"(?:[^"]|"")*"|\[([^\]]*)\]|;/g;
/** `$Lists.$A$1:.$A$3`, `.B2`, `$'My lists'.A1`. */
const reference = /^(?:\$?('(?:[^']|'')*'|[^.'$]+))?\.([^:]+)(?::(?:\$?(?:'(?:[^']|'')*'|[^.'$]+))?\.(.+))?$/;

/** A formula of OpenDocument as Excel writes it: `IF([.B2]="Yes";[.C2];0)` is `IF(B2="Yes",C2,0)`. */
function excelFormula(formula: string): string {
  return formula.replace(formulaPieces, (piece, inside: string | undefined) => {
    if (piece === ';') return ',';
    if (inside === undefined) return piece;
    const [, sheet, from = '', to] = reference.exec(inside) ?? [];
    const cells = to === undefined ? from : `${from}:${to}`;
    return sheet === undefined ? cells : `${sheet.startsWith("'") ? sheet : `'${sheet}'`}!${cells}`;
  });
}

import { limits } from '../../../domain/submissions/limits.ts';
import { type Cell, parseRange, type Range } from '../grid.ts';
import { ConditionalFormat, type Styles } from './styles.ts';
import type { Attributes } from './xml-events.ts';

/** A rule of conditional formatting that hides the cells it holds for, as a `cfRule` has it. */
export interface HidingRule {
  readonly ranges: readonly Range[];
  /** `type`, and with it `operator` or `text`. */
  readonly attributes: Attributes;
  readonly formula: string;
}

/** Rules and ranges of a sheet that are looked at: a form has some few. */
const maxRules = 100;
const maxRanges = 100;
const maxFormulaLength = 300;
/** Characters of more ranges than are looked at. */
const maxReferences = 40 * maxRanges;

const placesOf = (references: string): readonly Range[] => rangesOf(references.split(/\s+/, maxRanges + 1));

const isOff = (value: string | undefined): boolean => value === '0' || value === 'false';
/** Icons or bars instead of the numbers, or icons that are turned round or chosen by hand: a cross may stand beside a 1. */
const tellsOtherwise = ({ showValue, reverse = '0', custom = '0' }: Attributes): boolean =>
  isOff(showValue) || !isOff(reverse) || !isOff(custom);

const everywhere: readonly Range[] = [{ top: 1, left: 1, bottom: limits.rows, right: limits.columns }];

/** The ranges of these references; more than are looked at may be anywhere. */
export const rangesOf = (references: readonly string[]): readonly Range[] =>
  references.length > maxRanges ? everywhere : references.flatMap((reference) => parseRange(reference) ?? []);

/** Icons or bars that are shown instead of numbers: what they say, no number does. */
export const pictureRule = (ranges: readonly Range[]): HidingRule => ({
  ranges,
  attributes: { type: 'picture' },
  formula: '',
});

/** Of more rules than are looked at nobody can tell whether they hold: one stands for them that may, everywhere. */
export function addRule(rules: HidingRule[], rule: HidingRule): void {
  if (rules.length < maxRules) rules.push(rule);
  else if (rules.length === maxRules) rules.push({ ...rule, ranges: everywhere, attributes: {} });
}

/**
 * Vocabularies of the formats that Excel keeps beside those of the standard: icons of one's own choice, and conditions
 * that look at other sheets.
 */
export const extensions = /^http:\/\/schemas\.microsoft\.com\/office\/(?:spreadsheetml\/2009\/9|excel\/2006)\/main$/;

/** Collects the rules of a sheet whose formats hide, and says of each cell whether one of them may hold for it. */
export class ConditionalFormats {
  private readonly rules: HidingRule[] = [];
  private ranges: readonly Range[] = [];
  private open: (HidingRule & { formula: string }) | null = null;
  private readonly styles: Pick<Styles, 'hidingFormats' | 'hides'>;
  /** Rules of an extension, which says behind them what they are for; null outside of one. */
  private extended: HidingRule[] | null = null;
  private own: ConditionalFormat | null = null;
  private references = '';

  constructor(styles: Pick<Styles, 'hidingFormats' | 'hides'>) {
    this.styles = styles;
  }

  take(name: string, attributes: Attributes): void {
    if (name === 'conditionalFormatting') {
      this.extended = attributes['sqref'] === undefined ? [] : null;
      this.references = '';
      this.ranges = placesOf(attributes['sqref'] ?? '');
    } else if (name === 'cfRule') {
      const hides = this.styles.hidingFormats[Number(attributes['dxfId'] ?? Number.NaN)]?.hides === true;
      this.open = hides || this.extended !== null ? { ranges: this.ranges, attributes, formula: '' } : null;
      if (this.open !== null && this.extended === null) addRule(this.rules, this.open);
    } else if (name === 'dxf') this.own = new ConditionalFormat();
    else if (this.own !== null) this.own.take(name, attributes);
    else if ((name === 'iconSet' || name === 'dataBar') && tellsOtherwise(attributes)) {
      if (this.extended === null) addRule(this.rules, pictureRule(this.ranges));
      else this.extended.push(pictureRule([]));
    }
  }

  close(name: string): void {
    if (this.extended === null) return;
    if (name === 'dxf') {
      if (this.own !== null && this.open !== null && this.styles.hides(this.own)) this.extended.push(this.open);
      this.own = null;
    } else if (name === 'conditionalFormatting') {
      const ranges = placesOf(this.references);
      for (const rule of this.extended.slice(0, maxRules + 1)) addRule(this.rules, { ...rule, ranges });
      this.extended = null;
    }
  }

  formula(text: string): void {
    if (this.open !== null && this.open.formula.length < maxFormulaLength) this.open.formula += text;
  }

  reference(text: string): void {
    if (this.extended !== null && this.references.length < maxReferences) this.references += text;
  }

  applied(cells: readonly Cell[]): Cell[] | null {
    return withoutHidden(cells, this.rules);
  }
}

/**
 * Cells that a rule hides, or may hide because nobody but the program that calculates can tell, are not seen. null where
 * there is no rule.
 */
export function withoutHidden(cells: readonly Cell[], rules: readonly HidingRule[]): Cell[] | null {
  if (rules.length === 0) return null;
  return cells.map((cell) =>
    !cell.invisible && rules.some((rule) => covers(rule, cell) && holds(rule, cell) !== false)
      ? { ...cell, invisible: true }
      : cell,
  );
}

const covers = ({ ranges }: HidingRule, { row, column }: Cell): boolean =>
  ranges.some(({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right);

/** Whether a rule holds for a filled cell; null where that would have to be calculated. */
function holds({ attributes, formula, ranges }: HidingRule, cell: Cell): boolean | null {
  const text = (attributes['text'] ?? '').toLowerCase();
  // Rules are about what was typed, whatever its format shows.
  const written = (cell.typed ?? (cell.number === null ? cell.text : String(cell.number))).toLowerCase();
  switch (attributes['type']) {
    case 'cellIs':
      return compared(attributes['operator'] ?? '', formula, cell);
    case 'containsText':
      return written.includes(text);
    case 'notContainsText':
      return !written.includes(text);
    case 'beginsWith':
      return written.startsWith(text);
    case 'endsWith':
      return written.endsWith(text);
    case 'containsBlanks':
      return written.trim() === '';
    case 'notContainsBlanks':
      return written.trim() !== '';
    case 'containsErrors':
      return cell.kind === 'error';
    case 'notContainsErrors':
      return cell.kind !== 'error';
    case 'picture':
      return cell.number !== null;
    case 'expression':
      return calculated(formula, ranges, cell);
    default:
      return null;
  }
}

const signs: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '<>',
  greaterThan: '>',
  lessThan: '<',
  greaterThanOrEqual: '>=',
  lessThanOrEqual: '<=',
};

function compared(operator: string, formula: string, cell: Cell): boolean | null {
  const sign = signs[operator];
  const quoted = /^"((?:[^"]|"")*)"$/.exec(formula.trim())?.[1];
  const number = /^-?\d+(?:\.\d+)?$/.test(formula.trim()) ? Number(formula) : null;
  if (sign === undefined || (quoted === undefined && number === null)) return null;
  if (quoted !== undefined) {
    if (sign !== '=' && sign !== '<>') return null;
    const same =
      cell.kind === 'text' && (cell.typed ?? cell.text).toLowerCase() === quoted.replaceAll('""', '"').toLowerCase();
    return same === (sign === '=');
  }
  // Programs hold every text for more than every number.
  if (cell.number === null) return sign === '<>' || sign === '>' || sign === '>=';
  const difference = cell.number - (number ?? 0);
  if (sign === '=' || sign === '<>') return (difference === 0) === (sign === '=');
  return (sign.includes('=') && difference === 0) || (sign.startsWith('>') ? difference > 0 : difference < 0);
}

/** `TRUE`, `C2="No"` where C2 is the first of the cells: the cell itself. */
function calculated(formula: string, [first]: readonly Range[], cell: Cell): boolean | null {
  const plain = formula.trim().replace(/^=/, '');
  if (/^(?:true(?:\(\))?|1)$/i.test(plain)) return true;
  if (/^(?:false(?:\(\))?|0)$/i.test(plain)) return false;
  const parts = /^(\$?[A-Z]{1,3}\d{1,7})\s*(<=|>=|<>|=|<|>)\s*(.+)$/i.exec(plain);
  const at = parseRange(parts?.[1] ?? '');
  if (parts === null || at === null || at.top !== first?.top || at.left !== first?.left) return null;
  const operator = Object.keys(signs).find((name) => signs[name] === parts[2]) ?? '';
  return compared(operator, parts[3] ?? '', cell);
}

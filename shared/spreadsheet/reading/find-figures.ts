import { withoutDates } from '../../domain/answers/normalise/figure-in.ts';
import { currencyIn, type FigureKind, multiplierIn, unitWords } from '../../domain/answers/normalise/figure-units.ts';
import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { withoutMonths } from '../../domain/answers/normalise/month-names.ts';
import { normaliseFigure } from '../../domain/answers/normalise/normalise-figure.ts';
import { foldedText, visibleText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell, Grid } from '../formats/grid.ts';
import { isColumnShown, isSeen } from '../formats/visible.ts';
import { type FigureHead, figureHeads, isYear } from './figure-columns.ts';
import type { FigureForm } from './figure-form.ts';
import { type Columns, columnsOfRow } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import type { QuestionIndex } from './question-index.ts';
import type { QuestionRow } from './question-table.ts';
import { type Rows, rowsOf } from './rows.ts';

/** What the heads of a table say of its columns; `cells` are the heads themselves. */
export interface Heads {
  readonly columns: ReadonlyMap<number, FigureHead>;
  readonly cells: readonly Cell[];
}

/** A label that asks for a figure, and what around it says where its number stands and in which unit. */
export interface Place {
  readonly rows: Rows;
  readonly label: Cell;
  readonly columns: Columns;
  readonly heads: Heads;
  /** What the label says of the unit; '' where nothing. */
  readonly unit: string;
  /** Units that stand above the label, else below it, and beside no number: `All amounts in thousand euros`, `k€` under a head. */
  readonly remarks: readonly Cell[];
}

const noHeads: Heads = { columns: new Map(), cells: [] };

/** Where each figure is asked for, by its id or wording, in any row that asks no question; by the figure's id. */
export function findFigures(
  grid: Grid,
  { index: made }: FigureForm,
  questions: readonly QuestionRow[],
): ReadonlyMap<string, readonly Place[]> {
  const index = made();
  let left = maxLabels;
  const found = new Map<string, Place[]>();
  for (const sheet of grid.sheets.filter((one) => !isIdentitySheet(one))) {
    const rows = rowsOf(sheet);
    let columns: Columns = new Map();
    let heads = noHeads;
    let remarks: readonly Cell[] = [];
    const asked = new Set(questions.filter((one) => one.rows.sheet === sheet).map(({ row }) => row));
    for (const [row, cells] of rows.all) {
      // A row that asks a question asks for no figure, whatever its evidence talks about.
      if (asked.has(row)) continue;
      const labels = cells.flatMap((label) => {
        if (label.kind !== 'text' || label.text.length > maxLabelLength) return [];
        left -= 1;
        const figure = left > 0 ? figureOf(label.text, index) : figureWorded(label.text, index);
        return figure === null ? [] : [{ label, ...figure }];
      });
      const headings = columnsOfRow(sheet, row, cells);
      if (headings.has('value')) columns = headings;
      // An id and its wording stand side by side: the value is beside the second of them.
      for (const { label, id, unit } of labels) {
        const places = (found.get(id) ?? []).filter((one) => one.rows !== rows || one.label.row !== row);
        found.set(id, [...places, { rows, label, columns, heads, unit, remarks }].slice(0, maxPlaces));
      }
      const headed = left > 0 ? figureHeads(cells) : null;
      // `Figure | Budget (EUR million)`: a head may name a figure, and asks for none in its row.
      if (headed !== null && labels.every(({ label }) => headed.has(label.column))) heads = { columns: headed, cells };
      else if (labels.length === 0 && left > 0) {
        const said = cells.filter(isUnitRemark);
        if (said.length > 0 || remarks.length > maxRemarks) remarks = [...remarks.slice(-maxRemarks), ...said];
      }
    }
    if (remarks.length > 0) remarkedBelow(found, rows, remarks);
  }
  return found;
}

/** A note below a table says of its numbers what one above would: `Amounts in thousand euros`. */
function remarkedBelow(found: Map<string, Place[]>, rows: Rows, remarks: readonly Cell[]): void {
  for (const [id, places] of found) {
    const noted = places.map((place) =>
      place.rows === rows && place.remarks.length === 0 ? { ...place, remarks } : place,
    );
    found.set(id, noted);
  }
}

/** Texts of a file in which more is looked for than a label as it is worded: some hundred times those of a questionnaire. */
const maxLabels = 20_000;
const maxLabelLength = 300;
/** Places of one figure that are looked at. */
const maxPlaces = 20;
/** Remarks of one sheet that are kept: those nearest above. */
const maxRemarks = 10;

/** `Total population (1000)`, `Total annual budget, in thousand euros`, `Total population – thousands`. */
const addedToLabel =
  /\s*[([][^()[\]]*[)\]]\s*$|[\s,;:–-]+(?:in|en|em|i|w|v|ve|in den|as)\s+[^,;:]{1,30}$|(?:[,;:=]|\s[–—-])\s+[^,;:=–—]{1,30}$|[\s,;:–-]+(?:[km]?€|[mt]?eur|teur)\s*$/iu;
/** The mark of a footnote: `Total population *`, `Total population 1)`. */
const footnote = /(?:\s*[*†‡]+|\s*[[(]\s*[1-9a-z]\s*[)\]]|\s[1-9a-z]\))\s*$/u;
/** What is left of a date that stands alone. */
const onlyDate = /^[\s\d.,/:;()[\]–—-]*$/;

/** The figure a label asks for, with what its end adds about the unit. */
function figureOf(text: string, index: QuestionIndex): { id: string; unit: string } | null {
  const asked = figureAsked(text, index);
  // `9 843 employees` is a number of them. Most texts ask for nothing, so that is looked at last.
  const isNumber = asked !== null && /^\s*\d/.test(text) && normaliseFigure(text, 'count').value !== null;
  return isNumber ? null : asked;
}

function figureAsked(text: string, index: QuestionIndex): { id: string; unit: string } | null {
  const whole = index.match(text);
  const label = /[¹²³⁰-⁹*†‡)\]]\s*$/.test(text) ? visibleText(text).replace(footnote, '') : text;
  const added = addedToLabel.exec(label)?.[0] ?? '';
  if (whole !== null && whole.kind !== 'doubtful')
    return { id: whole.id, unit: multiplierIn(added) === 1 ? '' : added };
  const bare = label === text ? null : index.match(label);
  if (bare !== null && bare.kind !== 'doubtful') return { id: bare.id, unit: '' };
  const cut = added === '' ? null : index.match(label.slice(0, -added.length));
  if (cut === null || cut.kind === 'doubtful') return null;
  // `(31.12.2022)`, `, 2022`: when it was, and no unit; `: 305 200` is the number itself.
  const isNumber = /^\s*[:=]/.test(added) && hasNumber(added);
  const dates = !isNumber && multiplierIn(added) === 1 && onlyDate.test(withoutMonths(added));
  return { id: cut.id, unit: dates ? '' : added };
}

/** The same only where a label is worded as the questionnaire has it. */
function figureWorded(text: string, index: QuestionIndex): { id: string; unit: string } | null {
  const known = index.exact(text);
  return known === null ? null : { id: known.id, unit: '' };
}

/** Characters of a remark about units. */
const maxRemarkLength = 60;

/** `All amounts in thousand euros`, `Angaben in Tsd. Euro`, `(in k€)`, `M€`: a unit, and no number beside it. */
function isUnitRemark({ kind, text }: Cell): boolean {
  if (kind !== 'text' || text.length > maxRemarkLength) return false;
  if (/\d/.test(text.replace(footnoteMark, '').replace(/1[ .,'’]?000/g, ''))) return false;
  const factor = multiplierIn(text);
  return factor !== null && factor !== 1;
}

/** What a remark says of the figures of this kind in this column; '' where nothing. */
export function remarkOn({ remarks, label, rows }: Place, column: number, kind: FigureKind): string {
  const above = remarks.findLast((cell) => cell.column === column && unitWords(cell.text, kind));
  if (above !== undefined) return above.text;
  const ofAll =
    remarks.findLast(({ text }) => isMarkedAs(text, [label.text, rows.cell(label.row, column)?.text ?? ''])) ??
    remarks.findLast(({ text }) => tellsOfAll.test(foldedText(text)));
  if (ofAll === undefined) return '';
  const currency = currencyIn(ofAll.text) !== null || money.test(foldedText(ofAll.text));
  const words = ofAll.text.match(unitWord.for(ofAll.text)) ?? [];
  // Only its unit: the words around it ("All amounts") are no part of it.
  const unit = words.filter((word) => multiplierIn(word) !== 1 || currencyIn(word) !== null).join(' ');
  return currency === (kind === 'money') ? unit : '';
}

/** `* thousand euro`, `1) in k€`: what is said of all that bear the mark. */
const footnoteMark = /^\s*(?:([*†‡]+)|[([]?([1-9a-z])[)\]]|([¹²³]))\s*/u;

function isMarkedAs(remark: string, texts: readonly string[]): boolean {
  const found = footnoteMark.exec(remark);
  const mark = found?.[1] ?? found?.[2] ?? found?.[3];
  if (mark === undefined) return false;
  return texts.some((text) => text.trimEnd().endsWith(mark) || text.trimEnd().endsWith(`${mark})`));
}

const unitWord = letterPattern(String.raw`[\p{L}€]+|1[ .,'’]?000`, 'gu');
const tellsOfAll = letterPattern(
  String.raw`(?<!\p{L})(?:in|en|em|i|w|v|ve|all|alle|tous|toutes|todos|todas|tutti|figures|amounts|values|angaben|beträge|werte|montants|chiffres|valeurs|importes|cifras|importi|valori|bedragen|cijfers|luvut|summat|arvot|belopp|beløb|kwoty|částky|údaje)(?!\p{L})`,
);
const money = /amount|beträge|montant|importe|importi|bedrag|belopp|beløb|kwoty|částky|summat/;

/**
 * Which of several places a figure is read from. A label beside a "Value" column is the form's own, elsewhere it may
 * just be mentioned; what nobody sees may be last year's; a copy that was never filled in says nothing.
 */
export function claimOf(place: Place, round: string | null): number {
  const { rows, label, columns, heads } = place;
  const filled = rows.cell(label.row, valueColumn(place, round));
  const headed = columns.has('value') || heads.columns.size > 0;
  const seen = filled === undefined ? !rows.sheet.hidden : isSeen(rows.sheet, filled);
  return (headed ? 4 : 0) + (seen ? 2 : 0) + (filled === undefined ? 0 : 1);
}

/**
 * Where the number of a figure stands: under the head of the newest year up to the round's, else under a head of values,
 * else the next number, over units and years. What is hidden never goes before what is shown.
 */
export function valueColumn(place: Place, round: string | null): number {
  const { rows, label, columns, heads } = place;
  const right = [...heads.columns].filter(([column]) => column > label.column);
  const shown = right.filter(([column]) => isColumnShown(rows.sheet, column));
  const among = shown.length > 0 ? shown : right;
  const years = among.flatMap(([column, head]) => (head.kind === 'year' ? [{ column, year: head.year }] : []));
  const until = isYear(round ?? '') ? Number(round) : Number.POSITIVE_INFINITY;
  const [newest] = years.filter(({ year }) => year <= until).sort((a, b) => b.year - a.year);
  const [value] = among.find(([, { kind }]) => kind === 'value') ?? [];
  if (newest !== undefined && value === undefined) return newest.column;
  const headed = columns.get('value');
  const own = headed !== undefined && (isColumnShown(rows.sheet, headed) || among.length === 0) ? headed : undefined;
  return value ?? own ?? nextNumber(place) ?? label.column + 1;
}

/** The next number right of a label; units and years are gone over where a number follows them. */
function nextNumber({ rows, label, heads }: Place): number | undefined {
  const right = rows
    .row(label.row)
    .filter((cell) => cell.column > label.column)
    .filter((cell) => !['other', 'unit'].includes(heads.columns.get(cell.column)?.kind ?? ''));
  const shown = right.filter((cell) => isColumnShown(rows.sheet, cell.column));
  const among = shown.length > 0 ? shown : right;
  const number =
    among.find(({ kind, text }) => (kind === 'number' || hasNumber(text)) && !isYear(text)) ??
    among.find(({ kind, text }) => kind === 'number' || /\d/.test(text));
  return (number ?? among[0])?.column;
}

/** `as of 31.12.2021`: when it was, and no number. */
const hasNumber = (text: string): boolean => /\d/.test(withoutDates(text).replace(/(?<!\d)(?:19|20)\d{2}(?!\d)/g, ''));

import { parseAddress } from '../../shared/spreadsheet/formats/grid.ts';
import { type RawCell, rawWorkbook } from './raw-workbook.ts';

export type AuthoringSheets = Readonly<Record<string, readonly (readonly RawCell[])[]>>;

/** The columns of the sheet scoring, all of them. */
export const scoringHeadings = [
  ...['node', 'counts_into', 'weight', 'aggregate', 'rounding', 'low', 'high', 'direction', 'missing', 'not_relevant'],
  'least_share',
];

/** A small questionnaire without faults: cells of each sheet, from A1. */
export const soundAuthoring: AuthoringSheets = {
  settings: [
    ['form_id', 'version', 'form_title::en', 'form_title::fi', 'default_language', 'shown', 'decimals', 'previous'],
    ['parks', '1.10', 'Parks', 'Puistot', 'fi', 'percent', 1, 'parks@1.9'],
  ],
  survey: [
    [
      ...['type', 'name', 'label::en', 'label::Finnish (fi)', 'hint::en', 'hint::fi', 'relevant', 'evidence'],
      ...['constraint', 'most_points', 'unit', 'within_years'],
    ],
    ['note', 'about', 'Answer for all parks.', 'Vastaa kaikista puistoista.'],
    ['begin_group', 'A', 'Care', 'Hoito'],
    ['select_one yes_no', 'Q1', 'Is there a plan?', 'Onko suunnitelma?', null, null, null, 'required yes', null, 2],
    ['select_multiple uses', 'Q2', 'What are parks used for?', 'Mihin?', null, null, "${Q1} = 'yes'"],
    ['end_group', 'A'],
    ['begin_group', 'B', 'Size', 'Koko'],
    ['decimal', 'Q3', 'Area', 'Ala', null, null, null, null, '. >= 0', 10, 'ha', 3],
    ['integer', 'Q4', 'Trees', 'Puita', null, null, '${Q3} > 0'],
    ['text', 'Q5', 'Remarks', 'Huomioita'],
    ['end_group', null],
  ],
  choices: [
    ['list_name', 'name', 'label::en', 'label::fi', 'points', 'means', 'missing', 'exclusive', 'aliases::en'],
    ['yes_no', 'yes', 'Yes', 'Kyllä', 1, 'yes', null, null, 'Y|Sure'],
    ['yes_no', 'no', 'No', 'Ei', 0, 'no'],
    ['uses', 'play', 'Play', 'Leikki', 1],
    ['uses', 'sport', 'Sport', 'Urheilu', 1],
    ['uses', 'none', 'None', 'Ei mitään', 0, null, null, 'yes'],
  ],
  scoring: [
    scoringHeadings,
    ['index', null, null, 'mean', 3, null, null, null, 'zero'],
    ['A', null, '1/2', 'mean'],
    ['B', null, 0.5, 'sum'],
    ['Q3', null, null, null, null, 0, 12.5, 'more'],
    ['Q4', null, 2, null, null, 100, 2000, -1, null, 'full'],
  ],
  mapping: [
    ['old', 'new', 'values', 'dropped'],
    ['Q1', 'Q1', 'ja=yes;nein=no'],
    ['Q9', null, null, 'yes'],
  ],
};

/** The same with other cells, by `survey!D4`; `null` empties one. */
export function changedAuthoring(changes: Readonly<Record<string, RawCell>>, sheets = soundAuthoring): AuthoringSheets {
  const changed = structuredClone(sheets) as Record<string, RawCell[][]>;
  for (const [place, cell] of Object.entries(changes)) {
    const [sheet = '', at = ''] = place.split('!');
    const { row, column } = parseAddress(at) ?? { row: 0, column: 0 };
    const rows = changed[sheet] ?? [];
    changed[sheet] = rows;
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1] ?? [];
    while (cells.length < column) cells.push(null);
    cells[column - 1] = cell;
  }
  return changed;
}

export const authoringWorkbook = (sheets: AuthoringSheets): Buffer =>
  rawWorkbook(Object.entries(sheets).map(([name, rows]) => ({ name, rows })));

/** A day, as Excel keeps what it takes for one. */
export const dayCell = (iso: string): RawCell => ({ attributes: 't="d"', xml: `<v>${iso}</v>` });

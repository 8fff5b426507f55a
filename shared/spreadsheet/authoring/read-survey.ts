import {
  countsIntoNone,
  indexName,
  isReserved,
  type Node,
  type TextQuestion,
} from '../../domain/questionnaire/definition/definition.ts';
import { definitionLimits } from '../../domain/questionnaire/definition/definition-limits.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import { nameIn } from './read-choices.ts';
import { insteadOf, type RowType, rowTypeOf, takenTypes } from './survey-types.ts';
import type { Row, Table } from './tables.ts';

export interface ReadSurvey {
  /** With what the survey says of them; the sheet `scoring` adds to it. */
  readonly nodes: readonly Node[];
  /** Names of what is there but could not be read. */
  readonly unread: ReadonlySet<string>;
  readonly rows: ReadonlyMap<string, Row>;
}

interface OpenGroup {
  readonly name: string;
  readonly row: Row;
}

export function readSurvey(table: Table | undefined, faults: Faults): ReadSurvey {
  const nodes: Node[] = [];
  const unread = new Set<string>();
  const rows = new Map<string, Row>();
  const open: OpenGroup[] = [];
  if (table === undefined) return { nodes, unread, rows };
  for (const row of table.rows) {
    const reader = new RowReader(table, row, faults);
    if (!reader.has('type')) {
      reader.fault('value-missing', 'type', { words: takenTypes });
      markUnread(reader, unread);
      continue;
    }
    const written = reader.text('type');
    if (written === undefined) {
      markUnread(reader, unread);
      continue;
    }
    const type = rowTypeOf(written);
    if (type.kind === 'ignored') continue;
    if (type.kind === 'end-group') {
      endGroup(reader, open);
      continue;
    }
    if (type.kind === 'refused') {
      const facts = { type: written.slice(0, 60), words: takenTypes };
      reader.fault(
        type.code,
        'type',
        type.code === 'type-of-xlsform' ? { ...facts, insteadOfType: insteadOf(written) } : facts,
      );
      markUnread(reader, unread);
      continue;
    }
    if (nodes.length === definitionLimits.nodes) {
      reader.fault('too-many-rows', 'type', { most: String(definitionLimits.nodes) });
      break;
    }
    const name = freeName(reader) ?? placeholder(row);
    const first = rows.get(name);
    if (first !== undefined) {
      reader.fault('name-twice', 'name', { name, other: first.place('name') });
      // What follows still stands in it.
      if (type.kind === 'begin-group') open.push({ name, row });
      continue;
    }
    rows.set(name, row);
    const parent = open.at(-1)?.name ?? indexName;
    if (type.kind === 'begin-group') open.push({ name, row });
    nodes.push(nodeOf(reader, type, name, parent));
  }
  for (const { name, row } of open) faults.add('group-not-ended', table.sheet, row.place('type'), { name });
  tellDigits(table, nodes, rows, faults);
  return { nodes, unread, rows };
}

function freeName(reader: RowReader): string | undefined {
  const name = nameIn(reader, 'name');
  if (name === undefined || !isReserved(name)) return name;
  reader.fault('name-reserved', 'name', { name });
  return undefined;
}

/** For a row whose name cannot be read: no name that anybody can write. */
const placeholder = (row: Row): string => `row_${row.row}_`;

function markUnread(reader: RowReader, unread: Set<string>): void {
  const name = reader.row.cell('name')?.text.trim();
  unread.add(name === undefined || name === '' ? placeholder(reader.row) : name);
}

function endGroup(reader: RowReader, open: OpenGroup[]): void {
  const group = open.pop();
  const named = reader.row.cell('name')?.text.trim();
  if (group === undefined) reader.fault('group-not-begun', 'type');
  else if (named !== undefined && named !== '' && named !== group.name) {
    reader.fault('group-end-other', 'name', { name: named, begun: group.name, row: String(group.row.row) });
  }
}

type Placed = Exclude<RowType, { kind: 'refused' | 'ignored' | 'end-group' }>;

function nodeOf(reader: RowReader, type: Placed, name: string, parent: string): Node {
  const [number, relevant] = [reader.text('number', undefined, 100), expression(reader, 'relevant')];
  const base = {
    ...{ name, parent, label: reader.texts('label'), hint: reader.texts('hint') },
    ...(number === undefined ? {} : { number }),
    ...(relevant === undefined ? {} : { relevant }),
  };
  if (type.kind === 'note' || type.kind === 'begin-group') {
    const unfit = ['evidence', 'constraint', 'most_points', 'unit', 'within_years'].filter((column) =>
      reader.has(column),
    );
    for (const column of unfit) reader.fault('not-for-this-type', column, { only: 'question' });
    return type.kind === 'note' ? { type: 'note', ...base } : { type: 'group', ...base, weight: '1', aggregate: 'sum' };
  }
  const [constraint, withinYears] = [expression(reader, 'constraint'), reader.whole('within_years', 1, 100)];
  const asked = {
    ...base,
    ...{ weight: '1', guidance: reader.texts('guidance_hint'), required: reader.flag('required') },
    evidence: evidenceOf(reader),
    ...(constraint === undefined ? {} : { constraint }),
    ...(withinYears === undefined ? {} : { withinYears }),
  };
  const mostPoints = type.kind === 'text' ? undefined : reader.exact('most_points');
  const most = mostPoints === undefined ? {} : { mostPoints };
  if (type.kind !== 'number' && reader.has('unit')) reader.fault('not-for-this-type', 'unit', { only: 'number' });
  if (type.kind === 'text') {
    if (reader.has('most_points')) reader.fault('not-for-this-type', 'most_points', { only: 'numberOrChoices' });
    const text: TextQuestion = { type: 'text', ...asked };
    return text;
  }
  if (type.kind === 'select') return { type: type.type, ...asked, list: type.list, ...most };
  const unit = reader.text('unit', undefined, 100);
  return { type: type.type, ...asked, ...(unit === undefined ? {} : { unit }), ...most };
}

const expression = (reader: RowReader, column: string): string | undefined =>
  reader.text(column, undefined, definitionLimits.expression);

/** `none`, `asked`, `required`, the latter two with names of choices behind them. */
function evidenceOf(reader: RowReader): { rule: 'none' | 'asked' | 'required'; choices: string[] } {
  const [rule = 'none', ...choices] = (reader.text('evidence', undefined, 1_000) ?? 'none').split(/[\s,]+/);
  const known = (['none', 'asked', 'required'] as const).find((one) => one === rule.toLowerCase());
  if (known === undefined || (known === 'none' && choices.length > 0)) {
    reader.fault('value-unknown', 'evidence', {
      value: [rule, ...choices].join(' ').slice(0, 60),
      words: 'none, asked, required',
    });
    return { rule: 'none', choices: [] };
  }
  return { rule: known, choices };
}

/** Programs for XLSForm take no names that begin with a digit; ours do. */
function tellDigits(table: Table, nodes: readonly Node[], rows: ReadonlyMap<string, Row>, faults: Faults): void {
  const digits = nodes.filter(({ name }) => /^[^\p{L}_]/u.test(name) && name !== countsIntoNone);
  const [first] = digits;
  if (first === undefined) return;
  const facts = { name: first.name, count: String(digits.length) };
  faults.notice('name-digits', table.sheet, rows.get(first.name)?.place('name') ?? null, facts);
}

import {
  indexName,
  type Node,
  type NumberQuestion,
  type Together,
} from '../../domain/questionnaire/definition/definition.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import { nameIn } from './read-choices.ts';
import type { ReadSurvey } from './read-survey.ts';
import type { Row, Table } from './tables.ts';

export interface ReadScoring {
  /** The nodes of the survey with what the sheet says of them. */
  readonly nodes: readonly Node[];
  readonly index: Together & Pick<Extract<Node, { type: 'group' }>, 'missing' | 'notRelevant'>;
  readonly rows: ReadonlyMap<string, Row>;
  /** Names of questions whose goalposts could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** Without the sheet groups sum points, what is not answered is zero, and what is not relevant is left out. */
export function readScoring(table: Table | undefined, survey: ReadSurvey, faults: Faults): ReadScoring {
  const byName = new Map(survey.nodes.map((node) => [node.name, node]));
  const rows = new Map<string, Row>();
  const unread = new Set<string>();
  let index: ReadScoring['index'] = { aggregate: 'sum' };
  for (const row of table?.rows ?? []) {
    const reader = new RowReader(table as Table, row, faults);
    const name = nameIn(reader, 'node');
    if (name === undefined) continue;
    const first = rows.get(name);
    if (first !== undefined) {
      reader.fault('scoring-twice', 'node', { name, other: first.place('node') });
      continue;
    }
    rows.set(name, row);
    const node = byName.get(name);
    if (name === indexName) {
      refuse(reader, ['counts_into', 'weight', ...goalposts], 'groupOrQuestion');
      index = { ...togetherOf(reader), ...inheritedOf(reader) };
    } else if (node === undefined) {
      if (!survey.unread.has(name)) reader.fault('scoring-node-unknown', 'node', { name });
    } else if (node.type === 'note') reader.fault('scoring-note', 'node', { name });
    else {
      const rule = ruleOf(reader, node);
      byName.set(name, { ...node, ...rule } as Node);
      if (goalposts.some((column) => reader.has(column)) && !('goalposts' in rule)) unread.add(name);
    }
  }
  return { nodes: survey.nodes.map((node) => byName.get(node.name) ?? node), index, rows, unread };
}

const goalposts = ['low', 'high', 'direction'];

function refuse(reader: RowReader, columns: readonly string[], only: string): void {
  for (const column of columns) if (reader.has(column)) reader.fault('not-for-this-type', column, { only });
}

function ruleOf(reader: RowReader, node: Exclude<Node, { type: 'note' }>): Partial<Node> {
  const [countsInto, weight] = [reader.name('counts_into'), reader.exact('weight')];
  const counting = {
    ...(countsInto === undefined ? {} : { countsInto }),
    ...(weight === undefined ? {} : { weight }),
    ...inheritedOf(reader),
  };
  if (node.type === 'group') {
    refuse(reader, goalposts, 'number');
    return { ...counting, ...togetherOf(reader) };
  }
  refuse(reader, ['aggregate', 'rounding', 'least_share'], 'groupOrIndex');
  if (node.type === 'integer' || node.type === 'decimal') return { ...counting, ...goalpostsOf(reader) };
  refuse(reader, goalposts, 'number');
  return counting;
}

function togetherOf(reader: RowReader): Together {
  const aggregate = reader.word('aggregate', ['sum', 'mean', 'geomean']) ?? 'sum';
  const [rounding, leastShare] = [reader.whole('rounding', 0, 12), reader.exact('least_share')];
  return {
    aggregate,
    ...(rounding === undefined ? {} : { rounding }),
    ...(leastShare === undefined ? {} : { leastShare }),
  };
}

function inheritedOf(reader: RowReader): Pick<ReadScoring['index'], 'missing' | 'notRelevant'> {
  const missing = reader.word('missing', ['zero', 'left_out']);
  const notRelevant = reader.word('not_relevant', ['zero', 'left_out', 'full']);
  return { ...(missing === undefined ? {} : { missing }), ...(notRelevant === undefined ? {} : { notRelevant }) };
}

/** More is better when no direction is said. */
function goalpostsOf(reader: RowReader): Pick<NumberQuestion, 'goalposts'> {
  const [low, high] = [reader.exact('low'), reader.exact('high')];
  const direction = reader.word('direction', ['1', '-1', 'more', 'less']);
  if (low !== undefined && high !== undefined) {
    return { goalposts: { low, high, better: direction === '-1' || direction === 'less' ? 'less' : 'more' } };
  }
  for (const column of ['low', 'high']) {
    const other = column === 'low' ? 'high' : 'low';
    if (!reader.has(column) && reader.has(other)) reader.fault('goalpost-missing', column, { other });
  }
  if (direction !== undefined && !reader.has('low') && !reader.has('high'))
    reader.fault('goalpost-unused', 'direction');
  return {};
}

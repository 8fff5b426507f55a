import type { Choice, ChoiceList } from '../../domain/questionnaire/definition/definition.ts';
import { definitionLimits } from '../../domain/questionnaire/definition/definition-limits.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import type { Row, Table } from './tables.ts';

export interface ReadLists {
  readonly lists: readonly ChoiceList[];
  /** Names of lists some choice of which could not be read. */
  readonly unread: ReadonlySet<string>;
  /** By `list/choice`. */
  readonly rows: ReadonlyMap<string, Row>;
}

/** The choices of each list; they need not stand together. */
export function readChoices(table: Table | undefined, faults: Faults): ReadLists {
  const lists = new Map<string, Choice[]>();
  const unread = new Set<string>();
  const rows = new Map<string, Row>();
  for (const row of table?.rows ?? []) {
    const reader = new RowReader(table as Table, row, faults);
    const list = nameIn(reader, 'list_name');
    const name = nameIn(reader, 'name');
    if (list === undefined) continue;
    const choices = lists.get(list) ?? [];
    lists.set(list, choices);
    if (name === undefined) {
      unread.add(list);
      continue;
    }
    const first = rows.get(`${list}/${name}`);
    if (first !== undefined) {
      reader.fault('choice-twice', 'name', { list, choice: name, other: first.place('name') });
      unread.add(list);
      continue;
    }
    rows.set(`${list}/${name}`, row);
    if (choices.length === definitionLimits.choicesOfAList) {
      reader.fault('too-many-choices', 'list_name', { list, most: String(definitionLimits.choicesOfAList) });
    }
    const points = reader.points('points');
    const means = reader.word('means', ['yes', 'no', 'na']);
    choices.push({
      name,
      label: reader.texts('label'),
      aliases: reader.aliases('aliases'),
      ...(points === undefined ? {} : { points }),
      ...(means === undefined ? {} : { means }),
      missing: reader.flag('missing'),
      exclusive: reader.flag('exclusive'),
    });
    // Points that cannot be read would make a question look as if it were not scored.
    if (points === undefined && reader.has('points')) unread.add(list);
  }
  return {
    lists: [...lists].filter(([, choices]) => choices.length > 0).map(([name, choices]) => ({ name, choices })),
    unread,
    rows,
  };
}

/** A name that has to be there. */
export function nameIn(reader: RowReader, column: string): string | undefined {
  if (!reader.has(column)) reader.fault('value-missing', column);
  return reader.name(column);
}

import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { nodeName } from '../../domain/questionnaire/definition/definition-limits.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import { nameIn } from './read-choices.ts';
import type { Settings } from './read-settings.ts';
import type { Row, Table } from './tables.ts';

type Mapping = NonNullable<Definition['mapping']>;

/** What became of the questions of the version that settings name under `previous`. */
export function readMapping(
  table: Table | undefined,
  { previous }: Settings,
  faults: Faults,
): { readonly mapping: Mapping | undefined; readonly rows: ReadonlyMap<string, Row> } {
  const rows = new Map<string, Row>();
  const questions: Mapping['questions'] = [];
  for (const row of table?.rows ?? []) {
    const reader = new RowReader(table as Table, row, faults);
    const old = nameIn(reader, 'old');
    if (old === undefined) continue;
    const first = rows.get(old);
    if (first !== undefined) {
      reader.fault('mapping-old-twice', 'old', { name: old, other: first.place('old') });
      continue;
    }
    rows.set(old, row);
    const dropped = reader.flag('dropped');
    const renamed = reader.name('new');
    if (dropped && reader.has('new')) reader.fault('mapping-dropped-kept', 'dropped', { name: old });
    if (!dropped && !reader.has('new')) reader.fault('mapping-new-missing', 'new', { name: old });
    questions.push({ old, new: dropped ? null : (renamed ?? null), values: valuesOf(reader) });
  }
  if (table !== undefined && rows.size > 0 && previous === undefined) {
    faults.add('mapping-without-previous', table.sheet, null, {});
  }
  return { mapping: previous === undefined ? undefined : { from: previous, questions }, rows };
}

/** `ja=yes;nej=no`: older choices and what they became. */
function valuesOf(reader: RowReader): Mapping['questions'][number]['values'] {
  const text = reader.text('values');
  if (text === undefined) return [];
  const pairs = text
    .split(/[;\n]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return pairs.flatMap((pair) => {
    const [older = '', newer = '', ...rest] = pair.split('=').map((part) => part.trim());
    if (rest.length === 0 && nodeName.test(older) && nodeName.test(newer)) return [{ old: older, new: newer }];
    reader.fault('mapping-values', 'values', { value: pair.slice(0, 60) });
    return [];
  });
}

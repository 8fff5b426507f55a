import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { loadDefinition } from '../../shared/domain/questionnaire/definition/load-definition.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { rowsOfCsv } from './authored.ts';

/** COINr's ASEM example: 49 numbers of 51 countries, up a tree of weighted means; `Index` is the root. */
export const asemTable = (name: string) => rowsOfCsv(`test/fixtures/coinr-asem/${name}.csv`);
export const asemCountries = asemTable('asem_iData');
const meta = asemTable('asem_iMeta').filter(({ Type = '' }) => ['Indicator', 'Aggregate'].includes(Type));
export const asemText = (row: Readonly<Record<string, string>>, column: string): string => row[column] ?? '';
export const asemNode = (code: string): string => (code === 'Index' ? 'index' : code);

/** COINr normalises by the sample's least and most: here they are goalposts. */
export function asem(without: string | null = null): Definition {
  const rows = meta.filter((row) => asemText(row, 'iCode') !== 'Index');
  const stays = (code: string): boolean => {
    if (code === without) return false;
    const parent = rows.find((row) => asemText(row, 'iCode') === code)?.['Parent'];
    return parent === undefined || stays(parent);
  };
  const byLevel = [...rows].sort((a, b) => Number(b['Level']) - Number(a['Level']));
  return loadDefinition({
    ...{ id: 'asem', version: '2018', title: { en: 'ASEM' }, languages: ['en'], defaultLanguage: 'en' },
    ...{ shown: { as: 'percent', decimals: 2 }, lists: [], index: { aggregate: 'mean', missing: 'left_out' } },
    nodes: byLevel
      .filter((row) => stays(asemText(row, 'iCode')))
      .map((row) => {
        const name = asemText(row, 'iCode');
        const base = {
          ...{ name, parent: asemNode(asemText(row, 'Parent')), label: { en: asemText(row, 'iName') } },
          weight: asemText(row, 'Weight'),
        };
        if (row['Type'] === 'Aggregate') return { type: 'group', aggregate: 'mean', ...base };
        const values = asemCountries
          .map((country) => asemText(country, name))
          .filter((value) => value !== 'NA' && value !== '');
        const sorted = values.sort((a, b) => Number(a) - Number(b));
        const better = row['Direction'] === '-1' ? 'less' : 'more';
        return { type: 'decimal', ...base, goalposts: { low: sorted[0], high: sorted.at(-1), better } };
      }),
  });
}

/** What a country answers. */
export const asemAnswers = (definition: Definition, country: (typeof asemCountries)[number]): Map<string, Given> =>
  new Map(
    definition.nodes.flatMap(({ name, type }): [string, Given][] => {
      const number = asemText(country, name);
      return type === 'group' || number === 'NA' || number === '' ? [] : [[name, { number }]];
    }),
  );

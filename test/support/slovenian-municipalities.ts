import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { loadDefinition } from '../../shared/domain/questionnaire/definition/load-definition.ts';
import { type Row, rowsOfCsv, sharedData } from './authored.ts';

/** Openness of 212 Slovenian municipalities in 2021: definition, choices, answers and scores as published. */
export const municipalities = (name: 'definition' | 'choices' | 'answers' | 'scores'): Row[] =>
  rowsOfCsv(`${sharedData}/oracles/slovenian-municipalities-2021/${name}.csv`);

/** Names of its groups in the definition, in their order, by what they are called. */
export const municipalGroups = (): ReadonlyMap<string, string> =>
  new Map(
    [...new Set(municipalities('definition').map(({ group = '' }) => group))].map((group, at) => [group, `g${at}`]),
  );

export function municipalDefinition(): Definition {
  const questions = municipalities('definition');
  const choices = municipalities('choices');
  const groups = municipalGroups();
  const groupName = (group = ''): string => groups.get(group) ?? '';
  const subgroups = [...new Map(questions.map((row) => [row['subgroup'] ?? '', row['group'] ?? '']))].filter(
    ([name, group]) => name !== '' && name !== group,
  );
  const subgroupName = (name: string): string => `s${subgroups.findIndex(([one]) => one === name)}`;
  const sl = (text = ''): { sl: string } => ({ sl: text });
  return loadDefinition({
    ...{ id: 'lestvica', version: '2021', title: sl('Lestvica'), languages: ['sl'], defaultLanguage: 'sl' },
    ...{ shown: { as: 'points', decimals: 2 }, index: { aggregate: 'sum' } },
    lists: questions.map(({ question = '' }) => ({
      name: question,
      choices: choices
        .filter((choice) => choice['question'] === question)
        .map(({ choice = '', answer, points = '' }) => ({ name: choice, label: sl(answer), points })),
    })),
    nodes: [
      ...[...groups].map(([group, name]) => ({ type: 'group', name, parent: 'index', label: sl(group) })),
      ...subgroups.map(([name, group]) => ({
        ...{ type: 'group', name: subgroupName(name), parent: groupName(group), label: sl(name) },
      })),
      ...questions.map(({ question = '', label, group = '', subgroup = '' }) => ({
        ...{ type: 'select_one', name: question, list: question, label: sl(label) },
        parent: subgroups.some(([name]) => name === subgroup) ? subgroupName(subgroup) : groupName(group),
      })),
    ],
  });
}

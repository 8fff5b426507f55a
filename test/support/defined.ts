import type { Definition, WrittenDefinition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { loadDefinition } from '../../shared/domain/questionnaire/definition/load-definition.ts';

type Written = WrittenDefinition['nodes'][number];
/** A node of which only what a test is about is said. */
type Said = Omit<Written, 'parent' | 'label'> & Partial<Pick<Written, 'parent' | 'label'>>;
export type SaidNodes = readonly (Said & Record<string, unknown>)[];

/** What {@link defined} says when a test does not. */
export function writtenDefinition(nodes: SaidNodes, more: Partial<WrittenDefinition> = {}): unknown {
  return {
    id: 'made',
    version: '1',
    title: { en: 'Made' },
    languages: ['en'],
    defaultLanguage: 'en',
    shown: { as: 'percent', decimals: 0 },
    index: {},
    lists: [
      {
        name: 'yes_no_na',
        choices: [
          { name: 'yes', label: { en: 'Yes' }, points: '1', means: 'yes' },
          { name: 'no', label: { en: 'No' }, points: '0', means: 'no' },
          { name: 'na', label: { en: 'Not available' }, means: 'na', missing: true },
        ],
      },
      {
        name: 'sources',
        choices: [
          { name: 'solar', label: { en: 'Solar' }, points: '2' },
          { name: 'wind', label: { en: 'Wind' }, points: '2' },
          { name: 'coal', label: { en: 'Coal' }, points: '-1' },
          { name: 'none', label: { en: 'None of these' }, points: '0', exclusive: true },
        ],
      },
    ],
    ...more,
    nodes: nodes.map((node) => ({ parent: 'index', label: { en: String(node['name']) }, ...node })),
  };
}

/** A definition of these nodes, with a list `yes_no_na` of 1, 0 and no points, and a list `sources` of several. */
export const defined = (nodes: SaidNodes, more: Partial<WrittenDefinition> = {}): Definition =>
  loadDefinition(writtenDefinition(nodes, more));

import { type Definition, indexName } from '../../../domain/questionnaire/definition/definition.ts';
import {
  isScored,
  nodesByName,
  questionsOf,
  textOf,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { hasScores, planOf } from '../../../domain/scoring/engine/plan.ts';
import type { ScoredForm } from '../../../domain/scoring/form-score.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { type DataColumn, type DataRow, text } from '../data-table.ts';
import type { FormRow, FormSite } from './form-site.ts';

const missing = 'NA';

/** A name that begins with a digit is no name in R. */
const codeOf = (name: string): string => (/^\p{L}/u.test(name) ? name : `Q${name}`);

/**
 * Whether a questionnaire is an index of numbers, as COINr has them: all that scores are numbers, brought together by
 * means, and every one of them stands on the same level.
 */
export function isOfNumbers(definition: Definition): boolean {
  const scored = questionsOf(definition).filter((question) => isScored(definition, question));
  const areNumbers = scored.every(({ type }) => type === 'integer' || type === 'decimal');
  return scored.length > 0 && areNumbers && levelsOf(definition) !== null;
}

interface Levels {
  /** By name of each node that counts: 1 for numbers, one more for what they count into, up to the index. */
  readonly levels: ReadonlyMap<string, number>;
  /** By name: what it counts into, and with which weight. */
  readonly above: ReadonlyMap<string, { readonly parent: string; readonly weight: number }>;
}

/** null where the tree is none of COINr's: sums, nodes that count twice, numbers on different levels. */
function levelsOf(definition: Definition): Levels | null {
  const { groups } = planOf(definition);
  const levels = new Map<string, number>();
  const above = new Map<string, { parent: string; weight: number }>();
  const levelOf = (name: string): number | null => {
    const group = groups.get(name);
    if (group === undefined) {
      levels.set(name, 1);
      return 1;
    }
    const parts = group.parts.filter((part) => hasScores(definition, part.name));
    if (group.aggregate === 'sum' || parts.length === 0) return null;
    const below = parts.map((part) => {
      if (above.has(part.name)) return null;
      above.set(part.name, { parent: name, weight: toNumber(part.weight) });
      return levelOf(part.name);
    });
    const [first = null] = below;
    if (first === null || below.some((level) => level !== first)) return null;
    levels.set(name, first + 1);
    return first + 1;
  };
  return levelOf(indexName) === null ? null : { levels, above };
}

const background = (definition: Definition) =>
  questionsOf(definition).filter(
    ({ name, type }) => (type === 'integer' || type === 'decimal') && levelsOf(definition)?.levels.has(name) !== true,
  );

/** Columns of COINr's `iData`: names, groups, and each number as it was answered. */
export function numberColumns({ questionnaire: definition, messages, language }: FormSite): DataColumn[] {
  const words = messages.dashboard.columns;
  const numbers = questionsOf(definition).filter(({ type }) => type === 'integer' || type === 'decimal');
  return [
    text('uName', words.name),
    text('uCode', words.authority),
    text('Country_group', words.country),
    text('Size_group', words.band),
    ...numbers.map(
      (question): DataColumn => ({
        ...{ name: codeOf(question.name), type: 'decimal', meaning: textOf(question.label, language, definition) },
        unit: 'unit' in question ? (question.unit ?? '') : '',
      }),
    ),
  ];
}

export function numberRow({ profile, band }: FormRow, { given }: ScoredForm, { questionnaire }: FormSite): DataRow {
  const { name, authority, country } = profile;
  const numbers = questionsOf(questionnaire).filter(({ type }) => type === 'integer' || type === 'decimal');
  return [
    ...[name, authority, country, band === null ? null : `from ${band}`],
    ...numbers.map((question) => {
      const one = given.get(question.name);
      return one !== undefined && 'number' in one ? Number(one.number) : null;
    }),
  ];
}

/** COINr's `iMeta`: the tree of aggregates up to the index, with weights and directions. */
export function numberMeta({ questionnaire: definition, language }: FormSite): DataRow[] {
  const head = ['Level', 'iCode', 'iName', 'Direction', 'Weight', 'Unit', 'Target', 'Denominator', 'Parent', 'Type'];
  const tree = levelsOf(definition);
  if (tree === null) return [head];
  const nodes = nodesByName(definition);
  const rows = [...tree.levels].map(([name, level]): DataRow => {
    const node = nodes.get(name);
    const isNumber = node?.type === 'integer' || node?.type === 'decimal';
    const above = tree.above.get(name);
    const label =
      node === undefined ? textOf(definition.title, language, definition) : textOf(node.label, language, definition);
    return [
      ...[level, name === indexName ? 'Index' : codeOf(name), label],
      isNumber && node.goalposts?.better === 'less' ? -1 : 1,
      ...[above?.weight ?? 1, isNumber ? (node.unit ?? '') : 'Score', missing, missing],
      above === undefined ? missing : above.parent === indexName ? 'Index' : codeOf(above.parent),
      isNumber ? 'Indicator' : 'Aggregate',
    ];
  });
  const beside = (code: string, name: string, type: string): DataRow => [
    ...[missing, code, name, missing, missing, missing],
    ...[missing, missing, missing, type],
  ];
  return [
    head,
    ...rows.sort((a, b) => Number(a[0]) - Number(b[0])),
    beside('Country_group', 'Country', 'Group'),
    beside('Size_group', 'Inhabitants', 'Group'),
    ...background(definition).map(({ name, label }) =>
      beside(codeOf(name), textOf(label, language, definition), 'Other'),
    ),
  ];
}

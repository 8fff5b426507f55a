import fc from 'fast-check';
import * as v from 'valibot';
import type { Definition, WrittenDefinition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { definitionSchema } from '../../shared/domain/questionnaire/definition/definition-schema.ts';
import { choicesOf, isSelect, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { definitionFaults } from '../../shared/domain/questionnaire/definition/load-definition.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';

type WrittenNode = WrittenDefinition['nodes'][number];

const en = (text: string): { en: string } => ({ en: text });
const points = fc.constantFrom('0', '1', '2', '1.15', '-1', '-0.5', '1/3', '75%');
const weight = fc.constantFrom('1', '2', '1/2', '0.3');
const missing = fc.option(fc.constantFrom('zero' as const, 'left_out' as const), { nil: undefined });
const notRelevant = fc.option(fc.constantFrom('zero' as const, 'left_out' as const, 'full' as const), {
  nil: undefined,
});
const together = fc.record({
  aggregate: fc.constantFrom('sum' as const, 'mean' as const, 'geomean' as const),
  rounding: fc.constantFrom(2, 3, 4, undefined),
  leastShare: fc.option(fc.constantFrom('0', '1/3', '0.5'), { nil: undefined }),
});

const lists = fc
  .array(fc.array(points, { minLength: 2, maxLength: 4 }), { minLength: 3, maxLength: 3 })
  .map((all): WrittenDefinition['lists'] =>
    all.map((own, list) => ({
      name: `l${list}`,
      choices: [
        ...own.map((one, at) => ({ name: `c${at}`, label: en(`Choice ${at}`), points: one })),
        { name: 'unknown', label: en('Not known'), missing: true },
      ],
    })),
  );

/** What a node is made from; `place`: in which of the groups before it. */
const seed = fc.record({
  kind: fc.constantFrom('group', 'group', 'one', 'one', 'one', 'multiple', 'number', 'number', 'text'),
  place: fc.nat(),
  list: fc.nat(2),
  weight,
  missing,
  notRelevant,
  together,
  mostPoints: fc.constantFrom('2', '10', '0.5'),
  better: fc.constantFrom('more' as const, 'less' as const),
  /** On which of the questions before it a condition rests; null: none. */
  restsOn: fc.option(fc.nat(), { nil: null, freq: 2 }),
  isNegated: fc.boolean(),
});
type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

const said = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

function nodesOf(seeds: readonly Seed[]): WrittenNode[] {
  const groups: { name: string; level: number }[] = [{ name: 'index', level: 0 }];
  const asked: { name: string; kind: Seed['kind'] }[] = [];
  return seeds.map((one, at): WrittenNode => {
    const name = `n${at}`;
    const open = one.kind === 'group' ? groups.filter(({ level }) => level < 4) : groups;
    const parent = open[one.place % open.length] ?? { name: 'index', level: 0 };
    const on = one.restsOn === null || asked.length === 0 ? undefined : asked[one.restsOn % asked.length];
    const relevant = on === undefined ? undefined : conditionOn(on, one.isNegated);
    const base = said({
      ...{ name, parent: parent.name, label: en(name), weight: one.weight, missing: one.missing },
      ...{ notRelevant: one.notRelevant, relevant },
    });
    if (one.kind === 'group') {
      groups.push({ name, level: parent.level + 1 });
      return { type: 'group', ...base, ...said(one.together) } as WrittenNode;
    }
    asked.push({ name, kind: one.kind });
    if (one.kind === 'text') return { type: 'text', ...base };
    if (one.kind === 'number')
      return { type: 'decimal', ...base, goalposts: { low: '-3', high: '4', better: one.better } };
    const type = one.kind === 'one' ? 'select_one' : 'select_multiple';
    return { type, ...base, list: `l${one.list}`, mostPoints: one.mostPoints };
  });
}

function conditionOn(
  { name, kind }: { readonly name: string; readonly kind: Seed['kind'] },
  isNegated: boolean,
): string {
  const conditions = {
    one: `\${${name}} = 'c0'`,
    multiple: `selected(\${${name}}, 'c0')`,
    number: `\${${name}} > 1`,
    text: `\${${name}} != ''`,
    group: '',
  };
  return isNegated ? `not(${conditions[kind]})` : conditions[kind];
}

/** Definitions of up to four levels, with every type, rule and aggregate; what cannot be together is not made. */
export const anyDefinition: fc.Arbitrary<Definition> = fc
  .record({ lists, seeds: fc.array(seed, { minLength: 3, maxLength: 14 }), index: together, missing, notRelevant })
  .map(({ seeds, index, ...rest }) => ({
    ...{ id: 'any', version: '1', title: en('Any'), languages: ['en'], defaultLanguage: 'en', lists: rest.lists },
    shown: { as: 'percent' as const, decimals: 1 },
    index: said({ ...index, missing: rest.missing, notRelevant: rest.notRelevant }),
    nodes: nodesOf(seeds),
  }))
  .map((written) => v.parse(definitionSchema, written))
  .filter((definition) =>
    definitionFaults(definition).every(({ code, severity }) => severity === 'notice' || code === 'group-empty'),
  );

/** Answers to some of its questions. */
export const anyAnswers = (definition: Definition): fc.Arbitrary<Map<string, Given>> =>
  fc
    .tuple(
      ...questionsOf(definition).map((question): fc.Arbitrary<[string, Given] | null> => {
        const given = anyGiven(definition, question);
        return fc.option(
          given.map((one): [string, Given] => [question.name, one]),
          { nil: null, freq: 4 },
        );
      }),
    )
    .map((all) => new Map(all.filter((one) => one !== null)));

function anyGiven(definition: Definition, question: ReturnType<typeof questionsOf>[number]): fc.Arbitrary<Given> {
  const doesNotCount = fc.constant<Given>({ doesNotCount: 'not-understood' });
  if (question.type === 'text') return fc.constantFrom<Given>({ text: 'Decision 4' }, { text: ' ' });
  if (question.type === 'integer' || question.type === 'decimal') {
    const fractions = question.type === 'integer' ? [] : ['1.07', '2.5'];
    const numbers = fc.constantFrom('-5', '-3', '0', ...fractions, '4', '100').map((number): Given => ({ number }));
    return fc.oneof({ weight: 8, arbitrary: numbers }, { weight: 1, arbitrary: doesNotCount });
  }
  const names = isSelect(question) ? choicesOf(definition, question).map(({ name }) => name) : [];
  const choices =
    question.type === 'select_one' ? fc.constantFrom(...names).map((one) => [one]) : fc.subarray([...names]);
  return fc.oneof(
    { weight: 8, arbitrary: choices.map((all): Given => ({ choices: all })) },
    { weight: 1, arbitrary: doesNotCount },
  );
}

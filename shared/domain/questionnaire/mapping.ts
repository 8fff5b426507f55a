import * as v from 'valibot';
import type { Answer, AnswerCode, AnswerValue, KeptValue } from '../answers/answer.ts';
import { codeOfChoices, namesOfCode } from '../answers/choice-codes.ts';
import { type Definition, definitionKeyOf, type Question } from './definition/definition.ts';
import { exactNumber } from './definition/definition-limits.ts';
import { choicesOf, isSelect, questionsOf } from './definition/definition-tree.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from './questionnaire.ts';

/**
 * What became of the indicators of one questionnaire version in a newer one, as data: with it answers to
 * the older version can be scored under the newer one. Where a question's meaning changed it is dropped and
 * asked anew: an answer is never carried over to another question.
 */
const mappingSchema = v.strictObject({
  /** `user-centricity@2022`: the older version. */
  from: v.string(),
  to: v.string(),
  /** For each indicator of the older version the one it became, or `dropped`. */
  indicators: v.record(v.string(), v.string()),
  /** Indicators that only the newer version has. */
  askedAnew: v.array(v.string()),
});

export interface QuestionnaireMapping extends Readonly<v.InferOutput<typeof mappingSchema>> {
  /** Of an office's questionnaire, by the older question: the answer as one to the newer question; null where it is none. */
  readonly carried?: ReadonlyMap<string, (value: string) => AnswerCode | null>;
}

const dropped = 'dropped';

/** Checks a mapping against both versions and returns it; throws an Error that lists every fault. */
export function loadMapping(definition: unknown, older: Questionnaire, newer: Questionnaire): QuestionnaireMapping {
  const mapping = v.parse(mappingSchema, definition);
  const faults = [
    ...(mapping.from === questionnaireKey(older) ? [] : [`it is from ${mapping.from}, not ${questionnaireKey(older)}`]),
    ...(mapping.to === questionnaireKey(newer) ? [] : [`it is to ${mapping.to}, not ${questionnaireKey(newer)}`]),
    ...coverFaults('of the older version', idsOf(older), Object.keys(mapping.indicators)),
    ...coverFaults('of the newer version', idsOf(newer), [...targetsOf(mapping), ...mapping.askedAnew]),
  ];
  if (faults.length === 0) return mapping;
  throw new Error(`The mapping ${mapping.from} to ${mapping.to} cannot be used:\n  ${faults.join('\n  ')}`);
}

/**
 * What a definition says of the version before it; null: it says nothing of this one. A question that became one of another
 * kind counts as dropped, and is asked anew: `1` of a list of grades is no number.
 */
function mappingOfDefinition(definition: Definition, older: Definition): QuestionnaireMapping | null {
  const { mapping } = definition;
  if (mapping?.from !== definitionKeyOf(older)) return null;
  const [before, now] = [older, definition].map((of) => new Map(questionsOf(of).map((one) => [one.name, one])));
  const kept = mapping.questions.flatMap(({ old, new: name, values }) => {
    const [asked, question] = [before?.get(old), now?.get(name ?? '')];
    const isKept = asked !== undefined && question !== undefined && kindOf(asked) === kindOf(question);
    return isKept ? [{ old, question, renamed: new Map(values.map((value) => [value.old, value.new])) }] : [];
  });
  const targets = new Set(kept.map(({ question }) => question.name));
  return {
    from: mapping.from,
    to: definitionKeyOf(definition),
    indicators: Object.fromEntries(kept.map(({ old, question }) => [old, question.name])),
    askedAnew: [...(now?.keys() ?? [])].filter((name) => !targets.has(name)),
    carried: new Map(
      kept.map(({ old, question, renamed }) => [old, (value) => carriedAnswer(definition, question, renamed, value)]),
    ),
  };
}

/** What became of the questions of each version before a definition, the nearest first, as far as versions are known. */
export function mappingsTo(
  definition: Definition,
  find: (key: string) => Definition | undefined,
): QuestionnaireMapping[] {
  const mappings: QuestionnaireMapping[] = [];
  const seen = new Set([definitionKeyOf(definition)]);
  let newer = definition;
  for (;;) {
    const before = newer.mapping?.from ?? '';
    const older = seen.has(before) ? undefined : find(before);
    const step = older === undefined ? null : mappingOfDefinition(newer, older);
    if (older === undefined || step === null) return mappings;
    const next = mappings.at(-1);
    mappings.push(next === undefined ? step : inTurn(step, next));
    seen.add(before);
    newer = older;
  }
}

/** Two steps as one: an answer is carried over where both carry it. */
function inTurn(first: QuestionnaireMapping, second: QuestionnaireMapping): QuestionnaireMapping {
  const became = new Map(Object.entries(second.indicators));
  const kept = Object.entries(first.indicators).flatMap(([old, between]) => {
    const now = became.get(between);
    return now === undefined ? [] : [{ old, between, now }];
  });
  const targets = new Set(kept.map(({ now }) => now));
  return {
    ...{ from: first.from, to: second.to },
    indicators: Object.fromEntries(kept.map(({ old, now }) => [old, now])),
    askedAnew: [...second.askedAnew, ...[...became.values()].filter((now) => !targets.has(now))],
    carried: new Map(
      kept.map(({ old, between }) => [
        old,
        (value) => {
          const halfway = first.carried?.get(old)?.(value) ?? null;
          return halfway === null ? null : (second.carried?.get(between)?.(halfway) ?? null);
        },
      ]),
    ),
  };
}

/** What an answer to it is. */
const kindOf = (question: Question): 'choices' | 'text' | 'number' =>
  isSelect(question) ? 'choices' : question.type === 'text' ? 'text' : 'number';

/** A choice that the newer question does not have says nothing in it, nor does a choice where a number is asked for. */
function carriedAnswer(
  definition: Definition,
  question: Question,
  renamed: ReadonlyMap<string, string>,
  value: string,
): AnswerCode | null {
  const said = value.slice(1);
  if (question.type === 'text') return `=${said}`;
  if (!isSelect(question)) return exactNumber.test(said) ? `=${said}` : null;
  const names = namesOfCode(value).map((name) => renamed.get(name) ?? name);
  const offered = choicesOf(definition, question).map(({ name }) => name);
  const isOne = question.type === 'select_multiple' || names.length === 1;
  return isOne && names.every((name) => offered.includes(name)) ? codeOfChoices(names) : null;
}

/** Answers to the older version as the newer one takes them: what is no answer to it any more is blank. */
export function carriedAnswers<A extends Answer<KeptValue>>(
  { carried }: QuestionnaireMapping,
  answers: ReadonlyMap<string, A>,
): ReadonlyMap<string, A> {
  if (carried === undefined) return answers;
  return new Map(
    [...answers].map(([id, answer]) => {
      const carry = carried.get(id);
      if (carry === undefined || !answer.value.startsWith('=')) return [id, answer];
      const value = carry(answer.value);
      return [id, value === null ? { ...answer, value: 'unanswered', raw: '' } : { ...answer, value }];
    }),
  );
}

/** What became of the indicators of one version in another one; undefined: nothing says so. */
export const findMapping = (
  mappings: readonly QuestionnaireMapping[],
  older: string | null,
  newer: string,
): QuestionnaireMapping | undefined => mappings.find(({ from, to }) => from === older && to === newer);

/** The answers to the older version as answers to the newer one: what is asked anew is unanswered. */
export function mapAnswers(
  mapping: QuestionnaireMapping,
  values: ReadonlyMap<string, AnswerValue>,
): Map<string, AnswerValue> {
  return mapIndicators(mapping, values, 'unanswered');
}

/** Anything by the indicators of the older version as the same by those of the newer one. */
export function mapIndicators<T>(
  { indicators, askedAnew }: QuestionnaireMapping,
  values: ReadonlyMap<string, T>,
  missing: T,
): Map<string, T> {
  const kept = Object.entries(indicators).filter(([, id]) => id !== dropped);
  return new Map<string, T>([
    ...kept.map(([before, id]): [string, T] => [id, values.get(before) ?? missing]),
    ...askedAnew.map((id): [string, T] => [id, missing]),
  ]);
}

const targetsOf = ({ indicators }: QuestionnaireMapping): string[] =>
  Object.values(indicators).filter((id) => id !== dropped);
const idsOf = (questionnaire: Questionnaire): string[] => indicatorsOf(questionnaire).map(({ id }) => id);

/** Each id has to be named once, and no other. */
function coverFaults(where: string, ids: readonly string[], named: readonly string[]): string[] {
  return [
    ...ids.filter((id) => !named.includes(id)).map((id) => `indicator ${id} ${where} is not named`),
    ...named.filter((id) => !ids.includes(id)).map((id) => `there is no indicator ${id} ${where}`),
    ...named.filter((id, index) => named.indexOf(id) !== index).map((id) => `indicator ${id} ${where} is named twice`),
  ];
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isExpressionFault,
  type Operand,
  parseExpression,
} from '../../../../shared/domain/questionnaire/definition/expression.ts';
import {
  type FoundInCells,
  holdsFormula,
  isAny,
  type QuestionCells,
} from '../../../../shared/domain/scoring/engine/condition-formulas.ts';
import { type Found, holds } from '../../../../shared/domain/scoring/engine/conditions.ts';
import { exactly } from '../../../../shared/domain/scoring/rational.ts';
import { formulaResult } from '../../../support/formula-result.ts';

const choices = ['yes', 'no', '2', '10'];
type Name = 'n' | 'k' | 'a' | 'b' | 'm' | 't';
/** By name of a question: its column, and how it is answered. */
const asked: Readonly<Record<Name, readonly [column: string, kind: QuestionCells['answer']['kind']]>> = {
  ...{
    n: ['N', 'number'],
    k: ['K', 'number'],
    a: ['A', 'one'],
    b: ['B', 'one'],
    m: ['M', 'several'],
    t: ['T', 'text'],
  },
};

/** Row 1 is what is known of the answer: -1 not asked, 0 blank, 1 given, 2 unknown; row 2 is the answer; 11 and on the ticks. */
function cellsOf(name: Name): QuestionCells {
  const [column, kind] = asked[name];
  const state = { isNotAsked: `${column}1=-1`, isUnknown: `${column}1=2`, isBlank: `${column}1=0` };
  if (kind === 'text') return { ...state, answer: { kind } };
  if (kind === 'number') return { ...state, answer: { kind, cell: `${column}2` } };
  if (kind === 'one') return { ...state, answer: { kind, cell: `${column}2`, choices } };
  const ticked = (choice: string) => (choices.includes(choice) ? `${column}${11 + choices.indexOf(choice)}>0` : null);
  return { ...state, answer: { kind, ticked } };
}

type Values = Readonly<Record<Name, Found>>;
const states = { 'not-asked': -1, blank: 0, unknown: 2, text: 1, choices: 1, number: 1 };
function written(values: Values): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, found]): (readonly [string, number])[] => {
      const [column, kind] = asked[name as Name];
      const answer = (): (readonly [string, number])[] => {
        if (found.kind === 'number') return [[`${column}2`, Number(found.number.n) / Number(found.number.d)]];
        if (found.kind !== 'choices') return [];
        if (kind === 'one') return [[`${column}2`, choices.indexOf(found.names[0] ?? '') + 1]];
        return choices.map((choice, at) => [`${column}${11 + at}`, Number(found.names.includes(choice))]);
      };
      return [[`${column}1`, states[found.kind]], ...answer()];
    }),
  );
}

/** What is registered of the authority, which a workbook knows beforehand. */
const facts: Readonly<Record<string, Found>> = {
  kind: { kind: 'text', text: 'yes' },
  population: { kind: 'number', number: exactly('2') },
};

const literal = (operand: Operand): Found => {
  if (operand.kind === 'authority') return facts[operand.fact] ?? { kind: 'unknown' };
  return literalOf(operand);
};
const literalOf = (operand: Operand): Found =>
  operand.kind === 'number'
    ? { kind: 'number', number: operand.number }
    : operand.kind === 'text'
      ? { kind: 'text', text: operand.text }
      : { kind: 'unknown' };

/** What the formula of a condition comes to, over cells in which the values are written: 1, 0, or 0.5 for neither. */
function byFormula(source: string, values: Values): unknown {
  const find = (operand: Operand): FoundInCells =>
    operand.kind === 'question' ? cellsOf(operand.name as Name) : { found: literal(operand) };
  return formulaResult(holdsFormula(parsed(source), find), written(values));
}

function parsed(source: string) {
  const expression = parseExpression(source);
  if (isExpressionFault(expression)) throw new Error(`${source}: ${expression.reason} at ${expression.at}`);
  return expression;
}

function byConditions(source: string, values: Values): number {
  const find = (operand: Operand): Found =>
    operand.kind === 'question' ? values[operand.name as Name] : literal(operand);
  const held = holds(parsed(source), find);
  return held === null ? 0.5 : Number(held);
}

const without: Found[] = [{ kind: 'not-asked' }, { kind: 'blank' }, { kind: 'unknown' }];
const anyNumber = fc.constantFrom('-5', '0', '0.3', '2', '10', '11').map((number): Found => {
  return { kind: 'number', number: exactly(number) };
});
const anyChoice = fc.constantFrom(...choices).map((name): Found => ({ kind: 'choices', names: [name] }));
const someChoices = fc.subarray(choices, { minLength: 1 }).map((names): Found => ({ kind: 'choices', names }));
const nothing = fc.constantFrom(...without);
const values: fc.Arbitrary<Values> = fc.record({
  ...{ n: fc.oneof(anyNumber, nothing), k: fc.oneof(anyNumber, nothing) },
  ...{ a: fc.oneof(anyChoice, nothing), b: fc.oneof(anyChoice, nothing), m: fc.oneof(someChoices, nothing) },
  t: fc.oneof(fc.constant<Found>({ kind: 'text', text: 'Decision 4' }), nothing),
});

/** What a workbook is asked about: several choices and texts only by whether there are any. */
const compared = [
  ...["${a} = 'yes'", "${a} != 'yes'", "'no' = ${a}", "${a} = '2'", '${a} > 2', '${a} <= 2', '2 < ${a}', '${a} = 2'],
  ...["${a} = ''", "${a} != ''", "${n} = ''", "'' != ${n}", "${m} = ''", "${m} != ''", "${t} = ''", "${t} != ''"],
  ...['${n} > 2', '${n} >= 2', '${n} < 0.3', '${n} <= 0.3', '${n} = 2', '${n} != 2', '2 >= ${n}', '-5 < ${n}'],
  ...["${n} = '0.3'", "${n} > 'two'", "'two' = ${n}", '${n} = ${k}', '${n} > ${k}', '${n} != ${k}', '${k} <= ${n}'],
  ...['${n} > ${a}', '${a} > ${n}', '${a} = ${n}', '${a} = ${b}', '${a} != ${b}', '${a} > ${b}', "'a' = 'a'", '1 > 2'],
  ...['${authority.kind} = ${a}', '${authority.kind} != ${a}', '${authority.kind} = ${n}', '${n} != ${authority.kind}'],
  ...['${authority.population} > ${n}', '${n} <= ${authority.population}', '${authority.population} < ${a}'],
  ...["${authority.kind} = 'yes'", '${authority.country} = ${a}', '${authority.population} = ${n}'],
  ...[
    "${n} > '2 or more'",
    "${n} != 'at 2'",
    "${n} < '10.25'",
    "${n} = '-5'",
    "${n} = '2.'",
    "selected(${t}, 'yes')",
    "selected(${n}, '2')",
  ],
  "selected(${authority.kind}, 'yes')",
  ...["selected(${m}, 'yes')", "selected(${m}, '10')", "selected(${a}, 'no')", "selected(${m}, 'never')"],
];

describe('a condition as a formula comes to what the condition comes to', () => {
  test.each(compared)('%s', (source) => {
    fc.assert(
      fc.property(values, (given) => {
        expect([source, given, byFormula(source, given)]).toEqual([source, given, byConditions(source, given)]);
      }),
      { numRuns: 150 },
    );
  });

  test('and so do conditions together', () => {
    const part = fc.constantFrom(...compared);
    const { whole } = fc.letrec<{ whole: string }>((tie) => ({
      whole: fc.oneof(
        { maxDepth: 3 },
        part,
        tie('whole').map((one) => `not(${one})`),
        fc.tuple(tie('whole'), fc.constantFrom('and', 'or'), tie('whole')).map(([a, by, b]) => `(${a}) ${by} (${b})`),
      ),
    }));
    fc.assert(
      fc.property(whole, values, (source, given) => {
        expect([source, given, byFormula(source, given)]).toEqual([source, given, byConditions(source, given)]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Whoever opens a cell reads it, and a workbook has thousands of them. */
describe('a formula has no more than it needs', () => {
  const formulaOf = (source: string, more: Partial<QuestionCells> = {}): string =>
    holdsFormula(parsed(source), (operand) =>
      operand.kind === 'question' ? { ...cellsOf(operand.name as Name), ...more } : { found: literal(operand) },
    );
  test.each([
    ['nothing of what is known beforehand', "${authority.kind} = 'yes'", '1'],
    [
      'the only choice of which something else is true',
      "${a} = 'yes'",
      'IF(A1=-1,0,IF(A1=2,0.5,IF(A1=0,0.5,IF(A2=1,1,0))))',
    ],
    ['whichever it is in the list', "${a} != '10'", 'IF(A1=-1,1,IF(A1=2,0.5,IF(A1=0,0.5,IF(A2=4,0,1))))'],
    ['no choice where all are alike', "${a} = 'never'", 'IF(A1=-1,0,IF(A1=2,0.5,IF(A1=0,0.5,0)))'],
    ['nothing that comes to the same', "selected(${t}, 'yes')", 'IF(T1=-1,0,0.5)'],
    [
      'whole numbers as they are',
      '${n} > 123456789012345678',
      'IF(N1=-1,0,IF(N1=2,0.5,IF(N1=0,0.5,IF(N2>123456789012345678,1,0))))',
    ],
  ])('%s: %s', (_, source, formula) => expect(formulaOf(source)).toBe(formula));

  test('and no part for when a question is not asked where it always is', () => {
    expect(formulaOf("${a} = 'yes'", { isNotAsked: null })).toBe('IF(A1=2,0.5,IF(A1=0,0.5,IF(A2=1,1,0)))');
  });
});

describe('one of many places of a list', () => {
  test.each([1, 2, 200, 201, 399, 401, 1_000])('of %i', (count) => {
    const places = Array.from({ length: count }, (_, at) => at + 1);
    const formula = isAny('A1', places);
    expect(formula.split('OR(').length - 1).toBe(count === 1 ? 0 : count <= 200 ? 1 : 1 + Math.ceil(count / 200));
    // Excel takes at most 255 values in a function.
    for (const [arguments_ = ''] of formula.matchAll(/(?<=OR\()[^()]*/g)) {
      expect(arguments_.split(',').length).toBeLessThanOrEqual(255);
    }
    for (const place of [1, count, 200, 201]) {
      expect([place, formulaResult(formula, { A1: place })]).toEqual([place, place <= count]);
    }
    expect(formulaResult(formula, { A1: count + 1 })).toBe(false);
  });
});

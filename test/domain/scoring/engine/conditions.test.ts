import { describe, expect, test } from 'vitest';
import {
  isExpressionFault,
  type Operand,
  parseExpression,
} from '../../../../shared/domain/questionnaire/definition/expression.ts';
import { type Found, holds } from '../../../../shared/domain/scoring/engine/conditions.ts';
import { askedOf } from '../../../../shared/domain/scoring/engine/relevance.ts';
import type { AuthorityFacts, Given } from '../../../../shared/domain/scoring/given.ts';
import { exactly } from '../../../../shared/domain/scoring/rational.ts';
import { defined } from '../../../support/defined.ts';

const one = (name: string) => ({ type: 'select_one' as const, name, list: 'yes_no_na' });
const levels = {
  name: 'levels',
  choices: ['1', '2', '10'].map((name) => ({ name, label: { en: `Level ${name}` } })),
};
const sources = {
  name: 'sources',
  choices: ['solar', 'wind'].map((name) => ({ name, label: { en: name }, points: '1' })),
};

/** Whether a question with this condition is asked. */
function isAsked(relevant: string, answers: Record<string, Given>, authority: AuthorityFacts = {}): boolean | null {
  const definition = defined(
    [
      ...[one('a'), one('b'), { ...one('c'), relevant: "${a} = 'no'" }],
      { type: 'decimal', name: 'n' },
      { type: 'select_multiple', name: 'm', list: 'sources' },
      { type: 'select_one', name: 'l', list: 'levels' },
      { type: 'text', name: 't' },
      { type: 'decimal', name: 'k', relevant: "${a} = 'no'" },
      { ...one('q'), relevant },
    ],
    { lists: [...defined([one('a')]).lists.slice(0, 1), levels, sources] },
  );
  return askedOf(definition, new Map(Object.entries(answers)), authority)('q');
}

const [yes, no, na]: Given[] = [{ choices: ['yes'] }, { choices: ['no'] }, { choices: ['na'] }];
const n = (number: string): Given => ({ number });
const notUnderstood: Given = { doesNotCount: 'not-understood' };

describe('a condition', () => {
  test.each<[string, Record<string, Given | undefined>, boolean | null]>([
    ["${a} = 'yes'", { a: yes }, true],
    ["${a} = 'yes'", { a: no }, false],
    ["${a} = 'yes'", { a: na }, false],
    ["${a} = 'yes'", {}, null],
    ["${a} = 'yes'", { a: notUnderstood }, null],
    ["${a} != 'yes'", { a: no }, true],
    ["${a} != 'yes'", {}, null],
    ["not(${a} = 'yes')", {}, null],
    ["not(${a} = 'yes')", { a: no }, true],
    // Whether something was answered is always known, unless it was not understood.
    ["${a} = ''", {}, true],
    ["${a} != ''", {}, false],
    ["${a} != ''", { a: na }, true],
    ["${a} != ''", { a: notUnderstood }, null],
    ["${m} != ''", { m: { choices: [] } }, false],
    ["${t} != ''", { t: { text: '  ' } }, false],
    ["${t} != ''", { t: { text: 'Decision 4' } }, true],
    // Neither true nor false beside what is: one false part is enough, and one true one.
    ["${a} = 'yes' and ${b} = 'yes'", { a: no }, false],
    ["${a} = 'yes' and ${b} = 'yes'", { a: yes }, null],
    ["${a} = 'yes' or ${b} = 'yes'", { a: yes }, true],
    ["${a} = 'yes' or ${b} = 'yes'", { a: no }, null],
    ["${a} = 'yes' or ${b} = 'yes'", { a: no, b: no }, false],
    ["${a} = 'yes' and ${b} = 'yes'", { a: yes, b: yes }, true],
    ['${b} = ${a}', { a: notUnderstood, b: no }, null],
    ['${n} > ${k}', { a: no, n: n('5'), k: notUnderstood }, null],
    // `and` binds closer than `or`; brackets bind closest.
    ["${a} = 'yes' or ${b} = 'yes' and ${n} > 5", { a: yes, b: no, n: n('1') }, true],
    ["(${a} = 'yes' or ${b} = 'yes') and ${n} > 5", { a: yes, b: no, n: n('1') }, false],
    // Numbers, exactly.
    ['${n} > 50000', { n: n('50000') }, false],
    ['${n} >= 50000', { n: n('50000') }, true],
    ['${n} < 0.3', { n: n('0.29999999999999998') }, true],
    ['${n} = 0.3', { n: n('0.30') }, true],
    ["${n} = '0.3'", { n: n('0.3') }, true],
    ['${n} > -5', { n: n('-4.9') }, true],
    ['${n} != 1', { n: n('1.0') }, false],
    ['${n} > 1', {}, null],
    ['${l} > 2', { l: { choices: ['10'] } }, true],
    ["${l} = '2'", { l: { choices: ['2'] } }, true],
    ['${l} = 2', { l: { choices: ['2'] } }, true],
    // Several choices.
    ["selected(${m}, 'solar')", { m: { choices: ['wind', 'solar'] } }, true],
    ["selected(${m}, 'solar')", { m: { choices: ['wind'] } }, false],
    ["selected(${m}, 'solar')", {}, null],
    ["selected(${a}, 'yes')", { a: yes }, true],
    // A question that is itself not asked has no answer, whatever stands there.
    ["${c} = 'yes'", { a: yes, c: yes }, false],
    ["${c} = ''", { a: yes, c: yes }, true],
    ["${c} = 'yes'", { a: no, c: yes }, true],
    ["${c} = 'yes'", { c: yes }, true],
    ["selected(${c}, 'yes')", { a: yes, c: yes }, false],
    ["not(selected(${c}, 'yes'))", { a: yes, c: yes }, true],
    ['${k} > 1', { a: yes, k: n('5') }, false],
    ['${k} <= 1', { a: yes }, false],
    ['${k} != 1', { a: yes }, true],
    ['${k} = 1', { a: yes }, false],
    ['${c} = ${b}', { a: yes }, null],
    ['${c} = ${b}', { a: yes, b: no }, false],
    ['${b} = ${c}', { a: yes }, null],
    ['${b} = ${c}', { a: yes, b: no }, false],
    // Of two that are not asked neither says anything, and nothing is open.
    ['${k} = ${c}', { a: yes }, true],
    ['${k} != ${c}', { a: yes }, false],
    // As people write it.
    ["${ a }='yes'", { a: yes }, true],
    ['${a} = "yes"', { a: yes }, true],
    ['${a} = “yes”', { a: yes }, true],
    ["'yes' = ${a}", { a: yes }, true],
  ])('%s of %j is %j', (relevant, answers, expected) => {
    expect(isAsked(relevant, answers as Record<string, Given>)).toBe(expected);
  });

  test.each<[string, AuthorityFacts, boolean | null]>([
    ["${authority.kind} = 'county'", { kind: 'county' }, true],
    ["${authority.kind} = 'county'", { kind: 'city' }, false],
    ["${authority.kind} != 'county'", {}, null],
    ["${authority.kind} = 'county'", { kind: '' }, null],
    ["${authority.kind} != ''", { kind: 'county' }, true],
    ['${authority.population} > 100000', { population: 100000 }, false],
    ["${authority.population} = '100000.0'", { population: 100000 }, true],
    ["${authority.country} = 'FI'", { country: 'FI' }, true],
    ['${authority.population} > 100000', { population: 300000 }, true],
    ['${authority.population} > 100000', { population: null }, null],
  ])('%s of an authority %j is %j', (relevant, authority, expected) => {
    expect(isAsked(relevant, {}, authority)).toBe(expected);
  });
});

describe.each(['1', '1.99', '2', '2.01', '3'])('the number %s beside 2', (number) => {
  const own = Number(number);
  test.each([
    ['=', own === 2],
    ['!=', own !== 2],
    ['<', own < 2],
    ['<=', own <= 2],
    ['>', own > 2],
    ['>=', own >= 2],
  ])('%s: %j', (by, expected) => {
    expect(isAsked(`\${n} ${by} 2`, { n: n(number) })).toBe(expected);
    expect(isAsked(`2 ${by} \${n}`, { n: n(String(4 - own)) })).toBe(expected);
  });
});

test.each<[Record<string, Given | undefined>, boolean | null]>([
  [{ a: no }, false],
  [{ a: yes, b: no }, false],
  [{ a: yes, b: yes }, true],
  [{ a: yes }, null],
  [{ b: yes }, null],
  [{ b: no }, false],
])('a question in groups with conditions, with answers %j, is asked: %j', (answers, expected) => {
  const definition = defined([
    ...[one('a'), one('b')],
    { type: 'group', name: 'outer', relevant: "${a} = 'yes'" },
    { type: 'group', name: 'inner', parent: 'outer', relevant: "${b} = 'yes'" },
    { ...one('q'), parent: 'inner' },
  ]);
  expect(askedOf(definition, new Map(Object.entries(answers)) as Map<string, Given>, {})('q')).toBe(expected);
});

/** The checks of a questionnaire refuse these, and a definition of before them may have one. */
test.each<[string, Found, boolean]>([
  // What is no number is neither more nor less than one, and is another.
  ["${n} = 'two'", { kind: 'number', number: exactly('2') }, false],
  ["${n} != 'two'", { kind: 'number', number: exactly('2') }, true],
  ["${n} > 'two'", { kind: 'number', number: exactly('2') }, false],
  ["${n} <= 'two'", { kind: 'number', number: exactly('2') }, false],
  ["${m} = 'solar wind'", { kind: 'choices', names: ['wind', 'solar'] }, true],
  ["${m} = 'solar'", { kind: 'choices', names: ['wind', 'solar'] }, false],
  ["${t} = 'Decision 4'", { kind: 'text', text: 'Decision 4' }, true],
  ["${t} = 'Decision 4'", { kind: 'text', text: 'Decision 5' }, false],
])('%s of %o is %j', (source, found, expected) => {
  const expression = parseExpression(source);
  if (isExpressionFault(expression)) throw new Error(source);
  const find = (operand: Operand): Found => (operand.kind === 'text' ? { kind: 'text', text: operand.text } : found);
  expect(holds(expression, find)).toBe(expected);
});

test.each([
  ['', 'end', ''],
  ["${a} = 'yes' and", 'end', ''],
  ["${a} = 'yes' ${b}", 'rest', 'b'],
  ["${a} IS 'yes'", 'word', 'IS'],
  ["${a} = 'yes' AND ${b} = 'yes'", 'rest', 'AND'],
  ["if(${a} = 'yes', 1, 2)", 'word', 'if'],
  ["${a} = 'yes", 'sign', "'yes"],
  ['${a} => 5', 'sign', '>'],
  ['${n} + 1 > 5', 'sign', '+ 1 > 5'],
  ["selected(${a} 'yes')", 'sign', 'yes'],
  ["not ${a} = 'yes'", 'sign', 'a'],
  [`${'not('.repeat(25)}\${a} = 'yes'${')'.repeat(25)}`, 'depth', 'not'],
])('%s cannot be read: %s at “%s”', (source, reason, at) => {
  const parsed = parseExpression(source);
  expect(isExpressionFault(parsed) && parsed).toEqual({ reason, at });
});

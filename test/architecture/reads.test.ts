import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { mustAt, mustGet } from '../../shared/domain/must.ts';

/** Methods that find something or nothing. */
const finders = new Set(['at', 'find', 'findLast', 'get', 'pop', 'shift']);

/**
 * Reads that may find nothing and are said to have found something, by their lines. A property of plain JSON, by its
 * name in quotes, is no such read: nothing is known of it before it is said.
 */
function castReads(text: string): number[] {
  const lines: number[] = [];
  new Visitor({
    TSAsExpression({ expression, start }) {
      const read = expression.type === 'ParenthesizedExpression' ? expression.expression : expression;
      const isItem = read.type === 'MemberExpression' && read.computed && read.property.type !== 'Literal';
      const isFound =
        read.type === 'CallExpression' &&
        read.callee.type === 'MemberExpression' &&
        read.callee.property.type === 'Identifier' &&
        finders.has(read.callee.property.name);
      if (isItem || isFound) lines.push(text.slice(0, start).split('\n').length);
    },
    TSNonNullExpression: ({ start }) => lines.push(text.slice(0, start).split('\n').length),
  }).visit(parseSync('read.ts', text).program);
  return lines;
}

test.each([
  ['map.get(id) as Count', [1]],
  ['(list[index + 1]) as number', [1]],
  ['\nlist.at(-1) as string', [2]],
  ['all.find((one) => one.id === id)!', [1]],
  ["properties['Rule'] as Rule", []],
  ['map.get(id) ?? 0', []],
  ['list.map((one) => one as string)', []],
])('%j says that it found what it may not have found on lines %j', (text, lines) => {
  expect(castReads(text)).toEqual(lines);
});

test('no read of a list or a map is said to have found something: it is read by what cannot miss, or by mustGet', () => {
  const files = execFileSync('git', ['ls-files', 'functions', 'infra', 'shared'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file));
  const found = files.flatMap((file) => castReads(readFileSync(file, 'utf8')).map((line) => `${file}:${line}`));
  expect(files.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

test('a read that missed all the same says what it looked for', () => {
  expect(mustGet(new Map([['a', null]]), 'a')).toBeNull();
  expect(mustAt([1, 2], 1)).toBe(2);
  expect(() => mustGet(new Map([['a', 1]]), 'b')).toThrow('There is nothing under b');
  expect(() => mustAt([1, 2], 2)).toThrow('There is no item 2 among 2');
});

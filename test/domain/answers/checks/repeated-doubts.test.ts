import { expect, test } from 'vitest';
import { repeatedOnce } from '../../../../shared/domain/answers/checks/repeated-doubts.ts';
import { problem } from '../../../../shared/domain/answers/problems.ts';

const weak = (row: number, read = 'see above', sheet = 'S') =>
  problem('evidence-weak', {
    ...{ sheet, cell: `E${row}`, indicator: `1.1.${row}`, read },
    facts: { evidenceCell: `E${row}`, answerCell: `D${row}` },
  });

test('the same doubt about the same text is one problem with its cells, where the first stood', () => {
  const other = problem('answer-unclear', { sheet: 'S', cell: 'D2', indicator: '1.1.2', read: 'perhaps' });
  const [first, second, ...rest] = repeatedOnce([weak(1), other, weak(3, 'SEE  above')]);
  expect(rest).toEqual([]);
  expect(first).toMatchObject({
    ...{ code: 'evidence-weak', cell: 'E1', cells: ['E1', 'E3'], indicators: ['1.1.1', '1.1.3'] },
    facts: { evidenceCell: 'E1, E3', answerCell: 'D1, D3' },
  });
  expect(second).toEqual(other);
});

test.each([
  ['another text', weak(2, 'see below')],
  ['another sheet', weak(2, 'see above', 'T')],
  ['another doubt', { ...weak(2), code: 'evidence-planned' as const }],
  ['another gravity', { ...weak(2), severity: 'notice' as const }],
  ['another fact', { ...weak(2), facts: { ...weak(2).facts, explanation: 'It is so' } }],
])('%s stays apart', (_, other) => expect(repeatedOnce([weak(1), other])).toEqual([weak(1), other]));

test('a doubt about answers is never put together', () => {
  const unclear = (row: number) => problem('answer-unclear', { sheet: 'S', cell: `D${row}`, read: 'perhaps' });
  expect(repeatedOnce([unclear(1), unclear(2)])).toEqual([unclear(1), unclear(2)]);
});

test.each([
  [10, 'E1, E2, E3, E4, E5, E6, E7, E8, E9, E10'],
  [11, 'E1, E2, E3, E4, E5, E6, E7, E8, E9, E10 +1'],
])('of %i cells ten are listed', (count, listed) => {
  const [one] = repeatedOnce(Array.from({ length: count }, (_, index) => weak(index + 1)));
  expect(one?.facts['evidenceCell']).toBe(listed);
  expect(one?.cells).toHaveLength(count);
});

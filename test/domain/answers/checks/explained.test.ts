import { expect, test } from 'vitest';
import { explained, isExplainable, queryKey } from '../../../../shared/domain/answers/checks/explained.ts';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { answered, checked, figured } from '../../../support/checked.ts';

const of = checked(
  { '1.1.1': answered('yes', 'see above'), '1.1.2': answered('unclear') },
  {
    background: new Map([
      ['budget', { ...figured(null), raw: 'much' }],
      ['population', figured(7)],
      ['ictSpecialistsDirect', { ...figured(null), raw: ' ' }],
    ]),
  },
);
const weak = problem('evidence-weak', { sheet: 'S', cell: 'E9', indicator: '1.1.1', read: 'see above' });

test('an explained query is asked no more, and what was said stays with it', () => {
  const now = explained([weak], new Map([[queryKey(weak, of), 'It is on page 4']]), of);
  expect(now).toEqual([{ ...weak, severity: 'notice', facts: { explanation: 'It is on page 4' } }]);
  // As workbooks named it that were sent out before.
  expect(explained([weak], new Map([['evidence-weak:1.1.1', 'x']]), of)[0]?.severity).toBe('notice');
  expect(explained([weak], new Map([['evidence-weak:1.1.2', 'x']]), of)).toEqual([weak]);
});

test('holds for what was read when it was written, wherever it stands and whatever was said before', () => {
  const key = queryKey(weak, of);
  expect(queryKey({ ...weak, cell: 'E99', read: ' see above ' }, of)).toBe(key);
  expect(queryKey({ ...weak, facts: { explanation: 'x', earlier: 'y' } }, of)).toBe(key);
  const others = [
    queryKey({ ...weak, read: 'see below' }, of),
    queryKey({ ...weak, indicator: '1.1.3' }, of),
    queryKey({ ...weak, indicators: ['1.1.1', '1.1.3'] }, of),
    queryKey(weak, checked({ '1.1.1': answered('na') })),
    queryKey(problem('evidence-planned', { ...weak }), of),
  ];
  expect(new Set([key, ...others]).size).toBe(6);
  // Nothing was read: that is one key, too, and a blank is no more than nothing.
  expect(queryKey({ ...weak, read: null }, of)).toBe(queryKey({ ...weak, read: ' ' }, of));
  const ofFile = problem('questions-unanswered', { facts: { list: '1.1.1' } });
  expect(explained([ofFile], new Map([['questions-unanswered:', 'x']]), of)[0]?.severity).toBe('notice');
  expect(queryKey(ofFile, of)).not.toBe(queryKey({ ...ofFile, facts: { list: '1.1.2' } }, of));
  expect(queryKey(ofFile, of)).toBe(queryKey({ ...ofFile, facts: { list: '1.1.1', explanation: 'x' } }, of));
});

test.each([
  ['a query', weak, true],
  ['an error', { ...weak, severity: 'error' as const }, false],
  ['a rejection', { ...weak, severity: 'reject' as const }, false],
  ['a query about the file', problem('columns-several', {}), true],
  ['one about an answer that does not count', { ...weak, indicator: '1.1.2' }, false],
  ['one about a figure that was not understood', problem('background-unit', { indicator: 'budget' }), false],
  ['one about a figure that was', problem('background-changed', { indicator: 'population' }), true],
  [
    'one about a figure that was left blank',
    problem('background-changed', { indicator: 'ictSpecialistsDirect' }),
    true,
  ],
  ['one about a figure that is not there', problem('background-changed', { indicator: 'employees' }), true],
])('%s may be explained: %s', (_, one, expected) => expect(isExplainable(one, of)).toBe(expected));

import { expect, test } from 'vitest';
import { isReferredToBy, referenceOf } from '../../../shared/domain/submissions/reference.ts';

const id = '7f3a0c91b2d4e5f60718293a4b5c6d7e';

test('a submission is named by the beginning of its id, in letters that can be read out', () => {
  expect(referenceOf(id)).toBe('7F3A-0C91-B2D4');
});

test.each([
  ['7F3A-0C91-B2D4', true],
  [' 7f3a 0c91 ', true],
  [id, true],
  ['7f3', false],
  ['7F3A-0C92', false],
  ['', false],
])('%j finds it: %s', (typed, found) => {
  expect(isReferredToBy(id, typed)).toBe(found);
});

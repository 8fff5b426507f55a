import { expect, test } from 'vitest';
import { remembered } from '../../functions/serve-portal/remembered.ts';

test('the files of an authority are kept until those of a thousand others were listed since', () => {
  const listed = remembered<readonly string[]>();
  const others = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) listed.note(`other-${at}`, [`of ${at}`]);
  };
  expect(listed.of('espoo')).toBeUndefined();
  listed.note('espoo', ['a']);
  listed.note('espoo', ['b', 'a']);
  others(0, 999);
  expect(listed.of('espoo')).toEqual(['b', 'a']);
  expect(listed.of('other-7')).toEqual(['of 7']);
  others(999, 1000);
  expect(listed.of('espoo')).toBeUndefined();
  expect(listed.of('other-0')).toEqual(['of 0']);
});

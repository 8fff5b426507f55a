import { expect, test } from 'vitest';
import { numberFormat } from '../../../../shared/spreadsheet/formats/ooxml/number-format.ts';

test.each([
  ['+0;−0;0', -79, '-79'],
  ['+0;−0;0', 14, '+14'],
  ['#,##0;−#,##0', -1234, '-1234'],
  ['0;-0', -5, '-5'],
  ['0;(0)', -5, '-5'],
  ['0%;−0%', -0.05, '−5%'],
  ['0" k";−0" k"', -3, '−3 k'],
  ['−0', 5, '−5'],
])('%s shows %f as %s, with one sign', (code, value, seen) => {
  expect(numberFormat(code).number(value)).toBe(seen);
});

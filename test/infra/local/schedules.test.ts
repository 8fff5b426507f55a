import { expect, test } from 'vitest';
import { cronOf } from '../../../infra/local/schedules.ts';

test.each([
  ['cron(0 * * * ? *)', '0 * * * *'],
  ['cron(0 7 * * ? *)', '0 7 * * *'],
  ['cron(15 10 ? * MON-FRI *)', '15 10 * * MON-FRI'],
])('%s of the template is %s', (expression, cron) => expect(cronOf(expression)).toBe(cron));

test.each(['rate(1 hour)', 'cron(0 7 * * ? 2030)', 'at(2030-01-01T00:00:00)'])('%s stops the start', (expression) => {
  expect(() => cronOf(expression)).toThrow(expression);
});

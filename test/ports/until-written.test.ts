import { expect, test } from 'vitest';
import { untilWritten } from '../../shared/ports/until-written.ts';

test('it is done again after each time that another was faster, and not after that', async () => {
  const outcomes = ['conflict', 'conflict', 'written', 'never'] as const;
  let times = 0;
  expect(await untilWritten('It', async () => outcomes[times++] ?? 'conflict')).toBe('written');
  expect(times).toBe(3);
});

test('what others have changed eight times in a row is a fault that names it', async () => {
  let times = 0;
  const write = async (): Promise<'conflict'> => {
    times += 1;
    return 'conflict';
  };
  await expect(untilWritten('The outbox of the mail a', write)).rejects.toThrow(
    'The outbox of the mail a was changed by others 8 times',
  );
  expect(times).toBe(8);
});

test('a fault is no conflict', async () => {
  let times = 0;
  const write = async (): Promise<never> => {
    times += 1;
    throw new Error('no table');
  };
  await expect(untilWritten('It', write)).rejects.toThrow('no table');
  expect(times).toBe(1);
});

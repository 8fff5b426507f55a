import { expect, test } from 'vitest';
import { hasLibreOffice } from '../support/libreoffice.ts';
import kept from './kept-seeds.json' with { type: 'json' };
import { look } from './look.ts';

const count = 150;
/** Another set of workbooks each day. */
const first = 10_000 + (Math.floor(Date.now() / 86_400_000) % 10_000) * count;
const seeds = Array.from({ length: count }, (_, at) => first + at);

test.skipIf(!hasLibreOffice)('answers are read as LibreOffice shows them, or asked about', async () => {
  expect(await look([...kept, ...seeds])).toEqual([]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { otherVariants, validated } from './variants.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variants-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(otherVariants.map((variant, index) => [variant.name, variant, index] as const))(
  'a stage with %s passes the checks',
  (_, variant, index) => {
    const { template } = validated(variant, join(folder, String(index))).getStackByName('Scorebook-example');
    expect(Object.keys(template.Resources).length).toBeGreaterThan(200);
  },
);

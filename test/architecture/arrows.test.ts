import { expect, test } from 'vitest';
import { allArrows, arrowsOf, circlesIn, faultsIn, refusalOf } from './arrows.ts';
import { rooms } from './rooms.ts';
import { fileIn, forbidden, forms, slippedThrough } from './wrong-imports.ts';

const names = Object.keys(rooms);

test('what there is keeps to the plan, and nothing imports itself by way of others', () => {
  const arrows = allArrows();
  expect(faultsIn(arrows)).toEqual([]);
  expect(arrows.length).toBeGreaterThan(2000);
});

test('each import that the plan does not name is refused, in every form', () => {
  expect(forbidden.length).toBeGreaterThan(300);
  expect(slippedThrough()).toEqual([]);
});

test('each import that the plan names is allowed', () => {
  const allowed = names.flatMap((from) =>
    (rooms[from]?.rooms ?? []).map((to) => ({ from: fileIn(from), to: fileIn(to) })),
  );
  expect(allowed.map(refusalOf).filter((one) => one !== null)).toEqual([]);
});

test.each(forms)('a function that imports from another is refused: %s', (_, write) => {
  const arrows = arrowsOf('functions/ingest-submission/one.ts', write('../deliver-results/two.ts'));
  expect(arrows.map(refusalOf)).toEqual([expect.stringContaining('of another function')]);
});

test.each([
  ['shared/domain/scoring/one.ts', '@aws-sdk/client-s3'],
  ['shared/domain/scoring/one.ts', 'node:fs'],
  ['shared/spreadsheet/reading/one.ts', 'exceljs'],
  ['shared/rendering/letters/one.ts', 'exceljs'],
  ['shared/use-cases/one.ts', '@aws-sdk/lib-dynamodb'],
  ['functions/ingest-submission/one.ts', '@aws-sdk/client-dynamodb'],
  ['functions/ingest-submission/one.ts', '@googleapis/sheets'],
  ['infra/stacks/one.ts', '@aws-sdk/client-s3'],
  ['infra/cli/one.ts', '@aws-sdk/client-s3'],
])('%s may not use %s', (from, name) => {
  const [arrow] = arrowsOf(from, `import type { One } from '${name}';`);
  expect(arrow && refusalOf(arrow)).toContain(name);
});

test('a file outside every room is refused', () => {
  expect(refusalOf({ from: 'shared/loose.ts', to: 'node:path' })).toContain('in no room');
});

test('files that import each other are told, through types and through others', () => {
  const round = [
    ...arrowsOf('shared/domain/a.ts', `import type { B } from './b.ts';`),
    ...arrowsOf('shared/domain/b.ts', `type C = import('./c.ts').C;`),
    ...arrowsOf('shared/domain/c.ts', `const { a } = await import('./a.ts');`),
    ...arrowsOf('shared/domain/d.ts', `export * from './a.ts';`),
  ];
  expect(circlesIn(round)).toEqual([['shared/domain/a.ts', 'shared/domain/b.ts', 'shared/domain/c.ts']]);
});

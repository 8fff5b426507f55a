import { arrowsOf, refusalOf } from './arrows.ts';
import { rooms } from './rooms.ts';

/** Every way in which a file of TypeScript names another one. */
export const forms: readonly (readonly [string, (to: string) => string])[] = [
  ['a value', (to) => `import { one } from '${to}';`],
  ['a type', (to) => `import type { One } from '${to}';`],
  ['a type among values', (to) => `import { type One } from '${to}';`],
  ['for what it does', (to) => `import '${to}';`],
  ['passed on', (to) => `export { one } from '${to}';`],
  ['all of it passed on', (to) => `export * from '${to}';`],
  ['a type passed on', (to) => `export type { One } from '${to}';`],
  ['while it runs', (to) => `const { one } = await import('${to}');`],
  ['a type where it is used', (to) => `type One = import('${to}').One;`],
  ['the type of all of it', (to) => `let all: typeof import('${to}');`],
];

const names = Object.keys(rooms);
const folderOf = (name: string): string => rooms[name]?.folder ?? '';
/** A file of a room; a function is a folder. */
export const fileIn = (name: string): string => `${folderOf(name)}/${name === 'functions' ? 'one/' : ''}one.ts`;
const wayTo = (from: string, to: string): string => `${'../'.repeat(from.split('/').length - 1)}${to}`;

/** Each pair of rooms of which the first may not import from the second. */
export const forbidden: readonly (readonly [string, string])[] = names.flatMap((from) =>
  names.filter((to) => to !== from && !rooms[from]?.rooms.includes(to)).map((to) => [from, to] as const),
);

/** Wrong imports that the plan lets pass: each forbidden pair is tried in each form. */
export const slippedThrough = (): string[] =>
  forbidden.flatMap(([from, to]) =>
    forms
      .filter(([, write]) => !arrowsOf(fileIn(from), write(wayTo(fileIn(from), fileIn(to)))).some(refusalOf))
      .map(([form]) => `${from} -> ${to}: ${form}`),
  );

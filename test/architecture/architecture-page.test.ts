import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { officePrefixes, submissionPrefixes } from '../../shared/config/object-keys.ts';
import { rooms } from './rooms.ts';

const page = readFileSync('docs/architecture.md', 'utf8');

test('each room has its line', () => {
  const folders = Object.values(rooms).map(({ folder }) => folder);
  expect(folders.filter((folder) => !page.includes(`\`${folder}\``))).toEqual([]);
});

test('each function has its line', () => {
  const names = readdirSync('functions', { withFileTypes: true })
    .filter((one) => one.isDirectory() && readdirSync(`functions/${one.name}`).includes('handler.ts'))
    .map(({ name }) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});

test('each prefix of the inbox has its line', () => {
  const prefixes = [...submissionPrefixes, ...officePrefixes];
  const lines = [/^\| `ingest-submission` \|.*$/m, /^\| originals \(inbox bucket\) \|.*$/m].map(
    (line) => line.exec(page)?.[0],
  );
  expect(prefixes.filter((prefix) => !lines[1]?.includes(`\`${prefix}…\``))).toEqual([]);
  expect(submissionPrefixes.filter((prefix) => !lines[0]?.includes(`\`${prefix}\``))).toEqual([]);
});

test('each key of the table has its line, and is written in one place', () => {
  const keys = readFileSync('shared/adapters/aws/dynamo/keys.ts', 'utf8').replace(/\/\*\*.*?\*\//gs, '');
  const parts = new Set([...keys.matchAll(/[`'#]([A-Z][A-Z-]{2,})(?=[#`'])/g)].map(([, part = '']) => part));
  expect(parts.size).toBeGreaterThan(25);
  expect([...parts].filter((part) => !new RegExp(`[\`#/ ]${part}[#\` ]`).test(page))).toEqual([]);
  const elsewhere = readdirSync('shared/adapters/aws/dynamo')
    .filter((name) => name !== 'keys.ts')
    .filter((name) => /pk: [`']/.test(readFileSync(`shared/adapters/aws/dynamo/${name}`, 'utf8')));
  expect(elsewhere).toEqual([]);
});

test('each decision stands in the index, with its date and whether it holds', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8');
  const files = readdirSync('docs/decisions').filter((name) => /^\d{3}-/.test(name));
  const missing = files.filter((name) => {
    const title = /^# \d+\. (.+)$/m.exec(readFileSync(`docs/decisions/${name}`, 'utf8'))?.[1];
    return !new RegExp(
      `\\[${title?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\]\\(${name}\\) \\| \\d{4}-\\d\\d-\\d\\d \\| \\S`,
    ).test(index);
  });
  expect(missing).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindsOfItems } from '../../shared/adapters/aws/dynamo/keys.ts';
import { kindsOfObjects, officePrefixes, submissionPrefixes } from '../../shared/config/object-keys.ts';
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

/** The first cell of the tables under a heading, and the second. */
const rowsUnder = (heading: string): string[] =>
  (page.split(`\n## ${heading}`)[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));

/** `AUTHORITY#` stands for `AUTHORITY#espoo`; what does not end in # is the whole of it, and '' is anything. */
const anyPart = (start: string): string => (start === '' ? '[^`/]+' : `${start}${start.endsWith('#') ? '[^`/]*' : ''}`);

test('each kind of item and of object has its line', () => {
  const rows = rowsUnder('What is stored');
  const items = kindsOfItems.map(({ pk, sk }) => new RegExp(`\`${anyPart(pk)} / ${anyPart(sk)}\``));
  expect(items.length).toBeGreaterThan(35);
  expect(items.filter((item) => !rows.some((row) => item.test(row))).map(String)).toEqual([]);
  // Mails lie in a bucket of their own, under any name.
  const prefixes = kindsOfObjects.map(({ prefix }) => prefix).filter((prefix) => prefix !== '');
  expect(prefixes.filter((prefix) => !rows.some((row) => row.includes(`\`${prefix}`)))).toEqual([]);
});

test('keys of the table are written in one place', () => {
  const starts = new Set(kindsOfItems.flatMap(({ pk, sk }) => [pk, sk]).filter((start) => start.endsWith('#')));
  const byHand = new RegExp(`['"\`](?:${[...starts].join('|')})`);
  const sources = ['shared', 'functions', 'infra'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const writing = sources
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .filter((name) => byHand.test(readFileSync(name, 'utf8').replace(/\/\*\*.*?\*\//gs, '')));
  // What is deployed imports no adapter: the page may delete contacts, and nothing else.
  expect(writing).toEqual(['shared/adapters/aws/dynamo/keys.ts', 'infra/constructs/portal.ts']);
});

test('each kind of message has its line', () => {
  const rows = rowsUnder('Messages');
  const written = readdirSync('shared/queues').filter((name) => /-messages?\.ts$|^upload\.ts$/.test(name));
  expect(written.length).toBeGreaterThan(4);
  expect(written.filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([]);
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

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typed } from '../../support/typed-command.ts';

/** Stands in for Google: each sheet by the first letters of its id. */
const parks = readFileSync('examples/city-parks.xlsx');
let server: Server;
let root: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const id = pathname.split('/')[3] ?? '';
    if (pathname === '/files/parks') {
      const name = 'attachment; filename="x.xlsx"; filename*=UTF-8\'\'Green%20Spaces%202031.xlsx';
      response.writeHead(200, { 'content-type': 'application/vnd.ms-excel', 'content-disposition': name }).end(parks);
    } else if (searchParams.get('format') !== 'xlsx') response.writeHead(400).end();
    else if (id.startsWith('open')) response.writeHead(307, { location: '/files/parks' }).end();
    else if (id.startsWith('mine')) {
      response.writeHead(302, { location: 'https://accounts.google.com/ServiceLogin' }).end();
    } else if (id.startsWith('page')) response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
    else if (id.startsWith('elsewhere')) response.writeHead(302, { location: 'http://127.0.0.1:9/secret' }).end();
    else response.writeHead(id.startsWith('busy') ? 503 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const linkOf = (id: string): string =>
  `https://docs.google.com/spreadsheets/d/${id.padEnd(44, 'x')}/edit?usp=sharing#gid=0`;
const draft = (named: string) =>
  typed(['questionnaire', 'draft', named, '--out', join(folder, 'draft.xlsx')], {
    ...process.env,
    SCOREBOOK_GOOGLE_ROOT: root,
  });

test('a Google Sheet that anyone with its link may read is drafted with its formulas and drop-downs', async () => {
  const { status, stdout } = await draft(linkOf('open'));
  expect(status).toBe(0);
  expect(stdout).toContain('Green Spaces 2031.xlsx: sheet Questionnaire'.replace('.xlsx', ''));
  expect(stdout).toMatch(/5 {2}questions with points from the workbook’s formulas/);
});

test.each([
  ['one that is not shared', linkOf('mine'), 'Share > General access > Anyone with the link'],
  ['one behind a page', linkOf('page'), 'Share > General access > Anyone with the link'],
  ['one that leads elsewhere', linkOf('elsewhere'), 'Share > General access > Anyone with the link'],
  ['one that is gone', linkOf('gone'), 'there is no Google Sheet at that address'],
  ['one that Google does not give now', linkOf('busy'), 'Google could not be asked for the sheet'],
  [
    'a document',
    'https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit',
    'is not the address of a Google Sheet',
  ],
  ['another site', 'https://example.org/parks.xlsx', 'is not the address of a Google Sheet'],
])('of %s says what to do, with status 64', async (_, link, told) => {
  const { status, stderr } = await draft(link);
  expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringContaining(told) });
});

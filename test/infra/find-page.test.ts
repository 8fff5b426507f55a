import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

/** The function at the edge, with a store of these entries. */
type Answer = {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: { location: { value: string } };
  readonly body?: { data: string };
};
let find: (uri: string) => Promise<Answer>;
/** The same before anything is published. */
let findAtFirst: (uri: string) => Promise<Answer>;

beforeAll(async () => {
  const code = await readFile('infra/edge/find-page.js', 'utf8');
  const entries = new Map([
    ['/', '2022'],
    ['2022', 'run-7-evidence'],
    ['2021', 'run-1'],
  ]);
  const storeOf = (kept: ReadonlyMap<string, string>) => ({
    async get(key: string): Promise<string> {
      const value = kept.get(key);
      if (value === undefined) throw new Error('KeyNotFound');
      return value;
    },
  });
  // CloudFront gives the module; everything else is the file as it is deployed.
  const make = new Function('cf', `${code.replace(/^import .*$/m, '')}; return handler;`);
  const finder = (kept: ReadonlyMap<string, string>) => {
    const handler = make({ kvs: () => storeOf(kept) });
    return (uri: string) => handler({ request: { uri } });
  };
  find = finder(entries);
  findAtFirst = finder(new Map());
});

describe('the function at the edge', () => {
  test.each([
    ['a catch that names no error', /\bcatch\s*\{/],
    ['?. or ??', /\?[.?]/],
    ['spreading', /\.\.\.\w/],
    ['taking apart', /\b(const|let)\s*[[{]/],
    ['for … of', /\bfor\s*(await\s*)?\([^;)]*\bof\b/],
    ['classes', /\bclass\s+\w/],
  ])('has nothing in it that the runtime there is not known to read: %s', async (_, newer) => {
    const code = await readFile('infra/edge/find-page.js', 'utf8');
    const withoutComments = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    expect(withoutComments).not.toMatch(newer);
    // Its quota, comments included.
    expect(Buffer.byteLength(code)).toBeLessThan(10 * 1024);
  });

  test.each([
    ['/2022/', '/runs/2022/run-7-evidence/index.html'],
    ['/2022/authorities/espoo.html', '/runs/2022/run-7-evidence/authorities/espoo.html'],
    ['/2021/data/standings.csv', '/runs/2021/run-1/data/standings.csv'],
    ['/2020/', '/not-there'],
    ['/runs/2022/run-7/index.html', '/not-there'],
    ['//evil.example/', '/not-there'],
  ])('%s is %s', async (uri, expected) => expect((await find(uri)).uri).toBe(expected));

  test.each([
    ['/', '/2022/'],
    ['/2021', '/2021/'],
  ])('%s leads to %s', async (uri, expected) => {
    expect(await find(uri)).toMatchObject({ statusCode: 302, headers: { location: { value: expected } } });
  });

  test('before a round is published the first page says so, and nothing else is there', async () => {
    const first = await findAtFirst('/');
    expect(first.statusCode).toBe(200);
    expect(first.body?.data).toContain('<h1>Results are not published yet</h1>');
    expect(await findAtFirst('/2022/')).toMatchObject({ uri: '/not-there' });
    expect((await find('/')).statusCode).toBe(302);
  });

  test('nothing is reached but the folder of a round’s site, and nobody is led elsewhere', async () => {
    const part = fc.oneof(fc.constantFrom('', '.', '..', '%2e%2e', '2022', '2021', 'runs', '/', '\\'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const { uri, headers } = await find(`/${parts.join('/')}`);
        if (headers !== undefined) expect(headers.location.value).toMatch(/^\/202[12]\/$/);
        else expect(uri).toMatch(/^\/not-there$|^\/runs\/2022\/run-7-evidence\/|^\/runs\/2021\/run-1\//);
      }),
    );
  });
});

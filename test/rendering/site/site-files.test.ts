import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvLines } from '../../../shared/rendering/site/data-table.ts';
import { evidence, publicText } from '../../../shared/rendering/site/evidence.ts';
import { rankingLists } from '../../../shared/rendering/site/ranking-lists.ts';
import { rankingPages } from '../../../shared/rendering/site/ranking-page.ts';
import { rankingRows } from '../../../shared/rendering/site/ranking-rows.ts';
import { roundSite } from '../../../shared/rendering/site/round-site.ts';
import { profile, standingsOf } from '../../support/compared.ts';
import { espooWrote, type Files, filesOf, publishedSeven } from '../../support/published-site.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';
import { open, sheetOf } from '../workbooks/writers/open.ts';

const text = (files: Files, path: string): string => String(files.get(path));

test('the pages and what makes them work stay under 100 KB before there is anybody in them', async () => {
  const files = await filesOf([]);
  const loaded = [...files].filter(([path]) => /^(index\.html|assets\/)/.test(path));
  const bytes = loaded.reduce((all, [, content]) => all + Buffer.byteLength(content), 0);
  expect(loaded).toHaveLength(3);
  expect(bytes).toBeLessThan(100_000);
});

test('the same round gives the same bytes', async () => {
  expect(await filesOf(publishedSeven)).toEqual(await filesOf(publishedSeven));
});

describe('evidence', () => {
  test('is on no page and in no file of a round that does not publish it', async () => {
    const files = await filesOf(publishedSeven, { showsEvidence: false });
    const all = [...files.values()].map(String).join('\n');
    expect(all).not.toContain('Data got from HR-system');
    expect(text(files, 'authorities/espoo.html')).toContain('Evidence of this round is not published.');
    expect(text(await filesOf(publishedSeven), 'authorities/espoo.html')).toContain('Data got from HR-system');
  });

  test.each([
    ['see https://espoo.fi/a?b=1&c=2.', ['https://espoo.fi/a?b=1&amp;c=2']],
    ['(http://espoo.fi) and https://x.example/y', ['http://espoo.fi', 'https://x.example/y']],
    ['javascript:alert(1) data:text/html,x www.espoo.fi', []],
    ['https://"onmouseover="alert(1)', []],
    ['https://x.example/<b>', ['https://x.example/']],
  ])('%s links to %j', (written, links) => {
    const shown = String(evidence(written));
    expect([...shown.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual(links);
    expect(shown.replace(/<\/?a\b[^>]*>/g, '')).not.toMatch(/<(?!\/?p)/);
  });

  test.each([
    ['Ask maija.meikalainen@espoo.fi.', 'Ask […].'],
    ['<a@b.example>, c+d@e-f.co.uk; g@h', '<[…]>, […]; g@h'],
    ['https://x.example/?to=maija%40espoo.fi&x=1', 'https:[…]&x=1'],
    ['half a \ud83d letter', 'half a \ufffd letter'],
  ])('%s is public as %s', (written, shown) => expect(publicText(written)).toBe(shown));
});

test('an answer that counts as the office verified it is marked beside it, on both pages and in the data', async () => {
  // 1.1.2 is the second question.
  const verifiedCode = '1'.padStart(2, '0').padEnd(41, '0');
  const of = (one: (typeof publishedSeven)[number]) => (one.authority === 'espoo' ? { ...one, verifiedCode } : one);
  const files = await filesOf(publishedSeven.map(of));
  const marks = (path: string) =>
    [...text(files, path).matchAll(/<p class="asked">(.*?)<\/p>/gs)].flatMap(([, item = '']) =>
      item.includes('Verified by the benchmark office') ? [item.replace(/<[^>]*>/g, '').slice(0, 5)] : [],
    );
  expect(marks('authorities/espoo.html')).toEqual(['1.1.2']);
  expect(marks('authorities/porto.html')).toEqual([]);
  expect(marks('questions/1.1.2.html')).toEqual(['Espoo']);
  expect(marks('questions/1.1.3.html')).toEqual([]);
  const { data } = Papa.parse<Record<string, string>>(text(files, 'data/standings.csv').trim(), { header: true });
  expect(data.filter(({ verified }) => verified !== '0').map(({ name, verified }) => [name, verified])).toEqual([
    ['Espoo', '1'],
  ]);
  const { authorities } = JSON.parse(text(files, 'data/standings.json')) as { authorities: typeof publishedSeven };
  expect(authorities.find(({ name }) => name === 'Espoo')?.verifiedCode).toBe(verifiedCode);
});

const hostile = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(1)> {authority} =1+1`;

test('a hostile name, country or text adds no element to any page', async () => {
  const named = (name: string, country: string) =>
    publishedSeven.map((one) => (one.authority === 'espoo' ? { ...one, name, country } : one));
  const wrote = (words: string) => ({
    ...espooWrote,
    answers: new Map(
      [...espooWrote.answers].map(([id, one]) => [id, { ...one, evidence: `${words} ${one.evidence}` }]),
    ),
  });
  const plain = await filesOf(named('Espoo', 'XX'), { wrote: wrote('plain') });
  const attacked = await filesOf(named(hostile, '"><b>'), { wrote: wrote(hostile) });
  for (const [path, content] of attacked) {
    if (!path.endsWith('.html')) continue;
    const elements = (page: string) => page.match(/<[a-z]/g)?.length;
    expect([path, elements(String(content))]).toEqual([path, elements(text(plain, path))]);
  }
});

describe('data', () => {
  test.each([
    ['ucdashboard-2022', 'rounded to 2 decimals', 'Only the score is rounded'],
    ['exact', 'Only the score is rounded', 'decimals'],
  ] as const)('say how a score by the method %s is rounded', async (method, said, notSaid) => {
    const { standings } = standingsOf(publishedSeven);
    const page = text(await filesOf(publishedSeven, { standings: { ...standings, method } }), 'data.html');
    expect(page).toContain(said);
    expect(page).not.toContain(notSaid);
  });

  test('of the published authorities have their counts, one type a column, in three formats', async () => {
    const files = await filesOf(publishedSeven);
    const { data } = Papa.parse<Record<string, string>>(text(files, 'data/standings.csv').trim(), { header: true });
    const espoo = data.find(({ authority }) => authority === 'espoo');
    expect(espoo).toMatchObject({ rank: '6', percent: '58', overall: '0.578', met: '23', percent_na_as_met: '81' });
    expect(espoo).toMatchObject({ country: 'FI', met_1_2: '3', answer_1_1_1: 'no', answer_3_3_2: 'na' });
    const { data: dictionary } = Papa.parse<Record<string, string>>(text(files, 'data/data-dictionary.csv').trim(), {
      header: true,
    });
    expect(dictionary.map(({ column }) => column)).toEqual(Object.keys(espoo ?? {}));
    const fits = { integer: /^\d*$/, decimal: /^(\d+(\.\d+)?)?$/, text: /^/ };
    for (const { column = '', type } of dictionary) {
      expect(data.map((row) => row[column])).toEqual(
        data.map(() => expect.stringMatching(fits[type as keyof typeof fits])),
      );
    }
    const workbook = await open(files.get('data/standings.xlsx') as Uint8Array);
    const sheet = sheetOf(workbook, 'standings');
    expect(sheet.rowCount).toBe(8);
    const row = sheet.getRow(1 + data.findIndex(({ authority }) => authority === 'espoo') + 1);
    expect((row.values as unknown[]).slice(1, 8)).toEqual([6, 'espoo', 'Espoo', 'FI', 300_000, 58, 0.578]);
    const json = JSON.parse(text(files, 'data/standings.json'));
    expect(json.authorities.map(({ percent }: { percent: number }) => percent)).toEqual([86, 79, 75, 74, 71, 58, 58]);
  });

  test('hold no text that a spreadsheet computes, and every text comes back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('=1+1', '+1', '-2', '@a', "'x", '\t=', '\r='))),
        (texts) => {
          const lines = csvLines(texts.map((one) => [one, 7]));
          // Left to itself, it takes another sign for the delimiter where there are many of it.
          const asWritten = { newline: '\n', delimiter: ',' } as const;
          const read = texts.length === 0 ? [] : Papa.parse<string[]>(lines.slice(0, -1), asWritten).data;
          for (const [cell = ''] of read) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect(read.map(([cell = '']) => cell.replace(/^'/, ''))).toEqual(texts);
        },
      ),
      { examples: [[['=1+1']], [['||']]] },
    );
  });
});

test('many authorities: every one of them is in the lists a browser would ask for its name', () => {
  const names = ['Sankt Pölten', 'San Marino', 'Île-de-France', 'Ø', 'Москва'];
  const many = Array.from({ length: 1005 }, (_, n) => profile(`${names[n % 5]} ${n}`, 'Y'.repeat(41)));
  const site = roundSite({
    ...{ standings: standingsOf(many).standings, questionnaire: userCentricity2023 },
    ...{ language: 'en', showsEvidence: false, rounds: [] },
  });
  const rows = rankingRows(many, site);
  const files = new Map([...rankingLists(rows, site)].map(({ path, content }) => [path, content]));
  const lists = JSON.parse(text(files, 'rows/lists.json'));
  const idsUnder = (start: string): string[] =>
    Array.from({ length: lists.name[start] ?? 0 }, (_, part) =>
      JSON.parse(text(files, `rows/name-${start}-${part + 1}.json`)).map(([, id]: [number, string]) => id),
    ).flat();
  const named = (n: number) => many.filter((_, index) => index % 5 === n).map(({ authority }) => authority);
  expect(idsUnder('мо').sort()).toEqual(named(4).sort());
  expect(idsUnder('sa').sort()).toEqual([...named(0), ...named(1)].sort());
  expect(idsUnder('fr').sort()).toEqual(named(2).sort());
  expect(idsUnder('san').sort()).toEqual([...named(0), ...named(1)].sort());
  expect(idsUnder('sank').sort()).toEqual(named(0).sort());
  expect([...rankingPages(rows, site)]).toHaveLength(4);
});

test('a round beside an earlier one shows both, and who changed by how much', async () => {
  const { standings } = standingsOf(publishedSeven.slice(2));
  const percents = new Map([['espoo', 50]]);
  const page = text(
    await filesOf(publishedSeven, { others: [{ standings: { ...standings, round: '2021' }, percents }] }),
    'rounds.html',
  );
  expect(page).toMatch(
    /Espoo<\/a><\/th><td class="number">50%<\/td><td class="number">58%<\/td><td class="number">\+8/,
  );
  expect(text(await filesOf(publishedSeven), 'rounds.html')).toContain('the only round that is published');
});

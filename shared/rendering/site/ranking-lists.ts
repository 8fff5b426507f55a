import { countryName } from '../words/group-names.ts';
import { listsPath, rowsPerPage } from './ranking-page.ts';
import type { RankingRow } from './ranking-rows.ts';
import type { RoundSite, SiteFile } from './round-site.ts';

/** Rows in one file: some 30 KB. */
const rowsPerFile = 400;
/** More letters than this tell no list apart. */
const maxLetters = 6;

/**
 * The rows of a ranking of several pages in lists that a browser asks for: by the first letters of each word of the
 * name, more letters where more authorities share them, by country, by population band, and all of them, for those who
 * sort by something else than rank. Each in order of rank.
 */
export function* rankingLists(rows: readonly RankingRow[], { messages }: RoundSite): Generator<SiteFile> {
  const totals = rows[0]?.counts.map(({ total }) => total) ?? [];
  yield* listsOf(rows, { totals }, ({ rank, profile, band, counts }) => {
    const { authority, name, country, percent } = profile;
    const said = country === null ? '' : countryName(country, messages);
    return [rank, authority, name, country ?? '', said, band ?? '', percent, counts.map(({ met }) => met)];
  });
}

/** The same of rows of any kind; `about` stands before the names of the lists. */
export function* listsOf<Row extends Pick<RankingRow, 'profile' | 'band'>>(
  rows: readonly Row[],
  about: object,
  asList: (row: Row) => readonly unknown[],
): Generator<SiteFile> {
  if (rows.length <= rowsPerPage) return;
  const byCountry = grouped(rows, ({ profile }) => (profile.country === null ? [] : [profile.country]));
  const byBand = grouped(rows, ({ band }) => (band === null ? [] : [String(band)]));
  const lists = { name: byLetters(rows), country: byCountry, population: byBand, all: new Map([['rank', rows]]) };
  for (const [kind, list] of Object.entries(lists)) {
    for (const [key, members] of list as ReadonlyMap<string, readonly Row[]>) {
      for (let start = 0; start < members.length; start += rowsPerFile) {
        const part = members.slice(start, start + rowsPerFile).map((row) => asList(row));
        yield { path: `rows/${kind}-${key}-${1 + start / rowsPerFile}.json`, content: JSON.stringify(part) };
      }
    }
  }
  const parts = (list: ReadonlyMap<string, readonly unknown[]>): Record<string, number> =>
    Object.fromEntries([...list].map(([key, { length }]) => [key, Math.ceil(length / rowsPerFile)]));
  const of = Object.fromEntries(Object.entries(lists).map(([kind, list]) => [kind, parts(list)]));
  const index = { ...about, ...of };
  yield { path: listsPath, content: JSON.stringify(index) };
}

function grouped<T>(rows: readonly T[], keysOf: (row: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [row]);
      else members.push(row);
    }
  }
  return groups;
}

/** As the browser takes the words of a name apart, too. */
function wordsOf(name: string): string[] {
  const folded = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 2);
}

function byLetters<Row extends Pick<RankingRow, 'profile'>>(rows: readonly Row[]): Map<string, Row[]> {
  const words = new Map(rows.map((row) => [row, wordsOf(row.profile.name)]));
  const startsOf = (row: Row, start: string, letters: number): string[] => {
    const longEnough = (words.get(row) ?? []).filter((word) => word.length >= letters && word.startsWith(start));
    return [...new Set(longEnough.map((word) => word.slice(0, letters)))];
  };
  const lists = new Map<string, Row[]>();
  const add = (start: string, members: Row[]): void => {
    lists.set(start, members);
    if (members.length <= rowsPerFile || start.length >= maxLetters) return;
    divide(start, members, start.length + 1);
  };
  const divide = (start: string, members: readonly Row[], letters: number): void => {
    for (const [longer, list] of grouped(members, (row) => startsOf(row, start, letters))) add(longer, list);
  };
  divide('', rows, 2);
  return lists;
}

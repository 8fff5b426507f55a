import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsole } from '../../infra/local/console/console.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import { rescoreLocally } from '../../infra/local/rounds-locally.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { sitePolicy } from '../../shared/config/site-policy.ts';
import { authored } from '../support/authored.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';

/** A round of an office's own questionnaire, from files to the public site, in the local cloud. */
const round = { id: 'libraries', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 2 };
const signal = new AbortController().signal;
const towns = ['Northwood', 'Elmton', 'Brook', 'Hill', 'Mill', 'Ford'];
const contactOf = (name: string): string => `officer@${name.toLowerCase()}.example`;

/** Answers in a layout of the town's own: each has other ones. */
const fileOf = (at: number): Uint8Array =>
  rawWorkbook([
    {
      name: 'Ours',
      rows: [
        ['No', 'Question', 'Answer', 'Evidence'],
        ['1a', 'Is a branch open in the evening?', at % 2 === 0 ? 'Yes' : 'No', 'Opening hours on our website'],
        ['1b', 'If yes, hours a week', at % 2 === 0 ? 20 + 8 * at : ''],
        ['1c', 'Was a branch closed?', at % 3 === 0 ? 'One or more' : 'None'],
        ['2', 'Can branches be entered without steps?', ['All', 'Most', 'None'][at % 3] ?? '', 'Survey of 2025'],
        ['3', 'Visits a year for each inhabitant', 2 + at],
        ['5', 'What is offered?', at % 2 === 0 ? 'Books at home; Tools' : 'Events'],
        ['8', 'Days to wait for a new book', 5 * at],
        ['9', 'Do staff train every year?', ['All', 'Most', 'None'][at % 3] ?? ''],
      ],
    },
  ]);

let own: OwnCloud;
let console_: Awaited<ReturnType<typeof startConsole>>;
let site: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  const { cloud, office } = own;
  console_ = await startConsole({ ...own, port: 4720 });
  site = await startSite({ cloud, port: 4660 });
  await office.questionnaires.publish(
    await authored('examples/public-libraries.authoring.xlsx'),
    '2026-01-01T00:00:00.000Z',
  );
  await office.questionnaires.fix(round.questionnaire);
  await office.registry.putRound({ ...round, publishesResults: true, publishesEvidence: true });
  for (const [at, name] of towns.entries()) {
    const contacts = [{ address: contactOf(name), language: 'en' }];
    const about = { name, kind: at % 2 === 0 ? 'city' : 'county', country: at % 2 === 0 ? 'FI' : 'PT', contacts };
    await office.registry.putAuthority({ id: name.toLowerCase(), ...about });
    const bytes = at === 0 ? readFileSync('examples/public-libraries.northwood.xlsx') : fileOf(at);
    await cloud.upload({ fileName: `${name}.xlsx`, bytes, sender: contactOf(name) });
  }
  await whenProgress(
    cloud,
    async () => {
      const all = await Promise.all(towns.map((name) => office.store.standing(round, name.toLowerCase())));
      return all.every((one) => one?.deliveries.every(({ state }) => state === 'sent')) ? all : null;
    },
    signal,
  );
});
afterAll(async () => {
  await site.stop();
  await console_.stop();
  await own.stop();
});

const plain = (page: string): string => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const inConsole = async (path: string): Promise<string> => (await fetch(console_.url + path)).text();

test('the console shows its scores in their unit, its sections and its questionnaire', async () => {
  const overview = await inConsole('/');
  expect(plain(overview)).toMatch(/Northwood round libraries[^%]*counts 71\.6%/);
  const [, id = ''] = /submissions\/([0-9a-f]+)">Northwood/.exec(overview) ?? [];
  const submission = plain(await inConsole(`/submissions/${id}`));
  expect(submission).toContain('71.6%');
  expect(submission).toMatch(/A1 Opening hours 7 of 12 points A2 Reach 91\.7% B Services 3 of 4 points/);
  expect(plain(await inConsole('/authorities/northwood'))).toMatch(/FI · city[\s\S]*71\.6%/);
  expect(plain(await inConsole('/rounds'))).toContain(
    'Title Public libraries Questions 14, in en, fi Scores percent, 1 decimal',
  );
  const review = await fetch(`${console_.url}/review/libraries`);
  expect([review.status, review.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
});

test('its site is published when it is scored again, and every link of it leads somewhere', async () => {
  expect(await rescoreLocally(own.cloud, round.id)).toBe('round libraries scored again: published, 6 ranked');
  const start = `${site.url}/libraries/`;
  const first = await whenProgress(
    own.cloud,
    async () => {
      const found = await fetch(start, { redirect: 'manual' });
      return found.status === 200 ? found : null;
    },
    signal,
  );
  expect(first.headers.get('content-security-policy')).toBe(sitePolicy);
  expect(plain(await first.text())).toMatch(/Ranking of 6 local authorities[\s\S]* 1 Northwood Finland 71\.6%/);
  const seen = new Map<string, number>();
  const open = [start];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    const answer = await fetch(url);
    seen.set(url, answer.status);
    if (!answer.headers.get('content-type')?.includes('html')) continue;
    for (const [, target = ''] of (await answer.text()).matchAll(/(?:href|src)="([^"#]+)(?:#[^"]*)?"/g)) {
      const { href, origin } = new URL(target.replaceAll('&amp;', '&'), answer.url);
      if (origin === new URL(site.url).origin && !seen.has(href) && !open.includes(href)) open.push(href);
    }
  }
  expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
  const paths = [...seen.keys()].map((url) => decodeURIComponent(url.slice(site.url.length)));
  expect(paths.filter((path) => path.startsWith('/libraries/authorities/'))).toHaveLength(6);
  expect(paths.filter((path) => path.startsWith('/libraries/questions/'))).toHaveLength(14);
  expect(paths.filter((path) => path.startsWith('/libraries/data/'))).toHaveLength(11);
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import { localRound, type Office } from '../../infra/local/office.ts';
import { rescoreLocally } from '../../infra/local/rounds-locally.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sitePolicy } from '../../shared/config/site-policy.ts';
import { reviewColumns } from '../../shared/domain/review/review-rows.ts';
import { rankOf } from '../../shared/domain/scoring/ranking.ts';
import { yesNoStandings } from '../../shared/domain/standings/any-standings.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { type PublishedAuthority, publishedRanking, valuesFor } from '../support/published-ranking.ts';
import { deepTest } from '../support/tier.ts';
import { typed } from '../support/typed-command.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const signal = new AbortController().signal;
let path: string;
let own: OwnCloud;
let cloud: LocalCloud;
let office: Office;

beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  ({ path, cloud, office } = own);
  await office.registry.putRound(localRound);
  for (const { authority } of publishedRanking) {
    const contacts = [{ address: contactOf(authority), language: 'en' }];
    await office.registry.putAuthority({ id: idOf(authority), name: authority, country: null, contacts });
  }
});
afterAll(async () => {
  await own.stop();
});

const idOf = (authority: string): string => authority.toLowerCase();
const contactOf = (authority: string): string => `officer@${idOf(authority)}.example`;

async function send({ authority, counts }: PublishedAuthority): Promise<void> {
  const bytes = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: idOf(authority), name: authority },
    round: localRound.id,
    answers: new Map(
      [...valuesFor(userCentricity2023, counts)].map(([id, value]) => [
        id,
        { value, raw: value, evidence: value === 'yes' ? 'See our report of 2022, page 7' : '', cell: null },
      ]),
    ),
  });
  await cloud.upload({ fileName: `${authority}.xlsx`, bytes, sender: contactOf(authority) });
}

const accepted = () =>
  whenProgress(
    cloud,
    async () => {
      const standings = await Promise.all(
        publishedRanking.map(({ authority }) => office.store.standing(localRound, idOf(authority))),
      );
      return standings.every((standing) => standing?.deliveries.every(({ state }) => state === 'sent'))
        ? standings
        : null;
    },
    signal,
  );

async function published() {
  const bucket = cloud.resources.buckets.find((name) => name.includes('results')) ?? '';
  const standings = dynamoStandings(cloud.clients.dynamodb, cloud.table, (prefix) =>
    s3Texts(cloud.clients.s3, bucket, prefix),
  );
  const current = await standings.current(localRound.id);
  if (current === null) throw new Error('Nothing is published');
  return current;
}

test('workbooks of the published authorities come in, and the round scored again has the published order and percentages', async () => {
  for (const one of publishedRanking) await send(one);
  await accepted();
  expect(await rescoreLocally(cloud, localRound.id)).toBe('round 2022 scored again: published, 7 ranked');
  const { standings, profiles } = await published();
  const ranked = profiles.map(({ name, percent }) => ({
    name,
    percent,
    rank: rankOf(percent, ofHoweverFew(yesNoStandings(standings).all).percents),
  }));
  // Among these seven: whoever ties there ties here.
  const expected = publishedRanking.map(({ authority, percent }) => ({
    name: authority,
    percent,
    rank: 1 + publishedRanking.filter((other) => other.rank < publishedRank(authority)).length,
  }));
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  expect(ranked.sort(byName)).toEqual(expected.sort(byName));
  expect(new Set(publishedRanking.map(({ rank }) => rank)).size).toBeLessThan(publishedRanking.length);
});

describe('the public site', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    site = await startSite({ cloud, port: 4640 });
  });
  afterAll(() => site.stop());
  const status = async (of: string) => (await fetch(site.url + of, { redirect: 'manual' })).status;

  test('is made of the bundle, the schedule and the edge that the template declares, and shows the published ranking', async () => {
    // The re-scoring has told of its standings: nobody waits for the schedule.
    const ranking = await whenProgress(
      cloud,
      async () => ((await status('/2022/')) === 200 ? fetch(`${site.url}/`) : null),
      signal,
    );
    expect(ranking.url).toBe(`${site.url}/2022/`);
    expect((await fetch(`${site.url}/2022`)).url).toBe(`${site.url}/2022/`);
    expect(ranking.headers.get('content-security-policy')).toBe(sitePolicy);
    expect(ranking.headers.get('cache-control')).toBe('public, max-age=300');
    const page = (await ranking.text()).replaceAll(/<[^>]*>/g, ' ');
    const shown = [...page.matchAll(/(\d+) +([A-Z][a-z]+) +(\d+)%/g)].map(([, , name, percent]) => [
      name,
      Number(percent),
    ]);
    const order = (list: (string | number | undefined)[][]) => [...list].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    expect(order(shown.slice(0, 7))).toEqual(
      order(publishedRanking.map(({ authority, percent }) => [authority, percent])),
    );
    expect(await (await fetch(`${site.url}/2022/authorities/porto.html`)).text()).toContain('See our report of 2022');
  });

  test('has nothing that no page leads to', async () => {
    const [key = ''] = await keysOf(cloud, 'site');
    expect(key).toMatch(/^runs\/2022\//);
    for (const of of [`/${key}`, '/not-found.html', '/2021/', '/2022/none.html', '/%', '/2022/%']) {
      expect([of, await status(of)]).toEqual([of, 404]);
    }
    expect((await fetch(`${site.url}/2022/`, { method: 'POST' })).status).toBe(403);
  });
});

async function keysOf({ clients, resources }: LocalCloud, bucket: string): Promise<string[]> {
  const Bucket = resources.buckets.find((name) => name.includes(`-${bucket}-`));
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'runs/' }));
  return Contents.map(({ Key = '' }) => Key);
}

const publishedRank = (name: string): number =>
  publishedRanking.find(({ authority }) => authority === name)?.rank ?? Number.NaN;

test('the schedule strikes, and finds nothing new to publish', async () => {
  const before = await published();
  await cloud.strike('rescorings');
  const runs = dynamoScoringRuns(cloud.clients.dynamodb, cloud.table);
  await vi.waitFor(
    async () => {
      const [last, ...earlier] = await runs.latest(localRound.id, 5);
      expect(last).toMatchObject({ execution: expect.stringMatching(/:2022-daily-/), end: { outcome: 'unchanged' } });
      expect(earlier).toHaveLength(1);
    },
    { timeout: 60_000 },
  );
  expect(await published()).toEqual(before);
});

describe('in another terminal', () => {
  const scorebookOn = async (on: string, ...args: string[]) => {
    // Settings for AWS that a user may have do not get in the way.
    const settings = { AWS_PROFILE: 'work', AWS_USE_DUALSTACK_ENDPOINT: 'true' };
    const { status, stdout, stderr } = await typed([...args, '--folder', on], {
      PATH: process.env['PATH'] ?? '',
      ...settings,
    });
    return { status, out: stdout, err: stderr };
  };

  const scorebook = (...args: string[]) => scorebookOn(path, ...args);

  test('rescore shows how far it is and how it ended, status and rounds what is published', async () => {
    await writeAddress(path, cloud);
    const rescored = await scorebook('rescore', '--round', '2022');
    expect(rescored).toMatchObject({ status: 0, err: '' });
    expect(rescored.out).toMatch(/^Re-scoring of round 2022 started: arn:aws:states:/);
    expect(rescored.out).toMatch(/Nothing has changed: the ranking stays as it is: 7 authorities counted\n$/);
    const [status, rounds] = [await scorebook('status', '--round', '2022'), await scorebook('rounds')];
    expect(status.out).toMatch(/Ranking: 7 authorities ranked, accepted until \d{4}-/);
    expect(rounds.out).toMatch(/^2022 {2}user-centricity@2023 {2}open {2}7 authorities ranked/);
  });

  test('registry, round, link and erase work on it, and workbooks are filled with what is registered', async () => {
    const [authorities, contacts] = [join(path, 'cities.csv'), join(path, 'contacts.csv')];
    await writeFile(authorities, 'Name;Country\nKotka;FI\n');
    await writeFile(contacts, 'Authority;Address\nKotka;a@kotka.example\n');
    expect(await scorebook('registry', authorities)).toMatchObject({ status: 0, err: '' });
    expect(await scorebook('registry', contacts)).toMatchObject({ status: 0, err: '' });
    expect(await scorebook('round', '2044', '--deadline', '2044-10-31')).toMatchObject({ status: 0, err: '' });
    const link = await scorebook('link', '--contact', 'a@kotka.example', '--authority', 'kotka', '--round', '2044');
    expect(link.out).toMatch(new RegExp(`^${cloud.portal}/?#`));
    const registry = join(path, 'registry.xlsx');
    expect((await scorebook('template', '--registry', '--out', registry)).status).toBe(0);
    expect((await scorebook('registry', registry)).out).toContain('0 changed');
    const erased = await scorebook('erase', '--contact', 'a@kotka.example', '--yes');
    expect(erased).toMatchObject({ status: 0, err: '' });
    expect(await office.registry.authoritiesOf('a@kotka.example')).toEqual([]);
    await scorebook('erase', '--authority', 'kotka', '--yes');
  });

  deepTest('a re-scoring that fails says why, and what was published stays', async () => {
    await office.registry.putRound({ ...localRound, id: '1998', questionnaire: 'gone@1' });
    const { status, err } = await scorebook('rescore', '--round', '1998');
    expect(status).toBe(1);
    expect(err).toMatch(/^The re-scoring failed; the last publication stays\. FAILED: .*gone@1, which is not known/s);
    expect((await published()).standings.all.authorities).toBe(7);
  });

  test('export writes the round, and says what it wrote', async () => {
    const out = join(path, 'data');
    const exported = await scorebook('export', '--round', '2022', '--out', out);
    expect(exported).toMatchObject({ status: 0, err: '' });
    expect(exported.out).toMatch(
      /^7 authorities exported to .*: standings\.csv, answers\.csv, .*iMeta\.csv, data-dictionary\.csv\n$/,
    );
    expect((await readdir(out)).sort()).toContain('iData.csv');
    const answers = (await readFile(join(out, 'answers.csv'), 'utf8')).trimEnd().split('\n');
    expect(answers).toHaveLength(1 + 7 * 41);
    expect(answers.filter((line) => line.endsWith(',"See our report of 2022, page 7"')).length).toBeGreaterThan(100);
    expect(await readdir(out)).not.toContain('notes.csv');
    const withNotes = await scorebook('export', '--round', '2022', '--out', out, '--notes');
    expect(withNotes).toMatchObject({ status: 0, out: expect.stringMatching(/notes\.csv\n$/) });
    expect(await readFile(join(out, 'notes.csv'), 'utf8')).toMatch(/^authority,certified_by,note\n/);
    expect(await scorebook('export', '--round', '1999', '--out', out)).toMatchObject({
      status: 64,
      err: 'scorebook: round 1999 is not registered\n',
    });
  });

  deepTest('a review is written and sent, and then the round is scored again and published by itself', async () => {
    const before = await published();
    const file = join(path, 'review.xlsx');
    expect(await scorebook('review', '--round', '2022', '--authority', 'porto', '--out', file)).toMatchObject({
      status: 0,
      err: expect.stringContaining(`Review workbook: ${file}`),
    });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const column = (name: (typeof reviewColumns)[number]): number => reviewColumns.indexOf(name) + 2;
    workbook.worksheets[0]?.eachRow((row) => {
      if (String(row.getCell(column('claimed')).value) !== 'Yes') return;
      row.getCell(column('verified')).value = 'No';
      row.getCell(column('reason')).value = 'It ended';
    });
    await workbook.xlsx.writeFile(file);
    expect(await scorebook('review', '--send', file, '--out', 'other.xlsx')).toMatchObject({
      status: 64,
      err: 'scorebook: --send takes a filled-in workbook: leave out --out\n',
    });
    expect(await scorebook('review', '--send', file)).toMatchObject({ status: 0, err: '' });
    const porto = async () => (await published()).profiles.find(({ authority }) => authority === 'porto');
    const now = await whenProgress(
      cloud,
      async () => ((await published()).standings.run === before.standings.run ? null : porto()),
      signal,
    );
    const claimed = before.profiles.find(({ authority }) => authority === 'porto')?.answerCode ?? '';
    expect([now?.percent, now?.verifiedCode]).toEqual([0, claimed.replaceAll('Y', '1').replaceAll(/[^1]/g, '0')]);
    const [last] = await dynamoScoringRuns(cloud.clients.dynamodb, cloud.table).latest(localRound.id, 1);
    expect(last).toMatchObject({
      execution: expect.stringMatching(/:2022-review-\w{32}$/),
      end: { outcome: 'published' },
    });
  });

  deepTest('finalise declares the results final, and each authority is told, once', async () => {
    await office.registry.putRound({ ...localRound, closesAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await scorebook('finalise', '--round', '2022')).toMatchObject({
      status: 64,
      err: expect.stringMatching(/round 2022 is open until .*: close it first/),
    });
    await office.registry.putRound({ ...localRound, closesAt: new Date(Date.now() - 3_600_000).toISOString() });
    for (const _ of ['once', 'again']) {
      const finalised = await scorebook('finalise', '--round', '2022');
      expect(finalised).toMatchObject({ status: 0, err: '' });
      expect(finalised.out).toMatch(/Results of round 2022 are final since \d{4}-.* UTC\n$/);
    }
    expect((await scorebook('status', '--round', '2022')).out).toMatch(/Results: final since \d{4}-/);
    const finals = async () =>
      (await cloud.mails.list()).filter(({ subject }) => subject.startsWith('Final results: '));
    await whenProgress(cloud, async () => ((await finals()).length < 7 ? null : true), signal);
    expect(new Set((await finals()).map(({ subject }) => subject)).size).toBe(7);
    expect(await finals()).toHaveLength(7);
  });

  test('a round that is not there, and a folder on which nothing runs, are mistakes of whoever typed', async () => {
    expect(await scorebook('rescore', '--round', '1999')).toMatchObject({
      status: 64,
      err: 'scorebook: round 1999 is not registered\n',
    });
    const { status, err } = await scorebookOn(join(path, 'nothing'), 'status');
    expect([status, err]).toEqual([64, expect.stringContaining('no local cloud is running in')]);
  });
});

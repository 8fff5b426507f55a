import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { theSeven } from '../support/compared.ts';
import { strikeAt } from '../support/faults.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { publishedSevenOf } from '../support/published-site.ts';
import { espooWorkbook, type Publishing, startPublishing } from '../support/publishing.ts';

let pipeline: Pipeline;
let publishing: Publishing;
const base: Round = { id: '', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };
/** Rounds do not disturb each other: each test has one of its own, and all before it are not public any more. */
let round: Round;
let rounds = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  publishing = await startPublishing(pipeline);
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts: [] });
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  for (const before of await pipeline.registry.rounds()) {
    await pipeline.registry.putRound({ ...before, publishesResults: false });
  }
  await publishing.begin();
  rounds += 1;
  round = { ...base, id: `r${rounds}`, publishesResults: true };
});

const put = (about: Partial<Round> = {}) => pipeline.registry.putRound({ ...round, ...about });
const publish = async (): Promise<string[]> => {
  await publishing.begin();
  return outcomes(await publishing.work());
};
const outcomes = (of: Awaited<ReturnType<Publishing['work']>>) =>
  of.map((one) => (one instanceof Error ? one.message : one.outcome));
/** The authority sends what it published; `words` begin all its evidence. Returns the submission. */
async function send(words = ''): Promise<string> {
  const key = `office/${crypto.randomUUID()}.xlsx`;
  const sent = await pipeline.ingest(await pipeline.put({ key, bytes: await espooWorkbook(round.id, words) }));
  return 'submission' in sent ? sent.submission : sent.outcome;
}
const page = (path: string) => publishing.page(round.id, path);

describe('a round', () => {
  test('is not public until the office says so, and then all of it is', async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put({ publishesResults: undefined });
    expect(await publish()).toEqual([]);
    expect([await publishing.folder(round.id), await page('index.html')]).toEqual([null, null]);
    await put();
    expect(await publish()).toEqual(['continued', 'switched']);
    expect(await page('index.html')).toMatch(/Rotterdam[\s\S]*86%[\s\S]*Espoo[\s\S]*58%[\s\S]*Porto[\s\S]*58%/);
    expect(await page('authorities/espoo.html')).toContain('Shared with one other');
    expect(await page('data/standings.csv')).toContain('rotterdam');
  });

  test('shows evidence only when the office says so, and that of the submission that is counted', async () => {
    await put();
    await publishing.standings(round.id, '2026-01', publishedSevenOf(await send()));
    await publish();
    expect(await page('authorities/espoo.html')).toMatch(/305,200/);
    expect(await page('authorities/espoo.html')).not.toContain('HR-system');
    await put({ publishesEvidence: true });
    await publish();
    expect(await page('authorities/espoo.html')).toContain('Data got from HR-system');
    expect(await page('questions/1.1.2.html')).toContain('Data got from HR-system');
  });

  test('shows what the counted submission says, not what came in after the cut-off', async () => {
    await put({ publishesEvidence: true });
    await send('First words');
    expect((await pipeline.rescore(round.id)).outcome).toBe('published');
    await send('Second words');
    await publish();
    expect(await page('authorities/espoo.html')).toContain('First words');
    // Not one answer is another: the evidence alone makes standings of their own.
    expect((await pipeline.rescore(round.id)).outcome).toBe('published');
    await publish();
    expect(await page('authorities/espoo.html')).toContain('Second words');
    expect((await pipeline.rescore(round.id)).outcome).toBe('unchanged');
  });

  test('that is public as it should be is not written again', async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put();
    await publish();
    const [folder] = [await publishing.folder(round.id)];
    const own = pipeline.newClients();
    const { calls } = strikeAt(own, Number.NaN, 'error');
    expect(await publishing.begin(own)).toEqual({ begun: 0, withdrawn: 0, cleared: 0 });
    await publishing.ask({ round: round.id, folder: folder ?? '', fromShard: 0 });
    expect(outcomes(await publishing.work(own))).toEqual(['there']);
    expect(calls.filter((call) => !/^(Get|List|Query|BatchGet)/.test(call))).toEqual([]);
  });

  test('that is no longer to be public is gone, with its files', async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put();
    await publish();
    await put({ publishesResults: false });
    expect(await publishing.begin(undefined, new Date(Date.now() + 5000))).toMatchObject({ withdrawn: 1 });
    expect(await publishing.folder(round.id)).toBeNull();
    expect((await publishing.keys()).filter((key) => key.startsWith(`runs/${round.id}/`))).toEqual([]);
  });

  test('loses an authority that was erased with its next standings, and then the files that showed it', async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put();
    await publish();
    const others = theSeven.filter(({ authority }) => authority !== 'porto');
    await publishing.standings(round.id, '2026-02', others);
    await publish();
    expect(await page('authorities/porto.html')).toBeNull();
    for (const path of ['index.html', 'data/standings.csv', 'data/standings.json', 'questions/1.1.2.html']) {
      expect([path, /porto/i.test((await page(path)) ?? '')]).toEqual([path, false]);
    }
    expect((await publishing.keys()).filter((key) => key.endsWith('/porto.html'))).toHaveLength(1);
    await publishing.begin(undefined, new Date(Date.now() + 7 * 3600_000));
    expect((await publishing.keys()).filter((key) => key.endsWith('/porto.html'))).toEqual([]);
    expect(await page('authorities/espoo.html')).not.toBeNull();
  });

  test('loses a person who was erased from evidence, though no answer and no rank has changed', async () => {
    const contacts = [{ address: 'maija@espoo.example', name: 'Maija Meikäläinen', language: 'en' }];
    await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
    await put({ publishesEvidence: true });
    await publishing.standings(round.id, '2026-01', publishedSevenOf(await send('Ask Maija Meikäläinen. ')));
    await publish();
    expect(await page('authorities/espoo.html')).toContain('Maija Meikäläinen');
    await eraseData({ kind: 'contact', address: 'maija@espoo.example' }, pipeline.erasing());
    await publish();
    expect(await page('authorities/espoo.html')).toContain('Ask [erased].');
    expect(await page('questions/1.1.2.html')).not.toContain('Maija');
  });

  test('stays as it is while what its standings stand on is being erased', async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put();
    await publish();
    await publishing.standings(round.id, '2026-02', theSeven.slice(1), { keep: false });
    expect(await publish()).toEqual(['incomplete']);
    expect(await page('authorities/rotterdam.html')).not.toBeNull();
  });
});

describe('a publication', () => {
  const olderAndNewer = async () => {
    await publishing.standings(round.id, '2026-01', theSeven);
    await put();
    await publish();
    await publishing.standings(round.id, '2026-02', theSeven.slice(2));
    await publishing.begin();
  };
  /** Which of the two readers see, by every page that tells; a mixture is neither. */
  const seen = async (): Promise<string> => {
    const pages = ['index.html', 'data/standings.csv', 'averages.html', 'questions/3.3.1.html'];
    const texts = await Promise.all(pages.map(page));
    const older = texts.every((text) => /Rotterdam|7 local|4 of|of 7/.test(text ?? ''));
    const rotterdam = await page('authorities/rotterdam.html');
    return older && rotterdam !== null
      ? 'older'
      : rotterdam === null && texts.every((text) => text !== null)
        ? 'newer'
        : 'half';
  };

  test.each([
    ['crash before', 'older'],
    ['crash after', 'newer'],
    ['error', 'older'],
  ] as const)('that ends by %s at its last write leaves the %s site, and is done later', async (kind, left) => {
    await olderAndNewer();
    const own = pipeline.newClients();
    const { struck } = strikeAt({ entries: own.entries }, 5, kind);
    expect((await publishing.work(own)).at(-1)).toBeInstanceOf(Error);
    expect(struck()).toBe('UpdateKeysCommand');
    expect(await seen()).toBe(left);
    await publishing.work();
    expect(await seen()).toBe('newer');
  });

  test('that ends half-way leaves the older site, and is done later', async () => {
    await olderAndNewer();
    const own = pipeline.newClients();
    strikeAt(own, 40, 'crash before');
    expect((await publishing.work(own)).at(-1)).toBeInstanceOf(Error);
    expect(await seen()).toBe('older');
    await publishing.work();
    expect(await seen()).toBe('newer');
  });

  test('of an older run that ends late changes nothing', async () => {
    await olderAndNewer();
    const older = await publishing.folder(round.id);
    await publishing.work();
    await publishing.ask({ round: round.id, folder: older ?? '', fromShard: 0 });
    expect(outcomes(await publishing.work())).toEqual(['overtaken']);
    expect(await seen()).toBe('newer');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyReview } from '../../functions/import-review/apply-review.ts';
import { finishRun } from '../../functions/rescore-round/finish-run.ts';
import { planRun } from '../../functions/rescore-round/plan-run.ts';
import { scoreShard } from '../../functions/rescore-round/score-shard.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import { rankOf } from '../../shared/domain/scoring/ranking.ts';
import { yesNoStandings } from '../../shared/domain/standings/any-standings.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { accept as acceptRule } from '../../shared/domain/standings/standing.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { loadPublishedAnswers } from '../../shared/use-cases/load-published-answers.ts';
import { acceptAnswers, candidateOf } from '../support/answered.ts';
import { profile, theSeven } from '../support/compared.ts';
import { strikeAt } from '../support/faults.ts';
import { withOlderVersion } from '../support/older-questionnaire.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { publishedRanking } from '../support/published-ranking.ts';
import { rescoreRound as runAgain } from '../support/rescore-round.ts';
import { percentBy, scoredDifferently } from '../support/scored-differently.ts';
import { stride } from '../support/tier.ts';

let pipeline: Pipeline;
let round: Round;
let rounds = 0;

beforeAll(async () => {
  pipeline = await startPipeline(withOlderVersion);
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  await pipeline.loseMessages();
  await pipeline.forgetMails();
  rounds += 1;
  round = { id: `r${rounds}`, questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 3 };
  await pipeline.registry.putRound(round);
});

const accept = (authority: string, answerCode: string, at?: string): Promise<string> =>
  acceptAnswers({ round, authority, answerCode, ...(at === undefined ? {} : { at }) }, pipeline.rescoring());
const acceptSeven = async (): Promise<void> => {
  for (const { authority, answerCode } of theSeven) await accept(authority, answerCode);
};
const current = async () => (await pipeline.standings.current(round.id)) ?? { standings: null, profiles: [] };
/** Name and percentage of all that are counted, as the published standings have them. */
const shown = async () => {
  const { profiles } = await current();
  return Object.fromEntries(profiles.map(({ authority, percent }) => [authority, percent]));
};
const shownByTheSeven = Object.fromEntries(theSeven.map(({ authority, percent }) => [authority, percent]));
const writes = (calls: readonly string[]): string[] => calls.filter((name) => /^(Put|Update|Delete|Batch)/.test(name));

test('the published authorities get their percentages and ranks', async () => {
  await acceptSeven();
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 7, toTell: [] });
  const { standings, profiles } = await current();
  const ranked = profiles
    .map(({ name, percent }) => ({
      name,
      percent,
      rank: rankOf(percent, standings ? ofHoweverFew(yesNoStandings(standings).all).percents : []),
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const sorted = [...publishedRanking].sort((a, b) => b.percent - a.percent || (a.authority < b.authority ? -1 : 1));
  expect(ranked).toEqual(
    sorted.map(({ authority, percent }) => ({
      name: authority.toLowerCase(),
      percent,
      rank: 1 + sorted.filter((other) => other.percent > percent).length,
    })),
  );
});

test('an authority that gave no population is compared by the one that is registered', async () => {
  await acceptAnswers(
    { round, authority: 'lahti', answerCode: 'Y'.repeat(41), population: 120_000 },
    pipeline.rescoring(),
  );
  await pipeline.rescore(round.id);
  const { standings, profiles } = await current();
  expect(profiles[0]?.population).toBe(120_000);
  expect(Object.keys(standings?.groups ?? {})).toEqual(['population:100000']);
});

test('a round that nobody has answered is published as such', async () => {
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 0 });
  expect((await current()).standings?.all.authorities).toBe(0);
});

test('when nothing has changed no standing is written, nothing is published and nobody is mailed', async () => {
  await acceptSeven();
  await pipeline.rescore(round.id);
  await pipeline.loseMessages();
  const before = await current();
  const clients = pipeline.newClients();
  const { calls } = strikeAt(clients, 0, 'error');
  expect(await pipeline.rescore(round.id, undefined, clients)).toMatchObject({ outcome: 'unchanged' });
  // The run itself, and what came of its three shards.
  expect(writes(calls)).toEqual([...new Array(4).fill('PutItemCommand'), 'UpdateItemCommand']);
  expect(calls).not.toContain('PutObjectCommand');
  expect(calls).not.toContain('SendMessageCommand');
  expect(await current()).toEqual(before);
});

describe('what is published is remembered', () => {
  const at = '2026-11-30T02:00:00.000Z';
  const acts = async () =>
    (await pipeline.participation().acts.of(round.id)).map(({ what, by, facts, at: when }) => [what, by, facts, when]);
  const run = (name: string, startedAt = at) =>
    runAgain({ round: round.id, execution: `arn:aws:states:::execution:m:${name}`, startedAt }, pipeline.rescoring());
  const published = (by: string, results: string, when = at) => ['publish', by, { authorities: '7', results }, when];

  test.each([
    ['daily 2026-11-30', 'schedule'],
    ['by hand 2026-11-30', 'office'],
    ['review 1f3c', 'office'],
    ['dailyish', 'office'],
  ])('by why its run was started: %s', async (why, by) => {
    await acceptSeven();
    const later = new Date(Date.now() + 1000).toISOString();
    await run(executionName(round.id, why), later);
    await run(executionName(round.id, why), later);
    expect(await acts()).toEqual([published(by, 'provisional', later)]);
  });

  test('results that become final without anybody’s word do so by the schedule', async () => {
    await acceptSeven();
    const later = new Date(Date.now() + 1000).toISOString();
    const closesAt = new Date(Date.now() - 60_000).toISOString();
    await pipeline.registry.putRound({ ...round, closesAt, finalResults: closesAt });
    await run(executionName(round.id, 'final 2026-11-30'), later);
    // Of the same instant: either may stand first.
    expect((await acts()).sort()).toEqual([['finalise', 'schedule', {}, later], published('schedule', 'final', later)]);
  });

  test('a run that changes nothing is none', async () => {
    await acceptSeven();
    const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    await run(executionName(round.id, 'daily a'), soon(1));
    expect(await run(executionName(round.id, 'daily b'), soon(2))).toMatchObject({ outcome: 'unchanged' });
    expect(await acts()).toHaveLength(1);
  });
});

describe('what comes in after the cut-off', () => {
  test('is counted by the next run, and whoever it replaces still counts as before', async () => {
    await acceptSeven();
    const cutOff = new Date();
    const later = new Date(cutOff.getTime() + 1000).toISOString();
    await accept('espoo', 'Y'.repeat(41), later);
    await accept('vantaa', 'N'.repeat(41), later);
    await pipeline.rescore(round.id, cutOff);
    expect(await shown()).toEqual(shownByTheSeven);
    await pipeline.rescore(round.id, new Date(later));
    expect(await shown()).toEqual({ ...shownByTheSeven, espoo: 100, vantaa: 0 });
  });
});

describe('a run that is older than what is published', () => {
  test('changes nothing and tells nobody when it ends late', async () => {
    await acceptSeven();
    const steps = pipeline.rescoring();
    const late = await planRun({ round: round.id, execution: 'late', startedAt: new Date().toISOString() }, steps);
    await accept('vantaa', 'Y'.repeat(41));
    await pipeline.rescore(round.id, new Date(Date.now() + 1000));
    const before = await current();
    for (const shard of late.shards) await scoreShard({ ...late, shard }, steps);
    expect(await finishRun(late, steps)).toMatchObject({ outcome: 'overtaken', toTell: [] });
    expect(await current()).toEqual(before);
  });
});

test('a run that judges as the round was judged before leaves the scores of a later one', async () => {
  await accept('vantaa', thirds);
  const steps = pipeline.rescoring();
  const late = await planRun({ round: round.id, execution: 'judging', startedAt: new Date().toISOString() }, steps);
  await pipeline.registry.putRound({ ...round, method: 'exact' });
  await pipeline.rescore(round.id, new Date(Date.now() + 1000));
  const after = await pipeline.store.standing(round, 'vantaa');
  expect(after?.score).toMatchObject({ method: 'exact', percent: exactPercent(thirds) });
  for (const shard of late.shards) await scoreShard({ ...late, shard }, steps);
  expect(await finishRun(late, steps)).toMatchObject({ outcome: 'overtaken' });
  expect(await pipeline.store.standing(round, 'vantaa')).toEqual(after);
});

test('a run that lacks a shard publishes nothing, and says which', async () => {
  await acceptSeven();
  const steps = pipeline.rescoring();
  const plan = await planRun({ round: round.id, execution: 'lacking', startedAt: new Date().toISOString() }, steps);
  await scoreShard({ ...plan, shard: 0 }, steps);
  await scoreShard({ ...plan, shard: 2 }, steps);
  await expect(finishRun(plan, steps)).rejects.toThrow(/lacks 1 of 3 shards: 1$/);
  expect((await current()).standings).toBeNull();
});

test('an authority that was erased is gone from what others are compared with, and at the next run from the counters', async () => {
  await acceptSeven();
  await pipeline.rescore(round.id);
  await eraseData({ kind: 'authority', id: 'espoo' }, pipeline.erasing());
  // Another process: it has not read them before.
  const names = async () => {
    const { standings } = pipeline.rescoring(pipeline.newClients());
    return (await standings.current(round.id))?.profiles.map(({ authority }) => authority) ?? [];
  };
  expect(await names()).not.toContain('espoo');
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 6 });
  expect((await names()).sort()).toEqual(
    Object.keys(shownByTheSeven)
      .filter((id) => id !== 'espoo')
      .sort(),
  );
  expect((await current()).standings?.all.authorities).toBe(6);
});

const thirds = scoredDifferently;
const exactPercent = (code: string): number => percentBy(code, 'exact');

describe('when the method of the round changes', () => {
  test('whoever shows another percentage is told once, with the reason, and nobody else', async () => {
    await acceptSeven();
    const submission = await accept('vantaa', thirds);
    await pipeline.rescore(round.id);
    await pipeline.loseMessages();
    await pipeline.registry.putRound({ ...round, method: 'exact' });
    const expected = [...theSeven, profile('vantaa', thirds)].filter(
      ({ answerCode, percent }) => exactPercent(answerCode) !== percent,
    );
    await pipeline.forgetMails();
    await pipeline.rescore(round.id);
    await pipeline.rescore(round.id);
    while ((await pipeline.deliverWaiting()).length > 0);
    const [mail, ...others] = await pipeline.mailsOf(submission);
    expect(others).toEqual([]);
    const [before, now] = [profile('vantaa', thirds).percent, exactPercent(thirds)];
    expect(mail?.subject).toMatch(`Scored again: vantaa, round ${round.id}: ${now}%, rank`);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(`Your score was ${before}%; it is now ${now}%`);
    expect(mail?.text.replace(/\s+/g, ' ')).toContain('the method exact instead of ucdashboard-2022');
    expect((await current()).standings?.method).toBe('exact');
    expect((await pipeline.mailsTo('office@benchmark.example')).length).toBe(expected.length);
  });
});

test('answers to an older version count by what became of its questions, and their authority is told', async () => {
  const [newer, older] = withOlderVersion.all;
  if (newer === undefined || older === undefined) throw new Error('There are not two versions');
  const code = 'NNYN'.padEnd(41, 'Y');
  const told = await acceptAnswers(
    { round, authority: 'lahti', answerCode: code, questionnaire: older },
    pipeline.rescoring(),
  );
  await pipeline.deliverWaiting();
  await pipeline.forgetMails();
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 1 });
  const { standings, profiles } = await current();
  expect(standings?.questionnaire).toBe('user-centricity@2023');
  // No, No, dropped, No of the older one are its 1.1.4, 1.1.1 and 1.1.2; 1.1.3 is asked anew.
  expect(profiles[0]?.answerCode).toBe('NN-N'.padEnd(41, 'Y'));
  if (standings === null || profiles[0] === undefined) throw new Error('Nobody is counted');
  const from = { store: pipeline.store, catalogue: withOlderVersion };
  const written = await loadPublishedAnswers(profiles[0], yesNoStandings(standings), true, from);
  expect(['1.1.3', '1.2.1'].map((id) => written?.answers.get(id))).toMatchObject([
    { value: 'unanswered', evidence: '' },
    { value: 'yes', evidence: '1.2.1' },
  ]);
  await pipeline.deliverWaiting();
  const [mail] = await pipeline.mailsOf(told);
  expect(mail?.subject).toContain(`Scored again: lahti, round ${round.id}: ${profiles[0]?.percent}%`);
  expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
    'scored with questionnaire user-centricity@2023. We kept your answers to user-centricity@2021',
  );
  expect((await pipeline.store.standing(round, 'lahti'))?.answerCode).toBe(code);
});

test('a review of answers to an older version is told once, by the version that the round is judged by', async () => {
  const [, older] = withOlderVersion.all;
  if (older === undefined) throw new Error('There are not two versions');
  const answerCode = 'NNYN'.padEnd(41, 'Y');
  const told = await acceptAnswers(
    { round, authority: 'lahti', answerCode, questionnaire: older },
    pipeline.rescoring(),
  );
  await pipeline.rescore(round.id);
  while ((await pipeline.deliverWaiting()).length > 0);
  await pipeline.forgetMails();
  const at = new Date().toISOString();
  const evidence = evidenceMark({ evidence: '2.1.1' });
  const given = { '2.1.1': { claimed: 'yes', evidence, verified: 'no', reason: 'It ended', at } } as const;
  const update = { round: round.id, authority: 'lahti', given };
  await applyReview([update], pipeline.rescoring());
  await pipeline.rescore(round.id, new Date(Date.now() + 1000));
  while ((await pipeline.deliverWaiting()).length > 0);
  const [published] = (await current()).profiles;
  const [mail, ...others] = await pipeline.mailsOf(told);
  expect(others).toEqual([]);
  expect(mail?.subject).toMatch(`lahti, round ${round.id}: ${published?.percent}%`);
  expect(mail?.text.replace(/\s+/g, ' ')).toContain('It ended');
  // The history tells what the answers are worth by their own version.
  const history = await pipeline.store.history('lahti');
  const own = history
    .filter((one) => one.round === round.id)
    .map(({ questionnaire, percent }) => [questionnaire, percent]);
  expect(own).toEqual([
    ['user-centricity@2021', 94],
    ['user-centricity@2021', 92],
  ]);
});

/** Two authorities, one of which shows another percentage by the method that the round has since. */
async function twoToScoreAgain(id: string): Promise<Round> {
  const again: Round = { ...round, id, shards: 1, method: 'exact' };
  await pipeline.registry.putRound(again);
  for (const [authority, answerCode] of [
    ['espoo', 'Y'.repeat(41)],
    ['vantaa', thirds],
  ] as const) {
    const candidate = candidateOf({ ...again, method: undefined }, authority, answerCode);
    await pipeline.store.putStanding(again, { ...acceptRule(null, candidate), deliveries: [] });
  }
  return again;
}

// To end before a call is to end after the one before it.
test('a run that ends after any of its calls has published all or nothing, and taken up again it ends as if nothing had happened', async () => {
  for (let n = 1; ; n += stride) {
    const { id } = await twoToScoreAgain(`ends ${n}`);
    const steps = (clients: Clients) => pipeline.rescoring(clients);
    const clients = pipeline.newClients();
    const fault = strikeAt(clients, n, 'crash after');
    const at = new Date();
    const work = (own: Clients) => runAgain({ round: id, execution: id, startedAt: at.toISOString() }, steps(own));
    await work(clients).catch(() => null);
    expect((await pipeline.standings.current(id))?.standings.all.authorities ?? 2).toBe(2);
    await work(pipeline.newClients());
    const { standings, profiles } = (await pipeline.standings.current(id)) ?? {};
    expect(standings?.method).toBe('exact');
    expect(profiles?.map(({ percent }) => percent).sort()).toEqual([100, exactPercent(thirds)].sort());
    const { deliveries, told } = (await pipeline.store.standing({ ...round, id, shards: 1 }, 'vantaa')) ?? {};
    expect(told?.percent).toBe(exactPercent(thirds));
    expect(deliveries).toMatchObject([{ state: 'due', before: { percent: profile('any', thirds).percent } }]);
    if (fault.struck() === undefined) return;
  }
});

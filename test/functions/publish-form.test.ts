import { afterAll, beforeAll, expect, test } from 'vitest';
import { countFormAuthorities } from '../../shared/domain/standings/form-standings.ts';
import { shardOf } from '../../shared/domain/standings/standing.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { formStandings, manyForms, profilesOf } from '../support/published-forms.ts';
import { publishedSeven } from '../support/published-site.ts';
import { type Publishing, startPublishing } from '../support/publishing.ts';

let pipeline: Pipeline;
let publishing: Publishing;
beforeAll(async () => {
  pipeline = await startPipeline();
  publishing = await startPublishing(pipeline);
});
afterAll(() => pipeline.stop());

test('rounds of two families are published beside each other, and each names the other in its own unit', async () => {
  const { questionnaires, registry, standings: store } = pipeline;
  const { definition, forms } = await manyForms(7);
  await questionnaires.publish(definition, '2026-01-01T00:00:00.000Z');
  const profiles = profilesOf(definition, forms);
  const standings = formStandings(definition, profiles);
  const times = { opensAt: null, closesAt: null, publishesResults: true };
  await registry.putRound({
    id: '2026',
    questionnaire: standings.questionnaire,
    shards: 2,
    publishesEvidence: true,
    ...times,
  });
  await registry.putRound({ id: '2022', questionnaire: 'user-centricity@2023', shards: 2, ...times });
  await publishing.standings('2022', '2026-01', publishedSeven);
  const shards = await Promise.all(
    [0, 1].map((shard) => {
      const members = profiles.filter(({ authority }) => shardOf(authority, 2) === shard);
      return store.keepShard('2026', { part: countFormAuthorities(definition, members), profiles: members });
    }),
  );
  await store.publish({ standings, shards, profiles });
  expect(await publishing.begin()).toMatchObject({ begun: 2 });
  const outcomes = await publishing.work();
  expect(outcomes.filter((one) => one instanceof Error)).toEqual([]);
  expect(outcomes.filter((one) => !(one instanceof Error) && one.outcome === 'switched')).toHaveLength(2);
  const page = (round: string, path: string) => publishing.page(round, path);
  expect(await page('2026', 'index.html')).toMatch(/Ranking of 7 local authorities[\s\S]*66\.0%/);
  expect(await page('2026', 'authorities/a-5.html')).toContain('The answers are not available.');
  expect(await page('2026', 'rounds.html')).toMatch(/2022[\s\S]*71\.6%[\s\S]*2026[\s\S]*44\.27%/);
  expect(await page('2022', 'rounds.html')).not.toContain('44.27%');
  // Published already: nothing is written again.
  expect(await publishing.begin()).toMatchObject({ begun: 0 });
});

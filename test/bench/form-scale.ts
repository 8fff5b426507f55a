import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { countedShard, storedPart } from '../../shared/adapters/aws/dynamo/standings-schema.ts';
import { addAnyParts, shownByAll } from '../../shared/domain/standings/any-standings.ts';
import { evenSampler } from '../../shared/domain/standings/even-sample.ts';
import { judgeForm } from '../../shared/domain/standings/form-rescoring.ts';
import { countFormAuthorities, openFormTally } from '../../shared/domain/standings/form-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import { largeForm, largeFormCodes } from './large-form.ts';
import { peakMegabytes } from './peak-memory.ts';

/**
 * Measures what it costs to score a round of a questionnaire of 500 questions again, without the table: each shard is
 * scored, counted and written down as text, as its worker does it, and then all are read back, added up and sampled.
 * `npm run bench:forms -- 50000`: so many authorities; a thousand in each shard.
 */
const authorities = Number(process.argv[2] ?? 50_000);
const perShard = 1_000;

const cpu = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

const definition = largeForm();
const basis = { questionnaire: definition, method: 'definition' } as const;
const countries = ['FI', 'SE', 'ES', 'NL', 'PT', 'DE', 'FR', 'IT', 'PL', 'SI'];
const kinds = ['city', 'county', 'region'];

function* shardsOf(count: number): Generator<Omit<Profile, 'percent'>[]> {
  let shard: Omit<Profile, 'percent'>[] = [];
  let at = 0;
  for (const codes of largeFormCodes(definition, count, 1)) {
    const id = `authority-${String(at).padStart(7, '0')}`;
    const facts = { country: countries[at % 10] ?? null, population: 1000 * (1 + (at % 700)), kind: kinds[at % 3] };
    shard.push({ ...codes, ...facts, authority: id, name: id, submission: at.toString(16).padStart(32, '0') });
    at += 1;
    if (shard.length === perShard) {
      yield shard;
      shard = [];
    }
  }
  if (shard.length > 0) yield shard;
}

let [made, scored, finished, bytes] = [0, 0, 0, 0];
const texts: Buffer[] = [];
let started = cpu();
const lap = (): number => {
  const now = cpu();
  const spent = now - started;
  started = now;
  return spent;
};
for (const shard of shardsOf(authorities)) {
  made += lap();
  const tally = openFormTally(definition);
  const profiles = shard.map((one): Profile => {
    const judged = judgeForm(basis, one, one);
    const profile = { ...one, percent: judged.score.percent };
    tally.count(profile, judged.counted);
    return profile;
  });
  const text = JSON.stringify({ part: storedPart(tally.part()), profiles });
  scored += lap();
  bytes += text.length;
  // The store of texts is not this process: here it is kept as small as may be.
  texts.push(gzipSync(text, { level: 1 }));
  lap();
}
let whole: Parameters<typeof addAnyParts>[0] = countFormAuthorities(definition, []);
for (const text of texts) {
  const json = gunzipSync(text).toString();
  lap();
  whole = addAnyParts(whole, v.parse(countedShard, JSON.parse(json)).part);
  finished += lap();
}
const sampler = evenSampler(shownByAll(whole));
for (const text of texts) {
  const json = gunzipSync(text).toString();
  lap();
  for (const profile of v.parse(countedShard, JSON.parse(json)).profiles) sampler.offer(profile);
  finished += lap();
}
const item = gzipSync(JSON.stringify(storedPart(whole))).length;
finished += lap();

const seconds = (value: number): string => value.toFixed(1);
console.log(
  [
    `${authorities} authorities, ${definition.nodes.length} nodes, ${texts.length} shards`,
    `scoring and counting all shards: ${seconds(scored)} s of CPU (${((1000 * scored) / authorities).toFixed(3)} ms an authority)`,
    `adding up and sampling: ${seconds(finished)} s of CPU`,
    `counted shards: ${(bytes / 1e6).toFixed(0)} MB of text; counters in the item: ${item} bytes`,
    `sampled: ${sampler.sample().length}; different numbers shown: ${shownByAll(whole).length}`,
    `most memory of the process, all shards in it: ${peakMegabytes()} MB (making the answers took ${seconds(made)} s)`,
  ].join('\n'),
);

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyReview } from '../../functions/import-review/apply-review.ts';
import {
  type Definition,
  definitionKeyOf,
  indexName,
} from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import { planOf } from '../../shared/domain/scoring/engine/plan.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { exactly, over, wholePercent, zero } from '../../shared/domain/scoring/rational.ts';
import { countShown } from '../../shared/domain/scoring/shown-counters.ts';
import { isPublishedOfForm } from '../../shared/domain/standings/any-standings.ts';
import { countFormAuthorities, rankAmongShown } from '../../shared/domain/standings/form-standings.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { asem, asemAnswers, asemCountries, asemTable, asemText } from '../support/asem.ts';
import { authored, isSharedThere, rowsOfCsv, sharedData } from '../support/authored.ts';
import { formCodesOf } from '../support/form-codes.ts';
import { openFormRound, type StandingForm } from '../support/form-standings.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { municipalDefinition, municipalGroups, municipalities } from '../support/slovenian-municipalities.ts';

/** Rounds of questionnaires of others, scored again in the pipeline: what was published of them comes out. */
let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const roundOf = (id: string, definition: Definition, shards: number): Round => ({
  ...{ id, questionnaire: definitionKeyOf(definition), opensAt: null, closesAt: null, shards },
});
async function published(round: string) {
  const current = await pipeline.standings.current(round);
  if (current === null || !isPublishedOfForm(current)) throw new Error('Nothing is published by a form');
  const { standings, profiles } = current;
  const rankOf = (percent: number) => rankAmongShown(standings.all, percent)?.rank;
  return { standings, profiles, rows: profiles.map(({ name, percent }) => [name, percent, rankOf(percent)] as const) };
}

/** Everything that was counted, as plain values. */
function plain({ standings: { all, groups } }: Awaited<ReturnType<typeof published>>) {
  return [
    ofHoweverFew(all),
    Object.entries(groups)
      .map(([group, own]) => [group, ofHoweverFew(own)])
      .sort(),
  ];
}

describe.skipIf(!isSharedThere)('openness of 212 Slovenian municipalities, as published (../shared)', () => {
  if (!isSharedThere) return;
  const definition = municipalDefinition();
  const expected = municipalities('scores');
  const parts = planOf(definition).groups.get(indexName)?.parts ?? [];
  const forms = municipalities('answers').map(({ municipality = '', ...answers }, at): StandingForm => {
    const given = Object.entries(answers).flatMap(([question, choice = '']): [string, Given][] =>
      choice === '' ? [] : [[question, { choices: [choice] }]],
    );
    const population = Number(expected.find((row) => row['municipality'] === municipality)?.['population']);
    const facts = { country: 'SI', population, kind: at % 3 === 0 ? 'urban' : 'rural' };
    return { ...formCodesOf(definition, new Map(given)), authority: `m${at}`, name: municipality, ...facts };
  });

  test.each([4, 16, 1])('212 totals and ranks, in %i shards', async (shards) => {
    const round = roundOf(`si-${shards}`, definition, shards);
    // In another order each time.
    const inOrder =
      shards === 4 ? forms : [...forms].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? shards - 4 : 4 - shards));
    await openFormRound(pipeline, { round, definition, forms: inOrder });
    expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 212, toTell: [] });
    const { rows, standings } = await published(round.id);
    const told = expected.map((row) => [row['municipality'], Number(row['total']), Number(row['rank'])]);
    expect(rows.map((row) => [...row]).sort()).toEqual(told.sort());
    const { sections } = ofHoweverFew(standings.all);
    for (const [group, name] of municipalGroups()) {
      const most = parts.find((part) => part.name === name)?.most ?? zero;
      const percents = expected.map((row) => wholePercent(over(exactly(row[group] ?? ''), most)));
      expect([name, sections.get(name)]).toEqual([name, countShown(percents)]);
    }
  });

  test('the standings are the same in 1, 4 and 16 shards, and as all together', async () => {
    const [one, four, sixteen] = await Promise.all(['si-1', 'si-4', 'si-16'].map(published));
    if (one === undefined || four === undefined || sixteen === undefined) throw new Error('Nothing is published');
    expect(plain(four)).toEqual(plain(one));
    expect(plain(sixteen)).toEqual(plain(one));
    expect([...sixteen.rows].sort()).toEqual([...one.rows].sort());
    const { all, groups } = countFormAuthorities(definition, one.profiles);
    expect(plain(one)).toEqual(plain({ ...one, standings: { ...one.standings, all, groups } }));
  });
});

test('COINr’s 51 indexes and ranks of ASEM', async () => {
  const definition = asem();
  const round = roundOf('asem', definition, 4);
  const forms = asemCountries.map((country): StandingForm => {
    const codes = formCodesOf(definition, asemAnswers(definition, country));
    return { ...codes, authority: asemText(country, 'uCode').toLowerCase(), name: asemText(country, 'uCode') };
  });
  await openFormRound(pipeline, { round, definition, forms });
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: 51 });
  const { rows } = await published(round.id);
  const scores = asemTable('asem_minmax_amean_scores');
  const told = scores.map(({ uCode = '', Index, Rank }) => [
    uCode,
    Math.round(100 * Number(Index)) / 100,
    Number(Rank),
  ]);
  expect(rows.map((row) => [...row]).sort()).toEqual(told.sort());
});

describe.skipIf(!isSharedThere)('Open Data Maturity 2023, 12 countries by their own workbooks (../shared)', () => {
  const folder = `${sharedData}/odm-2023`;

  test('read from the inbox, reviewed and scored again: totals and ranks as published', async () => {
    const definition = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
    const round = roundOf('odm', definition, 4);
    await openFormRound(pipeline, { round, definition, forms: [] });
    await pipeline.questionnaires.fix(round.questionnaire);
    const totals = rowsOfCsv(`${folder}/totals.csv`);
    for (const { authority: code = '' } of totals) {
      const id = code.toLowerCase();
      const contacts = [{ address: `officer@${id}.example`, language: 'en' }];
      await pipeline.registry.putAuthority({ id, name: code, country: null, contacts });
      const metadata = { sender: `officer@${id}.example`, round: round.id, authority: id };
      const bytes = readFileSync(`${folder}/${code}.xlsx`);
      const sent = await pipeline.put({ key: `office/${code}.xlsx`, bytes, metadata });
      expect([code, await pipeline.ingest(sent)]).toMatchObject([code, { outcome: 'accepted' }]);
    }
    const standing = await pipeline.store.standing(round, 'al');
    const answer = (await pipeline.store.answers(standing?.submission ?? '')).get('Q10a');
    if (answer === undefined) throw new Error('10a was not read');
    // Published as 0 for a blank behind the answer, which the office's formula did not know.
    const at = new Date().toISOString();
    const decided = {
      claimed: answer.value,
      evidence: evidenceMark(answer),
      verified: '=no',
      reason: 'As published',
      at,
    };
    await applyReview([{ round: round.id, authority: 'al', given: { Q10a: decided as never } }], pipeline.rescoring());
    expect(await pipeline.rescore(round.id, new Date(Date.now() + 1000))).toMatchObject({ authorities: 12 });
    const { rows } = await published(round.id);
    const numbers = totals.map((row): [string, number] => [row['authority'] ?? '', Number(row['total_of_2540'])]);
    const told = numbers.map(([code, total]) => [code, total, 1 + numbers.filter(([, other]) => other > total).length]);
    expect(rows.map((row) => [...row]).sort()).toEqual(told.sort());
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyReview } from '../../functions/import-review/apply-review.ts';
import { portalState } from '../../functions/serve-portal/portal-state.ts';
import { codeOf } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { startOfDay } from '../../shared/domain/registry/time-zone.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import { declareFinal } from '../../shared/use-cases/declare-final.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { acceptAnswers } from '../support/answered.ts';
import { strikeAt } from '../support/faults.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type Publishing, startPublishing } from '../support/publishing.ts';
import { rescoreRound } from '../support/rescore-round.ts';
import { deepTest, stride } from '../support/tier.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

const { length } = indicatorsOf(questionnaire);
const day = 86_400_000;
const daysFromNow = (count: number): string => new Date(Date.now() + count * day).toISOString();
const ids = Array.from({ length: 6 }, (_, index) => `city-${index}`);
const contactOf = (authority: string) => ({ address: `officer@${authority}.example`, language: 'en' });
/** Answers of which so many are met. */
const meeting = (met: number): string => codeOf('yes').repeat(met) + codeOf('no').repeat(length - met);

let pipeline: Pipeline;
let publishing: Publishing;
let round: Round;
let rounds = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  publishing = await startPublishing(pipeline);
  for (const id of ids) {
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', contacts: [contactOf(id)] });
  }
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  await pipeline.loseMessages();
  await pipeline.forgetMails();
  rounds += 1;
  round = {
    ...{ id: `r${rounds}`, questionnaire: 'user-centricity@2023', opensAt: null, shards: 2 },
    ...{ closesAt: daysFromNow(-2), publishesResults: rounds === 1 },
  };
});

const put = (about: Partial<Round> = {}): Promise<void> => {
  round = { ...round, ...about };
  return pipeline.registry.putRound(round);
};
const send = (authority: string, met: number, at = daysFromNow(-5)): Promise<string> =>
  acceptAnswers({ round, authority, answerCode: meeting(met), at }, pipeline.rescoring());
/** All six, each meeting five more than the one before; their own mails are out of the way. */
async function allSend(): Promise<void> {
  await put();
  for (const [index, id] of ids.entries()) await send(id, 5 + 5 * index);
  await settle();
  await pipeline.forgetMails();
}
const settle = async (): Promise<void> => {
  while ((await pipeline.deliverWaiting()).length > 0);
};
const current = async () => (await pipeline.standings.current(round.id))?.standings;
/** Subjects of the mails to each authority, in order. */
const subjects = async () =>
  Object.fromEntries(
    await Promise.all(
      ids.map(async (id) => [
        id,
        (await pipeline.mailsTo(contactOf(id).address))
          .map(({ subject }) => subject)
          .filter((subject) => subject.includes(`round ${round.id}:`)),
      ]),
    ),
  );
const finalSubjects = Object.fromEntries(
  [12, 24, 37, 46, 60, 73].map((_, index) => [
    ids[index],
    [expect.stringMatching(/^Final results: city-\d, round r\d+: \d+%, rank \d of 6$/)],
  ]),
);
const nobody = Object.fromEntries(ids.map((id) => [id, []]));
const plain = (html: string): string =>
  html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ');

describe('results that are final at close', () => {
  test('are told to every authority once: rank, others, interval, workbook; page and site say the same', async () => {
    await allSend();
    expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', toTell: [0, 1] });
    await settle();
    expect(await subjects()).toEqual(finalSubjects);
    const [mail] = await pipeline.mailsTo(contactOf('city-4').address);
    const text = mail?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(text).toContain(`These are the final results of round ${round.id}.`);
    expect(text).toMatch(/Rank 2 of 6\. Results have been final since \d+ \w+ \d{4} at \d\d:\d\d UTC\./);
    expect(text).toMatch(/The average of all 6 authorities is [\d.]+%; half of them score \d+% or less\./);
    expect(text).toMatch(/your rank is (?:between \d and )?\d\./);
    expect(text).not.toMatch(/correct it and send it back|so far|provisional/);
    expect(mail?.attachments).toHaveLength(1);
    const keys = await pipeline.store.standing(round, 'city-4');
    const key = `results/${round.id}/city-4/${keys?.deliveries.at(-1)?.id}`;
    const final = /Rank 2 of 6|2 of 6/;
    const page = plain(new TextDecoder().decode((await pipeline.resultsWorkbook(`${key}.html`)) ?? new Uint8Array()));
    expect(page).toMatch(final);
    expect(page).toContain('Results have been final since');
    const workbook = await open((await pipeline.resultsWorkbook(`${key}.xlsx`)) ?? new Uint8Array());
    expect(workbook.worksheets.flatMap(textsOf).join(' ')).toMatch(/Rank 2 of 6\. Results have been final since/);
    const authority = (await pipeline.registry.authority('city-4')) ?? {
      id: '',
      name: '',
      country: null,
      contacts: [],
    };
    const { place } = await portalState(
      { authority, contact: contactOf('city-4'), round, ownSheet: null },
      pipeline.portal(),
    );
    expect(place).toMatchObject({
      rank: '2 of 6',
      sentences: ['Rank 2 of 6.', expect.stringMatching(/^Results have been final since/)],
    });
    await publishing.begin();
    await publishing.work();
    expect(plain((await publishing.page(round.id, 'index.html')) ?? '')).toContain('Results have been final since');
    expect(plain((await publishing.page(round.id, 'authorities/city-4.html')) ?? '')).toMatch(
      /2 of 6 .*Results have been final since/,
    );

    // However often the round is scored again, nobody is told again.
    expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'unchanged' });
    await settle();
    expect(await subjects()).toEqual(finalSubjects);
  });

  test('are not final before, and never of a round that closed long ago', async () => {
    await allSend();
    await put({ closesAt: daysFromNow(1) });
    await pipeline.rescore(round.id);
    await settle();
    expect([(await current())?.final, await subjects()]).toEqual([undefined, nobody]);
    await put({ closesAt: daysFromNow(-31) });
    await pipeline.rescore(round.id);
    await settle();
    expect([(await current())?.final, await subjects()]).toEqual([undefined, nobody]);
  });

  test('a later file is a correction, told to whose result changed and to nobody else', async () => {
    await allSend();
    await pipeline.rescore(round.id);
    await settle();
    const since = (await current())?.final?.since;
    await put({ closesAt: daysFromNow(3) });
    await pipeline.forgetMails();
    await send('city-0', 41, new Date(Date.now() + 1000).toISOString());
    await settle();
    expect(await subjects()).toMatchObject({
      'city-0': [expect.stringMatching(/^Correction: city-0, .*100%, rank 1 of 6$/)],
    });
    const [mail] = await pipeline.mailsTo(contactOf('city-0').address);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toMatch(
      /are final, and this corrects yours: your score was \d+%; it is now 100%\./,
    );
    const at = new Date(Date.now() + 2000);
    expect(await pipeline.rescore(round.id, at)).toMatchObject({ outcome: 'published' });
    await settle();
    expect(await subjects()).toEqual({ ...nobody, 'city-0': [expect.stringMatching(/^Correction/)] });
    expect((await current())?.final).toEqual({ since, correctedAt: at.toISOString() });
  });

  deepTest('a review that changes what counts is one, too, told once, with what the office decided', async () => {
    await allSend();
    await pipeline.rescore(round.id);
    await settle();
    await pipeline.forgetMails();
    const at = new Date(Date.now() + 1000);
    const decided = {
      claimed: 'yes',
      evidence: evidenceMark({ evidence: '1.1.1' }),
      verified: 'no',
      reason: 'It ended',
    } as const;
    const given = { '1.1.1': { ...decided, at: at.toISOString() } };
    await applyReview([{ round: round.id, authority: 'city-5', given }], pipeline.rescoring());
    await pipeline.rescore(round.id, new Date(at.getTime() + 1000));
    await settle();
    expect(await subjects()).toEqual({ ...nobody, 'city-5': [expect.stringMatching(/^Correction: city-5/)] });
    const [mail] = await pipeline.mailsTo(contactOf('city-5').address);
    expect(mail?.text.replace(/\s+/g, ' ')).toContain('It ended');
    expect((await current())?.final?.correctedAt).not.toBeNull();
  });

  deepTest('a file with the same result corrects nothing', async () => {
    await allSend();
    await pipeline.rescore(round.id);
    await pipeline.rescore(round.id);
    expect((await current())?.final?.correctedAt).toBeNull();
  });

  deepTest('one that is replaced before its final results are out gets those of what replaced it', async () => {
    await allSend();
    await pipeline.rescore(round.id);
    await send('city-0', 41, new Date(Date.now() + 1000).toISOString());
    await settle();
    await pipeline.rescore(round.id, new Date(Date.now() + 2000));
    await settle();
    const own = (await subjects())['city-0'] as string[];
    expect(own.filter((subject) => subject.startsWith('Final results'))).toEqual([
      expect.stringMatching(/100%, rank 1 of 6$/),
    ]);
  });

  test('of fewer than five are told without a rank, and say why', async () => {
    await put();
    await send('city-0', 20);
    await settle();
    await pipeline.forgetMails();
    await pipeline.rescore(round.id);
    await settle();
    const [mail] = await pipeline.mailsTo(contactOf('city-0').address);
    expect(mail?.subject).toMatch(/^Final results: city-0, round r\d+: 37%$/);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toMatch(
      /We show a rank if at least 5 authorities take part\. Results have been final since/,
    );
  });
});

deepTest('by office they are final when it says so, of a round that is closed, however often it does', async () => {
  await allSend();
  await put({ finalResults: 'by office' });
  const { acts } = pipeline.participation();
  const to = { registry: pipeline.registry, finals: pipeline.rescoring().finals, acts, now: () => new Date() };
  await pipeline.rescore(round.id);
  await settle();
  expect([(await current())?.final, await subjects()]).toEqual([undefined, nobody]);
  await put({ closesAt: daysFromNow(1) });
  expect(await declareFinal(round.id, null, to)).toMatchObject({ outcome: 'open' });
  expect(await declareFinal('none', null, to)).toEqual({ outcome: 'unknown round' });
  await put({ closesAt: daysFromNow(-400) });
  const first = await declareFinal(round.id, null, to);
  expect(await declareFinal(round.id, null, to)).toEqual(first);
  const done = (await acts.of(round.id)).map(({ what, by }) => [what, by]);
  expect(done.filter(([what]) => what !== 'publish')).toEqual([['finalise', 'office']]);
  await pipeline.rescore(round.id);
  await pipeline.rescore(round.id);
  await settle();
  expect(await subjects()).toEqual(finalSubjects);
});

deepTest('from a day on they are final on that day, in the zone of the round', async () => {
  await allSend();
  const timeZone = 'America/Los_Angeles';
  const finalResults = startOfDay('2030-10-31', timeZone);
  await put({ finalResults, timeZone, closesAt: startOfDay('2030-09-01', timeZone) });
  const before = new Date(Date.parse(finalResults) - 1);
  await pipeline.rescore(round.id, before);
  expect((await current())?.final).toBeUndefined();
  await pipeline.rescore(round.id, new Date(finalResults));
  expect((await current())?.final?.since).toBe('2030-10-31T07:00:00.000Z');
});

// To end before a call is to end after the one before it.
deepTest(
  'a run that ends after any of its calls and is taken up by the next run tells each authority once',
  async () => {
    for (let n = 1; ; n += stride) {
      round = { ...round, id: `ends-${n}`, shards: 1 };
      await put();
      for (const [index, id] of ids.slice(0, 2).entries()) await send(id, 5 + 5 * index);
      await settle();
      await pipeline.forgetMails();
      const work = (own: Clients, execution: string) =>
        rescoreRound({ round: round.id, execution, startedAt: new Date().toISOString() }, pipeline.rescoring(own));
      const clients = pipeline.newClients();
      const fault = strikeAt(clients, n, 'crash after');
      await work(clients, 'first').catch(() => null);
      await work(pipeline.newClients(), 'second');
      // A message that was lost is asked for again by the sweep.
      await settle();
      pipeline.advance(2 * 3600);
      await pipeline.sweep();
      await settle();
      const mails = await subjects();
      for (const id of ids.slice(0, 2))
        expect(mails[id], `ends after call ${n}`).toEqual([expect.stringMatching(/^Final results/)]);
      if (fault.struck() === undefined) return;
    }
  },
);

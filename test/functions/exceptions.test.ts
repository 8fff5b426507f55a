import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalState } from '../../functions/serve-portal/portal-state.ts';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { linkReader, visitorOf } from '../../functions/serve-portal/visitor.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { endOfDay } from '../../shared/domain/registry/time-zone.ts';
import { finalityOf } from '../../shared/domain/standings/finality.ts';
import { actBytes } from '../../shared/queues/act-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { toldActs } from '../../shared/use-cases/acts-table.ts';
import { type Exception, except, letEverybodyTakePart } from '../../shared/use-cases/except.ts';
import { namedParticipants } from '../../shared/use-cases/named-participants.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { editedWorkbook } from '../support/edited-workbook.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const timeZone = 'Europe/Helsinki';
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const round = {
  ...{ id: '2027', questionnaire: 'user-centricity@2023', opensAt: null, shards: 2, timeZone },
  closesAt: endOfDay(day(2), timeZone),
};
const ownDeadline = endOfDay(day(12), timeZone);
const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
const by = { by: 'Anna Virtanen', reason: 'Floods' };
const { answers } = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

let pipeline: Pipeline;
const officer = (id: string): string => `officer@${id}.example`;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  for (const id of ['espoo', 'turku', 'oulu', 'vaasa']) {
    const contacts = [{ address: officer(id), language: 'en' }];
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', contacts });
  }
});
afterAll(() => pipeline.stop());

const decide = (authority: string, exception: Exception) =>
  except({ round: round.id, authorities: [authority], exception }, by, pipeline.participation());

/** A file of an authority, another one each time, received at an instant. */
async function send(id: string, at: string, madeFor: string | null = round.id) {
  const authority = { id, name: id };
  const office = crypto.randomUUID();
  const about = { questionnaire: userCentricity2023, language: 'en', authority, round: madeFor, answers, office };
  const bytes = await writeQuestionnaireWorkbook(about);
  const metadata = { sender: officer(id) };
  return pipeline.ingest(await pipeline.put({ key: `office/${crypto.randomUUID()}.xlsx`, bytes, metadata, at }));
}

const act = (of: Parameters<typeof actBytes>[0], sender?: string) =>
  pipeline.put({
    key: `office/acts/${crypto.randomUUID()}.json`,
    bytes: actBytes(of),
    metadata: { act: of.act, ...(sender === undefined ? {} : { sender }) },
  });

describe('a deadline of its own', () => {
  test('counts for its authority, to the last millisecond of the day in the zone of the round, and for no other', async () => {
    expect(await decide('espoo', { kind: 'deadline', closesAt: ownDeadline })).toEqual({ outcome: 'done' });
    expect(await send('espoo', ownDeadline)).toMatchObject({ outcome: 'accepted' });
    const late = await send('espoo', later(ownDeadline, 1));
    expect(late).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['round-closed']) });
    expect(await send('turku', later(round.closesAt, 1))).toMatchObject({ outcome: 'rejected' });
  });

  test('counts for a file that names no round', async () => {
    expect(await send('espoo', later(round.closesAt, 1), null)).toMatchObject({ outcome: 'superseded' });
    expect(await send('turku', later(round.closesAt, 1), null)).toMatchObject({
      outcome: 'rejected',
      codes: expect.arrayContaining(['round-none-open']),
    });
  });

  test('a contact may choose until then which file counts', async () => {
    const [first] = await pipeline.store.history('espoo');
    const of = { act: 'restore', round: round.id, authority: 'espoo', submission: first?.submission ?? '' } as const;
    const at = { receivedAt: later(round.closesAt, 1000) };
    expect(await pipeline.ingest({ ...(await act(of, officer('espoo'))), ...at })).toMatchObject({
      outcome: 'accepted',
    });
    const tooLate = { receivedAt: later(ownDeadline, 1000) };
    expect(await pipeline.ingest({ ...(await act(of, officer('espoo'))), ...tooLate })).toMatchObject({
      outcome: 'rejected',
    });
  });

  test('is told on the page of its contact', async () => {
    const keys = pipeline.portal().keys;
    const stateOf = async (authority: string) => {
      const of = { authority, contact: officer(authority), round: round.id };
      const making = { keys, portal: 'https://p.example', now: () => new Date() };
      const token = (await portalLink(of, making)).split('#')[1] ?? '';
      const link = await linkReader(pipeline.portal())(token, () => {});
      const visitor = link && (await visitorOf(link, pipeline.portal()));
      if (visitor === null) throw new Error('The link is no good');
      return (await portalState(visitor, pipeline.portal())).round;
    };
    expect(await stateOf('espoo')).toMatchObject({ closesAt: ownDeadline, state: 'open' });
    expect(await stateOf('turku')).toMatchObject({ closesAt: round.closesAt, state: 'open' });
  });

  test('keeps results from being final until then', async () => {
    const known = await pipeline.registry.round(round.id);
    if (known === null) throw new Error('There is no such round');
    expect(known.lastDeadline).toBe(ownDeadline);
    expect(finalityOf(known, null, new Date(later(round.closesAt, 1)))?.state).toBe('open');
    expect(finalityOf(known, null, new Date(later(ownDeadline, 1)))?.state).toBe('awaited');
  });

  test('is not earlier than that of the round, nor over, nor of a round that never closes', async () => {
    const too = (closesAt: string) => decide('turku', { kind: 'deadline', closesAt });
    expect(await too(round.closesAt)).toEqual({ outcome: 'not later', closesAt: round.closesAt });
    const past = { ...round, id: 'past', closesAt: endOfDay(day(-9), timeZone) };
    await pipeline.registry.putRound(past);
    const over: Exception = { kind: 'deadline', closesAt: endOfDay(day(-2), timeZone) };
    const inRound = (id: string) =>
      except({ round: id, authorities: ['turku'], exception: over }, by, pipeline.participation());
    expect(await inRound('past')).toEqual({ outcome: 'past' });
    await pipeline.registry.putRound({ ...round, id: 'endless', closesAt: null });
    expect(await inRound('endless')).toEqual({ outcome: 'no deadline' });
    expect(await inRound('nowhere')).toEqual({ outcome: 'unknown round' });
    expect(await pipeline.participation().acts.of('past')).toEqual([]);
  });

  test('is taken back', async () => {
    expect(await decide('espoo', { kind: 'undo' })).toEqual({ outcome: 'done' });
    expect(await send('espoo', later(round.closesAt, 1))).toMatchObject({ outcome: 'rejected' });
    expect((await pipeline.registry.round(round.id))?.lastDeadline).toBeUndefined();
  });
});

describe('a file that came late', () => {
  test('counts as of when it came once the office accepts it, and who decided and why is kept', async () => {
    const at = later(round.closesAt, 3_600_000);
    const late = await send('oulu', at);
    const submission = 'submission' in late ? late.submission : '';
    expect(late.outcome).toBe('rejected');
    const of = { act: 'accept-late', round: round.id, authority: 'oulu', submission } as const;
    const fromContact = await act({ ...of, ...by }, officer('oulu'));
    expect(await pipeline.ingest(fromContact)).toMatchObject({ outcome: 'rejected', codes: ['act-impossible'] });
    expect(await pipeline.store.standing(round, 'oulu')).toBeNull();

    const accepting = await act({ ...of, ...by });
    expect(await pipeline.ingest(accepting)).toMatchObject({ outcome: 'accepted', submission });
    const standing = await pipeline.store.standing(round, 'oulu');
    expect(standing).toMatchObject({ submission, order: expect.stringContaining(`${at}#`) });
    expect(await pipeline.ingest(accepting)).toMatchObject({ outcome: 'repeated', submission });
    expect(await pipeline.store.standing(round, 'oulu')).toEqual(standing);

    const { acts, participations } = pipeline.participation();
    const { accepted } = await participations.of(round.id, 'oulu');
    expect(accepted).toMatchObject([{ at: accepting.receivedAt, by: await acts.actor(by.by), reason: 'Floods' }]);
    const kept = (await toldActs(round.id, pipeline.participation())).filter(({ what }) => what === 'accept-late');
    expect(kept).toMatchObject([{ name: by.by, reason: 'Floods', authority: 'oulu', facts: { file: submission } }]);
    // Another one is late still.
    expect(await send('oulu', later(at, 1))).toMatchObject({ outcome: 'rejected' });
  });

  test('that could not be used for another reason is not accepted', async () => {
    const bytes = await writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', round: round.id, answers: new Map() },
      authority: { id: 'vaasa', name: 'vaasa' },
    });
    const key = `office/${crypto.randomUUID()}.xlsx`;
    const upload = await pipeline.put({ key, bytes, metadata: { sender: officer('vaasa') } });
    const blank = await pipeline.ingest(upload);
    const submission = 'submission' in blank ? blank.submission : '';
    expect(blank).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['nothing-answered']) });
    const of = { act: 'accept-late', round: round.id, authority: 'vaasa', submission } as const;
    expect(await pipeline.ingest(await act({ ...of, ...by }))).toMatchObject({
      outcome: 'rejected',
      codes: ['act-impossible'],
    });
  });
});

describe('who takes part', () => {
  const registered = async (): Promise<number | null | undefined> => {
    await pipeline.rescore(round.id);
    return (await pipeline.standings.current(round.id))?.standings.registered;
  };

  test('who has declined is not waited for, until it takes part again; nobody else is taken out by that', async () => {
    expect(await registered()).toBe(4);
    await decide('vaasa', { kind: 'decline' });
    expect(await registered()).toBe(3);
    await decide('vaasa', { kind: 'take-part' });
    expect(await registered()).toBe(4);
    expect((await pipeline.registry.round(round.id))?.participants).toBeUndefined();
  });

  test('those whom the registry workbook names, as if by command; it lists them, and takes them back', async () => {
    const registry = async (participants: { round: string; authority: string; remove?: string }[]) => {
      const [authorities, rounds] = [await pipeline.registry.authorities(), await pipeline.registry.rounds()];
      const known = { languages: ['en'], questionnaires: [] };
      const bytes = await writeRegistryWorkbook({ authorities, rounds: [], ...known, participants });
      const { participations } = pipeline.participation();
      const key = `registry/${crypto.randomUUID()}.xlsx`;
      const edited = await editedWorkbook(bytes, {}, (workbook) => {
        const sheet = workbook.getWorksheet('Participants');
        for (const [index, { remove = '' }] of participants.entries())
          if (sheet !== undefined && remove !== '') sheet.getCell(`D${7 + index}`).value = remove;
      });
      const outcome = await pipeline.importRegistry(await pipeline.put({ key, bytes: edited }));
      return {
        outcome,
        listed: await namedParticipants(await pipeline.registry.rounds(), authorities, participations),
        rounds,
      };
    };
    const named = { ...round, id: 'by-workbook' };
    await pipeline.registry.putRound(named);
    const of = (authority: string, remove?: string) => ({
      round: named.id,
      authority,
      ...(remove === undefined ? {} : { remove }),
    });
    const { listed } = await registry([of('espoo'), of('turku')]);
    expect(listed.filter((one) => one.round === named.id).map(({ authority }) => authority)).toEqual([
      'espoo',
      'turku',
    ]);
    expect((await pipeline.registry.round(named.id))?.participants).toBe('named');
    const after = await registry([of('espoo'), of('turku', 'yes')]);
    expect(after.listed.filter((one) => one.round === named.id)).toEqual([of('espoo')]);
    const acts = await pipeline.participation().acts.of(named.id);
    // Those of one workbook are of one instant.
    expect(acts.map(({ what, authority, by: who, reason }) => [what, authority, who, reason]).sort()).toEqual([
      ['leave-out', 'turku', 'office', null],
      ['only', 'espoo', 'office', null],
      ['only', 'turku', 'office', null],
    ]);
    await registry([of('espoo', 'yes')]);
    expect((await pipeline.registry.round(named.id))?.participants).toBeUndefined();
  });

  test('only those who are named, until everybody does', async () => {
    await decide('vaasa', { kind: 'only' });
    await decide('turku', { kind: 'take-part' });
    expect(await registered()).toBe(2);
    await decide('turku', { kind: 'withdraw' });
    expect(await registered()).toBe(1);
    await decide('turku', { kind: 'undo' });
    expect(await letEverybodyTakePart(round.id, by, pipeline.participation())).toEqual({ outcome: 'done' });
    expect(await registered()).toBe(4);
    const acts = (await toldActs(round.id, pipeline.participation())).filter(({ what }) => what !== 'publish');
    expect(acts.slice(-6).map(({ what, authority }) => [what, authority])).toEqual([
      ['take-part', 'vaasa'],
      ['only', 'vaasa'],
      ['take-part', 'turku'],
      ['withdraw', 'turku'],
      ['undo', 'turku'],
      ['everybody', null],
    ]);
  });
});

describe('the first time that a contact opens the page', () => {
  const tokenOf = async (authority: string): Promise<string> => {
    const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
    const of = { authority, contact: officer(authority), round: round.id };
    return (await portalLink(of, making)).split('#')[1] ?? '';
  };
  const open = async (authority: string, deps = pipeline.portal()) =>
    portalApi(deps).request('/api/state', { headers: { authorization: `Bearer ${await tokenOf(authority)}` } });
  const openedAt = async (authority: string) =>
    (await pipeline.participation().participations.of(round.id, authority)).openedAt;

  test('is noted, and stays', async () => {
    expect(await openedAt('turku')).toBeNull();
    expect((await open('turku')).status).toBe(200);
    const first = await openedAt('turku');
    expect(first).toMatch(/^\d{4}-/);
    pipeline.advance(60);
    expect((await open('turku')).status).toBe(200);
    expect(await openedAt('turku')).toBe(first);
    expect(await openedAt('vaasa')).toBeNull();
  });

  test('is not noted of a link that does not hold', async () => {
    const refused = await portalApi(pipeline.portal()).request('/api/state', {
      headers: { authorization: 'Bearer x' },
    });
    expect(refused.status).toBe(401);
    expect(await openedAt('vaasa')).toBeNull();
  });

  test('the page is shown also where it cannot be noted', async () => {
    const faults: Error[] = [];
    const portal = pipeline.portal();
    const participations = {
      of: portal.participations.of,
      change: () => Promise.reject(new Error('The table takes nothing')),
    };
    const deps = { ...portal, participations, failed: (error: Error) => void faults.push(error) };
    expect((await open('vaasa', deps)).status).toBe(200);
    expect(faults.map(({ message }) => message)).toEqual(['The table takes nothing']);
    expect(await openedAt('vaasa')).toBeNull();
  });
});

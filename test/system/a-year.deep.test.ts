import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { endOfDay } from '../../shared/domain/registry/time-zone.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import type { ResponseStage } from '../../shared/domain/standings/response-list.ts';
import { except } from '../../shared/use-cases/except.ts';
import { tellDeadline } from '../../shared/use-cases/tell-deadline.ts';
import { open, rowLabelled, sheetOf } from '../rendering/workbooks/writers/open.ts';
import { editedWorkbook } from '../support/edited-workbook.ts';
import { strikeAt } from '../support/faults.ts';
import { hasLibreOffice, withLibreOffice } from '../support/libreoffice.ts';
import { type Clients, office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/**
 * An office's year: a round of 40 authorities from invitation to publication, and the next one that begins with it. Beside it
 * stands a plain model, a table of what each authority does; everything that the office sees is compared with the model.
 */
const size = 40;
const ids = Array.from({ length: size }, (_, index) => `city-${String(index).padStart(2, '0')}`);
const officer = (id: string): string => `officer@${id}.example`;
const questions = indicatorsOf(userCentricity2023).map(({ id }) => id);
const timeZone = 'Europe/Helsinki';
const days = 86_400_000;

/** What an authority does in the first round: what it sends before the reminder, and after. */
const firstOf = (index: number): 'all' | 'part' | 'late' | 'nothing' | 'declines' =>
  index < 20 ? 'all' : index < 28 ? 'part' : index < 34 ? 'late' : index < 38 ? 'nothing' : 'declines';

/** Answers of an authority, so that each has its own score; `upTo`: the first so many questions. */
function answersOf(index: number, upTo = questions.length): ReadonlyMap<string, AnswerValue> {
  return new Map(questions.slice(0, upTo).map((id, place) => [id, (place * 7 + index) % 3 === 0 ? 'no' : 'yes']));
}
const percentOf = (answers: ReadonlyMap<string, AnswerValue>): number => score(userCentricity2023, answers).percent;

/** The blank workbook of a mail, filled in where the questions stand. */
const cellsOf = (answers: ReadonlyMap<string, AnswerValue>, rows: ReadonlyMap<string, number>) =>
  Object.fromEntries(
    [...answers].flatMap(([id, value]) => [
      [`Questionnaire!D${rows.get(id)}`, value === 'yes' ? 'Yes' : 'No'],
      [`Questionnaire!E${rows.get(id)}`, 'Decision 4 of the council, 12 May 2021'],
    ]),
  );

/** The sheets of a workbook as rows of what its cells show, by name. */
type Shown = Readonly<Record<'Cover' | 'Questionnaire', readonly (readonly string[])[]>>;

/** Workbooks as a program opens them that has no part in writing them: each sheet as LibreOffice shows it. */
const asLibreOfficeShows = (workbooks: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Shown>> =>
  withLibreOffice(async ({ folder, convert }) => {
    const files = [...workbooks.keys()].map((id) => join(folder, `${id}.xlsx`));
    for (const [id, bytes] of workbooks) await writeFile(join(folder, `${id}.xlsx`), bytes);
    // As text, separated by commas, UTF-8, all sheets.
    await convert('csv', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', files);
    const rowsOf = async (id: string, sheet: string): Promise<string[][]> =>
      Papa.parse<string[]>(await readFile(join(folder, 'csv', `${id}-${sheet}.csv`), 'utf8')).data;
    const shown = new Map<string, Shown>();
    for (const id of workbooks.keys())
      shown.set(id, { Cover: await rowsOf(id, 'Cover'), Questionnaire: await rowsOf(id, 'Questionnaire') });
    return shown;
  });

/** The same by the library that writes them, where LibreOffice is not there. */
async function asWritten(workbooks: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Shown>> {
  const shown = new Map<string, Shown>();
  for (const [id, bytes] of workbooks) {
    const book = await open(bytes);
    const rowsOf = (name: string): string[][] => {
      const sheet = sheetOf(book, name);
      return Array.from({ length: sheet.rowCount }, (_, row) =>
        Array.from({ length: 6 }, (_, column) => String(sheet.getCell(row + 1, column + 1).value ?? '')),
      );
    };
    shown.set(id, { Cover: rowsOf('Cover'), Questionnaire: rowsOf('Questionnaire') });
  }
  return shown;
}

/** What two authorities say beside their answers in the first round, by their place. */
const certifier = { index: 5, by: 'Anna Virtanen, mayor' };
const noted = { index: 6, note: 'Please call us' };

/** How a walk goes: each step once; each twice; or each broken off at a call of its own, and done again. */
type Manner = 'once' | 'twice' | 'broken off';

interface Walked {
  readonly end: unknown;
  readonly mails: ReadonlyMap<string, number>;
}

async function walk(manner: Manner): Promise<Walked> {
  const pipeline = await startPipeline();
  try {
    return await yearOf(pipeline, manner);
  } finally {
    await pipeline.stop();
  }
}

async function yearOf(pipeline: Pipeline, manner: Manner): Promise<Walked> {
  let steps = 0;
  let struck = 0;
  const step = async <T>(work: (own: Clients) => Promise<T>): Promise<T> => {
    steps += 1;
    if (manner === 'broken off') {
      const own = pipeline.newClients();
      const fault = strikeAt(own, 2 + ((steps * 5) % 11), steps % 2 === 0 ? 'crash after' : 'crash before');
      await work(own).catch(() => {});
      if (fault.struck() !== undefined) struck += 1;
      // By then whatever was taken by the process that ended may be taken over.
      pipeline.advance(120);
      await pipeline.sweep();
    }
    const done = await work(pipeline.clients);
    return manner === 'twice' ? work(pipeline.clients) : done;
  };
  const deliver = async () => {
    // A process that has ended works on nothing more: what it was given comes back, and waits for another.
    const all = async (own: Clients) => {
      for (let done = await pipeline.deliverWaiting(own); done.length > 0; done = await pipeline.deliverWaiting(own)) {
        if (done.some((one) => one instanceof Error)) return;
      }
    };
    await step(all);
    await pipeline.sweep();
    await all(pipeline.clients);
  };
  const start = Date.now();
  let ahead = 0;
  const forward = (toDay: number) => {
    pipeline.advance((toDay * days - ahead) / 1000);
    ahead = toDay * days;
  };
  const dayOf = (number: number): string => new Date(start + number * days).toISOString().slice(0, 10);
  let files = 0;
  const send = async (id: string, bytes: Uint8Array) => {
    files += 1;
    const at = new Date(start + ahead + files).toISOString();
    const upload = await pipeline.put({ key: `mail/${files}.xlsx`, bytes, metadata: { sender: officer(id) }, at });
    return step((own) => pipeline.ingest(upload, own));
  };
  const stagesIn = async (of: string) => {
    const round = await pipeline.registry.round(of);
    if (round === null) throw new Error(`There is no round ${of}`);
    return (await pipeline.responses(round)).map(({ authority, stage }) => [authority.id, stage]);
  };
  const modelled = (stage: (index: number) => ResponseStage) => ids.map((id, index) => [id, stage(index)]);
  /** Mails that went to each authority since the last time; after a crash one may go twice. */
  const mailed = async (): Promise<Map<string, Awaited<ReturnType<Pipeline['mailsTo']>>>> => {
    const to = await Promise.all(ids.map(async (id) => [id, await pipeline.mailsTo(officer(id))] as const));
    const found = new Map(to.map(([id, mails]) => [id, [...mails]]));
    await pipeline.forgetMails();
    for (const mails of found.values())
      for (const mail of mails) counted.set(mail.subject, (counted.get(mail.subject) ?? 0) + 1);
    return found;
  };
  const counted = new Map<string, number>();
  const expectMailed = async (to: (index: number) => boolean, subject: RegExp) => {
    const found = await mailed();
    for (const [index, id] of ids.entries()) {
      const mails = found.get(id)?.filter((one) => subject.test(one.subject)) ?? [];
      expect([id, mails.length > 0], String(subject)).toEqual([id, to(index)]);
      expect(mails.length).toBeLessThanOrEqual(manner === 'broken off' ? 2 : 1);
    }
    return found;
  };

  for (const id of ids) {
    const contacts = [{ address: officer(id), language: 'en' }];
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', population: 90_000, contacts });
  }
  const first: Round = {
    ...{ id: '2026', questionnaire: 'user-centricity@2023', opensAt: null, shards: 4, timeZone },
    ...{ closesAt: endOfDay(dayOf(20), timeZone), invitesAt: new Date(start - 1000).toISOString() },
  };
  await pipeline.registry.putRound(first);

  // The office invites. Two decline before.
  const by = { by: 'Anna Virtanen', reason: 'They said so' };
  const declining = ids.filter((_, index) => firstOf(index) === 'declines');
  const decline = { round: first.id, authorities: declining, exception: { kind: 'decline' } } as const;
  await step((own) => except(decline, by, pipeline.participation(own)));
  await step((own) => pipeline.remind(own));
  await deliver();
  const invitations = await expectMailed((index) => firstOf(index) !== 'declines', /./);
  expect(await stagesIn(first.id)).toEqual(modelled((index) => (firstOf(index) === 'declines' ? 'left' : 'invited')));

  // Each workbook is opened by another program, once: the other walks send the same. Then it is filled in.
  const opened = manner === 'once' && hasLibreOffice ? asLibreOfficeShows : asWritten;
  const workbooks = new Map<string, Uint8Array>();
  for (const [id, [mail]] of invitations) {
    const [bytes] = mail?.files ?? [];
    if (bytes !== undefined) workbooks.set(id, bytes);
  }
  expect(workbooks.size).toBe(size - declining.length);
  const rows = new Map<string, number>();
  const labels = { certified: 'Certified by', note: 'Note to the benchmark office' };
  const coverRow = ({ Cover }: Shown, label: string): number => 1 + Cover.findIndex((row) => row[1] === label);
  const coverCells = new Map<string, string>();
  for (const [id, shown] of await opened(workbooks)) {
    expect(shown.Cover.flat()).toContain(id);
    for (const [index, [, question = '']] of shown.Questionnaire.entries())
      if (questions.includes(question.slice(1))) rows.set(question.slice(1), index + 1);
    for (const label of Object.values(labels)) coverCells.set(label, `Cover!C${coverRow(shown, label)}`);
  }
  expect(rows.size).toBe(questions.length);
  const saidBy = (index: number): Record<string, string> => ({
    ...(index === certifier.index ? { [coverCells.get(labels.certified) ?? '']: certifier.by } : {}),
    ...(index === noted.index ? { [coverCells.get(labels.note) ?? '']: noted.note } : {}),
  });
  const filled = async (id: string, answers: ReadonlyMap<string, AnswerValue>) =>
    editedWorkbook(workbooks.get(id) ?? new Uint8Array(), { ...cellsOf(answers, rows), ...saidBy(ids.indexOf(id)) });
  /** Who certifies, and what was noted, as the office sees it. */
  const saidIn = async (of: Round) =>
    (await pipeline.responses(of))
      .filter(({ certifiedBy, notes }) => certifiedBy.length + notes.length > 0)
      .map(({ authority, certifiedBy, notes }) => [authority.id, certifiedBy, notes]);
  const partly = 30;
  for (const [index, id] of ids.entries()) {
    if (firstOf(index) === 'all')
      expect((await send(id, await filled(id, answersOf(index)))).outcome).not.toBe('rejected');
    if (firstOf(index) === 'part') await send(id, await filled(id, answersOf(index, partly)));
  }
  await deliver();
  const toOffice = (await pipeline.mailsTo(office)).filter(({ text }) => text.includes(noted.note));
  expect(toOffice.length).toBeGreaterThan(0);
  expect(toOffice.length).toBeLessThanOrEqual(manner === 'broken off' ? 2 : 1);
  const said = [
    [ids[certifier.index], [certifier.by], []],
    [ids[noted.index], [], [noted.note]],
  ];
  expect(await saidIn(first)).toEqual(said);
  await mailed();
  const afterFirst = (index: number): ResponseStage => {
    const did = firstOf(index);
    return did === 'all' ? 'complete' : did === 'part' ? 'partial' : did === 'declines' ? 'left' : 'invited';
  };
  expect(await stagesIn(first.id)).toEqual(modelled(afterFirst));

  // Two weeks before the deadline those are reminded who have not sent, or not all.
  forward(7);
  await step((own) => pipeline.remind(own));
  await deliver();
  await expectMailed((index) => ['part', 'late', 'nothing'].includes(firstOf(index)), /./);

  // The round is extended, and one authority gets longer.
  const extended = { ...first, closesAt: endOfDay(dayOf(25), timeZone) };
  await pipeline.registry.putRound(extended);
  const own = {
    round: first.id,
    authorities: [ids[33] ?? ''],
    exception: { kind: 'deadline', closesAt: endOfDay(dayOf(28), timeZone) },
  } as const;
  expect(await step((clients) => except(own, by, pipeline.participation(clients)))).toEqual({ outcome: 'done' });
  const told = { round: first, authorities: own.authorities, closesAt: own.exception.closesAt };
  await step((clients) => tellDeadline(told, pipeline.mailing(clients)));
  await deliver();
  await expectMailed((index) => index === 33, /your deadline in round 2026 is now/);
  forward(24);
  for (const [index, id] of ids.entries())
    if (firstOf(index) === 'late' && index !== 33) await send(id, await filled(id, answersOf(index)));
  forward(27);
  const late = ids[34] ?? '';
  const tooLate = { once: ['rejected'], twice: ['repeated'], 'broken off': ['rejected', 'repeated'] }[manner];
  expect(tooLate).toContain((await send(late, await filled(late, answersOf(34)))).outcome);
  const allowed = ids[33] ?? '';
  expect((await send(allowed, await filled(allowed, answersOf(33)))).outcome).not.toBe('rejected');
  await deliver();
  await mailed();
  const atClose = (index: number): ResponseStage =>
    index === 34 ? 'returned' : firstOf(index) === 'late' ? 'complete' : afterFirst(index);
  expect(await stagesIn(first.id)).toEqual(modelled(atClose));

  // It closes, is published, and says what the model says.
  forward(29);
  const at = new Date(start + ahead);
  await step((clients) => pipeline.rescore(first.id, at, clients));
  await deliver();
  const published = await pipeline.standings.current(first.id);
  const answersIn = (index: number) => answersOf(index, firstOf(index) === 'part' ? partly : undefined);
  const sent = ids.filter((_, index) => ['all', 'part', 'late'].includes(firstOf(index)));
  expect(Object.fromEntries(published?.profiles.map(({ authority, percent }) => [authority, percent]) ?? [])).toEqual(
    Object.fromEntries(sent.map((id) => [id, percentOf(answersIn(ids.indexOf(id)))])),
  );
  expect(published?.standings).toMatchObject({ registered: size - declining.length, final: expect.anything() });
  await mailed();

  // The next round begins with what counted. Some send it back as it is, tick the box, or change one answer.
  const second: Round = {
    ...{ id: '2027', questionnaire: 'user-centricity@2023', opensAt: null, shards: 4, timeZone, previous: first.id },
    ...{ closesAt: endOfDay(dayOf(90), timeZone), invitesAt: new Date(start + ahead - 1000).toISOString() },
  };
  await pipeline.registry.putRound(second);
  await step((clients) => pipeline.remind(clients));
  await deliver();
  const again = await mailed();
  const prefilled = (id: string): Uint8Array =>
    again.get(id)?.find(({ files: of }) => of.length > 0)?.files[0] ?? new Uint8Array();
  const reopened = await opened(new Map(ids.map((id) => [id, prefilled(id)])));
  for (const id of ids) {
    const sheet = reopened.get(id)?.Questionnaire ?? [];
    const index = ids.indexOf(id);
    const wanted: ReadonlyMap<string, AnswerValue> = sent.includes(id) ? answersIn(index) : new Map();
    for (const question of questions) {
      const cell = sheet[(rows.get(question) ?? 0) - 1]?.[3] ?? '';
      const value = wanted.get(question);
      expect([id, question, cell]).toEqual([id, question, value === undefined ? '' : value === 'yes' ? 'Yes' : 'No']);
    }
  }
  const [forwarded = '', ticked = '', changed = ''] = ids;
  const unchanged = await send(forwarded, prefilled(forwarded));
  expect('codes' in unchanged ? unchanged.codes : []).toContain('nothing-confirmed');
  const box = rowLabelled(sheetOf(await open(prefilled(ticked)), 'Cover'), 'All of these are still right');
  const certifies = rowLabelled(sheetOf(await open(prefilled(ticked)), 'Cover'), labels.certified);
  const tick = { [`Cover!C${box}`]: 'Yes', [`Cover!C${certifies}`]: certifier.by };
  await send(ticked, await editedWorkbook(prefilled(ticked), tick));
  const other = answersOf(2).get('1.1.1') === 'yes' ? 'No' : 'Yes';
  await send(changed, await editedWorkbook(prefilled(changed), { [`Questionnaire!D${rows.get('1.1.1')}`]: other }));
  await deliver();
  const inSecond = (index: number): ResponseStage =>
    index === 0 ? 'returned' : index === 1 || index === 2 ? 'complete' : 'invited';
  expect(await stagesIn(second.id)).toEqual(modelled(inSecond));
  await step((clients) => pipeline.rescore(second.id, new Date(start + ahead + days), clients));
  const current = await pipeline.standings.current(second.id);
  const changedAnswers = new Map(answersOf(2)).set('1.1.1', other === 'Yes' ? 'yes' : 'no');
  expect(Object.fromEntries(current?.profiles.map(({ authority, percent }) => [authority, percent]) ?? [])).toEqual({
    [ticked]: percentOf(answersOf(1)),
    [changed]: percentOf(changedAnswers),
  });
  // What was certified last year is certified by nobody this year, until somebody does.
  expect(await saidIn(second)).toEqual([[ticked, [certifier.by], []]]);
  if (manner === 'broken off') expect(struck).toBeGreaterThan(20);
  await mailed();
  const acts = await pipeline.participation().acts.of(first.id);
  return {
    end: [
      await stagesIn(first.id),
      await stagesIn(second.id),
      await saidIn(first),
      published?.profiles.map(({ authority, percent }) => [authority, percent]),
      [...new Set(acts.map(({ what, authority }) => `${what} ${authority}`))].sort(),
    ],
    mails: counted,
  };
}

describe('an office’s year', () => {
  let once: Walked;
  test('is what a plain model says of it, from the invitation to the next round', async () => {
    once = await walk('once');
  }, 600_000);

  test('ends the same when everything is done twice, and nobody gets a mail twice', async () => {
    const twice = await walk('twice');
    expect(twice.end).toEqual(once.end);
    expect(twice.mails).toEqual(once.mails);
  }, 600_000);

  test('ends the same when each step is broken off and done again, and no mail is lost', async () => {
    const broken = await walk('broken off');
    expect(broken.end).toEqual(once.end);
    expect([...broken.mails.keys()].sort()).toEqual([...once.mails.keys()].sort());
  }, 900_000);
});

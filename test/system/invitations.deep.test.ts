import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whenProgress } from '../../infra/local/main-job.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { endOf, inviteByCommand, invitedBy, registerMany } from '../support/invited-round.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';

/** `scorebook invite` is killed at random moments, and run until it has nothing to do. */
const authorities = 60;
const kills = 5;

let own: OwnCloud;
beforeAll(async () => {
  own = await startOwnCloud();
});
afterAll(() => own.stop());

test(`killed ${kills} times, it invites each of ${authorities} contacts once, with their own workbook`, {
  timeout: 600_000,
}, async () => {
  const round = await registerMany(own, authorities);
  const random = xoroshiro128plus(20261130);
  for (let kill = 0; kill < kills; kill += 1) {
    const command = inviteByCommand(own, round);
    const ended = endOf(command);
    // Loading takes it half a second; the rest is within what making 60 mails due takes.
    await wait(500 + uniformInt(random, 0, 900));
    command.kill('SIGKILL');
    await ended;
  }
  await endOf(inviteByCommand(own, round));
  const all = async (): Promise<true | null> => ((await invitedBy(own, round)).size >= authorities ? true : null);
  await whenProgress(own.cloud, all, new AbortController().signal);
  const last = await endOf(inviteByCommand(own, round));
  expect(last).toContain('invitations to send: 0');
  expect(last).toContain(`already invited: ${authorities} contacts`);
  const invited = await invitedBy(own, round);
  expect(invited.size).toBe(authorities);
  expect([...invited.values()].filter((mails) => mails !== 1)).toEqual([]);

  for (const { to, folder, attachments } of await own.cloud.mails.list()) {
    const [, id] = /officer@(city-\d+)\.example/.exec(to[0] ?? '') ?? [];
    if (id === undefined) continue;
    const read = await readWorkbook(await readFile(join(folder, attachments[0] ?? '')), readingCatalogue);
    if ('code' in read) throw new Error(read.code);
    expect(read.identity).toMatchObject({ authority: id, round });
    expect([...read.answers.values()].filter(({ value }) => value !== 'unanswered')).toHaveLength(41);
  }
});

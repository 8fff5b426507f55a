import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { officeFolder, ownFolder } from '../../infra/local/google/sheets-folder.ts';
import { localRound } from '../../infra/local/office.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { type SheetsWalk, startSheetsWalk } from '../support/sheets-walk.ts';

/** The walk of docs/google-sheets.md in the local cloud, beside the emulator of Google. */
let walk: SheetsWalk;
beforeAll(async () => {
  walk = await startSheetsWalk((name, value) => vi.stubEnv(name, value));
});
afterAll(async () => {
  await walk.stop();
  vi.unstubAllEnvs();
});

/** Espoo's answers with some that were not Yes before. */
const withYes = (...questions: readonly string[]): Answers =>
  new Map(questions.map((id) => [id, { value: 'yes', raw: 'Yes', evidence: 'https://espoo.example', cell: null }]));
const scored = async (round = localRound) => (await walk.own.office.store.standing(round, 'espoo'))?.score.percent;

test('a link that is dropped is read and mailed, and its results come back as a tab; edited, it is read again', {
  timeout: 120_000,
}, async () => {
  await walk.save('Espoo answers.xlsx');
  await walk.said(/Espoo answers\.xlsx is a sheet/);
  await walk.drop('Espoo answers');
  await walk.said(/mail to .*: Espoo, round 2022: 58%/);
  await walk.said(/results were written into Espoo answers/);
  const [held] = walk.sheets.google.sheets.values();
  expect(held?.spreadsheet.sheets?.at(-1)?.properties?.title).toBe('Scorebook results');

  const from = walk.lines.length;
  await walk.save('Espoo answers.xlsx', withYes('2.1.5'));
  await walk.said(/Espoo answers\.xlsx was edited/, from);
  await walk.own.cloud.strike('reminders');
  await walk.said(/results were written into Espoo answers/, from);
  const edited = (await scored()) ?? 0;
  expect(edited).toBeGreaterThan(58);

  // Changed once more before the deadline, which then passes: that state counts, without anybody sending it.
  const again = walk.lines.length;
  await walk.save('Espoo answers.xlsx', withYes('2.1.5', '3.2.1'));
  await walk.said(/Espoo answers\.xlsx was edited/, again);
  await walk.own.office.registry.putRound({ ...localRound, closesAt: new Date().toISOString() });
  await walk.own.cloud.strike('closings');
  await walk.said(/results were written into Espoo answers/, again);
  expect(await scored()).toBeGreaterThan(edited);
});

const cities = 12;
const kills = 4;
const round = { ...localRound, id: '2023', previous: localRound.id, closesAt: '2099-03-31T23:59:59.999Z' };
const link = `https://drive.google.com/drive/folders/${officeFolder}?usp=drive_link`;
const invite = (...more: string[]) => walk.scorebook('invite', '--round', round.id, ...more);

test(`invited with sheets and killed ${kills} times, each of ${cities} authorities has one sheet and one mail`, {
  timeout: 300_000,
}, async () => {
  const { registry } = walk.own.office;
  await registry.putRound(round);
  for (let index = 0; index < cities; index += 1) {
    const contacts = [{ address: `officer@city-${index}.example`, language: 'en' }];
    await registry.putAuthority({ id: `city-${index}`, name: `City ${index}`, country: 'FI', contacts });
  }
  await registry.removeAuthority('espoo');
  await expect(invite('--google-folder', ownFolder, '--preview')).rejects.toThrow('My Drive');
  expect(await invite('--google-folder', link, '--preview')).toContain(
    `Google Sheets to make: ${cities}, in “Questionnaires”`,
  );
  const random = xoroshiro128plus(20261130);
  for (let kill = 0; kill < kills; kill += 1) {
    const typed = ['infra/cli/scorebook.ts', 'invite', '--round', round.id, '--google-folder', link, '--yes'];
    const command = spawn(process.execPath, [...typed, '--folder', walk.own.path], { stdio: 'ignore' });
    const ended = once(command, 'close');
    await wait(1500 + uniformInt(random, 0, 2000));
    command.kill('SIGKILL');
    await ended;
  }
  await invite('--google-folder', link, '--yes');
  expect(await invite('--google-folder', link, '--yes')).toContain(
    `0 Google Sheets were made and shared, ${cities} there already.`,
  );
  for (let index = 0; index < cities; index += 1)
    await walk.said(new RegExp(`mail to officer@city-${index}\\.example`));
  const files = (await readdir(walk.folder)).filter((name) => /^City .*\.xlsx$/.test(name));
  expect(files).toHaveLength(cities);
  const mails = (await walk.own.cloud.mails.list()).filter(({ to }) => to.some((one) => /@city-/.test(one)));
  expect(mails).toHaveLength(cities);
  for (const { folder } of mails) {
    expect(await readFile(join(folder, 'mail.txt'), 'utf8')).toMatch(
      /https:\/\/docs\.google\.com\/spreadsheets\/d\/[\w-]{44}\/edit/,
    );
  }
  expect(await walk.scorebook('status', '--round', round.id)).toContain('has a Google Sheet');
});

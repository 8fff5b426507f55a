import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fetchSheet } from '../../functions/fetch-sheet/fetch-sheet.ts';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { googleSheets } from '../../shared/adapters/google/google-sheets.ts';
import { tellAfter } from '../../shared/domain/submissions/sheet-waits.ts';
import type { SheetRequest } from '../../shared/ports/online-sheets.ts';
import { isWaitingSheet } from '../../shared/queues/refused-sheet.ts';
import { parseSheetMessage, sheetMessage } from '../../shared/queues/sheet-messages.ts';

/** A minute of Google's, and of everybody here, in milliseconds: 1 to 25, so that it is the quota that is short. */
const minute = 2400;
const scale = 60_000 / minute;
const instances = 2;
const closes = Date.parse('2026-11-30T23:00:00.000Z');

let google: GoogleServer;
beforeAll(async () => {
  const environment = { AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  google = await startGoogle();
  google.quota = { requestsAMinute: 60, minuteMilliseconds: minute };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await google.stop();
});

const sheetOf = (nth: number): string => `sheet-${nth}-`.padEnd(44, 'x');

/** Two instances of fetch-sheet on one queue, whose delays and times are scaled as Google's minute is. */
async function atDeadline(links: number, lastMinutes: number) {
  const started = performance.now();
  const opens = closes - lastMinutes * 60_000;
  const now = (): number => opens + (performance.now() - started) * scale;
  const queue: { body: string; due: number }[] = [];
  const curve = new Map<number, number>();
  const read = new Map<string, { readonly receivedAt: string; readonly at: number }>();
  const told: string[] = [];
  /** Seconds from when a link came in until it was to be looked at for the last time. */
  const lastDue = new Map<string, number>();
  let [failed, tries] = [0, 0];
  for (let nth = 0; nth < links; nth += 1) {
    const at = opens + (nth / links) * lastMinutes * 60_000;
    const receivedAt = new Date(at).toISOString();
    const pointer = {
      ...({ channel: 'mail', sender: `officer@${nth}.example`, bucket: 'inbox', versionId: null } as const),
      ...{ key: `mail/${nth}`, fileName: 'link.txt', sha256: '0', bytes: 1, receivedAt, sequencer: '' },
    };
    queue.push({ body: sheetMessage({ sheet: sheetOf(nth), pointer }), due: at });
    google.hold(sheetOf(nth), { properties: { title: String(nth) }, sheets: [{ properties: { title: 'Q' } }] });
  }
  const { audience, serviceAccount, root } = google;
  const instance = async (): Promise<void> => {
    const patience = { token: 10_000, answer: 10_000, rest: 20_000 / scale };
    const sheets = googleSheets({
      ...{ audience, serviceAccount, root, patience },
      ...{ scopes: ['read', 'drive'], maxBytes: 1_000_000, maxCells: 1_000_000 },
    });
    while (read.size + failed < links) {
      // About as SQS does: first what has been due for longest.
      const next = queue.reduce((best, { due }, at) => (due < (queue[best]?.due ?? due) ? at : best), 0);
      const [message] = (queue[next]?.due ?? Number.POSITIVE_INFINITY) <= now() ? queue.splice(next, 1) : [];
      if (message === undefined) {
        await pause(1);
        continue;
      }
      tries += 1;
      const deps = {
        sheets,
        inbox: {
          async put({ sheet, bytes, receivedAt }: { sheet: string; bytes: Uint8Array; receivedAt: string }) {
            if (isWaitingSheet(bytes)) told.push(sheet);
            else {
              read.set(sheet, { receivedAt, at: now() });
              const at = Math.floor((now() - closes) / 60_000);
              curve.set(at, (curve.get(at) ?? 0) + 1);
            }
          },
        },
        queue: {
          async request(again: SheetRequest, seconds = 0) {
            const due = now() + seconds * 1000;
            lastDue.set(again.sheet, (due - Date.parse(again.pointer.receivedAt)) / 1000);
            queue.push({ body: sheetMessage(again), due });
          },
        },
        now: () => new Date(now()),
        random: Math.random,
      };
      await fetchSheet(parseSheetMessage(message.body), deps).catch(() => {
        failed += 1;
      });
    }
  };
  google.requests.length = 0;
  await Promise.all(Array.from({ length: instances }, instance));
  const all = [...read.values()];
  const minutesOf = new Map(
    [...read].map(([sheet, { at, receivedAt }]) => [sheet, (at - Date.parse(receivedAt)) / 60_000] as const),
  );
  const waits = [...minutesOf.values()].sort((a, b) => a - b);
  const long = [...minutesOf].filter(([, minutes]) => minutes * 60 > tellAfter);
  return {
    ...{ read: read.size, failed, told: told.length, tries, curve },
    waitedLong: long.length,
    toldTwice: told.length - new Set(told).size,
    toldInVain: told.filter((sheet) => !long.some(([waited]) => waited === sheet)).length,
    untold: long.filter(([sheet]) => !told.includes(sheet) && (lastDue.get(sheet) ?? 0) > tellAfter).length,
    untoldMinutes: Math.max(0, ...long.filter(([sheet]) => !told.includes(sheet)).map(([, minutes]) => minutes)),
    late: all.filter(({ receivedAt }) => Date.parse(receivedAt) > closes).length,
    asked: google.requests.filter((line) => line.includes('spreadsheets')).length,
    median: waits[Math.floor(waits.length / 2)] ?? 0,
    longest: waits.at(-1) ?? 0,
  };
}

test.each([['in the last ten minutes', 10]])(
  '1,000 links %s are all read, none is given up or late, and who waits long is told once, nobody else',
  async (when, lastMinutes) => {
    const { curve, ...found } = await atDeadline(1000, lastMinutes);
    const lines = [...curve]
      .sort(([a], [b]) => a - b)
      .map(([at, count]) => `${String(at).padStart(4)} min ${'#'.repeat(Math.ceil(count / 2))} ${count}`);
    console.log(
      `1,000 links ${when}, 60 reads a minute, two instances; sheets read by the minute after the close:\n${lines.join('\n')}\n${JSON.stringify(found)}`,
    );
    expect(found).toMatchObject({ read: 1000, failed: 0, late: 0 });
    expect(found).toMatchObject({ toldTwice: 0, toldInVain: 0, untold: 0 });
    // One whose last try was due in time, and stood behind others for a moment, is answered by what was read.
    expect(found.untoldMinutes).toBeLessThan(tellAfter / 60 + 2);
    // No minute takes more than Google gives; one of ours may hold parts of two of Google's.
    expect(Math.max(...curve.values())).toBeLessThanOrEqual(120);
  },
);

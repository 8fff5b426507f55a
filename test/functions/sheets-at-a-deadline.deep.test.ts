import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readDue } from '../../functions/deliver-results/claim-delivery.ts';
import { fetchSheet } from '../../functions/fetch-sheet/fetch-sheet.ts';
import { followLink, linkCameIn } from '../../functions/ingest-submission/link-that-waits.ts';
import { type Emulators, startEmulators } from '../../infra/local/emulators.ts';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { cloudOver, localClients } from '../../infra/local/local-clients.ts';
import { compose } from '../../shared/adapters/cloud.ts';
import { googleSheets } from '../../shared/adapters/google/google-sheets.ts';
import { notices, outbox, owed } from '../../shared/adapters/table-ports.ts';
import { tellAfter } from '../../shared/domain/submissions/sheet-waits.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type { SheetRequest } from '../../shared/ports/online-sheets.ts';
import type { DeliveryRequest } from '../../shared/ports/outbox.ts';
import { parseSheetMessage, sheetMessage } from '../../shared/queues/sheet-messages.ts';
import { tableFor } from '../support/dynamo.ts';

/** A minute of Google's, and of everybody here, in milliseconds: 1 to 10, so that it is the quota that is short. */
const minute = 6000;
const scale = 60_000 / minute;
const instances = 2;
const closes = Date.parse('2026-11-30T23:00:00.000Z');

/**
 * Seconds of theirs within which it may be told or not: the minute that a link is given which was itself accepted late, and moments
 * here that are ten times as long there.
 */
const blur = 90;

let google: GoogleServer;
let emulators: Emulators;
beforeAll(async () => {
  const environment = { AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  [google, emulators] = await Promise.all([startGoogle(), startEmulators(null)]);
  google.quota = { requestsAMinute: 60, minuteMilliseconds: minute };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([google.stop(), emulators.stop()]);
});

const sheetOf = (nth: number): string => `sheet-${nth}-`.padEnd(44, 'x');

/** Messages that wait for their time; as SQS does, about, first what has been due for longest. */
function queueOf<T>(now: () => number) {
  const held: { readonly what: T; readonly due: number }[] = [];
  return {
    put: (what: T, due: number) => void held.push({ what, due }),
    take(): T | undefined {
      const next = held.reduce((best, { due }, at) => (due < (held[best]?.due ?? due) ? at : best), 0);
      return (held[next]?.due ?? Number.POSITIVE_INFINITY) <= now() ? held.splice(next, 1)[0]?.what : undefined;
    },
  };
}

/**
 * Links as they are accepted, two instances of fetch-sheet on one queue, and what is owed to those who wait, in a table; all
 * delays and times are scaled as Google's minute is.
 */
async function atDeadline(links: number, lastMinutes: number) {
  const started = performance.now();
  const opens = closes - lastMinutes * 60_000;
  const now = (): number => opens + (performance.now() - started) * scale;
  const clients = localClients(emulators.endpoints);
  await tableFor(clients.dynamodb);
  const cloud = cloudOver(clients, { TABLE_NAME: 'scorebook-test' }, { now: () => new Date(now()) });
  const ports = compose(cloud, { notices, owed, outbox });
  const arrivals = queueOf<{ readonly sheet: string; readonly pointer: Receipt }>(now);
  const queue = queueOf<string>(now);
  const deliveries = queueOf<DeliveryRequest>(now);
  const curve = new Map<number, number>();
  const read = new Map<string, { readonly receivedAt: string; readonly at: number }>();
  const told: string[] = [];
  const sheetOfNotice = new Map<string, string>();
  let [failed, tries] = [0, 0];
  for (let nth = 0; nth < links; nth += 1) {
    const at = opens + (nth / links) * lastMinutes * 60_000;
    const receivedAt = new Date(at).toISOString();
    const pointer = {
      ...({ channel: 'mail', sender: `officer@${nth}.example`, bucket: 'inbox', versionId: null } as const),
      ...{ key: `mail/${nth}`, fileName: 'link.txt', sha256: '0', bytes: 1, receivedAt, sequencer: '' },
    };
    arrivals.put({ sheet: sheetOf(nth), pointer }, at);
    google.hold(sheetOf(nth), { properties: { title: String(nth) }, sheets: [{ properties: { title: 'Q' } }] });
  }
  const sheetQueue = {
    request: async (again: SheetRequest, seconds = 0) => queue.put(sheetMessage(again), now() + seconds * 1000),
  };
  const { audience, serviceAccount, root } = google;
  /** Works on what is due until all is read. */
  const until = async <T>(of: { take(): T | undefined }, work: (what: T) => Promise<void>): Promise<void> => {
    while (read.size + failed < links) {
      const what = of.take();
      await (what === undefined ? pause(1) : work(what));
    }
  };
  const accept = ({ sheet, pointer }: { readonly sheet: string; readonly pointer: Receipt }): Promise<void> =>
    followLink(sheet, pointer, {
      ...ports,
      sheets: sheetQueue,
      now: () => new Date(now()),
      deliveries: {
        async request(request, seconds = 0) {
          sheetOfNotice.set(request.delivery, sheet);
          deliveries.put(request, now() + seconds * 1000);
        },
      },
    });
  const tell = async (request: DeliveryRequest): Promise<void> => {
    const due = await readDue(request, { ...ports, now: () => new Date(now()), leaseSeconds: 60 });
    if (due !== null) told.push(sheetOfNotice.get(request.delivery) ?? '?');
  };
  const instance = (): Promise<void> => {
    const patience = { token: 10_000, answer: 10_000, rest: 20_000 / scale };
    const sheets = googleSheets({
      ...{ audience, serviceAccount, root, patience },
      ...{ scopes: ['read', 'drive'], maxBytes: 1_000_000, maxCells: 1_000_000 },
    });
    return until(queue, async (message) => {
      tries += 1;
      const { pointer, ...request } = parseSheetMessage(message);
      const inbox = {
        async put({ sheet, receivedAt }: { sheet: string; receivedAt: string }) {
          const at = now();
          await linkCameIn({ ...pointer, sheet }, { ...ports, deliveries: { request: async () => {} } });
          read.set(sheet, { receivedAt, at });
          const minutes = Math.floor((at - closes) / 60_000);
          curve.set(minutes, (curve.get(minutes) ?? 0) + 1);
        },
      };
      const deps = { sheets, inbox, queue: sheetQueue, now: () => new Date(now()), random: Math.random };
      await fetchSheet({ pointer, ...request }, deps).catch(() => {
        failed += 1;
      });
    });
  };
  google.requests.length = 0;
  await Promise.all([
    // Whoever accepts and tells has many instances.
    ...Array.from({ length: 6 }, () => until(arrivals, accept)),
    ...Array.from({ length: 6 }, () => until(deliveries, tell)),
    ...Array.from({ length: instances }, instance),
  ]);
  clients.destroy();
  const waited = new Map([...read].map(([sheet, { at, receivedAt }]) => [sheet, (at - Date.parse(receivedAt)) / 1000]));
  const waits = [...waited.values()].sort((a, b) => a - b);
  const untold = [...waited].filter(([sheet, seconds]) => seconds > tellAfter && !told.includes(sheet));
  return {
    ...{ read: read.size, failed, told: told.length, tries, curve },
    waitedLong: waits.filter((seconds) => seconds > tellAfter).length,
    toldTwice: told.length - new Set(told).size,
    toldInVain: told.filter((sheet) => (waited.get(sheet) ?? 0) < tellAfter - blur).length,
    untold: untold.filter(([, seconds]) => seconds > tellAfter + blur).length,
    untoldMinutes: Math.max(0, ...untold.map(([, seconds]) => seconds / 60)),
    late: [...read.values()].filter(({ receivedAt }) => Date.parse(receivedAt) > closes).length,
    asked: google.requests.filter((line) => line.includes('spreadsheets')).length,
    median: (waits[Math.floor(waits.length / 2)] ?? 0) / 60,
    longest: (waits.at(-1) ?? 0) / 60,
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
    // No minute takes more than Google gives; one of ours may hold parts of two of Google's.
    expect(Math.max(...curve.values())).toBeLessThanOrEqual(120);
  },
);

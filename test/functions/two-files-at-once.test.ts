import { afterAll, beforeAll, expect, test } from 'vitest';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { interrupted } from '../support/faults.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { isDeep, pointsOf } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const round = { id: '2026', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);

let pipeline: Pipeline;
let cities = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

/** An authority of its own, and the half of the answers that each of two colleagues sends for it. */
async function twoHalves(): Promise<{ readonly authority: string; readonly halves: readonly InboxObject[] }> {
  cities += 1;
  const authority = { id: `city-${cities}`, name: `City ${cities}` };
  await pipeline.registry.putAuthority({ ...authority, country: null, contacts: [] });
  const half = async (which: number): Promise<InboxObject> => {
    const own = ids.filter((_, index) => index % 2 === which);
    const answers = new Map(
      own.map((id) => [id, { value: 'yes' as const, raw: 'Yes', evidence: `Page ${which}`, cell: null }]),
    );
    const about = { questionnaire: userCentricity2023, language: 'en', authority, round: round.id };
    const bytes = await writeQuestionnaireWorkbook({ ...about, answers });
    return pipeline.put({ key: `office/${authority.id}/${which}.xlsx`, bytes, at: `2026-10-01T08:00:0${which}.000Z` });
  };
  return { authority: authority.id, halves: [await half(0), await half(1)] };
}

const orders = [
  ['earlier', 0, 1],
  ['later', 1, 0],
] as const;

test.each(isDeep ? orders : orders.slice(0, 1))(
  'of two files at once both count, whichever call of the %s one the other comes in at',
  async (_, slow, quick) => {
    let reached = 0;
    for (let n = 1; reached === n - 1; n += 1) {
      const { authority, halves } = await twoHalves();
      const clients = pipeline.newClients();
      const ingest = (which: number, own?: Clients) => pipeline.ingest(halves[which] as InboxObject, own);
      const made = interrupted(clients, n, () => ingest(quick));
      expect(await ingest(slow, clients), `at call ${n}`).toMatchObject({
        outcome: expect.stringMatching(/accepted|superseded/),
      });
      if (made() < n) break;
      reached = n;
      const standing = await pipeline.store.standing(round, authority);
      expect(standing?.answerCode, `at call ${n}`).toBe('Y'.repeat(ids.length));
      const state = await pipeline.store.counted(standing?.counted ?? '');
      expect([...(state?.answers.values() ?? [])].filter(({ evidence }) => evidence === '')).toEqual([]);
      expect(standing?.deliveries, `at call ${n}`).toHaveLength(2);
    }
    expect(reached).toBeGreaterThan(15);
  },
);

test('each mail goes once, whichever call of its delivery another file comes in at', async () => {
  const delivered = async (n: number): Promise<number> => {
    const { authority, halves } = await twoHalves();
    const ingest = (which: number) => pipeline.ingest(halves[which] as InboxObject);
    await pipeline.forgetMails();
    await ingest(0);
    const clients = pipeline.newClients();
    let other: Promise<unknown> | undefined;
    const made = interrupted(clients, n, () => {
      other = ingest(1);
      return other;
    });
    await pipeline.deliverWaiting(clients);
    // A call that was made ahead, and that this mail did not need, is awaited by nobody.
    await other;
    while ((await pipeline.deliverWaiting()).length > 0);
    const standing = await pipeline.store.standing(round, authority);
    const states = standing?.deliveries.map(({ state, attempts }) => `${state} ${attempts}`);
    expect(new Set(states), `at call ${n}`).toEqual(new Set(['sent 1']));
    const log = await pipeline.store.history(authority);
    expect(log, `at call ${n} of ${made()}`).toHaveLength(n === 0 ? 1 : 2);
    for (const { submission } of log) expect(await pipeline.mailsOf(submission), `at call ${n}`).toHaveLength(1);
    return made();
  };
  // The first one of all makes the key of links.
  await delivered(0);
  const calls = await delivered(0);
  expect(calls).toBeGreaterThan(12);
  for (const n of pointsOf(calls, [calls - 3, calls - 1])) await delivered(n);
});

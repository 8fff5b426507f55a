import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDue,
  claim,
  type Deliveries,
  finalId,
  firstDelivery,
  markSent,
  rescoredId,
} from '../../../shared/domain/mail/delivery.ts';
import {
  type AcceptedSubmission,
  accept,
  type Standing,
  shardOf,
  tellAgain,
  tellFinal,
} from '../../../shared/domain/standings/standing.ts';
import { authorityId, submissionId, submissionOrder } from '../../../shared/domain/submissions/submission.ts';

const candidate = (submission: string, order: string): AcceptedSubmission => ({
  submission,
  order,
  round: '2022',
  authority: 'espoo',
  questionnaire: 'user-centricity@2023',
  answerCode: 'Y'.repeat(41),
  evidenceCode: '1'.repeat(41),
  verifiedCode: '',
  authorityName: 'Espoo – Esbo',
  country: 'FI',
  population: 305_200,
  score: { percent: 100, method: 'exact', questionnaire: 'user-centricity@2023' },
});
const acceptAll = (candidates: readonly AcceptedSubmission[]): Standing | null =>
  candidates.reduce<Standing | null>((standing, one) => accept(standing, one), null);

describe('the accept rule', () => {
  test('whichever order files are read in, the one received last counts and every one is answered', () => {
    const orders = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(orders, (received) => {
        const candidates = received.map((at) => candidate(`s${at}`, String(at).padStart(4, '0')));
        let last = candidates[0] as AcceptedSubmission;
        let standing: Standing | null = null;
        for (const one of candidates) {
          if (one.order > last.order) last = one;
          standing = accept(standing, last, {
            delivery: firstDelivery(one.submission),
            order: one.order,
            unchanged: false,
          });
        }
        expect(standing?.submission).toBe(`s${Math.max(...received)}`);
        expect(standing?.deliveries.map(({ id }) => id).sort()).toEqual(received.map((at) => `s${at}`).sort());
      }),
    );
  });

  test('the same file again changes nothing but the version', () => {
    const once = acceptAll([candidate('a', '1')]);
    const twice = acceptAll([candidate('a', '1'), candidate('a', '1')]);
    expect(twice).toEqual({ ...once, version: 2 });
  });

  test('a file sent again after another one counts again and is answered again', () => {
    const sent = markSent(
      (claim(addDue([], 'a'), 'a', new Date(0), { holder: 'h', seconds: 1 }) as { deliveries: Deliveries }).deliveries,
      'a',
      'h',
      'm1',
    );
    const first: Standing = { ...accept(null, candidate('a', '1')), deliveries: sent ?? [] };
    const back = accept(accept(first, candidate('b', '2')), candidate('a', '3'));
    expect(back.submission).toBe('a');
    expect(back.deliveries.find(({ id: submission }) => submission === 'a')?.state).toBe('due');
  });
});

describe('a delivery', () => {
  const lease = (holder: string) => ({ holder, seconds: 60 });
  const at = (seconds: number) => new Date(seconds * 1000);
  const claimedBy = (holder: string, deliveries: Deliveries, seconds: number): Deliveries => {
    const claimed = claim(deliveries, 'a', at(seconds), lease(holder));
    if (claimed.outcome !== 'claimed') throw new Error(claimed.outcome);
    return claimed.deliveries;
  };

  test('held by one sender is not taken by another before the lease ends', () => {
    const held = claimedBy('one', addDue([], 'a'), 0);
    expect(claim(held, 'a', at(59), lease('two')).outcome).toBe('held by another');
    expect(claim(held, 'a', at(60), lease('two')).outcome).toBe('claimed');
  });

  test('taken over is not marked by whoever lost it', () => {
    const taken = claimedBy('two', claimedBy('one', addDue([], 'a'), 0), 61);
    expect(markSent(taken, 'a', 'one', 'm1')).toBeNull();
    expect(markSent(taken, 'a', 'two', 'm2')?.[0]).toMatchObject({ state: 'sent', messageId: 'm2', attempts: 2 });
  });

  test('sent is never due again by itself', () => {
    const sent = markSent(claimedBy('one', addDue([], 'a'), 0), 'a', 'one', 'm1') ?? [];
    expect(addDue(sent, 'a')).toBe(sent);
    expect(claim(sent, 'a', at(1e6), lease('two')).outcome).toBe('nothing due');
  });

  test('still owed is kept however many others were sent', () => {
    const many = Array.from({ length: 50 }, (_, index) => `s${index}`).reduce<Deliveries>(
      (deliveries, id) => addDue(deliveries, id),
      [],
    );
    expect(many.filter(({ state }) => state === 'due')).toHaveLength(50);
  });
});

describe('the identity of a submission', () => {
  const of = { authority: 'espoo', round: '2022', sender: 'a@espoo.example', sha256: 'f'.repeat(64) };
  test('is its content for an authority and a round, whoever sends it', () => {
    expect(submissionId({ ...of, sender: 'b@espoo.example' })).toBe(submissionId(of));
    for (const other of [{ authority: 'porto' }, { round: '2023' }, { sha256: 'e'.repeat(64) }]) {
      expect(submissionId({ ...of, ...other })).not.toBe(submissionId(of));
    }
  });

  test('without an authority it is told apart by its sender', () => {
    const lost = { ...of, authority: null };
    expect(submissionId({ ...lost, sender: 'b@espoo.example' })).not.toBe(submissionId(lost));
  });
});

test('sequencers of different length compare as S3 says: zeros on the right', () => {
  const order = (sequencer: string) => submissionOrder('a', { receivedAt: '2026-01-01T00:00:00Z', sequencer });
  expect(order('0055') < order('00561')).toBe(true);
  expect(order('006') > order('00561')).toBe(true);
});

test.each([
  ['Île-de-France', 'ile-de-france'],
  ['  Emilia Romagna* ', 'emilia-romagna'],
  ['Київ', 'київ'],
  ['İstanbul', 'istanbul'],
])('%s has the id %s', (name, id) => expect(authorityId(name)).toBe(id));

test('a million authorities spread over 64 shards within 5 % of even', () => {
  const counts = new Array<number>(64).fill(0);
  for (let index = 0; index < 1_000_000; index += 1) {
    const shard = shardOf(`authority-${index}`, 64);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  expect(Math.max(...counts) / (1_000_000 / 64)).toBeLessThan(1.05);
});

describe('what is told of a score', () => {
  const shown = (percent: number) => ({ percent, method: 'exact', questionnaire: 'user-centricity@2023' }) as const;
  const standing: Standing = { ...accept(null, candidate('a', '1')), told: shown(90) };

  test('again, beside what was told before', () => {
    const again = tellAgain(standing, 'run 2');
    expect(again).toMatchObject({ version: 2, told: standing.score, submission: 'a' });
    expect(again.deliveries.at(-1)).toMatchObject({ id: rescoredId('a', 'run 2'), state: 'due', before: shown(90) });
    expect(again).not.toHaveProperty('final');
    expect(tellAgain(again, 'run 2').deliveries).toEqual(again.deliveries);
  });

  test('as final, for each authority once', () => {
    const final = tellFinal(standing, 'run 2');
    expect(final).toMatchObject({ version: 2, told: standing.score, final: standing.score });
    expect(final.deliveries.at(-1)).toMatchObject({ id: finalId('a', 'run 2'), state: 'due', tells: 'final' });
    expect(final.deliveries.at(-1)).not.toHaveProperty('before');
  });

  test('as final goes on with what replaces it, but for a mail of the replaced file that is not out yet', () => {
    const final = tellFinal(standing, 'run 2');
    const next = candidate('b', '2');
    expect(accept(final, next)).not.toHaveProperty('final');
    expect(accept(final, candidate('a', '3')).final).toEqual(standing.score);
    const sent = { ...final, deliveries: final.deliveries.map((one) => ({ ...one, state: 'sent' as const })) };
    expect(accept(sent, next).final).toEqual(standing.score);
    const others = { ...final, deliveries: final.deliveries.filter(({ tells }) => tells !== 'final') };
    expect(accept(others, next).final).toEqual(standing.score);
    expect(accept(standing, next)).not.toHaveProperty('final');
  });

  test('is nothing new where the same as before was sent again', () => {
    const mail = { delivery: firstDelivery('b'), order: '2', unchanged: true };
    const same = accept(standing, candidate('b', '2'), mail);
    expect(same).toMatchObject({ version: 2, submission: 'b', told: shown(90), deliveries: standing.deliveries });
    // The first file of all is told, whatever is said of it.
    expect(accept(null, candidate('b', '2'), mail).deliveries).toMatchObject([{ id: 'b', state: 'due' }]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyReview } from '../../functions/import-review/apply-review.ts';
import { scoreShard } from '../../functions/rescore-round/score-shard.ts';
import type { OfferedValue } from '../../shared/domain/answers/normalise/answer-words.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import type { AuthorityReview } from '../../shared/domain/review/review-plan.ts';
import { acceptAnswers } from '../support/answered.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
let round: Round;
let rounds = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  rounds += 1;
  round = { id: `r${rounds}`, questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 };
  await pipeline.registry.putRound(round);
});

const instant = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
/** All met but the first question, or that as well. */
const [no, yes] = ['N'.padEnd(41, 'Y'), 'Y'.repeat(41)];
const submit = (answerCode: string, second: number, own?: Clients): Promise<string> =>
  acceptAnswers({ round, authority: 'espoo', answerCode, at: instant(second) }, pipeline.rescoring(own));

/** What the office decides of the first question where it is claimed as met: null takes it back. */
function decided(verified: OfferedValue | null, second: number): AuthorityReview {
  const evidence = evidenceMark({ evidence: '1.1.1' });
  const one = { verified, claimed: 'yes', evidence, reason: 'Seen', at: instant(second) } as const;
  return { round: round.id, authority: 'espoo', given: { '1.1.1': one } };
}
const review = (update: AuthorityReview): Promise<void> => applyReview([update], pipeline.rescoring());
const first = async (): Promise<string | undefined> =>
  (await pipeline.store.standing(round, 'espoo'))?.answerCode.slice(0, 1);

describe('of two reviews of one answer', () => {
  test.each([
    ['the one received later counts, though it is done first', ['no', 2], ['na', 3], 'A'],
    ['taking back stays, though the decision before is done after it', ['no', 2], [null, 3], 'Y'],
  ] as const)('%s', async (_, [earlier, at], [later, after], letter) => {
    await submit(yes, 1);
    const [one, other] = [decided(earlier, at), decided(later, after)];
    await review(other);
    await review(one);
    expect(await first()).toBe(letter);
    // The same event once more, as after a crash.
    await review(one);
    expect(await first()).toBe(letter);
  });
});

/** Clients that do something once, right before the first write of a standing. */
function beforeStanding(work: () => Promise<void>): Clients {
  const own = pipeline.newClients();
  let isDone = false;
  own.dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (parameters) => {
        const isStanding = commandName === 'PutItemCommand' && JSON.stringify(parameters.input).includes('"told"');
        if (isStanding && !isDone) {
          isDone = true;
          await work();
        }
        return next(parameters);
      },
    { step: 'initialize', name: 'before', priority: 'high' },
  );
  return own;
}

test('a review done while a file is read holds for that file, though it changes nothing of what counts until then', async () => {
  await submit(no, 1);
  let wasThere = false;
  const own = beforeStanding(async () => {
    wasThere = true;
    await review(decided('no', 3));
  });
  await submit(yes, 2, own);
  expect(wasThere).toBe(true);
  expect(await first()).toBe('N');
  await pipeline.rescore(round.id);
  const [profile] = (await pipeline.standings.current(round.id))?.profiles ?? [];
  expect(profile).toMatchObject({ answerCode: no, verifiedCode: '1'.padEnd(41, '0') });
});

test('a file that waited while a review was done is counted as it was at each moment', async () => {
  await submit(yes, 1);
  await review(decided('no', 5));
  await submit(`${yes.slice(1)}N`, 3);
  await submit(no, 9);
  const countedUntil = async (second: number): Promise<string> => {
    const steps = pipeline.rescoring();
    const run = `${instant(second)}#late`;
    await steps.runs.begin({
      ...{ round: round.id, run, cutOff: instant(second), questionnaire: round.questionnaire, method: 'exact' },
      ...{ shards: 1, execution: 'late', end: null },
    });
    const { counted } = await scoreShard({ round: round.id, run, shard: 0 }, steps);
    const [profile] = (await pipeline.standings.shard(round.id, counted))?.profiles ?? [];
    return `${profile?.answerCode.slice(0, 1)}…${profile?.answerCode.slice(-1)}`;
  };
  const seen: string[] = [];
  for (const second of [2, 4, 6, 10]) seen.push(await countedUntil(second));
  expect(seen).toEqual(['Y…Y', 'Y…N', 'N…N', 'N…Y']);
});

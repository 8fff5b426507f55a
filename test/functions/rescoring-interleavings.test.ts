import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeAnswers } from '../../shared/domain/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire.ts';
import { countPercents, rankOf } from '../../shared/domain/ranking.ts';
import { score } from '../../shared/domain/scoring.ts';
import { currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { acceptAnswers } from '../support/answered.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rescoreRound } from '../support/rescore-round.ts';

let pipeline: Pipeline;
let rounds = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const ids = indicatorsOf(currentQuestionnaire).map(({ id }) => id);
const percentOf = (code: string): number => score(currentQuestionnaire, decodeAnswers(ids, code)).percent;
const instant = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

/** Somebody who does one thing, maybe ends at one of its calls, and then does it again from the beginning. */
interface Actor {
  readonly does: 'submit' | 'rescore';
  readonly authority: string;
  /** How many indicators are met. */
  readonly yes: number;
  /** Second of receipt, or of the cut-off. */
  readonly at: number;
  readonly endsAt: number | null;
}

const actor: fc.Arbitrary<Actor> = fc.record({
  does: fc.constantFrom('submit', 'submit', 'rescore'),
  authority: fc.constantFrom('espoo', 'porto', 'lahti'),
  yes: fc.integer({ min: 0, max: 41 }),
  at: fc.integer({ min: 0, max: 20 }),
  endsAt: fc.option(fc.integer({ min: 1, max: 15 })),
});
const codeOf = ({ yes }: Actor): string => 'Y'.repeat(yes).padEnd(41, 'N');

/** Has the scheduler decide when each call is made, and ends the process at one of them. */
function scheduled(clients: Clients, scheduler: fc.Scheduler, name: string, endsAt: number | null): Clients {
  let calls = 0;
  for (const client of [clients.dynamodb, clients.s3]) {
    const stack = client.middlewareStack as unknown as S3Client['middlewareStack'];
    stack.add(
      (next, { commandName = '' }) =>
        async (parameters) => {
          calls += 1;
          if (endsAt !== null && calls >= endsAt) throw new Error('The process has ended');
          await scheduler.schedule(Promise.resolve(), `${name}: ${commandName}`);
          return next(parameters);
        },
      { step: 'initialize', name: 'scheduled', priority: 'high' },
    );
  }
  return clients;
}

test('however submissions and re-scorings overlap, repeat and end, the standings are those of the answers that count', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(actor, {
        minLength: 2,
        maxLength: 7,
        selector: ({ does, authority, at }) => `${does} ${authority} ${at}`,
      }),
      fc.scheduler(),
      async (actors, scheduler) => {
        rounds += 1;
        const round = {
          id: `r${rounds}`,
          questionnaire: 'user-centricity@2023',
          opensAt: null,
          closesAt: null,
          shards: 2,
        };
        await pipeline.registry.putRound(round);
        const once = (of: Actor, name: string, endsAt: number | null): Promise<unknown> => {
          const steps = pipeline.rescoring(scheduled(pipeline.newClients(), scheduler, name, endsAt));
          const { authority, at } = of;
          if (of.does === 'submit') {
            return acceptAnswers({ round, authority, answerCode: codeOf(of), at: instant(at) }, steps);
          }
          return rescoreRound({ round: round.id, execution: `${authority} ${at}`, startedAt: instant(at) }, steps);
        };
        await scheduler.waitFor(
          Promise.all(
            actors.map((one, index) =>
              once(one, `${index}`, one.endsAt).catch(() => once(one, `${index} again`, null)),
            ),
          ),
        );
        const submissions = actors.filter(({ does }) => does === 'submit');
        const between = await pipeline.standings.current(round.id);
        if (between !== null) expectWhole(between, submissions);

        await pipeline.rescore(round.id, new Date(instant(1000)));
        const { standings, profiles } = (await pipeline.standings.current(round.id)) ?? {};
        const last = new Map([...submissions].sort((a, b) => a.at - b.at).map((one) => [one.authority, codeOf(one)]));
        const counted = [...last].map(([authority, code]) => ({ authority, percent: percentOf(code) }));
        expect(new Map(profiles?.map(({ authority, answerCode }) => [authority, answerCode]))).toEqual(last);
        for (const { percent } of counted) {
          const better = counted.filter((other) => other.percent > percent).length;
          expect(rankOf(percent, standings?.all.percents ?? [])).toBe(1 + better);
        }
        expect(standings?.all.authorities).toBe(counted.length);
      },
    ),
    { numRuns: 8 },
  );
});

type Published = NonNullable<Awaited<ReturnType<Pipeline['standings']['current']>>>;

/** Counts nobody twice, and each by answers that were there at the cut-off. */
function expectWhole({ standings, profiles }: Published, submissions: readonly Actor[]): void {
  expect(new Set(profiles.map(({ authority }) => authority)).size).toBe(profiles.length);
  expect(standings.all.percents).toEqual(countPercents(profiles.map(({ percent }) => percent)));
  for (const { authority, answerCode } of profiles) {
    const there = submissions.filter((one) => one.authority === authority && instant(one.at) <= standings.cutOff);
    expect(there.map(codeOf)).toContain(answerCode);
  }
}

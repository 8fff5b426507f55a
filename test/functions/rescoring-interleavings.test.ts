import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyReview } from '../../functions/import-review/apply-review.ts';
import { type AnswerValue, codeOf, decodeAnswers } from '../../shared/domain/answers/answer.ts';
import type { OfferedValue } from '../../shared/domain/answers/normalise/answer-words.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { evidenceMark, type VerifiedAnswer } from '../../shared/domain/review/review.ts';
import type { AuthorityReview } from '../../shared/domain/review/review-plan.ts';
import { countPercents, rankOf } from '../../shared/domain/scoring/ranking.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { yesNoStandings } from '../../shared/domain/standings/any-standings.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { countedAt } from '../../shared/domain/submissions/history.ts';
import { countedState } from '../../shared/use-cases/counted-state.ts';
import { acceptAnswers, chooseWhatCounts } from '../support/answered.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rescoreRound } from '../support/rescore-round.ts';
import { runs } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

let pipeline: Pipeline;
let rounds = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);
const percentOf = (code: string): number => score(userCentricity2023, decodeAnswers(ids, code)).percent;
const instant = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
/** Far after all of it. */
const afterwards = 1000;

interface Decision {
  /** Index of the indicator: few, so that reviews decide of the same ones, met and not met. */
  readonly of: number;
  /** null: as claimed. */
  readonly verified: OfferedValue | null;
}

/** Somebody who does one thing, maybe ends at one of its calls, and then does it again from the beginning. */
interface Actor {
  readonly does: 'submit' | 'rescore' | 'review' | 'restore' | 'replace-all';
  readonly authority: string;
  /** How many indicators are met. */
  readonly yes: number;
  /** Which part is left blank, by its first and its last indicator. */
  readonly blank: readonly [number, number];
  readonly decisions: readonly Decision[];
  /** Second of receipt, or of the cut-off. */
  readonly at: number;
  readonly endsAt: number | null;
}

const actor: fc.Arbitrary<Actor> = fc.record({
  does: fc.constantFrom('submit', 'submit', 'submit', 'rescore', 'review', 'review', 'restore', 'replace-all'),
  authority: fc.constantFrom('espoo', 'porto', 'lahti'),
  yes: fc.integer({ min: 0, max: 41 }),
  blank: fc.constantFrom([41, 41], [0, 12], [10, 30], [20, 40], [0, 40]),
  decisions: fc.uniqueArray(
    fc.record({ of: fc.constantFrom(0, 20, 40), verified: fc.constantFrom('yes', 'no', 'na', null) }),
    { minLength: 1, maxLength: 3, selector: ({ of }) => of },
  ),
  at: fc.integer({ min: 1, max: 20 }),
  endsAt: fc.option(fc.integer({ min: 1, max: 15 })),
});
const codeOfClaims = ({ yes, blank: [from, to] }: Actor): string =>
  [...'Y'.repeat(yes).padEnd(41, 'N')].map((letter, index) => (index >= from && index <= to ? '-' : letter)).join('');

/** A review as it was planned, which is done whatever has changed by then. */
interface Planned {
  readonly update: AuthorityReview;
  readonly at: string;
}

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

type Steps = ReturnType<Pipeline['rescoring']>;

/** What the office decides, looking at what counts at that moment; null: nothing does. */
async function plan(actor: Actor, round: Round, { store }: Steps): Promise<Planned | null> {
  const { authority } = actor;
  const at = instant(actor.at);
  const standing = await store.standing(round, authority);
  if (standing === null) return null;
  const claims = (await countedState(standing, store))?.answers ?? new Map();
  const given: Record<string, VerifiedAnswer> = {};
  for (const { of, verified } of actor.decisions) {
    const claim = claims.get(ids[of] ?? '');
    if (claim === undefined) throw new Error('It was not asked');
    given[ids[of] ?? ''] = { verified, claimed: claim.value, evidence: evidenceMark(claim), reason: 'Looked at', at };
  }
  return { update: { round: round.id, authority, given }, at };
}

test('however submissions, reviews and re-scorings overlap, repeat and end, the standings are those of what counts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(actor, {
        ...{ minLength: 2, maxLength: 9 },
        selector: ({ does, authority, at }) => `${does} ${authority} ${at}`,
      }),
      // What is there before: reviews need something to look at.
      fc.constantFrom([], ['espoo'], ['espoo', 'porto']),
      fc.scheduler(),
      async (actors, there, scheduler) => {
        rounds += 1;
        const about = { questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };
        const round = { id: `r${rounds}`, ...about };
        await pipeline.registry.putRound(round);
        const first = there.map((authority): Actor => {
          return { does: 'submit', authority, yes: 25, blank: [5, 9], decisions: [], at: 0, endsAt: null };
        });
        const firsts = new Map<string, string>();
        for (const { authority } of first) {
          const answerCode = codeOfClaims(first[0] as Actor);
          const file = { round, authority, answerCode, at: instant(0) };
          firsts.set(authority, await acceptAnswers(file, pipeline.rescoring()));
        }
        const reviews = new Map<Actor, Planned>();
        const once = async (of: Actor, name: string, endsAt: number | null): Promise<void> => {
          const steps = pipeline.rescoring(scheduled(pipeline.newClients(), scheduler, name, endsAt));
          const { authority, at } = of;
          if (of.does === 'submit') {
            await acceptAnswers({ round, authority, answerCode: codeOfClaims(of), at: instant(at) }, steps);
          } else if (of.does === 'rescore') {
            await rescoreRound({ round: round.id, execution: `${authority} ${at}`, startedAt: instant(at) }, steps);
          } else if (of.does !== 'review') {
            const submission = firsts.get(authority);
            if (submission === undefined) return;
            await chooseWhatCounts({ round, authority, submission, kind: of.does, at: afterFiles(at) }, steps);
          } else {
            const planned = reviews.get(of) ?? (await plan(of, round, steps));
            if (planned === null) return;
            reviews.set(of, planned);
            await applyReview([planned.update], steps);
          }
        };
        await scheduler.waitFor(
          Promise.all(
            actors.map((one, index) =>
              once(one, `${index}`, one.endsAt).catch(() => once(one, `${index} again`, null)),
            ),
          ),
        );
        const submissions = [...first, ...actors.filter(({ does }) => does === 'submit')];
        const between = await pipeline.standings.current(round.id);
        if (between !== null) expectWhole(between, submissions, [...reviews.values()]);

        await pipeline.rescore(round.id, new Date(instant(afterwards)));
        const { standings, profiles } = (await pipeline.standings.current(round.id)) ?? {};
        const log = [...submissions, ...actors.filter((one) => isAct(one) && firsts.has(one.authority))];
        const last = new Map([...new Set(log.map((one) => one.authority))].map((one) => [one, folded(one, log)]));
        const expected = new Map([...last].map(([authority, code]) => [authority, reviewed(authority, code, reviews)]));
        expect(new Map(profiles?.map(({ authority, answerCode }) => [authority, answerCode]))).toEqual(expected);
        const counted = [...expected.values()].map(percentOf);
        for (const percent of counted) {
          const better = counted.filter((other) => other > percent).length;
          expect(rankOf(percent, standings ? ofHoweverFew(yesNoStandings(standings).all).percents : [])).toBe(
            1 + better,
          );
        }
        expect(standings?.all.authorities).toBe(counted.length);
        for (const [authority, code] of expected) {
          const standing = await pipeline.store.standing(round, authority);
          expect(standing?.told.percent).toBe(percentOf(code));
          const history = await pipeline.store.history(authority);
          expect(countedAt(history, round.id, instant(afterwards))?.answerCode).toBe(code);
        }
        expect((await pipeline.rescore(round.id, new Date(instant(afterwards + 1)))).outcome).toBe('unchanged');
      },
    ),
    { numRuns: runs(4, 100) },
  );
});

const isAct = ({ does }: Actor): boolean => does === 'restore' || does === 'replace-all';
/** Of what has one second, files come before acts. */
const byInstant = (actors: readonly Actor[]): Actor[] =>
  [...actors].sort((a, b) => a.at - b.at || Number(isAct(a)) - Number(isAct(b)));
const afterFiles = (second: number): string => instant(second).replace('.000Z', '.500Z');

/** What is claimed after all files and acts, plainly: one after the other, as they were received. */
function folded(authority: string, log: readonly Actor[]): string {
  let code = '-'.repeat(41);
  let first: string | null = null;
  for (const one of byInstant(log.filter((other) => other.authority === authority))) {
    if (isAct(one)) code = first ?? code;
    else {
      const own = codeOfClaims(one);
      code = [...code].map((letter, index) => (own.charAt(index) === '-' ? letter : own.charAt(index))).join('');
      first ??= code;
    }
  }
  return code;
}

/** Of each answer the decision that came in last, if it was made of this claim: plainly, one after the other. */
function reviewed(authority: string, claims: string, reviews: ReadonlyMap<Actor, Planned>): string {
  const letters = [...claims];
  for (const one of byInstant([...reviews.keys()].filter((review) => review.authority === authority))) {
    for (const { of, verified } of one.decisions) {
      const given = reviews.get(one)?.update.given[ids[of] ?? ''];
      const claim = claims.charAt(of);
      const holds = given !== undefined && codeOf(given.claimed as AnswerValue) === claim;
      letters[of] = holds && verified !== null ? codeOf(verified) : claim;
    }
  }
  return letters.join('');
}

type Published = NonNullable<Awaited<ReturnType<Pipeline['standings']['current']>>>;

/** Counts nobody twice, and each by answers that were there at the cut-off: claimed, or decided of by then. */
function expectWhole({ standings, profiles }: Published, submissions: readonly Actor[], reviews: readonly Planned[]) {
  expect(new Set(profiles.map(({ authority }) => authority)).size).toBe(profiles.length);
  expect(ofHoweverFew(yesNoStandings(standings).all).percents).toEqual(
    countPercents(profiles.map(({ percent }) => percent)),
  );
  const until = <T extends { at: string; authority: string }>(all: readonly T[], authority: string): T[] =>
    all.filter((one) => one.authority === authority && one.at <= standings.cutOff);
  for (const { authority, answerCode } of profiles) {
    const claims = until(
      submissions.map((one) => ({ authority: one.authority, at: instant(one.at), code: codeOfClaims(one) })),
      authority,
    );
    const decided = until(
      reviews.map(({ update, at }) => ({ authority: update.authority, at, given: update.given })),
      authority,
    );
    const mayBe = (letter: string, index: number): boolean =>
      letter === '-' ||
      claims.some(({ code }) => letter === code.charAt(index)) ||
      decided.some(({ given }) => codeOf((given[ids[index] ?? '']?.verified ?? 'unclear') as AnswerValue) === letter);
    expect([...answerCode].every(mayBe), `${authority} counts ${answerCode}`).toBe(true);
  }
}

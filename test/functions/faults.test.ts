import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { type FaultKind, faultKinds, strikeAt } from '../support/faults.ts';
import { leaseSeconds, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { pointsOf } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round: Round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
/** Times a message comes again before it is given up. */
const mostReceives = 5;

let pipeline: Pipeline;
let runs = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  // What is done once for a registry is no call of the runs that are compared.
  await run('ingest', true, 0, 'error');
});
afterAll(() => pipeline.stop());

/** One authority and one filled file of its own for each run; a rejected file when `readable` is false. */
async function newUpload(readable: boolean): Promise<{ upload: InboxObject; authority: string }> {
  runs += 1;
  const authority = `city-${runs}`;
  await pipeline.registry.putAuthority({
    id: authority,
    // Of its own: a name that leads to many takes a call for each.
    name: `Espoo ${runs}`,
    country: 'FI',
    contacts: [{ address: `${authority}@city.example`, language: 'en' }],
  });
  const bytes = readable
    ? await writeQuestionnaireWorkbook({
        questionnaire: userCentricity2023,
        language: 'en',
        authority: { id: authority, name: `Espoo ${runs}` },
        round: '2022',
        answers: page.answers,
        background: page.background,
      })
    : Buffer.from(`no workbook ${authority}`);
  const upload = await pipeline.put({
    key: `office/${authority}/file.xlsx`,
    bytes,
    metadata: { sender: `${authority}@city.example` },
  });
  return { upload, authority };
}

/** Everything that is left when the dust has settled, without what differs by name or by number of tries. */
async function endState(submission: string, authority: string): Promise<unknown> {
  const header = await pipeline.store.submission(submission);
  const standing = await pipeline.store.standing(round, authority);
  const deliveries = header !== null && 'deliveries' in header ? header.deliveries : (standing?.deliveries ?? []);
  const workbook = await pipeline.resultsWorkbook(`results/2022/${authority}/${submission}.xlsx`);
  return {
    stage: header?.stage,
    score: header?.score,
    problems: header?.problems,
    background: header?.background,
    answers: [...(await pipeline.store.answers(submission))],
    standing:
      standing === null
        ? null
        : { submits: standing.submission === submission, code: standing.answerCode, score: standing.score },
    deliveries: deliveries.map(({ id: of, state, lease }) => [of === submission, state, lease]),
    workbook: workbook !== null,
  };
}

/** At any moment, also just after a crash: what a standing names is there with every answer. */
async function expectWhole(authority: string): Promise<void> {
  const standing = await pipeline.store.standing(round, authority);
  if (standing === null) return;
  expect((await pipeline.store.answers(standing.submission)).size).toBe(41);
}

interface Run {
  readonly state: unknown;
  readonly mails: number;
  /** Calls of the step that was struck, up to its first end. */
  readonly calls: readonly string[];
  readonly struck: string | undefined;
}

/** The whole way with one fault at the n-th call of one step; messages come again as SQS brings them. */
async function run(step: 'ingest' | 'deliver', readable: boolean, n: number, kind: FaultKind): Promise<Run> {
  const { upload, authority } = await newUpload(readable);
  const faulty = pipeline.newClients();
  const fault = strikeAt(faulty, n, kind);
  let submission = '';
  for (let received = 0; received < mostReceives && submission === ''; received += 1) {
    const clients = step === 'ingest' && received === 0 ? faulty : pipeline.clients;
    const outcome = await pipeline.ingest(upload, clients).catch(() => null);
    await expectWhole(authority);
    if (outcome !== null && 'submission' in outcome) submission = outcome.submission;
  }
  for (let received = 0; received < mostReceives; received += 1) {
    const clients = step === 'deliver' && received === 0 ? faulty : pipeline.clients;
    const outcomes = await pipeline.deliverWaiting(clients);
    if (outcomes.every((outcome) => !(outcome instanceof Error))) break;
    pipeline.advance(leaseSeconds + 1);
  }
  const mails = (await pipeline.mailsOf(submission)).length;
  await pipeline.forgetMails();
  return { state: await endState(submission, authority), mails, calls: fault.calls, struck: fault.struck() };
}

const cases = [true, false].flatMap((readable) =>
  (['ingest', 'deliver'] as const).flatMap((step) => faultKinds.map((kind) => ({ readable, step, kind }))),
);

describe('one fault at every call to AWS, one at a time', () => {
  test.each(cases)(
    '$step, $kind (readable: $readable): the end is that of a clean run',
    async ({ readable, step, kind }) => {
      const clean = await run(step, readable, 0, kind);
      expect(clean.mails).toBe(1);
      expect(clean.calls.length).toBeGreaterThanOrEqual(readable ? 10 : 4);
      const sentAt = clean.calls.indexOf('SendEmailCommand') + 1;
      const markedAt = clean.calls.lastIndexOf('UpdateItemCommand') + 1;

      for (const n of pointsOf(clean.calls.length, [sentAt])) {
        const { state, mails, struck } = await run(step, readable, n, kind);
        const at = `${kind} at call ${n}, ${struck}`;
        expect(struck, at).toBe(clean.calls[n - 1]);
        expect(state, at).toEqual(clean.state);
        // A duplicate is possible only when the process ended between the provider's acceptance and our mark:
        // just after sending, or before or at the calls that mark it.
        const accepted = sentAt > 0 && (n > sentAt || (n === sentAt && kind === 'crash after'));
        const marked = n > markedAt || (n === markedAt && kind === 'crash after');
        const gap = kind.startsWith('crash') && accepted && !marked;
        expect(mails, at).toBe(gap ? 2 : 1);
      }
    },
  );
});

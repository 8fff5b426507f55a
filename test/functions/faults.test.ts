import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { authored, rowsOfCsv } from '../support/authored.ts';
import { type FaultKind, faultKinds, strikeAt } from '../support/faults.ts';
import { filledForm } from '../support/filled-form.ts';
import { leaseSeconds, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { isDeep, pointsOf } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
/** A questionnaire of the product, one of an office's own, or a file that is none. */
type Content = 'product' | 'own' | 'none';
const rounds: Readonly<Record<'product' | 'own', Round>> = {
  product: { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 },
  own: { id: 'libraries', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 4 },
};
const roundOf = (content: Content): Round => rounds[content === 'own' ? 'own' : 'product'];
/** Times a message comes again before it is given up. */
const mostReceives = 5;

let pipeline: Pipeline;
let definition: Definition;
let runs = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  for (const round of Object.values(rounds)) await pipeline.registry.putRound(round);
  definition = await authored('examples/public-libraries.authoring.xlsx');
  await pipeline.questionnaires.publish(definition, '2026-11-30T09:00:00.000Z');
  await pipeline.questionnaires.fix(rounds.own.questionnaire);
  // What is done once for a registry is no call of the runs that are compared.
  await run('ingest', 'product', 0, 'error');
});
afterAll(() => pipeline.stop());

/** One authority and one filled file of its own for each run; a rejected file when it is none. */
async function newUpload(content: Content): Promise<{ upload: InboxObject; authority: string }> {
  runs += 1;
  const authority = `city-${runs}`;
  await pipeline.registry.putAuthority({
    id: authority,
    // Of its own: a name that leads to many takes a call for each.
    name: `Espoo ${runs}`,
    country: 'FI',
    contacts: [{ address: `${authority}@city.example`, language: 'en' }],
  });
  const bytes = await fileOf(content, authority);
  const upload = await pipeline.put({
    key: `office/${authority}/file.xlsx`,
    bytes,
    metadata: { sender: `${authority}@city.example` },
  });
  return { upload, authority };
}

async function fileOf(content: Content, authority: string): Promise<Uint8Array> {
  if (content === 'none') return Buffer.from(`no workbook ${authority}`);
  if (content === 'own') {
    const rows = rowsOfCsv('examples/public-libraries.answers.csv').filter((one) => one['authority'] === 'Northwood');
    return filledForm(
      definition,
      rows.map((row) => ({ ...row, authority: `Espoo ${runs}` })),
      {
        ...{ authority: `Espoo ${runs}`, round: rounds.own.id },
      },
    );
  }
  return writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: '2022' },
    authority: { id: authority, name: `Espoo ${runs}` },
    ...{ answers: page.answers, background: page.background },
  });
}

/** Everything that is left when the dust has settled, without what differs by name or by number of tries. */
async function endState(submission: string, authority: string, content: Content): Promise<unknown> {
  const round = roundOf(content);
  const header = await pipeline.store.submission(submission);
  const standing = await pipeline.store.standing(round, authority);
  const deliveries = header !== null && 'deliveries' in header ? header.deliveries : (standing?.deliveries ?? []);
  const workbook = await pipeline.resultsWorkbook(`results/${round.id}/${authority}/${submission}.xlsx`);
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
async function expectWhole(authority: string, content: Content): Promise<void> {
  const standing = await pipeline.store.standing(roundOf(content), authority);
  if (standing === null) return;
  expect((await pipeline.store.answers(standing.submission)).size).toBe(content === 'own' ? 14 : 41);
}

interface Run {
  readonly state: unknown;
  readonly mails: number;
  /** Calls of the step that was struck, up to its first end. */
  readonly calls: readonly string[];
  readonly struck: string | undefined;
}

/** The whole way with one fault at the n-th call of one step; messages come again as SQS brings them. */
async function run(step: 'ingest' | 'deliver', content: Content, n: number, kind: FaultKind): Promise<Run> {
  const { upload, authority } = await newUpload(content);
  const faulty = pipeline.newClients();
  const fault = strikeAt(faulty, n, kind);
  let submission = '';
  for (let received = 0; received < mostReceives && submission === ''; received += 1) {
    const clients = step === 'ingest' && received === 0 ? faulty : pipeline.clients;
    const outcome = await pipeline.ingest(upload, clients).catch(() => null);
    await expectWhole(authority, content);
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
  return { state: await endState(submission, authority, content), mails, calls: fault.calls, struck: fault.struck() };
}

const contents: readonly Content[] = isDeep ? ['product', 'own', 'none'] : ['product', 'none'];
const cases = contents.flatMap((content) =>
  (['ingest', 'deliver'] as const).flatMap((step) => faultKinds.map((kind) => ({ content, step, kind }))),
);

describe('one fault at every call to AWS, one at a time', () => {
  test.each(cases)('$step, $kind ($content): the end is that of a clean run', async ({ content, step, kind }) => {
    const clean = await run(step, content, 0, kind);
    expect(clean.mails).toBe(1);
    expect(clean.calls.length).toBeGreaterThanOrEqual(content === 'none' ? 4 : 10);
    const sentAt = clean.calls.indexOf('SendEmailCommand') + 1;
    const markedAt = clean.calls.lastIndexOf('UpdateItemCommand') + 1;

    for (const n of pointsOf(clean.calls.length, [sentAt])) {
      const { state, mails, struck } = await run(step, content, n, kind);
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
  });
});

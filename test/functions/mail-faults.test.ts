import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { strikeAt } from '../support/faults.ts';
import { compose, xlsx } from '../support/mails.ts';
import { type Clients, office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { pointsOf } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

let pipeline: Pipeline;
let cities = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

interface City {
  readonly officer: string;
  readonly deputy: string;
  readonly workbook: Buffer;
}

async function newCity(): Promise<City> {
  cities += 1;
  const id = `city-${cities}`;
  const [officer, deputy] = [`officer@${id}.example`, `deputy@${id}.example`];
  const contacts = [officer, deputy].map((address) => ({ address, language: 'en' }));
  await pipeline.registry.putAuthority({ id, name: `City ${cities}`, country: null, contacts });
  const authority = { id, name: `City ${cities}` };
  const questionnaire = { questionnaire: userCentricity2023, language: 'en', authority, round: '2022' };
  const workbook = await writeQuestionnaireWorkbook({ ...questionnaire, answers: page.answers });
  return { officer, deputy, workbook: Buffer.from(workbook) };
}

async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}

/** A step of mail: what is made ready for it, and then the step itself, on clients of which one call may fail. */
type Step = (city: City) => Promise<(clients: Clients) => Promise<unknown>>;

const mailWith =
  (attached: boolean): Step =>
  async ({ officer, workbook }) => {
    const attachments = attached ? [{ filename: 'q.xlsx', content: workbook, contentType: xlsx }] : [];
    const message = await compose({ from: officer, attachments });
    return async (clients) => {
      for (const upload of (await pipeline.receive(message, {}, clients)).uploads) await pipeline.ingest(upload);
    };
  };

const steps: Readonly<Record<string, Step>> = {
  'a mail with a workbook': mailWith(true),
  'a mail with none': mailWith(false),
  'a file of one of two contacts': async ({ officer, workbook }) => {
    const upload = await pipeline.put({ key: `office/${officer}`, bytes: workbook, metadata: { sender: officer } });
    return (clients) => pipeline.ingest(upload, clients);
  },
  'a bounce': async ({ officer }) => {
    const bounce = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: officer }] };
    const event = { eventType: 'Bounce', mail: { messageId: 'm', timestamp: '2026-01-01T00:00:00Z' }, bounce };
    return (clients) => pipeline.track(event, clients);
  },
};

/** The step with one crash at its n-th call, then again as the queue brings it again, then what the sweep finds. */
async function run(step: Step, n: number) {
  const city = await newCity();
  const work = await step(city);
  const faulty = pipeline.newClients();
  // Before the call is after the one before it.
  const fault = strikeAt(faulty, n, 'crash after');
  await work(faulty).catch(() => null);
  if (n > 0) await work(pipeline.clients);
  await settle();
  pipeline.advance(2 * 3600);
  await pipeline.sweep();
  await settle();
  const told = (await pipeline.mailsTo(office)).filter(({ text }) => text.includes(city.officer));
  const mails = [await pipeline.mailsTo(city.officer), await pipeline.mailsTo(city.deputy), told];
  await pipeline.forgetMails();
  const subjects = mails.map((list) => list.map(({ subject }) => subject.replace(/(city-?) ?\d+/gi, '$1')));
  return { subjects: subjects.map((list) => list.map((one) => one.replace(city.officer, ''))), calls: fault.calls };
}

test.each(Object.entries(steps))(
  '%s: a crash after every call, one at a time, ends as a clean run',
  async (_, step) => {
    const clean = await run(step, 0);
    expect(clean.subjects.flat().length).toBeGreaterThan(0);
    expect(clean.calls.length).toBeGreaterThan(4);
    for (const n of pointsOf(clean.calls.length)) {
      expect((await run(step, n)).subjects, `call ${n}, ${clean.calls[n - 1]}`).toEqual(clean.subjects);
    }
  },
);

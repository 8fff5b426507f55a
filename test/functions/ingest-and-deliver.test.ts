import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { authorityId } from '../../shared/domain/submissions/submission.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { uploadsIn } from '../../shared/queues/upload.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { readableDay } from '../../shared/rendering/words/readable.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { fileLinkIn, openedLink } from '../support/opened-link.ts';
import { mailAround, zipAround } from '../support/other-formats.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const open = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

let pipeline: Pipeline;
let city = '';
let cities = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(open);
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  cities += 1;
  city = `City ${cities}`;
  await register(['officer', 'deputy']);
});

const id = (): string => authorityId(city);
const address = (who: string): string => `${who}@${id()}.example`;
const register = (people: readonly string[]): Promise<void> =>
  pipeline.registry.putAuthority({
    id: id(),
    name: city,
    country: null,
    contacts: people.map((who) => ({ address: address(who), language: 'en' })),
  });

interface Sent {
  readonly key?: string;
  readonly sender?: string;
  readonly at?: string;
  readonly bytes?: Uint8Array;
}

async function filled(
  change: (answers: Map<string, { value: 'yes' | 'no' }>) => void = () => {},
  round = '2022',
): Promise<Uint8Array> {
  const changes = new Map<string, { value: 'yes' | 'no' }>();
  change(changes);
  const answers = new Map(
    [...page.answers].map(([question, answer]) => [question, { ...answer, ...changes.get(question) }]),
  );
  return writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: id(), name: city },
    round,
    answers,
  });
}

/** Sends a file the whole way and returns what became of it and the mails that name it. */
async function send({ key = `office/${crypto.randomUUID()}/q.xlsx`, sender, at, bytes }: Sent = {}) {
  const metadata = sender === undefined ? {} : { sender };
  const upload = await pipeline.put({
    key,
    bytes: bytes ?? (await filled()),
    metadata,
    ...(at === undefined ? {} : { at }),
  });
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  return { ...outcome, upload, mails: await pipeline.mailsOf(outcome.submission) };
}

describe('a filled questionnaire', () => {
  test('is scored, kept with all answers, and answered with a mail and a workbook that reads the same', async () => {
    const { outcome, submission, mails } = await send({ sender: address('officer') });
    expect(outcome).toBe('accepted');
    expect((await pipeline.store.answers(submission)).size).toBe(41);
    expect(await pipeline.store.standing(open, id())).toMatchObject({
      submission,
      score: { percent: 58 },
      version: 3,
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      to: [address('officer')],
      subject: `${city}, round 2022: 58%`,
      attachments: [`scorebook-results-${id()}-2022.xlsx`],
    });
    const workbook = await pipeline.resultsWorkbook(`results/2022/${id()}/${submission}.xlsx`);
    const read = await readWorkbook(workbook ?? new Uint8Array(), catalogue);
    if ('code' in read) throw new Error(read.code);
    expect([...read.answers].map(([question, { value, evidence }]) => [question, value, evidence])).toEqual(
      [...page.answers].map(([question, { value, evidence }]) => [question, value, evidence]),
    );
  });

  test('has a results page, kept beside the workbook and linked from the mail until a named day', async () => {
    const { submission, mails } = await send();
    const kept = await pipeline.resultsWorkbook(`results/2022/${id()}/${submission}.html`);
    const link = fileLinkIn(mails[0]?.text);
    const page = await (await fetch(await openedLink(pipeline, link))).text();
    expect(page).toBe(Buffer.from(kept ?? []).toString());
    expect(page).toContain(`<h1>${city} scores 58%</h1>`);
    expect(mails[0]?.html).toContain(link.replaceAll('&', '&amp;'));
    const inNinetyDays = readableDay(new Date(Date.now() + 90 * 24 * 3600 * 1000).toISOString(), messagesIn('en'));
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain(`The link works until ${inNinetyDays} at `);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('What to do next: * 3.1.1');
  });

  test('without a named sender is answered to all contacts', async () => {
    const { mails } = await send();
    expect(mails.map(({ to }) => to)).toEqual([[address('officer'), address('deputy')]]);
  });

  test('of which the same event comes twice is one submission and one mail', async () => {
    const { upload, submission } = await send();
    const again = await pipeline.ingest(upload);
    expect(again).toMatchObject({ outcome: 'repeated', submission });
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsOf(submission)).toHaveLength(1);
  });

  test('under another key is one submission and one mail', async () => {
    const bytes = await filled();
    const first = await send({ bytes });
    const second = await send({ bytes, key: 'office/other/copy of q.xlsx' });
    expect(second).toMatchObject({ outcome: 'repeated', submission: first.submission });
    expect(second.mails).toHaveLength(1);
  });

  test('sent corrected counts in place of the first; the first is kept', async () => {
    const first = await send({ at: '2026-01-01T10:00:00.000Z' });
    const second = await send({
      at: '2026-01-01T10:05:00.000Z',
      bytes: await filled((answers) => answers.set('1.1.1', { value: 'yes' })),
    });
    expect(await pipeline.store.standing(open, id())).toMatchObject({
      submission: second.submission,
      score: { percent: 60 },
    });
    expect((await pipeline.store.answers(first.submission)).size).toBe(41);
    expect(second.mails).toHaveLength(1);
  });

  test('received earlier but read later gives way to the later one, and its mail says so', async () => {
    const later = await send({ at: '2026-01-01T10:05:00.000Z' });
    const earlier = await send({
      at: '2026-01-01T10:00:00.000Z',
      bytes: await filled((answers) => answers.set('1.1.1', { value: 'yes' })),
    });
    expect(earlier.outcome).toBe('superseded');
    expect(earlier.mails[0]?.text.replace(/\s+/g, ' ')).toContain(
      'Another file arrived later, on 1 January 2026 at 10:05 UTC',
    );
    expect(await pipeline.store.standing(open, id())).toMatchObject({ submission: later.submission });
  });

  test('sent again after a corrected one counts again, and its sender is told again', async () => {
    const bytes = await filled();
    const first = await send({ bytes, at: '2026-01-01T10:00:00.000Z' });
    await send({
      at: '2026-01-01T10:05:00.000Z',
      bytes: await filled((answers) => answers.set('1.1.1', { value: 'yes' })),
    });
    const back = await send({ bytes, at: '2026-01-01T10:10:00.000Z' });
    expect(back).toMatchObject({ outcome: 'accepted', submission: first.submission });
    expect(back.mails).toHaveLength(2);
    expect(await pipeline.store.standing(open, id())).toMatchObject({
      submission: first.submission,
      score: { percent: 58 },
    });
  });

  test('two of one authority read at the same moment: both answered, the later one counts', async () => {
    const uploads = await Promise.all(
      [
        { key: 'office/a/1', at: '2026-01-01T10:00:00.000Z', bytes: await filled() },
        {
          key: 'office/a/2',
          at: '2026-01-01T10:05:00.000Z',
          bytes: await filled((answers) => answers.set('1.1.1', { value: 'yes' })),
        },
      ].map((file) => pipeline.put(file)),
    );
    await Promise.all(uploads.map((upload) => pipeline.ingest(upload)));
    const standing = await pipeline.store.standing(open, id());
    expect(yesIn(standing)).toBe(24);
    expect(standing?.deliveries.map(({ state }) => state)).toEqual(['due', 'due']);
    await pipeline.deliverWaiting();
    expect((await pipeline.store.standing(open, id()))?.deliveries.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('read twice at the same moment is one submission and one mail', async () => {
    const upload = await pipeline.put({
      key: 'office/at-once',
      bytes: await filled(),
      metadata: { sender: address('officer') },
    });
    const outcomes = await Promise.all([1, 2, 3].map(() => pipeline.ingest(upload, pipeline.newClients())));
    const [submission, ...others] = new Set(
      outcomes.map((one) => ('submission' in one ? one.submission : one.outcome)),
    );
    expect(others).toEqual([]);
    // Each asked for the mail; whoever comes second finds it sent, or being sent.
    await Promise.all([pipeline.deliverWaiting(pipeline.newClients()), pipeline.deliverWaiting(pipeline.newClients())]);
    while ((await pipeline.deliverWaiting()).length > 0);
    expect(await pipeline.mailsOf(submission ?? '')).toHaveLength(1);
  });

  test('that is gone before it is read is no fault', async () => {
    const upload = await pipeline.put({ key: 'office/gone', bytes: Buffer.from('x') });
    expect(await pipeline.ingest({ ...upload, key: 'office/never-there' })).toEqual({ outcome: 'gone' });
  });
});

describe('a file that holds several workbooks', () => {
  const moreYes = () => filled((answers) => answers.set('1.1.1', { value: 'yes' }));
  const takeIn = async (key: string, bytes: Buffer, sender?: string) => {
    const upload = await pipeline.put({ key, bytes, metadata: sender === undefined ? {} : { sender } });
    const result = await pipeline.ingest(upload);
    if (result.outcome !== 'opened') throw new Error(result.outcome);
    const inside = result.inside.map((one) => ('submission' in one ? one : { ...one, submission: '', codes: [] }));
    await pipeline.deliverWaiting();
    const mails = await Promise.all(inside.map(({ submission }) => pipeline.mailsOf(submission)));
    return { upload, inside, mails: mails.flat() };
  };

  test.each([
    ['a zip', (files: Record<string, Buffer>) => zipAround(files)],
    [
      'a saved mail',
      (files: Record<string, Buffer>) => mailAround(Object.entries(files).map(([name, bytes]) => ({ name, bytes }))),
    ],
  ])('%s: each is a submission of its own, answered by itself; again it changes nothing', async (_, around) => {
    const [first, firstCity] = [Buffer.from(await filled()), city];
    city = `${firstCity} Two`;
    await register(['officer']);
    const file = around({
      'a.xlsx': first,
      'b.xlsx': Buffer.from(await moreYes()),
      'notes.csv': Buffer.from(`${city};b`),
    });
    const { upload, inside, mails } = await takeIn(`office/several/${crypto.randomUUID()}`, file);
    expect(inside.map(({ outcome, codes }) => [outcome, codes[0]])).toMatchObject([
      ['accepted', expect.anything()],
      ['accepted', expect.anything()],
      ['rejected', 'not-a-questionnaire'],
    ]);
    expect(mails.map(({ subject }) => subject)).toEqual([
      `${firstCity}, round 2022: 58%`,
      expect.stringContaining(`${city}, round 2022: 6`),
      'Your questionnaire was not accepted',
    ]);
    expect(mails[2]?.text.replace(/\s+/g, ' ')).toContain('› notes.csv');
    expect(await pipeline.ingest(upload)).toMatchObject({
      inside: [{ outcome: 'repeated' }, { outcome: 'repeated' }, { outcome: 'repeated' }],
    });
    await pipeline.deliverWaiting();
    const again = await Promise.all(inside.map(({ submission }) => pipeline.mailsOf(submission)));
    expect(again.map((one) => one.length)).toEqual([1, 1, 1]);
  });

  test('two of one authority: the one that stands later counts, whichever is read first, and the other is told so', async () => {
    const [a, b] = [Buffer.from(await filled()), Buffer.from(await moreYes())];
    for (const [files, met] of [
      [{ 'a.xlsx': a, 'b.xlsx': b }, 24],
      [{ 'b.xlsx': b, 'a.xlsx': a }, 23],
    ] as const) {
      await takeIn(`office/several/${crypto.randomUUID()}`, zipAround(files));
      expect(yesIn(await pipeline.store.standing(open, id()))).toBe(met);
    }
  });

  test('counts for each authority only what its sender may send', async () => {
    const own = Buffer.from(await filled());
    const sender = address('officer');
    city = `${city} Foreign`;
    await register(['officer']);
    const file = zipAround({ 'own.xlsx': own, 'foreign.xlsx': Buffer.from(await filled()) });
    const { inside } = await takeIn(`mail/several/${crypto.randomUUID()}`, file, sender);
    expect(inside.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected']);
    expect(inside[1]?.codes).toContain('sender-not-registered');
  });

  test('more than 20 come back whole', async () => {
    const files = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${n}.csv`, Buffer.from(`${n}`)]));
    const { outcome, codes } = await send({ bytes: zipAround(files) });
    expect([outcome, codes]).toEqual(['rejected', ['file-several']]);
  });
});

describe('figures of the round before', () => {
  const withFigures = (round: string, population: string): Promise<Uint8Array> =>
    writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      language: 'en',
      authority: { id: id(), name: city },
      round,
      answers: page.answers,
      background: new Map([['population', population]]),
    });

  test.each([
    ['30520', true],
    ['305200', false],
    ['400000', false],
    ['500000', true],
  ])('305200 inhabitants, now %s: asked about is %s', async (population, asked) => {
    await pipeline.registry.putRound({ ...open, id: '2024', previous: '2022' });
    await send({ bytes: await withFigures('2022', '305200') });
    const { codes, outcome } = await send({ bytes: await withFigures('2024', population) });
    expect(outcome).toBe('accepted');
    expect(codes.includes('background-changed')).toBe(asked);
  });
});

describe('a questionnaire of another version than its round uses', () => {
  test('is read and scored as what it is, and told once: the round says what was expected', async () => {
    await pipeline.registry.putRound({ ...open, questionnaire: 'user-centricity@2024' });
    const { outcome, codes } = await send({});
    expect(outcome).toBe('accepted');
    expect(codes.filter((code) => code === 'questionnaire-other-version')).toHaveLength(1);
    await pipeline.registry.putRound(open);
  });
});

describe('a file that cannot be used', () => {
  test('is told to its registered sender, and the original stays', async () => {
    const { outcome, mails, upload } = await send({ sender: address('officer'), bytes: Buffer.from('%PDF-1.7') });
    expect(outcome).toBe('rejected');
    expect(mails).toMatchObject([
      { to: [address('officer')], subject: 'Your questionnaire was not accepted', attachments: [] },
    ]);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('This is a PDF document, not an .xlsx workbook.');
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('Send the workbook that the PDF was made from');
    expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'repeated' });
  });

  test('from nobody we know is told to the office alone', async () => {
    const { mails } = await send({ sender: 'stranger@elsewhere.example', bytes: Buffer.from('hello') });
    expect(mails.map(({ to }) => to)).toEqual([[office]]);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('only the benchmark office gets this mail');
  });

  test('in the name of an authority its sender does not belong to changes nothing and writes to neither', async () => {
    const { outcome, codes, mails } = await send({ sender: 'stranger@elsewhere.example' });
    expect(outcome).toBe('rejected');
    expect(codes).toContain('sender-not-registered');
    expect(mails.map(({ to }) => to)).toEqual([[office]]);
    expect(await pipeline.store.standing(open, id())).toBeNull();
  });

  test('because its sender was not registered yet is accepted when it comes again', async () => {
    await register(['deputy']);
    const bytes = await filled();
    const first = await send({ sender: address('officer'), bytes });
    await register(['deputy', 'officer']);
    const again = await send({ sender: address('officer'), bytes });
    expect([first.outcome, again.outcome]).toEqual(['rejected', 'accepted']);
    expect(again.mails.map(({ to }) => to)).toEqual([[office], [address('officer')]]);
  });

  test.each([
    [
      'authority-unknown',
      async () =>
        writeQuestionnaireWorkbook({
          questionnaire: userCentricity2023,
          language: 'en',
          authority: { id: 'nowhere', name: 'Nowhere' },
          round: '2022',
          answers: page.answers,
        }),
    ],
    ['round-unknown', () => filled(undefined, '1999')],
    [
      'nothing-answered',
      async () =>
        writeQuestionnaireWorkbook({
          questionnaire: userCentricity2023,
          language: 'en',
          authority: { id: id(), name: city },
          round: '2022',
        }),
    ],
  ] as const)('%s says so', async (code, file) => {
    const { outcome, codes, mails } = await send({ bytes: await file() });
    expect(outcome).toBe('rejected');
    expect(codes[0]).toBe(code);
    expect(mails).toHaveLength(1);
  });

  test.each([
    ['office', undefined, 'City of Helsinky', 'authority-similar'],
    ['office', undefined, 'Reykjavik', 'authority-unknown'],
    ['mail', 'officer@helsinki.example', 'Helsinkki', 'authority-similar'],
    ['mail', 'officer@turku.example', 'Helsinkki', 'authority-unknown'],
    ['mail', 'stranger@elsewhere.example', 'Helsinkki', 'authority-unknown'],
  ])('by %s from %s for %s: %s proposes a name, and counts nothing', async (channel, sender, written, code) => {
    for (const name of ['Helsinki', 'Turku']) {
      city = name;
      await register(['officer']);
    }
    const bytes = await writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      language: 'en',
      authority: { id: authorityId(written), name: written },
      round: '2022',
      answers: page.answers,
    });
    const from = sender === undefined ? {} : { sender };
    const { outcome, codes, mails } = await send({ bytes, key: `${channel}/${crypto.randomUUID()}`, ...from });
    expect([outcome, codes[0]]).toEqual(['rejected', code]);
    expect(mails[0]?.text.replace(/\s+/g, ' ').includes('If you mean Helsinki')).toBe(code === 'authority-similar');
    expect(await pipeline.store.standing(open, 'helsinki')).toBeNull();
  });

  test('because its round has closed since it was accepted stays accepted, and nobody is told again', async () => {
    const bytes = await filled(undefined, '2021');
    await pipeline.registry.putRound({ ...open, id: '2021' });
    const first = await send({ bytes });
    await pipeline.registry.putRound({ ...open, id: '2021', closesAt: '2021-12-31T00:00:00Z' });
    const again = await send({ bytes });
    expect([first.outcome, again.outcome]).toEqual(['accepted', 'repeated']);
    expect(again.mails).toHaveLength(1);
    expect((await pipeline.store.submission(first.submission))?.stage).toBe('accepted');
  });

  test('because its round has closed since another file replaced it is returned: it does not count again', async () => {
    await pipeline.registry.putRound({ ...open, id: '2019' });
    const [older, newer] = [
      await filled(undefined, '2019'),
      await filled((answers) => answers.set('1.1.1', { value: 'yes' }), '2019'),
    ];
    const first = await send({ bytes: older, at: '2019-12-01T00:00:00.000Z' });
    const second = await send({ bytes: newer, at: '2019-12-02T00:00:00.000Z' });
    const round = { ...open, id: '2019', closesAt: '2019-12-31T00:00:00Z' };
    await pipeline.registry.putRound(round);
    const late = { bytes: older, at: '2020-01-01T00:00:00.000Z' };
    const again = await send(late);
    expect([again.outcome, again.codes[0], again.mails.length]).toEqual(['rejected', 'round-closed', 1]);
    expect(again.submission).not.toBe(first.submission);
    // The same event once more.
    expect(await send(late)).toMatchObject({ outcome: 'repeated', submission: again.submission });
    expect((await pipeline.store.submission(first.submission))?.stage).toBe('accepted');
    expect((await pipeline.store.standing(round, id()))?.submission).toBe(second.submission);
  });

  test('after the round has closed says when it was open', async () => {
    await pipeline.registry.putRound({
      ...open,
      id: '2020',
      opensAt: '2020-01-01T00:00:00Z',
      closesAt: '2020-12-31T22:00:00Z',
    });
    const { codes, mails } = await send({ bytes: await filled(undefined, '2020'), at: '2021-01-01T00:00:00.000Z' });
    expect(codes[0]).toBe('round-closed');
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain(
      'from 1 January 2020 at 00:00 UTC to 31 December 2020 at 22:00 UTC',
    );
  });
});

describe('texts of strangers in a mail', () => {
  const hostile = '"><script>alert(1)</script> https://evil.example/login';

  test('are escaped in HTML, and their links are not passed on', async () => {
    const bytes = await filled();
    const upload = await pipeline.put({
      key: 'office/h/q.xlsx',
      bytes,
      metadata: { filename: encodeURIComponent(hostile) },
    });
    const outcome = await pipeline.ingest(upload);
    await pipeline.deliverWaiting();
    const [mail] = await pipeline.mailsOf('submission' in outcome ? outcome.submission : '');
    expect(mail?.html).toContain('&lt;script&gt;');
    expect(mail?.html).not.toContain('<script');
    expect(mail?.html).not.toContain('evil.example');
    expect(mail?.text).not.toContain('evil.example');
    const page = await (await fetch(await openedLink(pipeline, fileLinkIn(mail?.text)))).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('evil.example');
  });
});

describe('the message of the inbox bucket', () => {
  const message = (key: string) =>
    JSON.stringify({
      Records: [
        {
          eventName: 'ObjectCreated:Put',
          eventTime: '2026-01-01T00:00:00.000Z',
          s3: { bucket: { name: 'b' }, object: { key, versionId: 'v1', sequencer: '0A' } },
        },
      ],
    });

  test.each([
    ['office/a+b.xlsx', 'office/a b.xlsx'],
    ['office/a%2Bb.xlsx', 'office/a+b.xlsx'],
    ['office/K%C3%B6ln%2520.xlsx', 'office/Köln%20.xlsx'],
    ['office/%E2%82%AC%26%3D.xlsx', 'office/€&=.xlsx'],
  ])('names the key %s, which is %s: decoded once', (written, key) => {
    expect(uploadsIn(message(written))).toMatchObject([{ key, versionId: 'v1' }]);
  });

  test('that S3 sends when the notification is set up tells of nothing', () => {
    expect(uploadsIn(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }))).toEqual([]);
  });

  test.each(['', 'hello', '{}', '{"Records":[{}]}', '{"Records":[{"s3":{"bucket":{"name":"b"}}}]}'])(
    'that is none (%j) is a fault',
    (body) => {
      expect(() => uploadsIn(body)).toThrow();
    },
  );
});

/** Every Yes is met. */
const yesIn = (standing: Standing | null): number => standing?.answerCode.replaceAll(/[^Y]/g, '').length ?? 0;

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoParticipations } from '../../shared/adapters/aws/dynamo/participations.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { contactHash, mailed } from '../../shared/domain/registry/participation.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import type { ErasureSubject } from '../../shared/ports/erasures.ts';
import { textsIn } from '../../shared/spreadsheet/formats/texts-in.ts';
import { countStored, type EraseDependencies, eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { erasedTexts } from '../../shared/use-cases/erase-data/erased-texts.ts';
import { strikeAt } from '../support/faults.ts';
import { identitySheet, questionnaireSheet } from '../support/filled-rows.ts';
import { zipAround } from '../support/other-formats.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { stride } from '../support/tier.ts';

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const person = { address: 'Canary@City.example', name: 'Kaino Canary', language: 'en' };
/** Somebody else whose address ends like the person's. */
const namesake = { address: 'chief.canary@city.example', name: 'Chief Kaino Canarysson', language: 'en' };
const contact: ErasureSubject = { kind: 'contact', address: 'canary@city.example' };
const shared = 'The catalogue of services, word for word as the region wrote it for all. '.repeat(200);
const long = `${'Long evidence of the city. '.repeat(500)} Written by ${person.name}, ${person.address}.`;

let pipeline: Pipeline;
/** A table and buckets of their own: everything that is held is looked through. */
function startedAnew(): void {
  beforeAll(async () => {
    pipeline = await startPipeline();
    await pipeline.registry.putRound(round);
  });
  afterAll(() => pipeline.stop());
}

const participationsOf = ({ clients, table }: Pipeline) => dynamoParticipations(clients.dynamodb, table);

/** A filled questionnaire whose evidence names the person: short, long, and long as somebody else's is. */
function filled(authority: string): Uint8Array {
  const evidence: Record<string, string> = {
    '1.1.1': `Ask ${person.name} (mailto:canary%40city.example)`,
    '1.1.2': long,
    '1.1.3': shared,
  };
  const sheet = questionnaireSheet((id, row) =>
    row.with(3, `${evidence[id] ?? row[3]} ${id in evidence ? '' : authority}`),
  );
  const rows = identitySheet.rows.map((row) =>
    String(row[0]).startsWith('authority') ? [row[0] ?? '', authority] : row,
  );
  return rawWorkbook([sheet, { ...identitySheet, rows }]);
}

/** Everything that is kept, in the table and in both buckets, as texts by where they lie. */
async function everything(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const { items, objects, files, buckets } = pipeline.erasing();
  for await (const page of items.all())
    for (const item of page) texts.set(`${item.pk} / ${item.sk}`, JSON.stringify(item));
  for (const bucket of buckets) {
    for await (const page of objects.all(bucket)) {
      for (const object of page) {
        const file = await files.fetch(object);
        if (typeof file === 'string') continue;
        const inside = await textsIn(file.bytes);
        texts.set(
          `${bucket}/${object.key}`,
          [decodeURIComponent(JSON.stringify(file.metadata)), ...(inside ?? [])].join('\n'),
        );
      }
    }
  }
  return texts;
}

/** Where any of the texts still stands. */
async function holding(...wanted: string[]): Promise<string[]> {
  const spellings = wanted.map((text) => text.toLowerCase());
  return [...(await everything())].flatMap(([place, text]) =>
    spellings.some((one) =>
      `${place}\n${text}`
        .toLowerCase()
        .replaceAll(namesake.address, '')
        .replaceAll(namesake.name.toLowerCase(), '')
        .includes(one),
    )
      ? [place]
      : [],
  );
}

async function send(authority: string, sender: string): Promise<{ upload: InboxObject; bytes: Uint8Array }> {
  const bytes = filled(authority);
  const metadata = { sender: encodeURIComponent(sender), filename: encodeURIComponent(`by ${person.name}.xlsx`) };
  const upload = await pipeline.put({ key: `office/${authority}/${person.name}`, bytes, metadata });
  expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'accepted' });
  await pipeline.deliverWaiting();
  return { upload, bytes };
}

/** What an old event finds when the object comes back with it, as from a copy that somebody kept. */
async function replayed({ upload, bytes }: { upload: InboxObject; bytes: Uint8Array }, sender: string) {
  const { key, receivedAt } = upload;
  return pipeline.ingest(await pipeline.put({ key, bytes, metadata: { sender }, at: receivedAt }));
}

describe('a person', () => {
  startedAnew();
  test('is nowhere any more; the answers and the score of the authority stay, and who came late finds nothing', async () => {
    await pipeline.registry.putAuthority({ id: 'city', name: 'City', country: 'FI', contacts: [person, namesake] });
    const table = [
      ['authority', 'address', 'name'],
      ['city', person.address, person.name],
    ];
    const imported = await pipeline.put({ key: 'registry/r', bytes: rawWorkbook([{ name: 'C', rows: table }]) });
    await pipeline.importRegistry(imported);
    const sent = await send('city', person.address);
    await pipeline.deliverWaiting();
    // Mail of nobody we know, kept only as a rejected file.
    await pipeline.ingest(
      await pipeline.put({ key: 'mail/x', bytes: Buffer.from('hello'), metadata: { sender: person.address } }),
    );
    const place = participationsOf(pipeline);
    const mail = { step: 'invitation', at: '2022-09-01T00:00:00.000Z', address: person.address };
    await place.change('2022', 'city', (one) => mailed(one, 'invitations', mail));
    const before = await pipeline.store.standing(round, 'city');
    expect((await holding(person.address, person.name)).length).toBeGreaterThan(8);
    expect(await holding(contactHash(person.address))).toEqual(['AUTHORITY#city / PARTICIPATION#2022']);
    const held = await countStored(contact, pipeline.erasing());
    expect((await holding(person.address)).length).toBeGreaterThan(8);

    const counts = await eraseData(contact, pipeline.erasing());
    expect(
      await holding(person.address, person.name, contactHash(person.address), encodeURIComponent(person.address)),
    ).toEqual([]);
    expect(counts.objectsRemoved).toBeGreaterThanOrEqual(held.objectsRemoved);
    expect(counts.objectsUnsearched).toBe(0);
    expect(await pipeline.store.standing(round, 'city')).toEqual(before);
    const answers = await pipeline.store.answers(before?.submission ?? '');
    expect(answers.size).toBe(41);
    expect(answers.get('1.1.1')?.evidence).toBe('Ask [erased] (mailto:[erased])');
    expect(answers.get('1.1.2')?.evidence).toContain('Written by [erased], [erased].');
    expect(answers.get('1.1.3')?.evidence.trim()).toBe(shared.trim());
    expect((await pipeline.registry.authority('city'))?.contacts).toEqual([namesake]);
    expect(await pipeline.registry.authoritiesOf(namesake.address)).toEqual(['city']);

    expect(await pipeline.ingest(sent.upload)).toEqual({ outcome: 'gone' });
    expect(await replayed(sent, person.address)).toEqual({ outcome: 'erased' });
    await eraseData(contact, pipeline.erasing());
    expect(await holding(person.address, person.name)).toEqual([]);
  });

  test('who is registered anew starts anew', async () => {
    await pipeline.registry.putAuthority({ id: 'city', name: 'City', country: 'FI', contacts: [person] });
    const upload = await pipeline.put({
      key: 'mail/again',
      bytes: filled('city'),
      metadata: { sender: person.address },
    });
    expect((await pipeline.ingest(upload)).outcome).not.toBe('erased');
    await eraseData(contact, pipeline.erasing());
  });
});

describe('what the office has verified', () => {
  startedAnew();
  test('holds as before when a person goes who was named in its evidence', async () => {
    await pipeline.registry.putAuthority({ id: 'city', name: 'City', country: 'FI', contacts: [person, namesake] });
    await send('city', namesake.address);
    const reviewed = async (...rows: readonly (readonly [question: string, verified: string])[]) => {
      const { submission = '' } = (await pipeline.store.standing(round, 'city')) ?? {};
      const heads = ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'];
      const decided = rows.map(([question, verified]) => [
        '2022',
        'city',
        question,
        verified,
        'Seen on site',
        submission,
      ]);
      const bytes = rawWorkbook([{ name: 'R', rows: [heads, ...decided] }]);
      await pipeline.importReview(await pipeline.put({ key: `review/${crypto.randomUUID()}`, bytes }));
    };
    // The evidence of both names the person; that of the second is long.
    await reviewed(['1.1.1', 'NA'], ['1.1.2', 'NA']);
    await eraseData(contact, pipeline.erasing());
    // The next review has all answers counted anew.
    await reviewed(['1.1.3', 'NA']);
    const after = await pipeline.store.standing(round, 'city');
    expect([after?.answerCode.slice(0, 3), after?.verifiedCode.slice(0, 3)]).toEqual(['AAA', '111']);
  });
});

describe('a file too large to look into', () => {
  startedAnew();
  test('goes when the person sent it, and is told of when nobody can say', async () => {
    const metadata = { sender: encodeURIComponent(person.address) };
    await pipeline.put({ key: 'page/hers', bytes: Buffer.from('large enough'), metadata });
    await pipeline.put({ key: 'office/whose', bytes: Buffer.from('large enough') });
    const counts = await eraseData(contact, {
      ...pipeline.erasing(),
      files: s3Inbox(pipeline.clients.s3, 5),
    });
    expect(counts).toMatchObject({ objectsRemoved: 1, objectsUnsearched: 1 });
    expect((await pipeline.listing()).map(({ key }) => key)).toEqual(['office/whose']);
  });
});

test('a locked file is not looked into, and told of', async () => {
  pipeline = await startPipeline();
  await pipeline.put({ key: 'page/bad', bytes: Buffer.from(person.address) });
  const counts = await eraseData(contact, { ...pipeline.erasing(), files: { fetch: async () => 'locked' } });
  expect(counts).toMatchObject({ objectsRemoved: 0, objectsUnsearched: 1 });
  await pipeline.stop();
});

describe('an authority', () => {
  startedAnew();
  test('goes with everything of it; what another one has in common with it stays', async () => {
    await pipeline.registry.putAuthority({ id: 'town', name: 'Town', country: 'FI', contacts: [person, namesake] });
    const other = { address: 'officer@village.example', language: 'en' };
    await pipeline.registry.putAuthority({
      id: 'village',
      name: 'Village',
      country: 'FI',
      contacts: [other, namesake],
    });
    const sent = await send('town', person.address);
    await send('village', other.address);
    const village = await pipeline.store.standing(round, 'village');
    // What counts of several files is kept apart from them, and goes as well.
    const part = questionnaireSheet((id, row) =>
      id === '1.2.1' ? row.with(2, 'NA') : row.with(2, null).with(3, null),
    );
    const rows = identitySheet.rows.map((row) =>
      String(row[0]).startsWith('authority') ? [row[0] ?? '', 'town'] : row,
    );
    const bytes = rawWorkbook([part, { ...identitySheet, rows }]);
    expect(await pipeline.ingest(await pipeline.put({ key: 'office/part.xlsx', bytes }))).toMatchObject({
      outcome: 'accepted',
    });
    await pipeline.deliverWaiting();
    expect((await pipeline.store.standing(round, 'town'))?.counted).toMatch(/^[0-9a-f]{32}$/);
    const subject = { kind: 'authority', id: 'town' } as const;
    await eraseData(subject, pipeline.erasing());

    const left = [...(await everything())].filter(([place, text]) => /\btown\b/.test(`${place} ${text}`));
    expect(left.map(([place]) => place.replace(/[0-9a-f]{64}/, ''))).toEqual(['ERASURE# / ERASURE']);
    expect((await pipeline.registry.authorities()).map(({ id }) => id)).not.toContain('town');
    expect(await pipeline.registry.authoritiesOf(namesake.address)).toEqual(['village']);
    expect(await pipeline.store.standing(round, 'village')).toEqual(village);
    const answers = await pipeline.store.answers(village?.submission ?? '');
    expect(answers.get('1.1.3')?.evidence.trim()).toBe(shared.trim());
    // The person was registered for the town alone; whoever wrote of her elsewhere wrote of an erased one.
    expect(await holding(person.address, person.name)).toEqual([]);
    expect(await replayed(sent, namesake.address)).toEqual({ outcome: 'erased' });
    // A file that carries no id is known by its name, which the registry does not know any more.
    const cover = { name: 'Cover', rows: [['Authority', 'Town']] };
    const nameless = { ...sent, bytes: rawWorkbook([cover, questionnaireSheet()]) };
    expect(await replayed(nameless, namesake.address)).toEqual({ outcome: 'erased' });
    await eraseData(subject, pipeline.erasing());
  });
});

describe('of a file with several workbooks in it', () => {
  startedAnew();
  test.each([
    ['the person written in one', contact],
    ['the authority one is of', { kind: 'authority', id: 'town' }],
  ] as const)('%s goes, and the file with it', async (_, subject) => {
    await pipeline.registry.putAuthority({ id: 'town', name: 'Town', country: 'FI', contacts: [namesake] });
    const bytes = zipAround({ 'a.xlsx': Buffer.from(filled('town')), 'b.csv': Buffer.from(subject.kind) });
    const upload = await pipeline.put({ key: 'office/both.zip', bytes });
    expect(await pipeline.ingest(upload)).toMatchObject({ inside: [{}, { outcome: 'rejected' }] });
    await eraseData(subject, pipeline.erasing());
    expect(await pipeline.ingest(upload)).toEqual({ outcome: 'gone' });
  });
});

/** Enough of each kind, written directly: the way through it is the same as for all of it. */
async function little(id: string): Promise<void> {
  await pipeline.registry.putAuthority({ id, name: id, country: null, contacts: [person] });
  await pipeline.store.putAnswers(
    id,
    new Map([
      ['1.1.1', { value: 'yes', raw: 'Yes', evidence: `Ask ${person.name}`, cell: null }],
      ['1.1.2', { value: 'yes', raw: 'Yes', evidence: `${id} ${long}`, cell: null }],
    ]),
  );
  const receipt = {
    channel: 'office',
    sender: person.address.toLowerCase(),
    bucket: 'scorebook-test-inbox',
    key: `office/${id}`,
    versionId: null,
    fileName: 'a.xlsx',
    sha256: id,
    bytes: 1,
    receivedAt: '2026-01-01T00:00:00.000Z',
    sequencer: '',
  } as const;
  await pipeline.store.putSubmission({
    id,
    authority: id,
    authorityName: id,
    round: '2022',
    questionnaire: null,
    receipt,
    stage: 'accepted',
    problems: [],
    background: {},
    score: null,
  });
  const objects = {
    [`scorebook-test-inbox office/${id}`]: `${id} by ${person.address}`,
    [`scorebook-test-results results/2022/${id}/x.xlsx`]: id,
  };
  for (const [place, Body] of Object.entries(objects)) {
    const [Bucket, Key] = place.split(' ');
    await pipeline.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { sender: person.address } }));
  }
}

test.each([
  ['Ask anna@city.example.', ['anna@city.example'], 'Ask [erased].'],
  ['<ANNA@City.Example>', ['anna@city.example'], '<[erased]>'],
  ['mailto:anna%40city.example?x', ['anna@city.example'], 'mailto:[erased]?x'],
  ['anna@city.example.xlsx', ['anna@city.example'], '[erased].xlsx'],
  ['joanna@city.example', ['anna@city.example'], null],
  ['anna@city.example.org', ['anna@city.example'], null],
  ['anna@city.examples', ['anna@city.example'], null],
  ['Anna-Liisa O’Hara (+358)', ['Anna-Liisa O’Hara (+358)'], '[erased]'],
  ['Anna Lahtinen', ['Anna Lahti'], null],
  ['anything', [], null],
])('%s without %j is %s', (text, texts, without) => {
  const erased = erasedTexts(texts);
  expect(erased.isIn(text)).toBe(without !== null);
  expect(erased.without({ list: [text, 1, null] })).toEqual({ list: [without ?? text, 1, null] });
});

describe('erasing', () => {
  startedAnew();
  test.each([
    ['a person', (): ErasureSubject => contact, [person.address, person.name]],
    ['an authority', (id: string): ErasureSubject => ({ kind: 'authority', id }), ['hamlet-', person.name]],
  ] as const)('%s, ended at any call and started again, leaves nothing', async (_, subjectOf, texts) => {
    for (let n = 1, more = true; more; n += stride) {
      const id = `hamlet-${n}`;
      await little(id);
      const faulty = pipeline.newClients();
      const fault = strikeAt(faulty, n, 'crash after');
      const erasing = (own?: typeof faulty): EraseDependencies => pipeline.erasing(own);
      const first = await eraseData(subjectOf(id), erasing(faulty)).catch(() => null);
      more = fault.struck() !== undefined;
      expect(first === null || !more || fault.calls.length === n, `call ${n}`).toBe(true);
      await eraseData(subjectOf(id), erasing());
      const tombstones = (await holding(...texts)).filter((place) => !place.startsWith('ERASURE#'));
      const own = subjectOf(id).kind === 'contact' ? tombstones : tombstones.filter((place) => place.includes(id));
      expect(own, `crash after call ${n}, ${fault.struck()}`).toEqual([]);
      if (subjectOf(id).kind === 'contact') await eraseData({ kind: 'authority', id }, erasing());
    }
  });
});

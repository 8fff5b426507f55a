import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scannedIn } from '../../functions/pass-scanned/pass-scanned.ts';
import { uploadMessage } from '../../shared/queues/upload.ts';
import { identitySheet, questionnaireSheet } from '../support/filled-rows.ts';
import { office, type Pipeline, type SentMail, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { scanResultOf } from '../support/scan-result.ts';

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@espoo.example';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

let cities = 0;
/** A filled questionnaire of a city of its own: the inbox knows no order within one second. */
async function filled(): Promise<Buffer> {
  cities += 1;
  const id = `city-${cities}`;
  await pipeline.registry.putAuthority({
    id,
    name: id,
    country: null,
    contacts: [{ address: officer, language: 'en' }],
  });
  const identity = identitySheet.rows.map((row) => (String(row[0]).startsWith('authority') ? [row[0] ?? '', id] : row));
  return rawWorkbook([questionnaireSheet(), { ...identitySheet, rows: identity }]);
}
const put = async (key: string, sender = officer) => {
  const metadata = { sender: encodeURIComponent(sender), filename: 'q%201.xlsx' };
  return pipeline.put({ key, bytes: await filled(), metadata });
};

/** Without its line breaks. */
const words = (mail: SentMail | undefined): string => (mail?.text ?? '').replaceAll(/\s+/g, ' ');

async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}

describe('a file that was scanned', () => {
  test.each(['NO_THREATS_FOUND', 'UNSUPPORTED'])('%s is passed on as it came, and read', async (status) => {
    const upload = await put(`page/${status} a+b ä.xlsx`);
    const { outcome, uploads } = await pipeline.passScanned(upload, status);
    expect(outcome).toEqual({ outcome: 'passed' });
    const [listed] = (await pipeline.listing()).filter(({ key }) => key === upload.key);
    // Without the milliseconds, which a header does not have.
    const receivedAt = listed?.receivedAt.replace(/\d{3}Z$/, '000Z');
    expect(uploads).toEqual([{ ...listed, receivedAt }]);
    expect(await Promise.all(uploads.map((one) => pipeline.ingest(one)))).toMatchObject([{ outcome: 'accepted' }]);
    await settle();
  });

  test('twice told of is passed on twice, and is one submission', async () => {
    const upload = await put('page/twice');
    const [first] = (await pipeline.passScanned(upload, 'NO_THREATS_FOUND')).uploads;
    const [second] = (await pipeline.passScanned(upload, 'NO_THREATS_FOUND')).uploads;
    if (first === undefined || second === undefined) throw new Error('Nothing was passed on');
    expect(await pipeline.ingest(first)).toMatchObject({ outcome: 'accepted' });
    expect(await pipeline.ingest(second)).toMatchObject({ outcome: 'repeated' });
    await settle();
  });

  test('and is gone since is no fault', async () => {
    const { key, ...upload } = await put('page/gone');
    const { outcome, uploads } = await pipeline.passScanned({ ...upload, key: `${key}-not` }, null);
    expect([outcome, uploads]).toEqual([{ outcome: 'gone' }, []]);
  });
});

test.each([null, 'FAILED', 'ACCESS_DENIED', 'no_threats_found'])(
  'a file tagged %s is passed on to nobody: its message comes again',
  async (status) => {
    const upload = await put(`page/tagged-${status}`);
    await expect(pipeline.passScanned(upload, status)).rejects.toThrow('was not scanned for malware');
    const { uploads } = await pipeline.passScanned(upload, 'NO_THREATS_FOUND');
    expect(uploads).toHaveLength(1);
  },
);

test('what an event says of a file counts for nothing: its tag does', async () => {
  const { bucket, key, versionId, eTag } = await put('page/forged');
  const told = JSON.stringify(scanResultOf({ bucket, key, versionId, eTag, status: 'NO_THREATS_FOUND' }));
  expect(scannedIn(told)).toEqual([{ bucket, key, versionId }]);
});

test('a file outside the prefixes of the ways in is passed on to nobody', async () => {
  const upload = await put('malware-protection-resource-validation-object');
  await expect(pipeline.passScanned(upload, 'NO_THREATS_FOUND')).rejects.toThrow('outside the prefixes');
});

describe('a file in which malware was found', () => {
  /** No file of the inbox may be read, as its bucket says. */
  const lockedClients = () => {
    const clients = pipeline.newClients();
    clients.s3.middlewareStack.add(
      (next, { commandName }) =>
        (parameters) => {
          const { Bucket = '' } = parameters.input as { Bucket?: string };
          if (commandName === 'GetObjectCommand' && Bucket.endsWith('inbox')) throw new Error('AccessDenied');
          return next(parameters);
        },
      { step: 'initialize', name: 'locked' },
    );
    return clients;
  };

  test('is never opened; its sender and the office are told, once', async () => {
    await pipeline.forgetMails();
    const upload = await put('page/bad.xlsx');
    for (let times = 0; times < 2; times += 1) {
      const { outcome, uploads } = await pipeline.passScanned(upload, 'THREATS_FOUND');
      expect(outcome).toEqual({ outcome: 'quarantined' });
      for (const one of uploads) {
        expect(await pipeline.ingest(one, lockedClients())).toMatchObject({
          outcome: times === 0 ? 'rejected' : 'repeated',
          codes: ['file-malicious'],
        });
      }
      await settle();
    }
    const [told, ...more] = await pipeline.mailsTo(officer);
    expect(more).toEqual([]);
    expect(words(told)).toContain('the malware scan found something malicious in it');
    const mails = await pipeline.mailsTo(office);
    expect(mails.map(({ subject }) => subject)).toEqual(['We found malware in a file']);
    for (const text of ['“q 1.xlsx”', officer, 'page/bad.xlsx', 'after 30 days'])
      expect(words(mails[0])).toContain(text);
  });

  test('is told to the office alone when nobody we know has sent it', async () => {
    await pipeline.forgetMails();
    const upload = await put('page/stranger.xlsx', 'a@stranger.example');
    const { uploads } = await pipeline.passScanned(upload, 'THREATS_FOUND');
    for (const one of uploads) await pipeline.ingest(one, lockedClients());
    await settle();
    expect(await pipeline.mailsTo('a@stranger.example')).toEqual([]);
    expect((await pipeline.mailsTo(office)).length).toBeGreaterThan(0);
  });

  test('is told on the page that it was sent from', async () => {
    const { uploads: announced } = pipeline.portal();
    const id = 'b'.repeat(32);
    const upload = await put(`page/${id}`);
    const announcedAt = new Date().toISOString();
    await announced.announce({ id, authority: `city-${cities}`, round: '2022', fileName: 'a.xlsx', announcedAt });
    const { uploads } = await pipeline.passScanned(upload, 'THREATS_FOUND');
    const [outcome] = await Promise.all(uploads.map((one) => pipeline.ingest(one, lockedClients())));
    if (outcome === undefined || !('submission' in outcome)) throw new Error('It was not refused');
    expect(await announced.find(id)).toMatchObject({ stage: 'read', submission: outcome.submission });
    await settle();
  });

  test('changes nothing of what is registered, and the office reads why', async () => {
    await pipeline.forgetMails();
    const rows = [
      ['id', 'name', 'country'],
      ['lahti', 'Lahti', 'FI'],
    ];
    const upload = await pipeline.put({ key: 'registry/r.xlsx', bytes: rawWorkbook([{ name: 'A', rows }]) });
    const { uploads } = await pipeline.passScanned(upload, 'THREATS_FOUND');
    for (const one of uploads) {
      expect(await pipeline.importRegistry(one, lockedClients())).toMatchObject({ codes: ['file-malicious'] });
    }
    await settle();
    expect(await pipeline.registry.authority('lahti')).toBeNull();
    expect(words((await pipeline.mailsTo(office))[0])).toContain('found something malicious');
  });
});

describe('the message of pass-scanned', () => {
  test('may be one of an upload whose own message was lost', async () => {
    const upload = await put('page/lost');
    expect(scannedIn(uploadMessage(upload))).toMatchObject([{ key: 'page/lost', bucket: upload.bucket }]);
  });

  test.each(['', 'hello', '{}', '{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{}}'])(
    'that is none (%j) is a fault',
    (body) => {
      expect(() => scannedIn(body)).toThrow();
    },
  );
});

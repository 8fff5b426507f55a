import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { type Channel, channels } from '../../shared/domain/submissions/submission.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { questionnaireSheet } from '../support/filled-rows.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const contact = 'officer@espoo.example';
const deputy = 'deputy@espoo.example';
const reader = 'reader@espoo.example';
const elsewhere = 'officer@porto.example';
const stranger = 'stranger@nowhere.example';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  const contacts = [
    { address: 'Officer@Espoo.example', language: 'en' },
    { address: deputy, language: 'en' },
    { address: reader, language: 'en', role: 'reader' as const },
  ];
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
  const others = [{ address: elsewhere, language: 'en' }];
  await pipeline.registry.putAuthority({ id: 'porto', name: 'Porto', country: 'PT', contacts: others });
});
afterAll(() => pipeline.stop());

/** Where the file says whom it is for, and what that is. */
const files = {
  hidden: () =>
    writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      language: 'en',
      authority: { id: 'espoo', name: 'Espoo' },
      round: '2022',
      // Each file is another: the same one again would be the same submission.
      office: crypto.randomUUID(),
      answers: page.answers,
    }),
  cover: async () => rawWorkbook([cover('Espoo'), questionnaireSheet()]),
  unknown: async () => rawWorkbook([cover('Atlantis'), questionnaireSheet()]),
  unreadable: async () => Buffer.from(`no workbook ${crypto.randomUUID()}`),
} as const;
const cover = (name: string): RawSheet => ({
  name: 'Cover',
  rows: [['Authority', name], ['user-centricity@2023 · - · 2022'], [crypto.randomUUID()]],
});

type File = keyof typeof files;
const everybody = ['Officer@Espoo.example', deputy, reader];
const notContact = 'sender-not-registered';

type Case = [Channel, string | null, File, counted: true | string, told: string[]];

/** What comes of a file that names no sender. Every way in has to say so: the others vouch for the sender they name. */
const withoutSender: Readonly<Record<Channel, [File, counted: true | string, told: string[]][]>> = {
  office: [
    ['hidden', true, everybody],
    ['cover', true, everybody],
    ['unknown', 'authority-unknown', [office]],
    ['unreadable', 'file-unsupported', [office]],
  ],
  page: [
    ['hidden', 'sender-missing', [office]],
    ['cover', 'sender-missing', [office]],
    ['unreadable', 'file-unsupported', [office]],
  ],
  mail: [
    ['hidden', 'sender-missing', [office]],
    ['cover', 'sender-missing', [office]],
    ['unreadable', 'file-unsupported', [office]],
  ],
  sheet: [
    ['hidden', true, everybody],
    ['cover', 'sheet-unidentified', everybody],
  ],
};

/** channel, sender, where the file says whom it is for -> counted or why not, who is told. */
const matrix: Case[] = channels.flatMap((channel): Case[] => [
  ...withoutSender[channel].map(([file, counted, told]): Case => [channel, null, file, counted, told]),
  [channel, contact, 'hidden', true, ['Officer@Espoo.example']],
  // Whoever can edit a sheet can write a name on it: its hidden identity has to say whose it is.
  [channel, contact, 'cover', channel === 'sheet' ? 'sheet-unidentified' : true, ['Officer@Espoo.example']],
  [channel, contact, 'unknown', 'authority-unknown', ['Officer@Espoo.example']],
  [channel, contact, 'unreadable', 'file-unsupported', ['Officer@Espoo.example']],
  [channel, deputy.toUpperCase(), 'hidden', true, [deputy]],
  [channel, reader, 'hidden', notContact, [reader]],
  [channel, elsewhere, 'hidden', notContact, [channel === 'sheet' ? office : elsewhere]],
  [channel, elsewhere, 'cover', notContact, [channel === 'sheet' ? office : elsewhere]],
  [channel, stranger, 'hidden', notContact, [office]],
  [channel, stranger, 'cover', notContact, [office]],
  [channel, stranger, 'unknown', 'authority-unknown', [office]],
  [channel, stranger, 'unreadable', 'file-unsupported', [office]],
]);

test.each(matrix)('%s from %s, for Espoo by %s: %s; told: %j', async (channel, sender, file, counted, told) => {
  const metadata = sender === null ? {} : { sender };
  const upload = await pipeline.put({ key: `${channel}/${crypto.randomUUID()}`, bytes: await files[file](), metadata });
  const before = await pipeline.store.standing(round, 'espoo');
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  const standing = await pipeline.store.standing(round, 'espoo');
  expect(standing?.submission === outcome.submission).toBe(counted === true);
  if (counted !== true) {
    expect(outcome.codes).toContain(counted);
    expect(standing?.submission).toBe(before?.submission);
  }
  const mails = await pipeline.mailsOf(outcome.submission);
  expect(mails.map(({ to }) => to)).toEqual([told]);
  // Nothing of anybody's score goes to who is no contact.
  if (counted !== true) expect(`${mails[0]?.subject} ${mails[0]?.text}`).not.toMatch(/\d %/);
});

test('a file outside the prefixes of the ways in is nobody’s submission', async () => {
  const upload = await pipeline.put({ key: `elsewhere/${crypto.randomUUID()}`, bytes: await files.hidden() });
  await expect(pipeline.ingest(upload)).rejects.toThrow('outside the prefixes');
});

test('of two of one name, whoever sends the file of the other hears of which one it is', async () => {
  const halle = (country: string) => ({ id: `halle-${country}`, name: 'Halle', country: country.toUpperCase() });
  for (const country of ['de', 'be']) {
    const contacts = [{ address: `officer@halle-${country}.example`, language: 'en' }];
    await pipeline.registry.putAuthority({ ...halle(country), contacts });
  }
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: '2022', answers: page.answers },
    authority: halle('de'),
  });
  const upload = await pipeline.put({ key: 'mail/halle', bytes, metadata: { sender: 'officer@halle-be.example' } });
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  const mails = await pipeline.mailsOf(outcome.submission);
  expect(mails).toMatchObject([{ to: ['officer@halle-be.example'] }]);
  expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('not registered as a contact for Halle (DE)');
});

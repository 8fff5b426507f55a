import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whenProgress } from '../../infra/local/main-job.ts';
import { finaliseLocally, rescoreLocally } from '../../infra/local/rounds-locally.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { actBytes } from '../../shared/queues/act-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { open } from '../rendering/workbooks/writers/open.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/**
 * A first real round as an office and thirty authorities have it, on the local cloud: everything goes in as a file, and what
 * comes out (standings, mails, pages) is compared with a model of a few lines that knows none of the code.
 */

const signal = new AbortController().signal;
const indicators = indicatorsOf(userCentricity2023);
const ids = indicators.map(({ id }) => id);
const half = 20;
const count = 30;
const roundId = '2026';

/** Ids that are no slugs of the names, and names that nobody would make an id of. */
const names = [
  'Zürich am See',
  'Île-aux-Moines',
  "L'Hay-les-Roses",
  'Saint-Rémy (Haute-Saône)',
  'Kranj – mestna občina',
];
const authorities = Array.from({ length: count }, (_, n) => ({
  id: `m${String(n + 1).padStart(3, '0')}`,
  name: names[n] ?? `Municipality of the ${n + 1}th valley`,
}));
const contact = (n: number, who: 'first' | 'second'): string => `${who}@${authorities[n]?.id}.example`;

type Letter = 'Y' | 'N' | 'A' | '-';
const values = { Y: 'yes', N: 'no', A: 'na' } as const;
/** The answers that colleagues mean to give: spread, and the same each time. */
const meant = (n: number, index: number): Letter => 'YNAYYN'.charAt((n * 7 + index * (3 + (n % 4))) % 6) as Letter;
/** Answers of one colleague: the first half, or the second. */
const part = (n: number, which: 'first' | 'second'): Letter[] =>
  ids.map((_, index) => ((which === 'first') === index < half ? meant(n, index) : '-'));

/** As the dashboard publishes it: each category rounded to two decimals, their mean to three, shown as whole percent. */
function percentOf(letters: readonly Letter[]): number {
  const shares = categoriesOf(userCentricity2023).map((category) => {
    const own = category.indicators.map(({ id }) => letters[ids.indexOf(id)]);
    return Math.round((100 * own.filter((letter) => letter === 'Y').length) / own.length + 1e-9) / 100;
  });
  const mean = Math.round((1000 * shares.reduce((all, share) => all + share, 0)) / shares.length + 1e-9) / 1000;
  return Math.round(mean * 100 + 1e-9);
}

let own: OwnCloud;
beforeAll(async () => {
  own = await startOwnCloud(() => 1);
});
afterAll(() => own.stop());

async function workbook(n: number, letters: readonly Letter[], asked = roundId): Promise<Uint8Array> {
  const { id = '', name = '' } = authorities[n] ?? {};
  return writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id, name },
    round: asked,
    answers: new Map(
      letters.flatMap((letter, index) =>
        letter === '-'
          ? []
          : [
              [
                ids[index] ?? '',
                { value: values[letter], raw: values[letter], evidence: `Report of 2026, page ${index}`, cell: null },
              ],
            ],
      ),
    ),
  });
}

/** The sheet of questions alone, as Excel saves it: no identity, no round, no authority. */
function csv(letters: readonly Letter[]): Buffer {
  const rows = letters.map((letter, index) => [
    `Q${ids[index]}`,
    textIn(indicators[index]?.text ?? {}, 'en'),
    letter === '-' ? '' : values[letter],
    letter === '-' ? '' : `Report of 2026, page ${index}`,
  ]);
  return Buffer.from(Papa.unparse([['No', 'Question', 'Answer', 'Evidence'], ...rows], { delimiter: ';' }));
}

const send = (fileName: string, bytes: Uint8Array, sender: string) => own.cloud.upload({ fileName, bytes, sender });

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

async function mails(): Promise<Mail[]> {
  const saved = await own.cloud.mails.list();
  return Promise.all(
    saved.map(async ({ to, subject, folder }) => ({
      ...{ to, subject },
      text: (await readFile(join(folder, 'mail.txt'), 'utf8')).replace(/\s+/g, ' '),
    })),
  );
}

const mailTo = (address: string, holds: string): Promise<Mail> =>
  whenProgress(
    own.cloud,
    async () =>
      (await mails()).find((one) => one.to.includes(address) && `${one.subject} ${one.text}`.includes(holds)) ?? null,
    signal,
  );

test('a whole round: registered, sent in parts, mistaken, restored, closed, final', async () => {
  const { cloud, office, folder } = own;
  const closesAt = new Date(Date.now() + 3600_000).toISOString();
  const registry = await writeRegistryWorkbook({
    authorities: authorities.map((one, n) => ({
      ...{ ...one, country: 'CH' },
      contacts: (['first', 'second'] as const).map((who) => ({ address: contact(n, who), language: 'en' })),
    })),
    rounds: [
      {
        ...{ id: roundId, questionnaire: 'user-centricity@2023', opensAt: null, closesAt, shards: 4 },
        ...{ publishesResults: true, finalResults: 'by office', timeZone: 'Europe/Zurich' },
      },
    ],
    languages: ['en'],
    questionnaires: ['user-centricity@2023'],
  });
  await writeFile(join(folder.registry, 'registry.xlsx'), registry);
  await mailTo('office@benchmark.example', 'Registry');
  expect((await office.registry.authorities()).map(({ id, name }) => ({ id, name }))).toEqual(authorities);
  const round = await office.registry.round(roundId);
  if (round === null) throw new Error('The round was not registered');

  // Two colleagues send a part each; of the seventh the second part comes as CSV.
  for (let n = 0; n < count; n += 1) await send('first.xlsx', await workbook(n, part(n, 'first')), contact(n, 'first'));
  for (let n = 0; n < count; n += 1) await mailTo(contact(n, 'first'), `round ${roundId}: `);
  for (let n = 0; n < count; n += 1) {
    if (n === 6) await send('Questionnaire.csv', csv(part(n, 'second')), contact(n, 'second'));
    else await send('second.xlsx', await workbook(n, part(n, 'second')), contact(n, 'second'));
  }
  for (let n = 0; n < count; n += 1) {
    const told = await mailTo(contact(n, 'second'), 'Kept from “first.xlsx”');
    expect(told.text).toContain(`(answers and figures): ${half} (`);
  }
  const model = authorities.map((_, n) => ids.map((__, index) => meant(n, index)));

  // A file of another questionnaire never counts, and the one before it still does.
  const foreign = await open(
    await workbook(
      4,
      ids.map(() => 'Y'),
    ),
  );
  for (const sheet of foreign.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.text === 'user-centricity@2023') cell.value = 'open-data@2023';
      }),
    );
  }
  await send('other.xlsx', new Uint8Array(await foreign.xlsx.writeBuffer()), contact(4, 'first'));
  await mailTo(contact(4, 'first'), 'was not accepted');
  // The same file again changes nothing and says so.
  await send('again.xlsx', await workbook(7, part(7, 'second')), contact(7, 'second'));
  await mailTo(contact(7, 'second'), 'the same file as before');
  // A mistaken file, and the state before it restored.
  await send(
    'mistake.xlsx',
    await workbook(
      8,
      ids.map(() => 'N'),
    ),
    contact(8, 'first'),
  );
  await mailTo(contact(8, 'first'), 'Changed: ');
  const [, before] = (await office.store.history('m009')).map(({ submission }) => submission);
  await cloud.clients.s3.send(
    new PutObjectCommand({
      Bucket: cloud.inboxBucket,
      Key: 'office/acts/restore.json',
      Body: actBytes({ act: 'restore', round: roundId, authority: 'm009', submission: before ?? '' }),
      Metadata: { act: 'restore' },
    }),
  );
  await mailTo(contact(8, 'second'), 'counts again, with everything that counted then');

  for (const [n, { id }] of authorities.entries()) {
    const standing = await office.store.standing(round, id);
    expect([id, standing?.answerCode, standing?.score.percent]).toEqual([
      id,
      model[n]?.join(''),
      percentOf(model[n] ?? []),
    ]);
  }

  // Closed, scored again, and declared final by the office.
  await office.registry.putRound({ ...round, closesAt: new Date(Date.now() - 1000).toISOString() });
  expect(await rescoreLocally(cloud, roundId)).toContain(`${count} ranked`);
  expect(await finaliseLocally(cloud, roundId)).toMatchObject({ outcome: 'declared' });
  const percents = model.map(percentOf);
  const rankOf = (n: number): number => 1 + percents.filter((other) => other > (percents[n] ?? 0)).length;
  for (let n = 0; n < count; n += 1) {
    const final = await mailTo(contact(n, 'first'), 'Final results');
    expect(final.subject).toContain(
      `${authorities[n]?.name}, round ${roundId}: ${percents[n]}%, rank ${rankOf(n)} of ${count}`,
    );
  }
  expect((await mails()).filter(({ subject }) => subject.startsWith('Final results'))).toHaveLength(count);

  const bucket = cloud.resources.buckets.find((name) => name.includes('results')) ?? '';
  const published = await dynamoStandings(cloud.clients.dynamodb, cloud.table, (prefix) =>
    s3Texts(cloud.clients.s3, bucket, prefix),
  ).current(roundId);
  const shown = new Map(published?.profiles.map(({ authority, percent }) => [authority, percent]));
  expect(shown).toEqual(new Map(authorities.map(({ id }, n) => [id, percents[n]])));

  // The contact's page shows the same.
  const keys = dynamoLinkKeys(cloud.clients.dynamodb, cloud.table);
  for (const n of [0, 6, 8]) {
    const of = { authority: authorities[n]?.id ?? '', contact: contact(n, 'second'), round: roundId };
    const link = new URL(await portalLink(of, { keys, portal: cloud.portal, now: () => new Date() }));
    const token = link.hash.slice(1);
    const response = await fetch(new URL('/api/state', link), { headers: { authorization: `Bearer ${token}` } });
    const state = (await response.json()) as {
      counting: string;
      submissions: { id: string; percent: number }[];
      place: { rank: string };
    };
    expect(state.submissions.find(({ id }) => id === state.counting)?.percent).toBe(percents[n]);
    expect(state.place.rank).toBe(`${rankOf(n)} of ${count}`);
  }
});

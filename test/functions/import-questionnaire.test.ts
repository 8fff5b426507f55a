import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { open, sheetOf, textsOf } from '../rendering/workbooks/writers/open.ts';
import { authored } from '../support/authored.ts';
import { authoringWorkbook } from '../support/authoring-workbook.ts';
import { type FaultKind, faultKinds, strikeAt } from '../support/faults.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { publicLibraries } from '../support/public-libraries.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { pointsOf } from '../support/tier.ts';

const libraries = readFileSync('examples/public-libraries.authoring.xlsx');
const key = 'public-libraries@2026';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
beforeEach(() => pipeline.forgetMails());
afterAll(() => pipeline.stop());

let files = 0;
async function upload(bytes: Uint8Array) {
  files += 1;
  const metadata = { filename: 'ours.xlsx' };
  return pipeline.put({ key: `questionnaires/2026-11-30/${files}`, bytes, metadata });
}
async function publish(bytes: Uint8Array) {
  const outcome = await pipeline.importQuestionnaire(await upload(bytes));
  await pipeline.deliverWaiting();
  return { outcome, mail: (await pipeline.mailsTo(office)).at(-1) };
}
/** The same questionnaire with another title. */
const titled = (title: string): Uint8Array => {
  const [headings = [], settings = []] = publicLibraries.settings ?? [];
  return authoringWorkbook({ ...publicLibraries, settings: [headings, settings.with(2, title)] });
};

describe('an authoring workbook in the inbox', () => {
  test('is published, and the office gets it as authorities will', async () => {
    const { outcome, mail } = await publish(libraries);
    expect(outcome).toMatchObject({ outcome: 'applied', changes: 1 });
    expect(await pipeline.questionnaires.find(key)).toEqual(await authored('examples/public-libraries.authoring.xlsx'));
    expect(mail?.subject).toBe(`Questionnaire ${key}: published`);
    expect(mail?.attachments).toEqual(['public-libraries-2026-en.xlsx', 'public-libraries-2026-fi.xlsx']);
  });

  test('whose event comes twice is published once, and told once', async () => {
    const event = await upload(titled('Twice'));
    await pipeline.importQuestionnaire(event);
    const before = await pipeline.questionnaires.published(key);
    expect(await pipeline.importQuestionnaire(event)).toMatchObject({ outcome: 'applied' });
    expect(await pipeline.questionnaires.published(key)).toEqual(before);
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo(office)).toHaveLength(1);
  });

  test('takes the place of the one that no round uses', async () => {
    await publish(titled('Libraries of today'));
    expect((await pipeline.questionnaires.published(key))?.title).toBe('Libraries of today');
  });

  test('comes back with every fault by its cell, and what to do', async () => {
    const [headings = [], ...rows] = publicLibraries.survey ?? [];
    const survey = [
      headings,
      ...rows.map((row) => (row[1] === 'Q2' ? row.with(0, 'select_one nothing') : row.with(1, row[1] ?? null))),
    ];
    const { outcome, mail } = await publish(authoringWorkbook({ ...publicLibraries, survey }));
    expect(outcome.codes).toContain('questionnaire-fault');
    expect(mail?.subject).toMatch(/^Questionnaire not published: \d+ to correct$/);
    expect(mail?.text).toContain('survey');
    expect(mail?.text).toContain('nothing');
    expect(mail?.attachments).toEqual([]);
  });

  test.each([
    [
      'fi',
      /^Kyselyä ei julkaistu, korjattavaa: \d+$/,
      'Välilehdellä choices ei ole luetteloa nothing. Lisää se tai korjaa sen nimi.',
      'Kysely public-libraries@2026: julkaistu',
    ],
    [
      'en',
      /^Questionnaire not published: \d+ to correct$/,
      'There is no list nothing in the sheet choices.',
      'Questionnaire public-libraries@2026: published',
    ],
  ])('is answered in its own language: %s', async (language, refused, said, published) => {
    const [headings = [], settings = []] = publicLibraries.settings ?? [];
    const own = { ...publicLibraries, settings: [headings, settings.with(4, language)] };
    const [heads = [], ...rows] = publicLibraries.survey ?? [];
    const wrong = [heads, ...rows.map((row) => (row[1] === 'Q2' ? row.with(0, 'select_one nothing') : row))];
    const { mail } = await publish(authoringWorkbook({ ...own, survey: wrong }));
    expect(mail?.subject).toMatch(refused);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(said);
    expect((await publish(authoringWorkbook(own))).mail?.subject).toBe(published);
  });

  test('that is none comes back with the reason', async () => {
    const { outcome } = await publish(rawWorkbook([{ name: 'Notes', rows: [['Not one']] }]));
    expect(outcome.changes).toBe(0);
    expect(outcome.codes.length).toBeGreaterThan(0);
  });

  test('of the product’s own questionnaire is refused', async () => {
    const [headings = [], settings = []] = publicLibraries.settings ?? [];
    const own = {
      ...publicLibraries,
      settings: [headings, settings.with(0, 'user-centricity').with(8, 'user-centricity@2025')],
    };
    expect((await publish(authoringWorkbook(own))).outcome.codes).toContain('questionnaire-of-product');
  });
});

describe('a round of it', () => {
  const registered = (questionnaire: string, id = 'libraries-2026') =>
    rawWorkbook([
      {
        name: 'Rounds',
        rows: [
          ['Id', 'Opens', 'Questionnaire'],
          [id, '2026-11-01', questionnaire],
        ],
      },
    ]);
  async function register(bytes: Uint8Array) {
    files += 1;
    return pipeline.importRegistry(await pipeline.put({ key: `registry/${files}`, bytes }));
  }

  test('is registered when it is published, and from then on it never changes', async () => {
    await publish(libraries);
    expect(await register(registered(key))).toMatchObject({ outcome: 'applied', codes: [] });
    const published = await pipeline.questionnaires.published(key);
    expect(published?.inUse).toBe(true);
    expect(await pipeline.registry.round('libraries-2026')).toMatchObject({
      questionnaire: key,
      definition: published?.definition,
    });
    await pipeline.forgetMails();
    const { outcome, mail } = await publish(titled('Too late'));
    expect(outcome.codes).toEqual(['questionnaire-in-use', ...outcome.codes.slice(1)]);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain('Give the questionnaire another version');
    expect(await pipeline.questionnaires.published(key)).toEqual(published);
  });

  test('that names one nobody has published is told what to do', async () => {
    expect(await register(registered('public-libraries@2031', 'later'))).toMatchObject({
      codes: ['registry-questionnaire-unknown'],
    });
    await pipeline.deliverWaiting();
    const mails = await pipeline.mailsTo(office);
    expect(mails.at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain(`${key}. To use your own, publish it first`);
    expect(await pipeline.registry.round('later')).toBeNull();
  });

  test('fixes all versions that its questionnaire comes from: answers are carried over through them', async () => {
    const [headings = [], settings = []] = publicLibraries.settings ?? [];
    const following = (version: string, previous: string): Uint8Array =>
      authoringWorkbook({ ...publicLibraries, settings: [headings, settings.with(1, version).with(8, previous)] });
    await publish(following('2027', 'public-libraries@2026'));
    await publish(following('2028', 'public-libraries@2027'));
    const isFixed = async (version: string) =>
      (await pipeline.questionnaires.published(`public-libraries@${version}`))?.inUse;
    expect(await Promise.all(['2027', '2028'].map(isFixed))).toEqual([false, false]);
    await register(registered('public-libraries@2028', 'libraries-2028'));
    expect(await Promise.all(['2027', '2028'].map(isFixed))).toEqual([true, true]);
    await pipeline.deliverWaiting();
  });
});

describe('its form', () => {
  test('tells authorities what each answer scores where the office wants it', async () => {
    const [headings = [], settings = []] = publicLibraries.settings ?? [];
    const hints = async (more: { heading: string; said: string }) => {
      const bytes = authoringWorkbook({
        ...publicLibraries,
        settings: [
          [...headings, more.heading],
          [...settings.with(1, `p-${more.said}`), more.said],
        ],
      });
      await publish(bytes);
      const definition = await pipeline.questionnaires.find(`public-libraries@p-${more.said}`);
      if (definition === null) throw new Error('Nothing was published');
      const form = await writeFormWorkbook({ definition, language: 'en', authority: null, round: null });
      return [
        definition.showsPoints,
        textsOf(sheetOf(await open(form), 'Questionnaire'))
          .join(' ')
          .includes('Books at home: 2'),
      ];
    };
    expect(await hints({ heading: 'show_points', said: 'yes' })).toEqual([true, true]);
    expect(await hints({ heading: 'show_points', said: 'no' })).toEqual([undefined, false]);
  });
});

/** Another version of it for each run. */
const versioned = (version: string): Uint8Array => {
  const [headings = [], settings = []] = publicLibraries.settings ?? [];
  return authoringWorkbook({ ...publicLibraries, settings: [headings, settings.with(1, version)] });
};

describe('one fault at a call to AWS', () => {
  let version = 0;
  async function run(n: number, kind: FaultKind) {
    version += 1;
    const event = await upload(versioned(`f${version}`));
    const faulty = pipeline.newClients();
    const fault = strikeAt(faulty, n, kind);
    await pipeline.importQuestionnaire(event, faulty).catch(() => null);
    await pipeline.importQuestionnaire(event);
    await pipeline.deliverWaiting();
    const published = await pipeline.questionnaires.published(`public-libraries@f${version}`);
    const mails = (await pipeline.mailsTo(office)).map(({ subject }) => subject.replace(/f\d+/, ''));
    await pipeline.forgetMails();
    return { calls: fault.calls, end: [published?.title, published?.inUse, mails] };
  }

  test.each(faultKinds)('%s: it is published all the same, and told once', async (kind) => {
    const clean = await run(0, kind);
    expect(clean.end).toEqual(['Public libraries', false, ['Questionnaire public-libraries@: published']]);
    for (const n of pointsOf(clean.calls.length)) {
      expect((await run(n, kind)).end, `${kind} at call ${n}, ${clean.calls[n - 1]}`).toEqual(clean.end);
    }
  });
});

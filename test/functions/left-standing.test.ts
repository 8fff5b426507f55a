import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assessAnyFile } from '../../functions/ingest-submission/assess-any.ts';
import { besideWhatWasSent } from '../../functions/ingest-submission/left-standing.ts';
import { codeOf } from '../../shared/domain/answers/answer.ts';
import { withDefinitions } from '../../shared/domain/questionnaire/catalogue.ts';
import { definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { CountedState } from '../../shared/domain/submissions/fold.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { countedState } from '../../shared/use-cases/counted-state.ts';
import { type PrefillSources, prefilledWorkbook } from '../../shared/use-cases/prefilled-workbook.ts';
import { editedWorkbook } from '../support/edited-workbook.ts';
import { greenCity } from '../support/green-city.ts';
import { hasLibreOffice, withLibreOffice, xlsx } from '../support/libreoffice.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { deepTest } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const questionnaire = 'user-centricity@2023';
const before: Round = { id: '2022', questionnaire, opensAt: null, closesAt: null, shards: 1 };
const roundNamed = (id: string): Round => ({ ...before, id, previous: '2022' });
const espoo = { id: 'espoo', name: 'Espoo' };
/** What colleagues wrote in 2022: questions 1.1.1, 1.1.2 and 1.1.3 stand in rows 9, 10 and 11. */
const sent = { '1.1.1': 'Y The service desk, since 2019', '1.1.2': 'N ', '1.1.3': 'A Not a task of ours' };
const box = 'Cover!C9';

let pipeline: Pipeline;
let count = 0;
let round = roundNamed('r0');
beforeAll(async () => {
  pipeline = await startPipeline();
  const contacts = ['a', 'b'].map((name) => ({ address: `${name}@espoo.example`, language: 'en' }));
  await pipeline.registry.putAuthority({ ...espoo, country: 'FI', contacts });
  await pipeline.registry.putRound(before);
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: espoo, round: '2022' },
    answers: new Map([
      ['1.1.1', { value: 'yes', raw: '', evidence: 'The service desk, since 2019', cell: null }],
      ['1.1.2', { value: 'no', raw: '', evidence: '', cell: null }],
      ['1.1.3', { value: 'na', raw: '', evidence: 'Not a task of ours', cell: null }],
    ]),
    background: new Map([['population', '305 200']]),
  });
  expect(await send(bytes)).toMatchObject({ outcome: 'accepted' });
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  count += 1;
  round = roundNamed(`r${count}`);
  await pipeline.registry.putRound(round);
});

const invitation = async (fill: 'last' | 'now' | 'blank' = 'last', language = 'en'): Promise<Uint8Array> =>
  (await prefilledWorkbook({ round, authority: espoo, language, fill }, pipeline.prefilling())).bytes;

async function send(bytes: Uint8Array, by = 'a') {
  count += 1;
  const metadata = { sender: `${by}@espoo.example` };
  return pipeline.ingest(await pipeline.put({ key: `mail/${count}.xlsx`, bytes, metadata }));
}

async function state(): Promise<CountedState | null> {
  const standing = await pipeline.store.standing(round, 'espoo');
  return standing === null ? null : countedState(standing, pipeline.store);
}
const counts = async (): Promise<Record<string, string>> => {
  const answers = [...((await state())?.answers ?? [])].filter(([, { value }]) => value !== 'unanswered');
  return Object.fromEntries(answers.map(([id, { value, evidence }]) => [id, `${codeOf(value as 'yes')} ${evidence}`]));
};

describe('a workbook that comes back as it was sent', () => {
  test('does not count, changes nothing, and its sender is told how to confirm it', async () => {
    await pipeline.loseMessages();
    expect(await send(await invitation())).toMatchObject({ outcome: 'rejected', codes: ['nothing-confirmed'] });
    expect(await state()).toBeNull();
    await pipeline.deliverWaiting();
    const [mail] = await pipeline.mailsTo('a@espoo.example');
    expect(mail?.text).toContain('All of these are still right');
    // Nothing of it has counted before.
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain('Nothing in this file counts. We have kept the file.');
    expect(mail?.text).not.toContain('earlier');
  });

  test('counts once the box is ticked, with its figures', async () => {
    const outcome = await send(await editedWorkbook(await invitation(), { [box]: 'Yes' }));
    expect(outcome).toMatchObject({ outcome: 'accepted' });
    expect(await counts()).toEqual(sent);
    expect((await state())?.background.get('population')?.value).toBe(305_200);
  });

  test('never replaces what has been given since, ticked or not', async () => {
    const ours = await invitation();
    await send(await editedWorkbook(ours, { 'Questionnaire!D9': 'No', 'Background!D7': '300000' }), 'b');
    const changed = { ...sent, '1.1.1': 'N The service desk, since 2019' };
    expect(await send(ours)).toMatchObject({ outcome: 'rejected' });
    expect(await counts()).toEqual(changed);
    while ((await pipeline.deliverWaiting()).length > 0);
    const [told] = (await pipeline.mailsTo('a@espoo.example'))
      .filter(({ subject }) => subject.includes('not accepted'))
      .slice(-1);
    expect(told?.text.replaceAll(/\s+/g, ' ')).toContain('your earlier results still count');
    expect(await send(await editedWorkbook(ours, { [box]: 'x' }))).toMatchObject({ outcome: 'accepted' });
    expect(await counts()).toEqual(changed);
    expect((await state())?.background.get('population')?.value).toBe(300_000);
  });

  test('a doubtful mark in the box is asked about', async () => {
    const outcome = await send(await editedWorkbook(await invitation(), { [box]: 'Yes, but not 1.1.2' }));
    expect(outcome).toMatchObject({ outcome: 'rejected', codes: ['confirmation-unclear'] });
    expect(await send(await editedWorkbook(await invitation(), { [box]: 'No' }))).toMatchObject({
      codes: ['nothing-confirmed'],
    });
  });

  test('as it now counts: the same rule, and nothing is taken back', async () => {
    await send(await editedWorkbook(await invitation(), { 'Questionnaire!D9': 'No' }));
    const now = await invitation('now');
    await send(
      await editedWorkbook(await invitation(), { 'Questionnaire!D10': 'Yes', 'Questionnaire!E10': 'New' }),
      'b',
    );
    expect(await send(now)).toMatchObject({ codes: ['nothing-confirmed'] });
    await send(await editedWorkbook(now, { 'Questionnaire!E11': 'Not ours' }));
    expect(await counts()).toEqual({
      '1.1.1': 'N The service desk, since 2019',
      '1.1.2': 'Y New',
      '1.1.3': 'A Not ours',
    });
  });
});

describe('a change makes the rest count', () => {
  test.each([
    ['an answer', { 'Questionnaire!D9': 'No' }],
    ['evidence', { 'Questionnaire!E9': 'Closed in 2025' }],
    ['a figure', { 'Background!D7': '300000' }],
    ['an answer taken out', { 'Questionnaire!D9': null }],
    ['a question answered anew', { 'Questionnaire!D12': 'Yes' }],
  ] as const)('%s', async (_, cells) => {
    expect(await send(await editedWorkbook(await invitation(), cells))).toMatchObject({ outcome: 'accepted' });
    expect(await counts()).toMatchObject({ '1.1.2': 'N ', '1.1.3': 'A Not a task of ours' });
  });

  test.each([
    [0, 1],
    [1, 0],
  ])('two colleagues, whichever file comes first: %i then %i', async (first, second) => {
    const ours = await invitation();
    const files = [
      await editedWorkbook(ours, { 'Questionnaire!D9': 'No', 'Questionnaire!E9': 'Closed' }),
      await editedWorkbook(ours, { 'Questionnaire!D10': 'Yes', 'Questionnaire!E10': 'Opened', [box]: 'Yes' }),
    ];
    for (const [index, at] of [first, second].entries()) await send(files[at] ?? ours, index === 0 ? 'a' : 'b');
    expect(await counts()).toEqual({ ...sent, '1.1.1': 'N Closed', '1.1.2': 'Y Opened' });
  });

  test('how many were left standing is told, and what is wrong with an answer only where it counts', async () => {
    const ours = await invitation();
    const { submission } = (await send(await editedWorkbook(ours, { 'Questionnaire!D9': 'No' }))) as {
      submission: string;
    };
    const told = await pipeline.store.submission(submission);
    expect(told?.problems.find(({ code }) => code === 'left-standing')?.facts).toEqual({ count: '3' });
    expect(told?.leftStanding).toEqual(['1.1.2', '1.1.3', 'population']);
  });
});

describe('where the hidden sheet is lost', () => {
  const hidden = (change: (sheet: { name: string; id: number }) => void) => (bytes: Uint8Array) =>
    editedWorkbook(bytes, {}, (workbook) => {
      const sheet = workbook.getWorksheet('_scorebook');
      if (sheet !== undefined) change(sheet);
      if (sheet !== undefined && sheet.name === 'gone') workbook.removeWorksheet(sheet.id);
    });
  const renamed = hidden((sheet) => Object.assign(sheet, { name: 'Sheet9' }));
  const deleted = hidden((sheet) => Object.assign(sheet, { name: 'gone' }));

  test('a new name changes nothing; without it our record says what was sent', async () => {
    const ours = await invitation();
    expect(await send(await renamed(ours))).toMatchObject({ codes: ['nothing-confirmed'] });
    expect(await send(await deleted(ours))).toMatchObject({ outcome: 'rejected' });
    expect(await state()).toBeNull();
    await send(await editedWorkbook(ours, { 'Questionnaire!D9': 'No' }), 'b');
    await send(await editedWorkbook(await deleted(ours), { 'Questionnaire!D10': 'Yes' }));
    expect(await counts()).toMatchObject({ '1.1.1': expect.stringMatching(/^N/), '1.1.2': 'Y ' });
  });

  test('of several workbooks nobody can tell which it is: all of it counts as given, and that is told', async () => {
    const ours = await invitation();
    await send(await editedWorkbook(ours, { 'Questionnaire!D9': 'No' }), 'b');
    await invitation('now');
    const outcome = await send(await deleted(ours));
    expect(outcome).toMatchObject({ outcome: 'accepted', codes: expect.arrayContaining(['sent-unknown']) });
    expect(await counts()).toEqual(sent);
  });

  test('only the code is lost: the id leads to our record', async () => {
    const ours = await invitation();
    await invitation('now', 'fi');
    expect(await send(await editedWorkbook(ours, { '_scorebook!B8': null }))).toMatchObject({
      codes: ['nothing-confirmed'],
    });
  });
});

test('rows that were sorted are the same answers', async () => {
  const sorted = await editedWorkbook(await invitation(), {}, (workbook) => {
    const sheet = workbook.getWorksheet('Questionnaire');
    for (const column of ['B', 'C', 'D', 'E', 'F']) {
      const [one, two] = [sheet?.getCell(`${column}9`), sheet?.getCell(`${column}11`)];
      if (one === undefined || two === undefined) continue;
      const value = one.value;
      one.value = two.value;
      two.value = value;
    }
  });
  expect(await send(sorted)).toMatchObject({ codes: expect.arrayContaining(['nothing-confirmed']) });
  expect(await state()).toBeNull();
});

(hasLibreOffice ? deepTest : test.skip)(
  'saved by LibreOffice as .xlsx, .ods and .csv it is as it was sent',
  async () => {
    const ours = await invitation();
    const saved = await withLibreOffice(async ({ folder, convert }) => {
      await writeFile(join(folder, 'ours.xlsx'), ours);
      const file = join(folder, 'ours.xlsx');
      await convert('a', xlsx, [file]);
      await convert('b', 'ods', [file]);
      await convert('c', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2', [file]);
      return Promise.all(
        ['a/ours.xlsx', 'b/ours.ods', 'c/ours-Questionnaire.csv'].map((name) => readFile(join(folder, name))),
      );
    });
    for (const bytes of saved) {
      expect(await send(bytes)).toMatchObject({ codes: expect.arrayContaining(['nothing-confirmed']) });
      expect(await state()).toBeNull();
    }
  },
);

test.each(['fi', 'fr', 'de', 'es', 'it', 'nl'])(
  'the box of a workbook in %s is ticked by its own word',
  async (language) => {
    const words = messagesIn(language).workbook;
    const place = `${words.sheets.cover}!C9`;
    const bytes = await editedWorkbook(await invitation('last', language), { [place]: words.answers.yes });
    expect((await assessAnyFile(bytes, '', readingCatalogue)).sent?.confirmation.said).toBe('yes');
  },
);

describe('a questionnaire of an office', () => {
  const own = { ...before, id: 'green', questionnaire: definitionKeyOf(greenCity) };
  const catalogue = withDefinitions(readingCatalogue, [greenCity]);
  const given = (value: `=${string}` | 'unanswered', evidence = '') => ({
    ...{ value, raw: '', evidence, cell: null, source: 's' },
  });
  const answers = new Map([
    ['population', given('=12345')],
    ['budget', given('=71000000.5')],
    ['unit', given('=The energy office,\nthird floor')],
    ['Q1', given('=yes', 'Energy plan, 2024')],
    ['Q2', given('=planned')],
    // In another order than they are asked in.
    ['Q4', given('=bikes tram')],
  ]);
  const deps = (): PrefillSources => ({
    ...pipeline.prefilling(),
    catalogue,
    store: {
      ...pipeline.store,
      standing: async () => ({ submission: 's', counted: 'c' }) as never,
      counted: async () => ({ questionnaire: own.questionnaire, answers, background: new Map() }),
    },
  });
  const made = async (language: string) => {
    const wanted = { round: { ...own, previous: '2022' }, authority: espoo, language, fill: 'last' } as const;
    return prefilledWorkbook(wanted, deps());
  };
  const read = async (bytes: Uint8Array) => {
    const assessed = await assessAnyFile(bytes, '', catalogue);
    return besideWhatWasSent(assessed, { authority: null, round: null }, { of: async () => [] });
  };

  test.each(['en', 'fi'])('comes filled in, and as it was sent it does not count: %s', async (language) => {
    const { bytes, filled } = await made(language);
    expect(filled).toBe(6);
    const back = await read(bytes);
    expect(back.problems.map(({ code }) => code)).toEqual(['nothing-confirmed']);
    const values = [...back.answers].map(([id, { value }]): [string, string] => [id, value]);
    expect(values.filter(([, value]) => value !== 'unanswered')).toEqual([
      ['population', '=12345'],
      ['budget', '=71000000.5'],
      ['unit', expect.stringContaining('The energy office')],
      ['Q1', '=yes'],
      ['Q2', '=planned'],
      ['Q4', '=tram bikes'],
    ]);
  });

  test.each(['en', 'fi'])(
    'its cover takes who certifies it and a note, in %s, and neither is a change',
    async (language) => {
      const { said, sheets } = messagesIn(language).workbook;
      const signed = await editedWorkbook((await made(language)).bytes, {}, (workbook) => {
        const cover = workbook.getWorksheet(sheets.cover);
        cover?.eachRow((row) => {
          if (row.getCell('B').value === said.certifiedBy) row.getCell('C').value = 'Anna Virtanen';
          if (row.getCell('B').value === said.note) row.getCell('C').value = 'Two\nlines';
        });
      });
      const back = await read(signed);
      expect(back.said).toEqual({ certifiedBy: 'Anna Virtanen', note: 'Two\nlines' });
      expect(back.problems.map(({ code }) => code)).toEqual(['nothing-confirmed']);
    },
  );

  test('one choice more is a change, and the rest is left standing', async () => {
    const { bytes } = await made('en');
    const sheet = 'Questionnaire';
    const changed = await editedWorkbook(bytes, {}, (workbook) => {
      const rows = workbook.getWorksheet(sheet);
      rows?.eachRow((row) => {
        if (row.getCell('C').text === 'Bus') row.getCell('D').value = 'x';
      });
    });
    const back = await read(changed);
    expect(back.leftStanding).toEqual(['population', 'budget', 'unit', 'Q1', 'Q2']);
    expect(back.answers.get('Q4')).toMatchObject({ value: '=tram bus bikes', left: 'evidence' });
  });
});

import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { identityMark } from '../../shared/spreadsheet/formats/identity.ts';
import { open, sheetOf } from '../rendering/workbooks/writers/open.ts';
import { identitySheet, questionnaireSheet } from '../support/filled-rows.ts';
import { csvOf } from '../support/other-formats.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { deepTest } from '../support/tier.ts';
import { assessFile, userCentricity2023 } from '../support/user-centricity.ts';

const round: Round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const closed: Round = { ...round, id: '2020', closesAt: '2020-12-31T23:59:59.999Z' };

/** Two names of which the first 80 characters are the same. */
const long = (end: string): string =>
  `Association of the Municipalities of the Lower River Valley and the Hills Beyond It, ${end}`;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  await pipeline.registry.putRound(closed);
  for (const authority of registered) await pipeline.registry.putAuthority(authority);
  const { registry } = pipeline;
  await registry.changeAuthority('n007', (one) => one && { ...one, name: 'Nieuwstad aan Zee' });
});
afterAll(() => pipeline.stop());

const of = (id: string, name: string, country: string | null, more: Partial<Authority> = {}): Authority => ({
  ...{ id, name, country, contacts: [{ address: `officer@${id}.example`, language: 'en' }] },
  ...more,
});
const registered: readonly Authority[] = [
  of('zuerich', 'Zürich am See', 'CH', { aliases: ['Stadt Zürich', 'Zurigo'] }),
  of('a001', 'Espoo', 'FI'),
  of('x9', 'Halle', 'DE'),
  of('x10', 'Halle', 'BE'),
  of('twin-1', 'Neustadt', 'DE'),
  of('twin-2', 'Neustadt', 'DE'),
  of('n007', 'Oudstad', 'NL'),
  // Registered by the id that was made of a name, cut after 80 characters.
  of('association-of-the-municipalities-of-the-lower-river-valley-and-the-hills-beyond', long('Western Part'), 'AT'),
  of('eastern', long('Eastern Part'), 'AT'),
  of('shared', 'Sharing', 'IE', { aliases: ['Halle'] }),
  of('brackets', 'Halle (Saale)', 'DE'),
];

interface Said {
  readonly id?: string;
  readonly name?: string;
  readonly cover?: string;
  readonly round?: string | null;
  readonly coverRound?: RawCell;
}

/** A file that says these of itself: hidden, and on its cover. */
function fileOf({ id, name, cover, round: made = '2022', coverRound }: Said): Uint8Array {
  const rows: RawCell[][] = [
    ...(cover === undefined ? [] : [['Authority', cover]]),
    ...(coverRound === undefined ? [] : [['Round', coverRound]]),
    [crypto.randomUUID()],
  ];
  const hidden: RawSheet = {
    name: '_scorebook',
    state: 'hidden',
    rows: [
      [identityMark, 1],
      ['questionnaire', 'user-centricity@2023'],
      ['authority', id ?? null],
      ['authorityName', name ?? null],
      ['round', made],
    ],
  };
  return rawWorkbook([{ name: 'Cover', rows }, questionnaireSheet(), hidden]);
}

async function sent(bytes: Uint8Array, way: { key?: string; sender?: string } = {}) {
  const { key = 'office', sender } = way;
  const metadata = sender === undefined ? {} : { sender };
  const outcome = await pipeline.ingest(await pipeline.put({ key: `${key}/${crypto.randomUUID()}`, bytes, metadata }));
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  const submission = await pipeline.store.submission(outcome.submission);
  if (submission === null) throw new Error('It was not kept');
  const words = submission.problems.map((one) => describeProblem(one, messagesIn('en')));
  return { ...outcome, authority: submission.authority, round: submission.round, words, problems: submission.problems };
}

describe('a file leads to', () => {
  test.each<[what: string, Said, id: string]>([
    ['the authority of its id, whatever it is called', { id: 'zuerich', name: 'Zürich am See' }, 'zuerich'],
    [
      'the one its name leads to, where its id was made of the name',
      { id: 'zurich-am-see', name: 'Zürich am See' },
      'zuerich',
    ],
    ['the one on its cover', { cover: 'zürich  am See' }, 'zuerich'],
    ['the one of an alias', { cover: 'Stadt Zürich' }, 'zuerich'],
    ['the one of an alias that it was made with', { id: 'stadt-zurich', name: 'Stadt Zürich' }, 'zuerich'],
    ['the one of the id on its cover', { cover: 'zuerich' }, 'zuerich'],
    ['the one of its name alone, as a template without a registry has it', { name: 'Espoo' }, 'a001'],
    ['the one that was called so before', { id: 'oudstad', name: 'Oudstad', cover: 'Oudstad' }, 'n007'],
    ['the one that is called so now', { id: 'oudstad', name: 'Nieuwstad aan Zee' }, 'n007'],
    [
      'the one whose new name is on the cover of an older file',
      { id: 'n007', name: 'Oudstad', cover: 'Nieuwstad aan Zee' },
      'n007',
    ],
    ['the one of its id when its name is of several', { id: 'x9', name: 'Halle' }, 'x9'],
    ['the one of a name with its country', { cover: 'Halle (BE)' }, 'x10'],
    ['the one of a name with the name of its country', { cover: 'Halle (Belgium)' }, 'x10'],
    ['the one of a name with its country and id', { cover: 'Neustadt (DE, twin-2)' }, 'twin-2'],
    ['the one whose name has brackets', { cover: 'Halle (Saale)' }, 'brackets'],
    ['the one its cover decides for, of several of its name', { name: 'Halle', cover: 'Halle (DE)' }, 'x9'],
    ['the one its corrected cover names', { name: 'Espo', cover: 'Espoo' }, 'a001'],
    [
      'the one its corrected cover names, whatever id was made of the name',
      { id: 'espo', name: 'Espo', cover: 'Espoo' },
      'a001',
    ],
    ['the one whose long name it has', { cover: long('Eastern Part') }, 'eastern'],
    [
      'the one whose long name it has, whatever was cut off its id',
      { id: 'eastern', name: long('Eastern Part') },
      'eastern',
    ],
    [
      'the first of an id and a name that do not belong together, once the cover says so',
      { id: 'a001', name: 'Zurigo', cover: 'Espoo (FI)' },
      'a001',
    ],
  ])('%s', async (_, said, id) => {
    const { outcome, authority, codes } = await sent(fileOf(said));
    expect({ outcome, authority, codes }).toEqual({ outcome: 'accepted', authority: id, codes: [] });
  });

  const cut = 'association-of-the-municipalities-of-the-lower-river-valley-and-the-hills-beyond';
  test.each<[what: string, Said, code: string, named: string[]]>([
    [
      'a name in two countries',
      { cover: 'Halle' },
      'authority-ambiguous',
      ['Halle (DE)', 'Halle (BE)', 'Sharing (IE)'],
    ],
    [
      'two of one name in one country',
      { name: 'Neustadt' },
      'authority-ambiguous',
      ['Neustadt (DE, twin-1)', 'Neustadt (DE, twin-2)'],
    ],
    [
      'an id of one and a name of another',
      { id: 'a001', name: 'Zurigo' },
      'authority-conflicting',
      ['Espoo (FI)', 'Zürich am See (CH)'],
    ],
    [
      'a cover that names another',
      { id: 'a001', name: 'Espoo', cover: 'Zurigo' },
      'authority-conflicting',
      ['Espoo (FI)', 'Zürich am See (CH)'],
    ],
    [
      'a cut id that two share',
      { id: cut, name: long('Eastern Part') },
      'authority-conflicting',
      [long('Western Part'), long('Eastern Part')],
    ],
    [
      'a cut id whose name nobody has',
      { id: cut, name: long('Northern Part') },
      'authority-unknown',
      [long('Northern Part')],
    ],
    [
      'a name that goes on after what is registered',
      { cover: `${long('Eastern Part')}${' and'.repeat(60)}` },
      'authority-unknown',
      [],
    ],
    ['a made-up id and name', { id: 'a002', name: 'Atlantis' }, 'authority-unknown', ['Atlantis']],
  ])('nobody with %s', async (_, said, code, named) => {
    const { outcome, authority, codes, words } = await sent(fileOf(said));
    expect({ outcome, authority, code: codes[0] }).toEqual({ outcome: 'rejected', authority: null, code });
    for (const name of named) expect(words[0]?.message).toContain(name);
  });

  test('the authority of its id, and a name on the cover that nobody has is asked about', async () => {
    const { outcome, authority, codes } = await sent(fileOf({ id: 'a001', name: 'Espoo', cover: 'Atlantis' }));
    expect({ outcome, authority, codes }).toEqual({
      outcome: 'accepted',
      authority: 'a001',
      codes: ['identity-conflicting'],
    });
  });
});

deepTest(
  '150 authorities whose ids are unlike their names: each file comes through, as does every file after a rename',
  async () => {
    const all = Array.from({ length: 150 }, (_, index) => {
      const number = String(index + 1).padStart(3, '0');
      return of(`m${number}`, `Municipality of ${number}`, 'SE');
    });
    await pMap(all, (one) => pipeline.registry.putAuthority(one), { concurrency: 25 });
    const found = await pMap(all, ({ name }) => pipeline.registry.named(name), { concurrency: 25 });
    expect(found.map((some) => some.map(({ id }) => id))).toEqual(all.map(({ id }) => [id]));
    const [first, second] = [
      fileOf({ name: 'Municipality of 149' }),
      fileOf({ id: 'm150', name: 'Municipality of 150' }),
    ];
    for (const { id, name } of all.slice(-2)) {
      await pipeline.registry.changeAuthority(id, (one) => one && { ...one, name: `Greater ${name}` });
    }
    expect((await sent(first)).authority).toBe('m149');
    expect((await sent(second)).authority).toBe('m150');
    expect((await sent(fileOf({ cover: 'Greater Municipality of 150' }))).authority).toBe('m150');
  },
);

test('what a file comes back for is put right on the cover of that very workbook', async () => {
  const made = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'fi',
    authority: { id: null, name: 'Neustadt' },
    round: '2202',
    answers: new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence: 'A plan of 2022', cell: null }]]),
  });
  const first = await sent(made);
  expect(first.codes.slice(0, 2)).toEqual(['authority-ambiguous', 'round-unknown']);
  const workbook = await open(made);
  const cover = sheetOf(workbook, 'Kansi');
  for (const [cell, text] of [
    ['C6', first.problems[0]?.facts['authorities']?.split('; ')[0]],
    ['C7', '2022'],
  ] as const) {
    expect(cover.getCell(cell).protection?.locked).toBe(false);
    cover.getCell(cell).value = text ?? null;
  }
  const again = await sent(Buffer.from(await workbook.xlsx.writeBuffer()));
  expect(again).toMatchObject({ outcome: 'accepted', authority: 'twin-1', round: '2022' });
});

test('a results workbook that is sent back is of the same authority and round, also after a rename', async () => {
  await pipeline.registry.putAuthority(of('r017', 'Rovaniemi', 'FI'));
  // Results of the files before are nobody's business here.
  await pipeline.loseMessages();
  const { submission } = await sent(fileOf({ cover: 'Rovaniemi', round: null }));
  await pipeline.deliverWaiting();
  const results = await pipeline.resultsWorkbook(`results/2022/r017/${submission}.xlsx`);
  if (results === null) throw new Error('There are no results');
  const read = await assessFile(results);
  expect(read.named.identity).toEqual({ id: 'r017', name: 'Rovaniemi', round: '2022' });
  expect(read.named.cover).toMatchObject({ authority: { name: 'Rovaniemi' }, round: { id: '2022' } });
  await pipeline.registry.changeAuthority('r017', (one) => one && { ...one, name: 'City of the North' });
  const again = await sent(results);
  expect(again).toMatchObject({ authority: 'r017', round: '2022' });
  expect(again.codes.filter((code) => code !== 'evidence-missing')).toEqual([]);
});

test('authorities registered before names were listed are found by their names', async () => {
  const older = await startPipeline();
  try {
    await older.registry.putAuthority(of('zuerich', 'Zürich am See', 'CH'));
    for await (const page of older.erasing().items.all()) {
      for (const item of page) if (item.pk.startsWith('NAME#')) await older.erasing().items.remove(item);
    }
    // The first look-up reads all and lists them; the second finds them in the list.
    for (const _ of ['first', 'second']) {
      expect(await older.registry.named('Zürich am See')).toMatchObject([{ id: 'zuerich' }]);
    }
  } finally {
    await older.stop();
  }
});

describe('a name that is taken away leads to nobody any more:', () => {
  test('an alias that is left out, and a withdrawn earlier name', async () => {
    const { registry } = pipeline;
    await registry.putAuthority(of('w1', 'Wrongly', 'SE', { aliases: ['Also'] }));
    await registry.changeAuthority('w1', (one) => one && { ...one, name: 'Rightly', aliases: [] });
    expect([await registry.named('Wrongly'), await registry.named('Also')]).toMatchObject([[{ id: 'w1' }], []]);
    await registry.changeAuthority('w1', (one) => one && { ...one, withdrawnNames: ['Wrongly'] });
    expect(await registry.named('Wrongly')).toEqual([]);
    await registry.removeAuthority('w1');
    expect(await registry.named('Rightly')).toEqual([]);
  });
});

describe('a file that names no authority', () => {
  const nameless = (): Uint8Array => fileOf({});
  test('is that of the one its sender is a contact of, and the sender is told', async () => {
    const { outcome, authority, words } = await sent(nameless(), { key: 'mail', sender: 'Officer@a001.example' });
    expect({ outcome, authority, words: words.map(({ message }) => message) }).toEqual({
      outcome: 'accepted',
      authority: 'a001',
      words: [
        'We accepted the file for Espoo: it does not say whose it is, but the sender is a contact of this authority only.',
      ],
    });
  });

  test.each([
    ['from the office', {}],
    ['from a stranger', { key: 'mail', sender: 'stranger@nowhere.example' }],
    ['from a reader', { key: 'mail', sender: 'reader@r1.example' }],
    ['from a contact of two', { key: 'mail', sender: 'both@r1.example' }],
  ])('%s comes back', async (_, way) => {
    const both = { address: 'both@r1.example', language: 'en' };
    const reader = { address: 'reader@r1.example', language: 'en', role: 'reader' as const };
    await pipeline.registry.putAuthority(of('r1', 'Rivertown', 'GB', { contacts: [both, reader] }));
    await pipeline.registry.putAuthority(of('r2', 'Lakeside', 'GB', { contacts: [both] }));
    expect(await sent(nameless(), way)).toMatchObject({ outcome: 'rejected', codes: ['authority-missing'] });
  });
});

describe('the round of a file is', () => {
  test.each<[what: string, Said, round: string, codes: string[]]>([
    ['the one it was made for', { round: '2022' }, '2022', []],
    ['the one that is written on its cover', { round: null, coverRound: '2022' }, '2022', []],
    ['the one on its cover, as a number', { round: null, coverRound: 2022 }, '2022', []],
    ['the one on its cover, in words', { round: null, coverRound: 'Round 2022' }, '2022', []],
    ['the only one that is open', { round: null }, '2022', ['round-taken']],
    ['the one its corrected cover names', { round: '2202', coverRound: '2022' }, '2022', ['round-taken']],
    [
      'the open one on the cover of a workbook of a closed one',
      { round: '2020', coverRound: '2022' },
      '2022',
      ['round-taken'],
    ],
    [
      'the one it was made for, whatever else its cover says',
      { round: '2022', coverRound: 'autumn' },
      '2022',
      ['round-differs'],
    ],
  ])('%s', async (_, said, round, told) => {
    const { outcome, codes, round: taken } = await sent(fileOf({ id: 'a001', name: 'Espoo', ...said }));
    expect({ outcome, codes, round: taken }).toEqual({ outcome: 'accepted', codes: told, round });
  });

  test('the only one that is open where a line that looks like one is a title', async () => {
    const cover = {
      name: 'Cover',
      rows: [['Authority', 'Espoo'], ['Cities compared, edition 3'], [crypto.randomUUID()]],
    };
    const { outcome, round: taken } = await sent(rawWorkbook([cover, questionnaireSheet()]));
    expect({ outcome, taken }).toEqual({ outcome: 'accepted', taken: '2022' });
  });

  test('told when it is the only one that is open', async () => {
    const { words } = await sent(fileOf({ id: 'a001', name: 'Espoo', round: null }));
    expect(words[0]?.message).toBe(
      'We accepted the file for round 2022: it names no round, but only this one is open.',
    );
  });

  test.each([
    ['Round 2022'],
    ['Runde 2022'],
    ['Kierros 2022'],
    ['Kierros: 2022'],
    ['Édition 2022'],
    ['Edición 2022'],
    ['Edizione 2022'],
    ['Ronde 2022'],
    ['Espoo · Round 2022'],
    ['Open cities – Runde 2022'],
    ['Survey of cities (round 2022)'],
  ])('read on a cover: %s', async (line) => {
    const cover = { name: 'Cover', rows: [['A title'], [line], [crypto.randomUUID()]] };
    const read = await assessFile(rawWorkbook([cover, questionnaireSheet()]));
    expect(read.round).toBe('2022');
  });

  test.each([['We begin round 2022 soon'], ['Round up'], ['Background 2022'], ['A roundabout 2022']])(
    'not read in: %s',
    async (line) => {
      const read = await assessFile(rawWorkbook([{ name: 'Cover', rows: [[line]] }, questionnaireSheet()]));
      expect(read.round).toBeNull();
    },
  );

  test.each<[what: string, open: string[], Said, code: string, message: string]>([
    [
      'which of several is not said',
      ['2022', '2023'],
      { round: null },
      'round-several',
      'several rounds are open: 2022, 2023.',
    ],
    [
      'two open ones are named',
      ['2022', '2023'],
      { round: '2022', coverRound: '2023' },
      'round-conflicting',
      'made for round 2022, but its cover says round 2023',
    ],
    ['none is open', [], { round: null }, 'round-none-open', 'no round with its questionnaire was open'],
    ['it is not registered', ['2022'], { round: '1999' }, 'round-unknown', 'no round “1999”'],
    [
      'neither is the one on the cover',
      ['2022'],
      { round: '1999', coverRound: '1998' },
      'round-unknown',
      'no round “1998”',
    ],
    ['it is closed', ['2023'], { round: '2022' }, 'round-closed', 'Round 2022 is not open'],
  ])('none when %s', async (_, open, said, code, message) => {
    const { registry } = pipeline;
    try {
      for (const id of ['2022', '2023'])
        await registry.putRound({ ...closed, id, ...(open.includes(id) ? { closesAt: null } : {}) });
      const { outcome, words, codes } = await sent(fileOf({ id: 'a001', name: 'Espoo', ...said }));
      expect([outcome, codes[0]]).toEqual(['rejected', code]);
      expect(words[0]?.message).toContain(message);
    } finally {
      await registry.putRound(round);
      await registry.putRound({ ...closed, id: '2023' });
    }
  });
});

test.each<[what: string, rows: RawCell[][]]>([
  ['beside a label', [['Name of the city', 'Espoo']]],
  ['beside a label and a blank', [['City:', null, 'Espoo']]],
  ['in the cell of its label', [['Municipality: Espoo']]],
  ['below its label', [['Nom de la collectivité'], ['Espoo']]],
  ['in a line with the round', [['Espoo · Runde 2022']]],
])('a name on a cover is read %s', async (_, rows) => {
  const read = await assessFile(rawWorkbook([{ name: 'Cover', rows }, questionnaireSheet()]));
  expect(read.named.cover.authority?.name).toBe('Espoo');
});

test('evidence that looks like a label contradicts nobody', async () => {
  const sheet = questionnaireSheet((id, row) => (id === '1.1.2' ? [...row.slice(0, 3), 'City', 'Zurigo'] : row));
  const identity = { ...identitySheet, rows: identitySheet.rows.with(2, ['authority', 'a001']) };
  expect(await sent(rawWorkbook([sheet, identity]))).toMatchObject({ outcome: 'accepted', authority: 'a001' });
});

describe('the sheet Questionnaire alone, saved as CSV', () => {
  const csvFile = (rows: readonly (readonly RawCell[])[]): Uint8Array => Buffer.from(csvOf({ name: '', rows }, ';'));
  const csv = (first: string): Uint8Array =>
    csvFile([['', 'Title'], ['', first], [crypto.randomUUID()], ...questionnaireSheet().rows]);
  test('is read to the end by what stands below its title', async () => {
    const { outcome, authority, round: taken, codes } = await sent(csv('Espoo · Round 2022'));
    expect({ outcome, authority, taken, codes }).toEqual({
      outcome: 'accepted',
      authority: 'a001',
      taken: '2022',
      codes: ['identity-missing'],
    });
  });

  test('and by its sender and the open round where nothing stands there, and both are told', async () => {
    const { outcome, authority, codes } = await sent(csv(''), { key: 'mail', sender: 'officer@a001.example' });
    expect({ outcome, authority, codes }).toEqual({
      outcome: 'accepted',
      authority: 'a001',
      codes: ['authority-taken', 'round-taken', 'identity-missing'],
    });
  });

  test('comes back with a remedy that can be done in it where nothing tells', async () => {
    const rows = [...questionnaireSheet().rows];
    const first = await sent(csvFile([[crypto.randomUUID()], ...rows]));
    expect(first).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['authority-missing']) });
    expect(first.words[0]?.remedy).toContain(
      'Write “Authority” in one cell of the cover sheet, or above the questions',
    );
    const again = await sent(csvFile([['Authority', 'Espoo'], [crypto.randomUUID()], ...rows]));
    expect(again).toMatchObject({ outcome: 'accepted', authority: 'a001' });
  });
});

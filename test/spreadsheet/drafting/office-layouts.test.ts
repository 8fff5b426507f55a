import { describe, expect, test } from 'vitest';
import { assessByDefinition } from '../../../functions/ingest-submission/assess-by-definition.ts';
import { writeDraftWorkbook } from '../../../shared/rendering/workbooks/draft/draft-workbook.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { officeLayouts } from '../../support/office-layouts.ts';
import { draftOf, filledWithTheBest, linesOf, officeWorkbook } from '../../support/office-workbook.ts';

describe.each(officeLayouts)('a workbook with $habit', ({ make, lines, decisions }) => {
  test('is drafted with its sections, questions, answers and points', async () => {
    const draft = await draftOf(await make());
    expect(linesOf(draft)).toEqual(lines);
    const asked = draft.decisions.filter(({ sheet }) => sheet !== 'settings').map(({ column }) => column);
    expect(asked).toEqual(decisions);
  });

  test('can be used as it is drafted when its decisions are taken, and not before', async () => {
    const draft = await draftOf(await make());
    const open = await readAuthoring(await writeDraftWorkbook(draft, { decided: false }));
    if ('code' in open) throw new Error(open.code);
    const faults = open.faults.filter(({ severity }) => severity === 'fault');
    expect(faults.map(({ code, sheet, cell }) => `${code} ${sheet}!${cell}`)).toEqual(
      draft.decisions.map((_, index) => `decision-open decisions!B${index + 2}`),
    );
    const decided = await readAuthoring(await writeDraftWorkbook(draft, { decided: true }));
    if ('code' in decided) throw new Error(decided.code);
    expect(decided.faults.filter(({ severity }) => severity === 'fault')).toEqual([]);
    expect(decided.definition).not.toBeNull();
  });
});

describe.each(officeLayouts)('a filled workbook with $habit', ({ make }) => {
  test('is read by its draft, in its own layout', async () => {
    const file = await make();
    if (file.toString('latin1', 0, 2) !== 'PK') return;
    const draft = await draftOf(file);
    const { filled, chosen } = await filledWithTheBest(file, draft);
    const read = await readAuthoring(await writeDraftWorkbook(draft, { decided: true }));
    if ('code' in read || read.definition === null) throw new Error('The draft cannot be used');
    const { filled: found } = await assessByDefinition(filled, read.definition);
    const answers = [...chosen.keys()].map((name) => [name, found?.answers.get(name)?.value.slice(1)]);
    expect(new Map(answers as [string, string][])).toEqual(chosen);
  });
});

test('a total tells how sections count', async () => {
  const layout = officeLayouts.find(({ habit }) => habit.includes('weights in a total'));
  const draft = await draftOf((await layout?.make()) ?? Buffer.of());
  expect(draft.settings.shown).toBe('percent');
  expect(draft.scoring.map(({ node, aggregate, weight }) => [node, aggregate, weight])).toEqual([
    ['index', 'mean', ''],
    ['1', '', '0.6'],
    ['2', '', '0.4'],
  ]);
});

test('a title, a year and a placeholder are found', async () => {
  const file = await officeWorkbook([
    {
      name: 'Form',
      rows: [
        ['Noise in Cities 2027'],
        [],
        ['Id', 'Question', 'Answer'],
        ['N1', 'Is noise mapped?', 'Choose for N1'],
        ['N2', 'Is noise low?', 'Choose for N2'],
      ],
      bold: [1, 3],
      lists: { C4: '"Choose for N1,Yes,No"', C5: '"Choose for N2,Yes,No"' },
    },
  ]);
  const { settings, rows } = await draftOf(file);
  expect(settings).toMatchObject({
    formId: 'noise-in-cities',
    version: '2027',
    title: { en: 'Noise in Cities 2027' },
    blankWhen: 'Choose for*',
  });
  expect(rows.map(({ name }) => name)).toEqual(['N1', 'N2']);
});

test('a question is told from its hint and from what to write as evidence', async () => {
  const cell = 'Is there a map?\nOf the last year.\n\nIf yes, please give the address.';
  const file = await officeWorkbook([
    {
      name: 'Form',
      rows: [
        ['Id', 'Question', 'Answer', 'Evidence', 'Guide'],
        ['1', cell, null, null, 'Any scale.'],
        ['2', 'Is it free?', null, 'n/a'],
      ],
      lists: { 'C2:C3': '"Yes,No"' },
    },
  ]);
  const { rows } = await draftOf(file);
  expect(rows[0]).toMatchObject({
    label: { en: 'Is there a map?' },
    hint: { en: 'Of the last year.\nAny scale.' },
    guidance: { en: 'If yes, please give the address.' },
    evidence: 'asked',
  });
  expect(rows[1]).toMatchObject({ evidence: 'none' });
});

test('what is ticked beside a question is taken as its answers, and what an office notes there is set aside', async () => {
  const layout = officeLayouts.find(({ habit }) => habit.startsWith('a scale beside a question'));
  const { setAside } = await draftOf((await layout?.make()) ?? Buffer.of());
  expect(setAside.map(({ text }) => text)).toEqual(['Head of unit', 'in spring']);
});

describe('answers with their points in one cell', () => {
  const drafted = async (heading: string, cell: string) => {
    const rows = [
      ['Id', 'Question', heading, 'Answer'],
      ['1', 'How are residents heard?', cell],
      ['2', 'How are plans made known?', 'Never = 0; Always = 1'],
    ];
    return draftOf(await officeWorkbook([{ name: 'Form', rows, bold: [1] }]));
  };

  test.each<[cell: string, points: string]>([
    ['Yes = 5 pts; Partly = 2; No = 0', 'Yes=5, Partly=2, No=0'],
    ['Kyllä: 3 pistettä, osittain: 1,5 pistettä, ei: 0', 'Kyllä=3, osittain=1.5, ei=0'],
    ['Ja – 2 Pkt. / Nein – 0 Pkt.', 'Ja=2, Nein=0'],
    ['Sì → 4 punti\nNo → 0 punti', 'Sì=4, No=0'],
    ['Sí (2 puntos), No (0 puntos)', 'Sí=2, No=0'],
    ['2 points if yes; 0 points if no', 'Yes=2, No=0'],
    ['Ja 4 punten; Nee 0 punten', 'Ja=4, Nee=0'],
    ['Oui=5/Non=0', 'Oui=5, Non=0'],
    ['< 50 % = 0; 50–80 % = 5; > 80 % = 10', '< 50 %=0, 50–80 %=5, > 80 %=10'],
    ['Yes = 0; No = -2', 'Yes=0, No=-2'],
  ])('are found: %s', async (cell, points) => {
    for (const heading of ['Barème', 'Notation', 'Pisteytys', 'Bewertung', 'Punten', 'What we do with it']) {
      const draft = await drafted(heading, cell);
      expect(linesOf(draft)[0]?.replace(/ of \S+:/, ':')).toBe(`1 select_one: ${points} – How are residents heard?`);
      expect(draft.setAside).toEqual([]);
    }
  });

  test.each([
    '0 to 4 points',
    '0–4 p',
    'max. 4',
    'up to 4 points',
    'jusqu’à 4 points',
    'bis zu 4 Punkte',
    'enintään 4 pistettä',
    '0 bis 4 Punkte',
    '4 points maximum',
    '/4',
    'sur 4',
  ])('or the most of them: %s', async (cell) => {
    const draft = await drafted('Points', cell);
    expect(linesOf(draft)[0]).toBe('1 select_one of 4: Yes=4, No=0 – How are residents heard?');
    expect(draft.setAside).toEqual([]);
  });

  test.each(['1 point per service', 'see the annex', 'Yes = 5; No = see annex 2'])('or set aside: %s', async (cell) => {
    const draft = await drafted('Points', cell);
    expect(draft.setAside.map(({ text }) => text)).toEqual([`Points | ${cell}`]);
  });

  test('are set aside where the drop-down has other answers, and so are those of a number', async () => {
    const rows = [
      ['Id', 'Question', 'Points', 'Answer'],
      ['1', 'How are residents heard?', 'Yes = 5; No = 0'],
      ['2', 'How many services are online?', 20],
      ['3', 'Is there a plan?', 5],
    ];
    const lists = { D2: '"Often,Seldom"', D4: '"Yes,No"' };
    const draft = await draftOf(await officeWorkbook([{ name: 'Form', rows, bold: [1], lists }]));
    expect(draft.setAside.map(({ text }) => text)).toEqual(['Points | Yes = 5; No = 0 | 20']);
  });

  test('what is required as evidence is said where it is asked for', async () => {
    const layout = officeLayouts.find(({ habit }) => habit.includes('most points in words'));
    const { rows, setAside } = await draftOf((await layout?.make()) ?? Buffer.of());
    const guided = rows.flatMap((row) => (row.kind === 'question' ? [row.guidance] : []));
    expect(guided).toEqual([{ fr: 'photo' }, { fr: 'contrat' }, {}, { fr: 'audit' }, {}]);
    expect(setAside.map(({ text }) => text)).toEqual([
      'TOTAL',
      'Barème | 0 à 10 points',
      'Justificatif demandé | rapport',
    ]);
  });
});

describe('a scale without points of its own', () => {
  test.each<[labels: string, points: string[]]>([
    ['Never,Sometimes,Always', ['0', '3', '6']],
    ['Always,Sometimes,Never', ['6', '3', '0']],
    ['Not at all,In part,In full', ['0', '3', '6']],
    ['Nie,Manchmal,Immer', ['0', '3', '6']],
    ['Jamais,Parfois,Toujours', ['0', '3', '6']],
    // A word that is low in one language begins another in the next.
    ['No último ano,Antes,Nunca', ['6', '3', '0']],
    ['Nie mehr als 5,5 bis 10,Nie', ['6', '3', '0']],
    ['Daily,Weekly,Yearly', ['6', '3', '0']],
  ])('goes down to its low end, and up from it: %s', async (labels, points) => {
    const rows = [
      ['Id', 'Question', 'Answer', 'Points'],
      ['1', 'How often?', null, 6],
    ];
    const { lists } = await draftOf(await officeWorkbook([{ name: 'Form', rows, lists: { C2: `"${labels}"` } }]));
    expect(lists.map(({ choices }) => choices.map((choice) => choice.points))).toEqual([points]);
  });
});

test('columns to tick beside Yes and No are answers, whatever their headings say', async () => {
  const head = ['Nr', 'Statement', 'Yes', 'Mostly', 'No', 'Not known', 'Remarks'];
  const bold = { bold: [1] };
  const file = await officeWorkbook([
    { name: 'Form', rows: [head, [1, 'Minutes are published'], [2, 'Meetings are streamed']], ...bold },
  ]);
  const own = await officeWorkbook([
    {
      name: 'Form',
      rows: [
        ['Nr', 'Statement', 'Never', 'At times', 'Always'],
        [1, 'Minutes are published'],
      ],
      ...bold,
    },
  ]);
  expect(linesOf(await draftOf(file))).toEqual([
    '1 select_one: Yes, Mostly, No, Not known – Minutes are published',
    '2 select_one: Yes, Mostly, No, Not known – Meetings are streamed',
  ]);
  expect(linesOf(await draftOf(own))).toEqual(['1 select_one: Never, At times, Always – Minutes are published']);
});

test('two languages in two blocks, each with its answers, are one question', async () => {
  const file = await officeWorkbook([
    {
      name: 'F',
      rows: [
        ['Nro', 'Kysymys', 'Vastaus', 'Perustelu', 'No.', 'Question', 'Answer', 'Evidence'],
        [null, 'Palvelut', null, null, null, 'Services'],
        ['1', 'Onko suunnitelma?', null, null, '1', 'Is there a plan?'],
        ['2', 'Miten hyvin se toimii?', null, null, '2', 'How well does it work?'],
      ],
      bold: [1, 2],
      lists: { C3: '"Kyllä,Ei"', G3: '"Yes,No"', C4: '"Hyvin,Huonosti"', G4: '"Well,Badly"' },
    },
  ]);
  const draft = await draftOf(file);
  expect(draft.setAside).toEqual([]);
  expect(linesOf(draft)).toEqual([
    '[Palvelut] Palvelut',
    '  1 select_one of 1: Kyllä|Yes=1, Ei|No=0 – Onko suunnitelma? | Is there a plan?',
    '  2 select_one: Hyvin|Well, Huonosti|Badly – Miten hyvin se toimii? | How well does it work?',
  ]);
});

describe('what only looks like points or several answers', () => {
  const drafted = async (question: readonly (string | number | null)[], list?: string) => {
    const rows = [['Id', 'Question', 'Answer', 'Points', 'Options'], [...question]];
    const { rows: made, lists } = await draftOf(
      await officeWorkbook([{ name: 'Form', rows, ...(list === undefined ? {} : { lists: { C2: `"${list}"` } }) }]),
    );
    const [type] = made.flatMap((row) => (row.kind === 'question' ? [row.type.split(' ')[0]] : []));
    return [
      type,
      ...lists.flatMap(({ choices }) => choices.map(({ label, points }) => `${label['en']} ${points}`.trim())),
    ];
  };

  test('ranges in a drop-down and in a cell have no points', async () => {
    const ranges = ['0 - 10', '11 - 50', '51 - 100'];
    expect(await drafted(['1', 'What share is open?'], ranges.join(','))).toEqual(['select_one', ...ranges]);
    const inCell = await drafted(['1', 'What share is open?', null, null, `${ranges.join('; ')}; more than 100`]);
    expect(inCell).toEqual(['select_one', ...ranges, 'more than 100']);
  });

  test('a question of Yes and No about several things takes one answer', async () => {
    const several = 'Do you offer more than one channel? Several count.';
    expect((await drafted(['1', several, null, 5]))[0]).toBe('select_one');
    expect((await drafted(['1', several, null, null, 'Yes = 5; No = 0']))[0]).toBe('select_one');
    expect(
      (await drafted(['1', 'Which channels? More than one may be chosen.', null, null, 'Web; Phone; Desk']))[0],
    ).toBe('select_multiple');
  });
});

test('of several questions without an id nothing tells which a translation is of', async () => {
  const english = [
    ['1', 'Is there a plan for the parks?'],
    ['2', 'How do you care for the trees?'],
    ['3', 'Is there a map of the paths?'],
    ['', 'Is there a boat for visitors?'],
    ['', 'Is there a pier for the boats?'],
  ];
  const finnish = [
    ['1', 'Onko puistoille suunnitelma?'],
    ['2', 'Miten te hoidatte puita, jotka ovat vanhoja?'],
    ['3', 'Onko poluista kartta?'],
    ['', 'Onko kävijöille vene?'],
    ['', 'Onko veneille laituri?'],
  ];
  const file = await officeWorkbook([
    { name: 'EN', rows: [['Id', 'Question', 'Answer'], ...english], bold: [1], lists: { 'C2:C6': '"Yes,No"' } },
    { name: 'FI', rows: [['Nro', 'Kysymys', 'Vastaus'], ...finnish], bold: [1], lists: { 'C2:C6': '"Kyllä,Ei"' } },
  ]);
  const { rows } = await draftOf(file);
  const labels = rows.flatMap((row) => (row.kind === 'question' ? [[row.label['en'], row.label['fi']]] : []));
  expect(labels).toContainEqual(['Is there a plan for the parks?', 'Onko puistoille suunnitelma?']);
  expect(labels.map(([en]) => en)).toContain('Is there a boat for visitors?');
  expect(labels).not.toContainEqual(['Is there a boat for visitors?', 'Onko veneille laituri?']);
});

test('a follow-up is a decision: by default without a condition', async () => {
  const file = await officeWorkbook([
    {
      name: 'Form',
      rows: [
        ['Id', 'Question', 'Answer'],
        ['9a', 'Is there a list?'],
        ['9b', 'If yes [in Q9a], is it public?'],
        ['9c', 'If no, why?'],
      ],
      lists: { 'C2:C3': '"Yes,No"', C4: '"Cost,Time"' },
    },
  ]);
  const { rows, decisions } = await draftOf(file);
  expect(rows.map((row) => row.kind === 'question' && row.relevant)).toEqual(['', '', '']);
  const asked = decisions.filter(({ column }) => column === 'relevant');
  expect(asked.map((one) => [one.rows, one.default, one.options])).toEqual([
    [['9b'], '(blank)', ["${9a} = 'yes'"]],
    [['9c'], '(blank)', ["${9a} = 'no'"]],
  ]);
});

test('a question that names an earlier one is a follow-up too; numbers in brackets count what is listed', async () => {
  const file = await officeWorkbook([
    {
      name: 'Form',
      rows: [
        ['Id', 'Question', 'Answer'],
        ['1', 'Is there a map?'],
        ['2a', 'What share of data is open?'],
        ['2b', 'Of the share indicated in the previous question (Q2a), what share is linked?'],
        ['3', 'Are (1) the address and (2) the title published?'],
        ['4', 'Is the map of question 1 public?'],
      ],
      lists: { C2: '"Yes,No"', 'C3:C4': '">90%,<90%"', 'C5:C6': '"Yes,No"' },
    },
  ]);
  const { decisions } = await draftOf(file);
  const asked = decisions.filter(({ column }) => column === 'relevant');
  expect(asked.map((one) => [one.rows, one.options])).toEqual([
    [['2b'], ["${2a} != ''"]],
    [['4'], ["${1} = 'yes'"]],
  ]);
});

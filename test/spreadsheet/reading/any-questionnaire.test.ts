import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { type FilledForm, readByDefinition } from '../../../shared/spreadsheet/reading/read-by-definition.ts';
import { defined } from '../../support/defined.ts';
import { type GivenCell, harbourRows, harbours } from '../../support/harbours.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';

type Rows = readonly (readonly RawCell[])[];

async function readRows(rows: Rows): Promise<FilledForm> {
  const read = await readByDefinition(rawWorkbook([{ name: 'Form', rows }]), [harbours]);
  if ('code' in read) throw new Error(`${read.code} ${JSON.stringify(read.facts)}`);
  return read;
}

const asking = new Set(['error', 'query']);

/** What a question is read as, and `?` behind it where the sender is asked about it. */
function saidOf({ answers, problems }: FilledForm, question: string): string {
  const value = answers.get(question)?.value ?? 'unanswered';
  const isAsked = problems.some(
    ({ severity, indicator, indicators }) =>
      asking.has(severity) && (indicator === question || indicators?.includes(question) === true),
  );
  return `${value}${isAsked ? ' ?' : ''}`;
}

test('numbers that are labels are answers, beside Yes and No of the same list too', async () => {
  const labels = ['Yes', 'No', '2', '100%'];
  const choices = labels.map((label, at) => ({ name: `c${at}`, label: { en: label }, points: String(at) }));
  const [yes, no, ...others] = choices;
  if (yes === undefined || no === undefined) throw new Error('There are no choices');
  const own = [{ ...yes, means: 'yes' as const }, { ...no, means: 'no' as const }, ...others];
  const names = ['q1', 'q2', 'q3', 'q4'];
  const definition = defined(
    names.map((name) => ({ type: 'select_one', name, list: 'own', label: { en: `Is there a harbour ${name}?` } })),
    { lists: [{ name: 'own', choices: own }] },
  );
  const rows = names.map((name, at) => [name, `Is there a harbour ${name}?`, [2, '100%', 'Yes', 1][at] ?? '']);
  const read = await readByDefinition(rawWorkbook([{ name: 'Form', rows: [['Id', 'Question', 'Answer'], ...rows] }]), [
    definition,
  ]);
  if ('code' in read) throw new Error(read.code);
  expect(names.map((name) => saidOf(read, name))).toEqual(['=c2', '=c3', '=c0', '=c0']);
});

describe('an answer cell is read over its own question', () => {
  test.each<[question: string, cell: RawCell, said: string]>([
    // Labels, in both languages, whatever their case and blanks.
    ['Q2a', 'All quays', '=all'],
    ['Q2a', ' most QUAYS  ', '=most'],
    ['Q2a', 'Useimmat laiturit', '=most'],
    ['Q2a', 'Some quays.', '=some'],
    // Aliases and names.
    ['Q2a', 'a few', '=some'],
    ['Q2a', 'none', '=none'],
    // Words of any language where a choice means it, and nowhere else.
    ['Q1', 'Kyllä', '=yes'],
    ['Q1', 'Oui', '=yes'],
    ['Q1', 'x', 'unclear ?'],
    ['Q1', '1', '=yes'],
    ['Q1', 'N/A', 'unclear ?'],
    ['Q2a', 'Yes', 'unclear ?'],
    ['Q2a', '1', 'unclear ?'],
    ['B1', 'Yes', 'unclear ?'],
    ['B1', 'yes, every week', '=weekly'],
    ['B1', 'Yes every month', '=monthly'],
    ['B1', 'nein', '=never'],
    ['B1', 'n/a', '=na'],
    ['B1', 'Does not apply', '=na'],
    // Cut off it is neither's; with more behind it, it is asked about.
    ['B1', 'Yes, every', 'unclear ?'],
    ['B1', 'Yes, every week from 2027', 'unclear ?'],
    ['B1', 'Yes, every week, see annex 2', '=weekly'],
    ['Q2a', 'All quays, except two', 'unclear ?'],
    ['Q2a', 'All quays / Most quays', 'unclear ?'],
    ['Q2a', '☐ All quays ☒ Most quays ☐ Some quays ☐ No quay', '=most'],
    // Labels that are numbers go before 1 for Yes.
    ['B5', '1', '=one'],
    ['B5', 2, '=two'],
    ['B5', '3 or more', '=more'],
    ['B5', 3, 'unclear ?'],
    // What is left standing is blank.
    ['Q1', 'Select answer for Q1', 'unanswered'],
    ['Q1', '(valitse)', 'unanswered'],
    ['Q1', '', 'unanswered'],
    ['Q1', '#N/A', 'unclear ?'],
    // Several choices.
    ['Q3', 'Water', '=water'],
    ['Q3', 'Water; Power', '=water power'],
    ['Q3', 'Water\nFuel\n', '=water fuel'],
    ['Q3', '• Water\n• Sähkö', '=water power'],
    ['Q3', 'Water, Power', '=water power'],
    ['Q3', 'Waste, all kinds', '=waste'],
    ['Q3', 'Waste, all kinds; Water', '=waste water'],
    ['Q3', 'water power', '=water power'],
    ['Q3', 'Water; Water', '=water'],
    ['Q3', '☒ Water\n☐ Power\n☒ Fuel', '=water fuel'],
    ['Q3', 'None of these', '=nothing'],
    ['Q3', 'None of these; Water', 'unclear ?'],
    ['Q3', 'Water; sauna', 'unclear ?'],
    ['Q3', 'Water; Power (planned)', 'unclear ?'],
    // Numbers: as stored, with their unit, as people write them.
    ['T2', 48000, '=48000'],
    ['T2', '48 000', '=48000'],
    ['T2', '48,000 inhabitants', '=48000 ?'],
    ['T2', '48 000 asukasta', '=48000'],
    ['T2', 48000.5, 'unclear ?'],
    ['T2', 'about 48 000', 'unclear ?'],
    ['T3', '1.2 million EUR', '=1200000'],
    ['B3', 12.4, '=12.4'],
    ['B3', '12.4 %', '=12.4'],
    ['B3', '12,4%', '=12.4'],
    ['B3', '12.4 boats', 'unclear ?'],
    ['B4', '0.35 kg/m²', '=0.35'],
    ['B4', '0,35 kg/m2', '=0.35'],
    ['B4', '1.275', 'unclear ?'],
    ['B4', 1.275, '=1.275'],
    ['B4', 0.1 + 0.2, '=0.30000000000000004'],
    ['B4', 1e-7, '=0.0000001'],
    ['B4', '-0.5', '=-0.5'],
    ['B4', 'n/a', 'unanswered'],
    ['B4', '–', 'unanswered'],
    ['B4', '0.2 - 0.4', 'unclear ?'],
    ['B4', true, 'unclear ?'],
  ])('%s: %j is %s', async (question, cell, said) => {
    expect(saidOf(await readRows(harbourRows({ [question]: cell })), question)).toBe(said);
  });

  test('an answer that is not understood names those that are', async () => {
    const { problems } = await readRows(harbourRows({ Q2a: 'Yes' }));
    expect(problems.map(({ code, cell, facts }) => [code, cell, facts['offered']])).toEqual([
      ['answer-unclear', 'C8', 'All quays · Most quays · Some quays · No quay'],
    ]);
  });
});

const filled: Readonly<Record<string, RawCell | GivenCell>> = {
  T1: { answer: 'N/A', evidence: 'Port of Kotka' },
  T2: 48000,
  T3: 1_200_000,
  Q1: { answer: 'Yes', evidence: 'Report of 2025' },
  Q2a: 'Most quays',
  Q2b: 'No',
  Q3: 'Water; Fuel',
  B1: 'Yes, every week',
  B2: 'Yes',
  B3: 12.4,
  B4: 0.35,
  B5: '2',
};
const allOf = ({ answers }: FilledForm): Record<string, string> =>
  Object.fromEntries([...answers].map(([id, { value }]) => [id, value]));
const expected = {
  ...{ T1: 'unanswered', T2: '=48000', T3: '=1200000', Q1: '=yes', Q2a: '=most', Q2b: '=no', Q3: '=water fuel' },
  ...{ B1: '=weekly', B2: '=yes', B3: '=12.4', B4: '=0.35', B5: '=two' },
};

describe('questions are found in any layout', () => {
  const rows = harbourRows(filled);
  const body = rows.slice(1);
  const withColumn = (at: number, text: string): Rows =>
    rows.map((row, index) => row.toSpliced(at, 0, index === 0 ? text : 'ok'));
  const layouts: Record<string, Rows> = {
    'as it was sent': rows,
    'in Finnish, with answers in English': harbourRows(filled, 'fi'),
    'below a title and a letter': [['Harbours of the coast'], [], ['Dear town, please answer by May.'], ...rows],
    'with headings over every section': rows.flatMap((row) => (row[0] === null ? [row, rows[0] ?? []] : [row])),
    'with columns in another order': rows.map(([number = null, question = null, answer = null, evidence = null]) => [
      evidence,
      answer,
      question,
      number,
    ]),
    'with headings of its own': [['Ref. of ours', 'What we ask', 'What you say', 'Remarks of ours'], ...body],
    'without headings': body,
    'with rows between': rows.flatMap((row, at) => [row, [null, `A note of the office (${at})`, null, null], []]),
    'with a column of reviewers': withColumn(4, 'Reviewer 1 Comments'),
    'without numbers': rows.map(([, ...row]) => [null, ...row]),
    'with names for numbers': [
      rows[0] ?? [],
      ...harbours.nodes.map((node) => {
        const row = rows.find(
          ([, question]) => question === node.label['en'] && node.label['en'] !== 'Is this open to guests?',
        );
        const named =
          row ?? rows.filter(([, question]) => question === node.label['en'])[node.name === 'B2' ? 1 : 0] ?? [];
        return [node.name, ...named.slice(1)];
      }),
    ],
    'with what to write below each question': rows.map(([number = null, question = null, ...rest]) => [
      number,
      number === null ? question : `${question}\n\nFor evidence:\n* If yes, please name the report.`,
      ...rest,
    ]),
  };
  test.each(Object.entries(layouts))('%s', async (_, layout) => {
    expect(allOf(await readRows(layout))).toEqual(expected);
  });

  test('sorted by their wording, with ids, and with the section lost', async () => {
    const questions = body.filter(([number]) => number !== null);
    const named = questions.map((row, at) => [
      harbours.nodes.filter(({ type }) => type !== 'group')[at]?.name ?? '',
      ...row.slice(1),
    ]);
    const sorted = named.toSorted((a, b) => String(a[1]).localeCompare(String(b[1])));
    expect(allOf(await readRows([rows[0] ?? [], ...sorted]))).toEqual(expected);
  });

  test('two questions worded alike are not told apart by guessing', async () => {
    const questions = body.filter(([number]) => number !== null).map(([, ...row]) => [null, ...row]);
    const sorted = questions.toSorted((a, b) => String(a[1]).localeCompare(String(b[1])));
    const read = await readRows([rows[0] ?? [], ...sorted]);
    const { Q2b, B2, ...others } = allOf(read);
    expect([Q2b, B2]).toEqual(['unanswered', 'unanswered']);
    expect(others).toEqual(Object.fromEntries(Object.entries(expected).filter(([id]) => id !== 'Q2b' && id !== 'B2')));
    expect(read.problems.map(({ code, indicator }) => [code, indicator])).toContainEqual(['question-missing', 'Q2b']);
  });

  test.each<[string, (name: string, label: Readonly<Record<string, string>>) => string]>([
    ['the question in another language', (_, label) => label['fi'] ?? ''],
    ['a hint', (name) => `What is meant by ${name}.`],
    ['what to write', (name) => `Name the report of ${name}.`],
  ])('beside %s, which is nobody’s evidence', async (_, beside) => {
    const told: Definition = {
      ...harbours,
      nodes: harbours.nodes.map((node) => {
        const texts = {
          hint: { en: `What is meant by ${node.name}.` },
          guidance: { en: `Name the report of ${node.name}.` },
        };
        return { ...node, ...(node.type === 'group' ? {} : texts) } as (typeof harbours.nodes)[number];
      }),
    };
    const asked = harbours.nodes.filter(({ type }) => type !== 'group');
    const rows = harbourRows({ ...filled, Q1: 'Yes' })
      .filter(([number], at) => at === 0 || number !== null)
      .map(([number = null, question = null, answer = null], at): RawCell[] => {
        const node = asked[at - 1];
        return [number, question, answer, node === undefined ? 'Xyz' : beside(node.name, node.label)];
      });
    const read = await readByDefinition(rawWorkbook([{ name: 'Form', rows }]), [told]);
    if ('code' in read) throw new Error(read.code);
    expect(read.answers.get('Q1')).toMatchObject({ value: '=yes', evidence: '' });
    expect(read.problems.map(({ code }) => code)).not.toContain('evidence-recognised');
  });

  test('evidence that begins with its question is evidence', async () => {
    const rows = harbourRows(filled)
      .filter(([number], at) => at === 0 || number !== null)
      .map(([number = null, question = null, answer = null], at): RawCell[] => [
        ...[number, question, answer],
        at === 0 ? 'Xyz' : `${question}\n\nSee the report of the harbour.`,
      ]);
    const read = await readByDefinition(rawWorkbook([{ name: 'Form', rows }]), [harbours]);
    if ('code' in read) throw new Error(read.code);
    expect(read.answers.get('Q1')?.evidence).toContain('See the report of the harbour.');
  });

  test('a tick row for each of several choices', async () => {
    const ticked = rows.flatMap((row): RawCell[][] => {
      if (row[0] !== '3' || row[1] !== 'Which services do the quays have?') return [[...row]];
      const choices = ['Water', 'Power', 'Fuel', 'Waste, all kinds', 'None of these'];
      return [
        [row[0], row[1], null, null],
        ...choices.map((label, at) => [null, label, at % 2 === 0 && at < 4 ? 'x' : null, null]),
      ];
    });
    expect(allOf(await readRows(ticked))).toEqual(expected);
  });

  test('numbers in a table of values of their own', async () => {
    const isFigure = (row: readonly RawCell[]): boolean =>
      ['Number of inhabitants', 'Yearly budget of the harbour'].includes(String(row[1]));
    const figures = [
      ['Figure', 'Value'],
      ...body.filter(isFigure).map(([, question = null, answer = null]) => [question, answer]),
    ];
    const read = await readByDefinition(
      rawWorkbook([
        { name: 'Form', rows: rows.filter((row) => !isFigure(row)) },
        { name: 'Figures', rows: figures },
      ]),
      [harbours],
    );
    if ('code' in read) throw new Error(read.code);
    expect(allOf(read)).toEqual(expected);
  });
});

test('what is no questionnaire of this family is refused', async () => {
  const other = await readByDefinition(
    rawWorkbook([
      {
        name: 'Plan',
        rows: [
          ['Task', 'Done'],
          ['1', 'Yes'],
          ['2', 'No'],
        ],
      },
    ]),
    [harbours],
  );
  expect('code' in other && other.code).toBe('not-a-questionnaire');
});

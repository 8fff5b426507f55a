import { describe, expect, test } from 'vitest';
import { catalogueOf, withDefinitions } from '../../../shared/domain/questionnaire/catalogue.ts';
import { readAnyWorkbook } from '../../../shared/spreadsheet/reading/read-any.ts';
import { readByDefinition } from '../../../shared/spreadsheet/reading/read-by-definition.ts';
import { defined } from '../../support/defined.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';

const listOf = (name: string, labels: readonly (readonly [en: string, fi: string])[]) => ({
  name,
  choices: labels.map(([en, fi], at) => ({ name: `c${at}`, label: { en, fi }, points: String(at) })),
});
const [yes, partly, no] = listOf('partly', [
  ['Yes', 'Kyllä'],
  ['Partly', 'Osittain'],
  ['No', 'Ei'],
]).choices;
if (yes === undefined || partly === undefined || no === undefined) throw new Error('There are no choices');
const definition = defined(
  [
    ...['a1', 'a2', 'a3'].map((name) => ({ type: 'select_one', name, list: 'often' }) as const),
    ...['b1', 'b2'].map((name) => ({ type: 'select_one', name, list: 'grades' }) as const),
    ...['d1', 'd2'].map((name) => ({ type: 'select_one', name, list: 'partly' }) as const),
  ].map((one) => ({ ...one, label: { en: `What of the quays ${one.name}?`, fi: `Entä laiturit ${one.name}?` } })),
  {
    ...{ languages: ['en', 'fi'], title: { en: 'Quays', fi: 'Laiturit' } },
    lists: [
      listOf('often', [
        ['Never', 'Ei koskaan'],
        ['Sometimes', 'Joskus'],
        ['Always', 'Aina'],
      ]),
      listOf('grades', [
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
      ]),
      { name: 'partly', choices: [{ ...yes, means: 'yes' as const }, partly, { ...no, means: 'no' as const }] },
    ],
  },
);

const text = (name: string): string => `What of the quays ${name}?`;
const rowOf = (name: string, ...ticks: readonly RawCell[]): readonly RawCell[] => [name, text(name), ...ticks];

/** By a questionnaire of the questions that the rows name. */
async function read(rows: readonly (readonly RawCell[])[]) {
  const names = rows.map(([name]) => name);
  const asked = { ...definition, nodes: definition.nodes.filter(({ name }) => names.includes(name)) };
  const filled = await readByDefinition(rawWorkbook([{ name: 'Ours', rows }]), [asked]);
  if ('code' in filled) return filled.code;
  const doubts = filled.problems.filter(({ severity }) => severity === 'error' || severity === 'query');
  const said = [...filled.answers].flatMap(([name, { value, cell }]) =>
    value === 'unanswered' ? [] : [`${name} ${value} ${cell}`],
  );
  return [...said, ...doubts.map(({ code, cell }) => `${code} ${cell}`)];
}

const often = ['No', 'Question', 'Never', 'Sometimes', 'Always'];

describe('a scale that is ticked under its labels', () => {
  test.each(['x', 'X', '✓', 1, '●'])('is read by the column of its mark: %s', async (mark) => {
    expect(await read([often, rowOf('a1', mark), rowOf('a2', '', mark), rowOf('a3', '', '', mark)])).toEqual([
      ...['a1 =c0 Ours!C2', 'a2 =c1 Ours!C3', 'a3 =c2 Ours!C4'],
    ]);
  });

  test.each<[string, readonly (readonly RawCell[])[], readonly string[]]>([
    [
      'with evidence beside it, in another language of the questionnaire',
      [
        ['Nro', 'Kysymys', 'Ei koskaan', 'Joskus', 'Aina', 'Näyttö'],
        ['a1', 'Entä laiturit a1?', '', 'x', '', 'Päätös 4'],
      ],
      ['a1 =c1 Ours!C2'],
    ],
    [
      'under a heading of answers above the labels',
      [
        ['No', 'Question', 'Answer'],
        ['', '', 'Never', 'Sometimes', 'Always'],
        rowOf('a1', '', '', 'x'),
        rowOf('a2', 'x'),
      ],
      ['a1 =c2 Ours!C3', 'a2 =c0 Ours!C4'],
    ],
    [
      'each section under labels of its own, numbers among them',
      [
        often,
        rowOf('a1', 'x'),
        rowOf('a2', '', 'x'),
        ['No', 'Question', 1, 2, 3],
        rowOf('b1', '', '', 'x'),
        rowOf('b2', 1),
        ['No', 'Question', 'Yes', 'Partly', 'No'],
        rowOf('d1', '', 'x'),
        rowOf('d2', '', '', 'x'),
      ],
      ['a1 =c0 Ours!C2', 'a2 =c1 Ours!C3', 'b1 =c2 Ours!C5', 'b2 =c0 Ours!C6', 'd1 =c1 Ours!C8', 'd2 =c2 Ours!C9'],
    ],
    [
      'with crosses for what is not chosen, and nothing where nothing is',
      [often, rowOf('a1', '-', 'x', '-'), rowOf('a2', 0, 0, 1), rowOf('a3')],
      ['a1 =c1 Ours!C2', 'a2 =c2 Ours!C3'],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await read(rows)).toEqual(expected);
  });

  test('with two marks in a row is asked about', async () => {
    const said = await read([often, rowOf('a1', 'x', '', 'x'), rowOf('a2', '', 'x')]);
    expect(said).toEqual(['a1 unclear Ours!C2', 'a2 =c1 Ours!C3', expect.stringMatching(/^answer-\w+ C2$/)]);
  });

  test('is none where answers stand in a column of their own beside its legend', async () => {
    const legend = ['No', 'Question', 'Answer', 'Never', 'Sometimes', 'Always'];
    expect(await read([legend, rowOf('a1', 'Always', 'x'), rowOf('a2', 'Never')])).toEqual([
      ...['a1 =c2 Ours!C2', 'a2 =c0 Ours!C3'],
    ]);
  });

  test('is read from the inbox as well, where it is not said whose file it is', async () => {
    const bytes = rawWorkbook([
      { name: 'Ours', rows: [often, rowOf('a1', 'x'), rowOf('a2', '', 'x'), rowOf('a3', '', '', 'x')] },
    ]);
    const any = await readAnyWorkbook(bytes, withDefinitions(catalogueOf([], []), [definition]));
    if ('code' in any || !('definition' in any)) throw new Error('Not read');
    expect(['a1', 'a2', 'a3'].map((name) => any.answers.get(name)?.value)).toEqual(['=c0', '=c1', '=c2']);
  });
});

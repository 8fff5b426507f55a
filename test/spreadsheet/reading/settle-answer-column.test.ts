import { describe, expect, test } from 'vitest';
import { columnLetters } from '../../../shared/spreadsheet/formats/grid.ts';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { indicators } from '../../support/filled-rows.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const form = formOfQuestionnaire(userCentricity2023);

/** The column of each role, and what is asked about them: its code, cell, headings and columns. */
function settledIn(sheets: readonly MadeSheet[], round: string | null, of: Parameters<typeof findQuestions>[1] = form) {
  const { rows, problems } = findQuestions(gridOf(...sheets), of, round);
  return {
    columns: Object.entries(Object.fromEntries(rows[0]?.columns ?? []))
      .map(([role, column]) => `${role} ${columnLetters(column)}`)
      .toSorted(),
    told: problems
      .filter(({ code }) => code !== 'evidence-recognised')
      .map(({ code, cell, read, facts }) => `${code} ${cell}: ${read} ${facts['column']}/${facts['other']}`),
  };
}

const count = 12;
/** Twelve questions in A below these headings from B on, with cells by the place of the question. */
function settled(
  headings: readonly string[],
  cells: (at: number) => readonly string[],
  { round = '2022', above = [], ...about }: { round?: string | null; above?: string[][] } & Partial<MadeSheet> = {},
) {
  const rows = indicators.slice(0, count).map(({ question }, at) => [question, ...cells(at)]);
  return settledIn([{ ...about, rows: [...above, ['Question', ...headings], ...rows] }], round);
}
const yes = (at: number): string => (at % 2 === 0 ? 'Yes' : 'No');
const no = (at: number): string => yes(at + 1);
/** Two columns that answer the contrary of each other. */
const both = (at: number): string[] => [yes(at), no(at)];
const first = ['answer B', 'question A'];
const second = ['answer C', 'question A'];

describe('of several columns that are headed as answers', () => {
  test.each<[string, string[], string | null, string[], string[]]>([
    ['that of the round’s year is read in silence', ['Answer 2021', 'Answer 2022'], '2022', second, []],
    ['the same on the other side', ['Answer 2022', 'Answer 2021'], '2022', first, []],
    [
      'the round’s own is read before that of a target',
      ['Answer 2021', 'Answer 2022'],
      '2021',
      first,
      ['columns-several B1: Answer 2021, Answer 2022 B/C'],
    ],
    [
      'the final one is read, and asked about',
      ['Answer (draft)', 'Answer (final)'],
      '2022',
      second,
      ['columns-several C1: Answer (final), Answer (draft) C/B'],
    ],
    [
      'none is meant for sure where nothing tells them apart',
      ['Answer', 'Answer'],
      '2022',
      first,
      ['columns-alike B1: Answer, Answer B/C'],
    ],
  ])('%s', (_, headings, round, columns, told) =>
    expect(settled(headings, both, { round })).toEqual({ columns, told }),
  );

  test('that say the same the first is read in silence', () =>
    expect(settled(['Answer', 'Answer'], (at) => [yes(at), yes(at)])).toEqual({ columns: first, told: [] }));

  test('that hold nothing the newest is read in silence', () =>
    expect(settled(['Answer 2021', 'Answer 2022'], () => [])).toEqual({ columns: first, told: [] }));

  test('one that is not filled in is none', () =>
    expect(settled(['Answer', 'Answer (final)'], (at) => [yes(at)])).toEqual({ columns: first, told: [] }));

  test('one that repeats what may be answered is none, unless there is no other', () => {
    expect(settled(['Answer', 'Answer (final)'], (at) => [yes(at), 'Yes/No/NA'])).toEqual({ columns: first, told: [] });
    expect(settled(['Answer', 'Answer'], () => ['', 'Yes/No/NA'])).toEqual({ columns: second, told: [] });
  });

  test('one in three rows corrects what stands in the others: it is asked about', () =>
    expect(settled(['Answer', 'Answer'], (at) => [yes(at), at < 3 ? no(at) : '']).told).toEqual([
      'columns-alike B1: Answer, Answer B/C',
    ]));
});

describe('a hidden column of answers', () => {
  const hidden = { hiddenColumns: [[3, 3]] } as const;
  test.each<[string, string[], string | null, string[]]>([
    ['is never read for one that is shown', ['Answer', 'Answer (final)'], '2022', []],
    ['is asked about beside a draft', ['Answer (draft)', 'Answer'], '2022', ['Answer (draft), Answer']],
    ['is asked about beside an earlier year', ['Answer 2021', 'Answer 2022'], '2022', ['Answer 2021, Answer 2022']],
    ['is not beside the round’s own year', ['Answer 2022', 'Answer 2021'], '2022', []],
    ['is not beside any year where no round is known', ['Answer 2021', 'Answer 2022'], null, []],
    ['is not beside one without a year', ['Answer', 'Answer 2022'], '2022', []],
  ])('%s', (_, headings, round, told) =>
    expect(settled(headings, both, { ...hidden, round })).toEqual({
      ...{ columns: first, told: told.map((titles) => `columns-several B1: ${titles} B/C`) },
    }),
  );

  test('that is blank is not asked about', () =>
    expect(settled(['Answer (draft)', 'Answer'], (at) => [yes(at)], hidden).told).toEqual([]));

  test('is asked about beside another hidden one, where no other is there', () =>
    expect(settled(['Answer (draft)', 'Answer (final)'], both, { hiddenColumns: [[2, 3]] })).toEqual({
      columns: second,
      told: ['columns-several C1: Answer (final), Answer (draft) C/B'],
    }));

  test('is read where no other is there', () =>
    expect(settled(['Answer'], (at) => [yes(at)], { hiddenColumns: [[2, 2]] })).toEqual({ columns: first, told: [] }));
});

describe('the evidence', () => {
  const cells = (at: number): string[] => [yes(at), `old ${at}`, no(at), `new ${at}`, `more ${at}`];

  test('is that of the answers that are read, and no second one of others', () => {
    const headings = ['Answer 2021', 'Evidence', 'Answer 2022', 'Evidence', 'Evidence (link)'];
    expect(settled(headings, cells).columns).toEqual(['answer D', 'evidence E', 'moreEvidence F', 'question A']);
    const turned = ['Answer 2022', 'Evidence', 'Answer 2021', 'Evidence', 'Evidence (link)'];
    expect(settled(turned, cells).columns).toEqual(['answer B', 'evidence C', 'question A']);
    const later = ['Answer 2023', 'Evidence', 'Evidence (link)', 'Answer 2022', 'Evidence'];
    expect(settled(later, (at) => [yes(at), '', '', no(at), 'x']).columns).toEqual([
      ...['answer E', 'evidence F', 'question A'],
    ]);
  });

  test('is the one that is shown, and beside columns to tick the left one', () => {
    const cells = (at: number): string[] => [yes(at), `e ${at}`, `p ${at}`];
    expect(settled(['Answer', 'Evidence', 'Proof'], cells, { hiddenColumns: [[3, 3]] }).columns).toContain(
      'evidence D',
    );
    expect(settled(['Evidence', 'Yes', 'No', 'Proof'], (at) => [`e ${at}`, 'x', '', 'p']).columns).toContain(
      'evidence B',
    );
  });

  test('of answers that a column of corrections replaces is still theirs', () => {
    const cells = (at: number): string[] => [yes(at), `e ${at}`, `p ${at}`, no(at), `c ${at}`];
    const headings = ['Answer', 'Evidence', 'Proof', 'Corrected', 'Evidence'];
    expect(settled(headings, cells).columns).toEqual(['answer E', 'evidence C', 'moreEvidence D', 'question A']);
    const unheaded = settled(['Answer', 'Evidence', '', ''], (at) => [yes(at), `e ${at}`, '', no(at)], {
      above: [['', '', '', '', 'final']],
    });
    expect(unheaded.columns).toEqual(['answer E', 'evidence C', 'question A']);
  });

  test('beside other columns stays where it is', () =>
    expect(settled(['Evidence', 'Remark', 'Answer', 'Answer'], (at) => ['e', 'r', '', yes(at)]).columns).toEqual([
      ...['answer E', 'evidence B', 'question A', 'remark C'],
    ]));
});

describe('of two groups of columns to tick', () => {
  const ticks = ['Yes', 'No', 'Yes', 'No'];
  test('that under the round’s year is read', () => {
    const cells = (at: number): string[] => (at % 2 === 0 ? ['x', '', '', 'x'] : ['', 'x', 'x', '']);
    const above = (...titles: string[]) => ({ above: [['', titles[0] ?? '', '', titles[1] ?? '']] });
    expect(settled(ticks, cells, above('2021', '2022'))).toEqual({
      ...{ columns: ['no E', 'question A', 'yes D'], told: [] },
    });
    expect(settled(ticks, cells, above('2022', '2021'))).toEqual({
      ...{ columns: ['no C', 'question A', 'yes B'], told: [] },
    });
  });
});

describe('columns to tick', () => {
  const ticked = (at: number): string[] => (at % 2 === 0 ? ['x', '', '', '', 'x'] : ['', 'x', '', 'x', '']);

  test('of another group are not among those that are read', () =>
    expect(settled(['Yes', 'No', 'NA', 'Yes', 'No'], ticked, { above: [['', '2021', '', '', '2022']] })).toEqual({
      ...{ columns: ['no F', 'question A', 'yes E'], told: [] },
    }));

  test('are read as they stand where no group is whole', () =>
    expect(settled(['Yes', 'NA', 'NA', 'No'], (at) => ticked(at).slice(0, 4)).columns).toEqual([
      ...['na C', 'no E', 'question A', 'yes B'],
    ]));

  test('give way to a column that is headed as answers, or corrects them', () => {
    expect(settled(['Answer', 'Answer (final)', 'Yes', 'No'], both).columns).toEqual(second);
    expect(settled(['Yes', 'No', 'Corrected'], (at) => ['x', '', no(at)]).columns).toEqual(['answer D', 'question A']);
  });
});

describe('beside the column of answers another one that holds answers', () => {
  test.each<[string, (at: number) => string[], string, string[]]>([
    [
      'says that it is the last word: it is read',
      both,
      'Corrected',
      [...second, 'columns-several C1: Corrected, Answer C/B'],
    ],
    [
      'is the last word of half of them: it is read',
      (at) => [yes(at), at < count / 2 ? no(at) : ''],
      'Corrected',
      [...second, 'columns-several C1: Corrected, Answer C/B'],
    ],
    [
      'is the last word of fewer: it is asked about',
      (at) => [yes(at), at < count / 2 - 1 ? no(at) : ''],
      'Corrected',
      [...first, 'columns-several B1: Answer, Corrected B/C'],
    ],
    ['says nothing of itself: it is asked about', both, 'Town', [...first, 'columns-several B1: Answer, Town B/C']],
    ['is a draft: it is asked about', both, 'Draft', [...first, 'columns-several B1: Answer, Draft B/C']],
    ['is of last year', both, '2021', first],
    ['says the same', (at) => [yes(at), yes(at)], 'Corrected', first],
    ['is blank', (at) => [yes(at)], 'Corrected', first],
    ['says the same in each row: all questions may have it', (at) => [yes(at), 'Yes'], 'Town', first],
    [
      'says the same in each row, as the last word: it is read',
      (at) => [yes(at), 'Yes'],
      'Final',
      [...second, 'columns-several C1: Final, Answer C/B'],
    ],
    ['holds points', (at) => [yes(at), at % 2 === 0 ? '3' : '5'], 'Points', first],
  ])('%s', (_, cells, heading, expected) => {
    const { columns, told } = settled(['Answer', heading], cells);
    expect([...columns, ...told]).toEqual(expected);
  });

  test.each(['Evidence', 'Comment', 'Remark', 'Id'])('is none where it is headed %s', (heading) =>
    expect(settled(['Answer', heading], both).told).toEqual([]),
  );

  test('is none where nobody sees it', () =>
    expect(settled(['Answer', 'Corrected'], both, { hiddenColumns: [[3, 3]] })).toEqual({ columns: first, told: [] }));

  test('is not asked about again where the columns headed as answers are', () =>
    expect(settled(['Answer (draft)', 'Answer (final)', 'Town'], (at) => [...both(at), yes(at)]).told).toEqual([
      'columns-several C1: Answer (final), Answer (draft) C/B',
    ]));

  const numbered = ['Q1', 'Q2b', 'B2', 'B5', 'B3', 'T1'].map((name) => {
    const label = harbours.nodes.find((node) => node.name === name)?.label['en'];
    return label ?? '';
  });
  /** Questions of an office's own definition, which gives points: four with choices, then a number and a text. */
  const ofHarbours = (answers: readonly string[], beside: readonly string[]) => {
    const rows = numbered.map((label, at) => [label, answers[at] ?? '', beside[at] ?? '']);
    const sheet = {
      rows: [['Question', 'Answer', 'Town'], ['Quays'], ...rows.slice(0, 2), ['Boats'], ...rows.slice(2)],
    };
    return settledIn([sheet], '2026', formOfDefinition(harbours)).told.map((told) => told.split(' ')[0]);
  };
  test('is none where it holds the points of answers in words', () => {
    expect(ofHarbours(['Yes', 'No', 'Yes', '2'], ['1', '0', '1', '1'])).toEqual([]);
    expect(ofHarbours(['Yes', 'No', 'Yes', '2', '20', 'Port office'], ['1', '0', '1', '1', '10'])).toEqual([]);
    // Half of them are numbers: a question without points has N/A there.
    expect(ofHarbours(['Yes', 'No', 'Yes', '2'], ['1', '0', 'No', 'Yes'])).toEqual([]);
    expect(ofHarbours(['Yes', 'No', 'Yes', '2'], ['1', 'Yes', 'No', 'Yes'])).toEqual(['columns-several']);
    expect(ofHarbours(['Yes', 'No', 'Yes', '2'], ['No', 'Yes', 'No', '1'])).toEqual(['columns-several']);
    for (const text of ['see 3', '3 of them']) {
      expect(ofHarbours(['Yes', 'No', 'Yes', '2'], ['1', 'Yes', 'No', text])).toEqual(['columns-several']);
    }
  });
  test('is one where the answers are numbers, too', () =>
    expect(ofHarbours(['1', '0', '1'], ['0', '1', '0'])).toEqual(['columns-several']));
});

describe('under several rows of headings', () => {
  const part = (headings: readonly string[], from: number, to: number) => [
    ['Question', ...headings],
    ...indicators.slice(from, to).map(({ question }, at) => [question, ...both(at)]),
  ];

  test('each part has its own columns, and the sender is asked once', () => {
    const rows = [
      ...part(['Answer (final)', 'Answer (draft)'], 0, 10),
      ...part(['Answer (draft)', 'Answer (final)'], 10, 20),
    ];
    const found = findQuestions(gridOf({ rows }), form, '2022');
    expect(found.rows.map(({ row, columns }) => [row, columns.get('answer')])).toEqual([
      ...Array.from({ length: 10 }, (_, at) => [2 + at, 2]),
      ...Array.from({ length: 10 }, (_, at) => [13 + at, 3]),
    ]);
    expect(found.problems.map(({ code, cell, sheet }) => [code, cell, sheet])).toEqual([
      ['columns-several', 'B1', 'Sheet1'],
    ]);
  });
});

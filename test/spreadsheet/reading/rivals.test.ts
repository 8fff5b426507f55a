import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf, type Rival, type Settled, settleRivals, yearOf } from '../../../shared/spreadsheet/reading/rivals.ts';

function settleAll<Kind extends Rival>([first, ...others]: readonly Kind[], round: string | null): Settled<Kind> {
  if (first === undefined) throw new Error('There is nothing to settle');
  return settleRivals(first, others, round);
}

/** Columns or sheets under these titles, each of which says something else. */
const differing = (titles: readonly string[]) =>
  titles.map((title, at) => ({ title, answers: new Map([['1.1.1', `answer ${at}`]]) }));

/** The title of what is read, and those that it is asked about against. */
function settle(titles: readonly string[], round: string | null) {
  const settled = settleAll(differing(titles), round);
  const { taken, against, even } = settled;
  return [taken.title, against.map(({ title }) => title), even ? 'even' : ''] as const;
}

describe('of several that could hold the answers', () => {
  test.each<[string, string | null, string[], string, string[]]>([
    ['the round’s year beside earlier ones, in silence', '2022', ['2020', '2022', '2021'], '2022', []],
    ['the one without a year beside earlier ones, in silence', '2022', ['2021', 'Answer', '2020'], 'Answer', []],
    ['the round’s year whatever an earlier one says of itself', '2022', ['2021 final', '2022 draft'], '2022 draft', []],
    ['the newest of earlier ones, with a question', '2022', ['2019', '2021', '2020'], '2021', ['2019', '2020']],
    ['not a later one: it is a target', '2022', ['2030', '2021'], '2021', ['2030']],
    ['not a later one beside the round’s own, with a question', '2022', ['2030', '2022'], '2022', ['2030']],
    ['not a later one beside one without a year', '2022', ['Answer', '2030'], 'Answer', ['2030']],
    ['the one without a year beside the round’s own, with a question', '2022', ['2022', 'Answer'], 'Answer', ['2022']],
    ['the newest where the round is named by no year', 'Spring', ['2020', '2021'], '2021', ['2020']],
    ['the newest where the round only contains a year', 'Pilot 2020', ['2020', '2021'], '2021', ['2020']],
    ['the newest where the round only begins with one', '2020-b', ['2020', '2021'], '2021', ['2020']],
    ['the newest where there is no round', null, ['2020', '2022', '2021'], '2022', ['2020', '2021']],
    ['the one without a year where there is no round, with a question', null, ['2020', 'Answer'], 'Answer', ['2020']],
    [
      'the one that says it is final, with a question',
      '2022',
      ['Answer', 'Answer (final)'],
      'Answer (final)',
      ['Answer'],
    ],
    ['the other one of a draft', '2022', ['draft', 'Answer'], 'Answer', ['draft']],
    [
      'the final one of an earlier year, where two have none',
      '2022',
      ['a', '2021 final', 'b'],
      '2021 final',
      ['a', 'b'],
    ],
  ])('is read %s', (_, round, titles, taken, against) => expect(settle(titles, round)).toEqual([taken, against, '']));

  test.each<[string, string | null, string[]]>([
    ['two without a year', '2022', ['ours', 'theirs']],
    ['two of the round’s year', '2022', ['2022 a', '2022 b']],
    ['two of one earlier year', '2022', ['2021 a', '2021 b']],
    ['two targets, however far', '2022', ['2030', '2040']],
    ['two that say they are final', '2022', ['final', 'corrected']],
    ['two drafts', null, ['first', 'draft']],
  ])('nothing tells apart %s: the first is read and the file is asked about', (_, round, titles) =>
    expect(settle(titles, round)).toEqual([titles[0], titles.slice(1), 'even']),
  );

  test('the last decides nothing where the first two differ', () =>
    expect(settle(['final', 'ours', 'ours too'], '2022')).toEqual(['final', ['ours', 'ours too'], '']));
});

describe('there is nothing to settle', () => {
  test('where there is one', () => expect(settle(['2021'], '2022')).toEqual(['2021', [], '']));

  test.each<[string, [string, string][], [string, string][], boolean]>([
    ['say the same', [['1', 'yes']], [['1', 'yes']], true],
    ['both say nothing', [], [], true],
    ['answer differently', [['1', 'yes']], [['1', 'no']], false],
    ['answer other questions', [['1', 'yes']], [['2', 'yes']], false],
    [
      'of which the second answers more',
      [['1', 'yes']],
      [
        ['1', 'yes'],
        ['2', 'no'],
      ],
      false,
    ],
    [
      'of which the first answers more',
      [
        ['1', 'yes'],
        ['2', 'no'],
      ],
      [['1', 'yes']],
      false,
    ],
  ])('of two that %s: the first is read in silence, or else asked about', (_, one, other, silent) => {
    const [a, b] = [one, other].map((answers) => ({ title: 'ours', answers: new Map(answers) }));
    const settled = settleAll([a, b] as { title: string; answers: Map<string, string> }[], '2022');
    expect(settled).toEqual(silent ? { taken: a, against: [], even: false } : { taken: a, against: [b], even: true });
  });

  test('where all of many say the same, and there is where one of them does not', () => {
    const same = Array.from({ length: 4 }, () => ({ title: 'ours', answers: new Map([['1', 'yes']]) }));
    expect(settleAll(same, null).against).toEqual([]);
    const last = { title: 'ours', answers: new Map([['1', 'no']]) };
    expect(settleAll([...same, last], null)).toMatchObject({ against: [...same.slice(1), last], even: true });
  });
});

test('which is read does not hang on the order in which they stand, but where nothing tells them apart', () => {
  const title = fc.constantFrom('Answer', 'draft', 'final', '2020', '2021', '2022', '2022 final', '2030');
  fc.assert(
    fc.property(
      fc.uniqueArray(title, { minLength: 2 }),
      fc.constantFrom('2022', null),
      fc.nat(),
      (titles, round, by) => {
        const [taken, against, even] = settle(titles, round);
        expect([taken, ...against].toSorted()).toEqual(against.length === 0 ? [taken] : titles.toSorted());
        const turned = titles.map((_, at) => titles[(at + by) % titles.length] ?? '');
        if (even === '') expect(settle(turned, round)[0]).toBe(taken);
        else expect(settle(turned, round)[2]).toBe('even');
      },
    ),
  );
});

test.each([
  ['Answer 2022', 2022],
  ['2021 and 2023, corrected in 2022', 2023],
  ['2020/2021', 2021],
  ['Answer', 0],
  ['Answer 1999', 0],
  ['Number 120221', 0],
  ['20223', 0],
])('the year of %j is %s', (title, year) => expect(yearOf(title)).toBe(year));

test.each([
  ['Answer', 1],
  ['Final answer', 2],
  ['ANSWER (FINAL)', 2],
  ['Entwurf', 0],
  ['draft of the final answer', 0],
  ['Finalist', 1],
  ['semifinal', 1],
  ['Drafting', 1],
  ['New in 2022', 1],
  ['New answer', 2],
])('%j claims %s: 2 says that it is the last word, 0 that it is not', (title, claim) =>
  expect(claimOf(title)).toBe(claim),
);

import { expect, test } from 'vitest';
import { checkNeighbours } from '../../../../shared/domain/answers/checks/check-neighbours.ts';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { answered, checked } from '../../../support/checked.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';

const textOf = (indicator: string): string =>
  indicatorsOf(questionnaire).find(({ id }) => id === indicator)?.text['en'] ?? '';
const asked = (indicator: string, evidence: string) =>
  checkNeighbours(checked({ [indicator]: answered('yes', evidence) }));

test('evidence in the words of another question alone is asked about, with that question', () => {
  for (const [indicator, other] of [
    ['1.1.1', '2.2.2'],
    ['2.2.2', '3.3.2'],
    ['3.3.2', '1.1.2'],
  ] as const) {
    const [one] = asked(indicator, textOf(other));
    if (one === undefined) continue;
    expect(one).toMatchObject({
      code: 'evidence-elsewhere',
      sheet: 'Answers',
      cell: 'E9',
      indicator,
      facts: { other },
    });
  }
  const found = indicatorsOf(questionnaire).filter(({ id }) => id !== '1.1.1' && asked('1.1.1', textOf(id)).length > 0);
  // Questions that have three words of their own.
  expect(found.length).toBeGreaterThan(25);
});

test('no question’s own words are asked about, in any of its languages', () => {
  for (const { id, text } of indicatorsOf(questionnaire)) {
    for (const wording of Object.values(text)) expect(asked(id, wording)).toEqual([]);
  }
});

test('short evidence says too little, and an answer in no cell is not asked about', () => {
  const words = textOf('2.2.2');
  const [long] = asked('1.1.1', words);
  expect(long?.facts).toEqual({ other: '2.2.2' });
  expect(asked('1.1.1', words.slice(0, 39))).toEqual([]);
  expect(checkNeighbours(checked({ '1.1.1': answered('yes', words, null) }))).toEqual([]);
});

/** The questionnaire with these as its first questions; all others have no word that tells anything. */
const withQuestions = (...texts: readonly string[]): typeof questionnaire => {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const asksOf = (id: string) => ({ en: texts[ids.indexOf(id)] ?? 'Is it so?' });
  const pillars = questionnaire.pillars.map((pillar) => ({
    ...pillar,
    categories: pillar.categories.map((category) => ({
      ...category,
      indicators: category.indicators.map((indicator) => ({ ...indicator, text: asksOf(indicator.id) })),
    })),
  }));
  return { ...questionnaire, pillars };
};

test('a word tells of one question or two, however often they have it, and of none where three have it', () => {
  const [own = '', first, second] = indicatorsOf(questionnaire).map(({ id }) => id);
  const evidence = 'Harbours, ferries and churches are open to all.';
  const other = (...texts: readonly string[]) => {
    const answers = { [own]: answered('yes', evidence) };
    return checkNeighbours(checked(answers, { questionnaire: withQuestions(...texts) })).map(
      ({ facts }) => facts.other,
    );
  };
  const three = 'harbours ferries churches';
  expect(other('', three)).toEqual([first]);
  expect(other('', 'bridges', three)).toEqual([second]);
  expect(other('', three, three)).toEqual([first]);
  expect(other('', `${three} harbours harbours harbours`)).toEqual([first]);
  expect(other('', three, 'harbours', 'harbours')).toEqual([]);
  expect(other('', three, three, three)).toEqual([]);
  // Two words are not enough, and one for its own question makes all others nothing.
  expect(other('', 'harbours ferries')).toEqual([]);
  expect(other('harbours', three)).toEqual([]);
  // A plural with -s or -es is its singular.
  expect(other('', 'harbour ferries church')).toEqual([first]);
});

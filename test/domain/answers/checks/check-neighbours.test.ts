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

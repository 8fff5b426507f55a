import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../shared/domain/questionnaire/catalogue.ts';
import {
  categoriesOf,
  indicatorsOf,
  loadQuestionnaire,
  questionnaireKey,
} from '../../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { readingCatalogue } from '../../../shared/questionnaires/reading-catalogue.ts';
import definition from '../../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };
import { userCentricity2023 } from '../../support/user-centricity.ts';

test('user-centricity@2023 has 3 pillars, 12 categories of the published sizes and 5 background figures', () => {
  expect(questionnaireKey(userCentricity2023)).toBe('user-centricity@2023');
  expect(userCentricity2023.pillars).toHaveLength(3);
  expect(categoriesOf(userCentricity2023).map(({ indicators }) => indicators.length)).toEqual([
    4, 6, 3, 5, 5, 4, 3, 2, 3, 2, 2, 2,
  ]);
  expect(indicatorsOf(userCentricity2023)).toHaveLength(41);
  expect(userCentricity2023.background.map(({ id }) => id)).toEqual([
    'population',
    'employees',
    'budget',
    'ictSpecialistsDirect',
    'ictSpecialistsIndirect',
  ]);
});

test('every version and its earlier texts are as a check of them gives them', () => {
  for (const all of [catalogue.all, readingCatalogue.all]) expect(all.map(loadQuestionnaire)).toEqual(all);
  expect(catalogueOf(catalogue.all, catalogue.mappings)).toMatchObject({ mappings: catalogue.mappings });
});

describe('a definition is refused', () => {
  const changed = (change: (copy: typeof definition) => void): unknown => {
    const copy = structuredClone(definition);
    change(copy);
    return copy;
  };
  const firstCategory = (copy: typeof definition) => copy.pillars[0]?.categories[0];
  const firstIndicator = (copy: typeof definition) => firstCategory(copy)?.indicators[0];

  test.each([
    [
      'with an id used twice',
      (copy) => Object.assign(firstIndicator(copy) ?? {}, { id: '1.1.2' }),
      '1.1.2 is used twice',
    ],
    [
      'with an empty question',
      (copy) => Object.assign(firstIndicator(copy) ?? {}, { text: { en: ' ' } }),
      'pillars.0.categories.0.indicators.0.text.en',
    ],
    [
      'with a title that lacks one of its languages',
      (copy) => Object.assign(firstCategory(copy) ?? {}, { title: { en: 'Skills' } }),
      '1.1 has no text in the language fi',
    ],
    [
      'with two questions that read alike in one language',
      (copy) => Object.assign(firstIndicator(copy)?.text ?? {}, { de: firstCategory(copy)?.indicators[1]?.text.de }),
      'is asked twice',
    ],
    ['with a question lost', (copy) => firstCategory(copy)?.indicators.pop(), 'declares 4 indicators and has 3'],
    [
      'with an indicator numbered after another category',
      (copy) => Object.assign(firstIndicator(copy) ?? {}, { id: '1.2.9' }),
      'not numbered after its category 1.1',
    ],
    [
      'with a scoring method nobody knows',
      (copy) => Object.assign(copy.scoring, { method: 'guess' }),
      'scoring.method',
    ],
    [
      'with a weight, which nothing would use',
      (copy) => Object.assign(firstIndicator(copy) ?? {}, { weight: 2 }),
      'pillars.0.categories.0.indicators.0.weight: this key is not known',
    ],
    [
      'with points for an answer',
      (copy) => Object.assign(copy.answers, { points: { yes: 1 } }),
      'answers.points: this key is not known',
    ],
    [
      'with a category that is relevant for some',
      (copy) => Object.assign(firstCategory(copy) ?? {}, { relevant: 'always' }),
      'pillars.0.categories.0.relevant: this key is not known',
    ],
    [
      'without an English title',
      (copy) => Object.assign(copy, { title: { fi: 'Kysely' } }),
      'an English text is needed',
    ],
  ] satisfies [string, (copy: typeof definition) => unknown, string][])('%s', (_, change, fault) => {
    expect(() => loadQuestionnaire(changed(change))).toThrow(fault);
  });
});

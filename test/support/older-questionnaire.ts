import { catalogueOf } from '../../shared/domain/questionnaire/catalogue.ts';
import current from '../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };

/**
 * An older version made up for tests: the first category in another order and under other ids, one question that only
 * it has, one that it does not have yet, one in other words.
 */
const [skills, ...otherCategories] = current.pillars[0]?.categories ?? [];
const [designers, designTraining, , citizenTraining] = skills?.indicators ?? [];
const skillsPlan = {
  text: { en: 'Is there a written plan for the digital skills of all of the staff of the authority?' },
};
const [enablers, performance, outcome] = current.pillars;
const reworded = (id: string, en: string) => ({
  ...outcome,
  categories: outcome?.categories.map((category) => ({
    ...category,
    indicators: category.indicators.map((one) => (one.id === id ? { ...one, text: { en } } : one)),
  })),
});

export const olderDefinition = {
  ...current,
  version: '2021',
  languages: ['en'],
  pillars: [
    {
      ...enablers,
      categories: [
        {
          ...skills,
          indicators: [citizenTraining, designers, skillsPlan, designTraining].map((one, index) => ({
            ...one,
            id: `1.1.${index + 1}`,
          })),
        },
        ...otherCategories,
      ],
    },
    performance,
    reworded('3.3.2', 'Do more than eight in ten of those who were asked say that they are content?'),
  ],
};

const others = current.pillars
  .flatMap(({ categories }) => categories)
  .filter(({ id }) => id !== '1.1')
  .flatMap(({ indicators }) => indicators.map(({ id }): [string, string] => [id, id]));

export const mappingDefinition = {
  from: 'user-centricity@2021',
  to: 'user-centricity@2023',
  indicators: {
    '1.1.1': '1.1.4',
    '1.1.2': '1.1.1',
    '1.1.3': 'dropped',
    '1.1.4': '1.1.2',
    ...Object.fromEntries(others),
  },
  askedAnew: ['1.1.3'],
};

/** What is shipped, and the older version with its mapping. */
export const withOlderVersion = catalogueOf([current, olderDefinition], [mappingDefinition]);

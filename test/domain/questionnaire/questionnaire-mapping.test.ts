import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues } from '../../../shared/domain/answers/answer.ts';
import { catalogueOf } from '../../../shared/domain/questionnaire/catalogue.ts';
import { loadMapping, mapAnswers } from '../../../shared/domain/questionnaire/mapping.ts';
import { indicatorsOf, type Questionnaire } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { mappingDefinition, olderDefinition, withOlderVersion } from '../../support/older-questionnaire.ts';

const [newer, older] = withOlderVersion.all as [Questionnaire, Questionnaire];
const [mapping] = withOlderVersion.mappings;
if (mapping === undefined) throw new Error('The older version has no mapping');
const ids = (questionnaire: Questionnaire): string[] => indicatorsOf(questionnaire).map(({ id }) => id);

test('answers go to the question that became of theirs; what is asked anew is unanswered, what was dropped is gone', () => {
  const values = new Map<string, AnswerValue>([
    ['1.1.1', 'yes'],
    ['1.1.2', 'no'],
    ['1.1.3', 'yes'],
    ['1.1.4', 'na'],
    ['3.3.2', 'unclear'],
  ]);
  const mapped = mapAnswers(mapping, values);
  expect(Object.fromEntries(['1.1.1', '1.1.2', '1.1.3', '1.1.4', '3.3.2'].map((id) => [id, mapped.get(id)]))).toEqual({
    '1.1.1': 'no',
    '1.1.2': 'na',
    '1.1.3': 'unanswered',
    '1.1.4': 'yes',
    '3.3.2': 'unclear',
  });
});

test('any answers end as one value for each question of the newer version, none of them made up', () => {
  const answered = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids(older)), fc.constantFrom(...answerValues)), {
    selector: ([id]) => id,
  });
  fc.assert(
    fc.property(answered, (entries) => {
      const mapped = mapAnswers(mapping, new Map(entries));
      expect([...mapped.keys()].sort()).toEqual(ids(newer).sort());
      const count = (values: Iterable<AnswerValue>) => [...values].filter((value) => value === 'yes').length;
      expect(count(mapped.values())).toBeLessThanOrEqual(count(entries.map(([, value]) => value)));
    }),
  );
});

describe('a mapping is refused, with the reason,', () => {
  const { '1.1.1': _, ...withoutFirst } = mappingDefinition.indicators;
  test.each([
    [
      'that forgets an older question',
      { indicators: withoutFirst },
      'indicator 1.1.1 of the older version is not named',
    ],
    ['that forgets a newer question', { askedAnew: [] }, 'indicator 1.1.3 of the newer version is not named'],
    [
      'that names a newer question twice',
      { askedAnew: ['1.1.3', '1.1.1'] },
      '1.1.1 of the newer version is named twice',
    ],
    [
      'that names a question there is not',
      { indicators: { ...mappingDefinition.indicators, '9.9.9': 'dropped' } },
      'there is no indicator 9.9.9 of the older version',
    ],
    ['that is of other versions', { from: 'user-centricity@1999' }, 'it is from user-centricity@1999'],
  ])('%s', (_what, change, reason) => {
    expect(() => loadMapping({ ...mappingDefinition, ...change }, older, newer)).toThrow(reason);
  });

  test('or that names a version which is not in the catalogue, or a version defined twice', () => {
    expect(() => catalogueOf([olderDefinition], [mappingDefinition])).toThrow('user-centricity@2023');
    expect(() => catalogueOf([olderDefinition, olderDefinition], [])).toThrow('defined twice');
  });
});

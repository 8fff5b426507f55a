import { expect, test } from 'vitest';
import { definitionKeyOf } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { groupsOf, questionsOf, textOf } from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { defined } from '../../../support/defined.ts';

test.each([
  ['pt-BR', 'Energia'],
  ['pt', 'Energia'],
  ['pt-PT', 'Energia'],
  ['en-GB', 'Energy'],
  ['sr-Cyrl', 'Energija'],
  ['fi', 'Energy'],
])('asked for in %s, a text is “%s”', (language, text) => {
  const texts = { en: 'Energy', 'pt-BR': 'Energia', 'sr-Latn': 'Energija' };
  expect(textOf(texts, language, { defaultLanguage: 'en' })).toBe(text);
});

test('a definition says its groups and questions in the order in which they are asked', () => {
  const definition = defined([
    { type: 'note', name: 'about' },
    { type: 'group', name: 'A' },
    { type: 'select_one', name: 'Q2', list: 'yes_no_na', parent: 'A' },
    { type: 'text', name: 'Q1' },
  ]);
  expect(definitionKeyOf(definition)).toBe('made@1');
  expect(groupsOf(definition).map(({ name }) => name)).toEqual(['A']);
  expect(questionsOf(definition).map(({ name }) => name)).toEqual(['Q2', 'Q1']);
});

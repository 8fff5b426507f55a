import { expect, test } from 'vitest';
import { definitionKeyOf } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import {
  groupsOf,
  groupTitle,
  questionsOf,
  textOf,
} from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
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

test.each([
  ['A', 'Access', 'A  Access'],
  ['A', 'A Access', 'A Access'],
  ['A', 'A. Access', 'A. Access'],
  ['1', '10 questions about roads', '1  10 questions about roads'],
  ['1.1', '1.1 Roads', '1.1 Roads'],
  ['roads', 'Roads', 'Roads'],
])('the title of section %s “%s” is “%s”', (name, label, title) => {
  const asked = { type: 'select_one', list: 'yes_no_na', name: 'question', parent: name } as const;
  const definition = defined([{ type: 'group', name, label: { en: label } }, asked]);
  expect(groupsOf(definition).map((group) => groupTitle(group, 'en', definition))).toEqual([title]);
});

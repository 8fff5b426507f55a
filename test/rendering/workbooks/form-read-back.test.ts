import { expect, test } from 'vitest';
import { assessByDefinition } from '../../../functions/ingest-submission/assess-by-definition.ts';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { givenAnswersOf } from '../../../shared/domain/scoring/form-score.ts';
import type { Given } from '../../../shared/domain/scoring/given.ts';
import { writeFormWorkbook } from '../../../shared/rendering/workbooks/form/form-workbook.ts';
import { greenCity } from '../../support/green-city.ts';
import { harbours } from '../../support/harbours.ts';

/** An answer to every question: each time another of its choices, and all that may stand together. */
function answersTo(definition: Definition, at: number): Map<string, Given> {
  return new Map(
    questionsOf(definition).map((question): [string, Given] => {
      if (question.type === 'text') return [question.name, { text: 'Office of the environment' }];
      if (!isSelect(question)) return [question.name, { number: question.type === 'integer' ? '48000' : '12.5' }];
      const choices = choicesOf(definition, question);
      const one = choices[at % choices.length]?.name ?? '';
      const together = choices.filter(({ exclusive }) => !exclusive).map(({ name }) => name);
      return [question.name, { choices: question.type === 'select_multiple' && at > 0 ? together : [one] }];
    }),
  );
}

test.each(
  [harbours, greenCity].flatMap((definition) =>
    definition.languages.flatMap((language) =>
      [0, 1, 2].map((at) => ({ definition, language, at, id: definition.id })),
    ),
  ),
)(
  'the form of $id in $language, filled in ($at), is read as it was filled in',
  async ({ definition, language, at }) => {
    const given = answersTo(definition, at);
    const answers = new Map(
      [...given].map(([name, one]) => [name, { given: one, evidence: 'Report of 2025, page 4' }]),
    );
    const authority = { id: 'espoo', name: 'Espoo' };
    const file = await writeFormWorkbook({ definition, language, authority, round: '2026', answers });
    const read = await assessByDefinition(file, definition);
    expect(read.filled && Object.fromEntries(givenAnswersOf(read.filled))).toEqual(Object.fromEntries(given));
    const about = [read.authority, read.round, read.problems.filter(({ code }) => code !== 'answer-not-asked')];
    expect(about).toEqual([authority, '2026', []]);
  },
);

test('a form that nobody filled in has no answers', async () => {
  const file = await writeFormWorkbook({
    definition: greenCity,
    language: 'en',
    authority: null,
    round: null,
  });
  const { scored, problems } = await assessByDefinition(file, greenCity);
  expect([scored, problems.filter(({ severity }) => severity !== 'query').map(({ code }) => code)]).toEqual([
    null,
    ['nothing-answered'],
  ]);
});

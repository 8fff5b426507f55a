import { describe, expect, test } from 'vitest';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { readByDefinition } from '../../../shared/spreadsheet/reading/read-by-definition.ts';
import { readWorkbook } from '../../../shared/spreadsheet/reading/read-workbook.ts';
import { figureForms, figureFormWorkbook } from '../../corpus/figure-forms.ts';
import { madeLayouts } from '../../corpus/made-layouts.ts';
import { blindAnswers, ownAnswers, phraseCases } from '../../corpus/reading-cases.ts';
import { definitionOfToday } from '../../support/definition-of-today.ts';
import { catalogueOf2023 } from '../../support/user-centricity.ts';

/** Without its earlier wordings, which a definition has not. */
const [questionnaire] = catalogueOf2023.all;
if (questionnaire === undefined) throw new Error('there is no questionnaire');
const definition = definitionOfToday(questionnaire);

/** What is told of answers that were read; the labels of a definition need no notice in whatever language. */
const quiet = new Set(['identity-missing', 'answer-written-otherwise']);

describe('a questionnaire of Yes, No and NA read by its definition is read as it is today', () => {
  test('each answer of thousands, in its language', () => {
    const [today, defined] = [formOfQuestionnaire(questionnaire), formOfDefinition(definition)].map(({ questions }) =>
      questions.get('1.1.1'),
    );
    const cases = [...phraseCases(), ...ownAnswers(), ...blindAnswers()];
    expect(cases.length).toBeGreaterThan(4_000);
    const differ = cases.filter(({ text, language }) => {
      const cell = {
        row: 1,
        column: 1,
        kind: 'text',
        text,
        number: null,
        formula: false,
        struck: '',
        invisible: false,
      } as const;
      const written = { language, offered: true, latest: 2023 };
      const [one, other] = [today?.read(cell, written), defined?.read(cell, written)];
      const isTold = one?.problem === other?.problem || quiet.has(one?.problem ?? '');
      return `=${one?.value}`.replace(/^=un/, 'un') !== other?.value || one?.comment !== other?.comment || !isTold;
    });
    expect(differ).toEqual([]);
  });

  const files = [
    ...madeLayouts().map(({ what, bytes }) => ({ what, bytes })),
    ...figureForms().map((form) => ({ what: JSON.stringify(form.rows), bytes: figureFormWorkbook(form) })),
  ];
  test(`each of ${files.length} layouts`, async () => {
    const differ: unknown[] = [];
    for (const { what, bytes } of files) {
      const [today, defined] = [
        await readWorkbook(bytes, catalogueOf2023),
        await readByDefinition(bytes, [definition]),
      ];
      if ('code' in today || 'code' in defined) {
        if (!('code' in today && 'code' in defined && today.code === defined.code)) {
          differ.push([what, 'code' in today && today.code, 'code' in defined && defined.code]);
        }
        continue;
      }
      const own = [...today.answers].map(([id, { value }]) => [id, value.startsWith('un') ? value : `=${value}`]);
      const other = own.map(([id = '']) => [id, defined.answers.get(id)?.value]);
      if (JSON.stringify(own) !== JSON.stringify(other)) differ.push([what, own, other]);
      const figures = [...today.background].map(([id, { value }]) => [id, value]);
      const read = figures.map(([id]) => {
        const { value = 'unanswered' } = defined.answers.get(String(id)) ?? {};
        return [id, value.startsWith('=') ? Number(value.slice(1)) : null];
      });
      if (JSON.stringify(figures) !== JSON.stringify(read)) differ.push([what, figures, read]);
    }
    expect(differ).toEqual([]);
  });
});

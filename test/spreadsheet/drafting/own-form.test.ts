import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { writeFormWorkbook } from '../../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import type { Draft } from '../../../shared/spreadsheet/drafting/draft.ts';
import { authored, isSharedThere, sharedData } from '../../support/authored.ts';
import { definedBy } from '../../support/defined-by.ts';
import { draftOf } from '../../support/office-workbook.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

/** What a form shows of each question: its name, type, unit and wording, and the labels of its choices. */
function shownOf(definition: Definition, language: string): string[] {
  return questionsOf(definition).map((question) => {
    const { name, number, type, label } = question;
    const unit = 'unit' in question ? (question.unit ?? '') : '';
    const choices = isSelect(question) ? choicesOf(definition, question).map((choice) => choice.label[language]) : [];
    return [number ?? name, type, unit, label[language]?.split('\n')[0], ...choices].join(' | ');
  });
}

function draftedOf({ rows, lists, languages: [language = 'en'] }: Draft): string[] {
  const byName = new Map(lists.map((list) => [list.name, list.choices]));
  return rows.flatMap((row) => {
    if (row.kind !== 'question') return [];
    const [type = '', list = ''] = row.type.split(' ');
    const choices = (byName.get(list) ?? []).map(({ label }) => label[language]);
    return [[row.name, type, row.unit, row.label[language]?.split('\n')[0], ...choices].join(' | ')];
  });
}

const formOf = (definition: Definition, language: string, showsPoints = false): Promise<Uint8Array> =>
  writeFormWorkbook({ definition, language, authority: null, round: null, showsPoints });

describe('a questionnaire of ours is drafted back', () => {
  test.each(['en', 'fi'])('with names, order, types, labels, choices and units, in %s', async (language) => {
    const definition = await definedBy(readFileSync('examples/public-libraries.authoring.xlsx'));
    const draft = await draftOf(await formOf(definition, language));
    expect(draft.settings).toMatchObject({ formId: 'public-libraries', version: '2026' });
    expect(draft.languages).toEqual([language]);
    expect(draftedOf(draft)).toEqual(shownOf(definition, language));
    const conditions = draft.decisions.filter(({ column }) => column === 'relevant').map(({ rows }) => rows[0]);
    const asked = questionsOf(definition).filter(({ relevant }) => relevant !== undefined);
    expect(conditions).toEqual(asked.map(({ number, name }) => number ?? name));
  });

  test('with the points that it shows', async () => {
    const definition = await definedBy(readFileSync('examples/public-libraries.authoring.xlsx'));
    const draft = await draftOf(await formOf(definition, 'en', true));
    expect(draft.found.points.hints).toBeGreaterThan(3);
    const list = draft.lists.find(({ choices }) => choices.some(({ label }) => label['en'] === 'Events'));
    expect(list?.choices.map(({ points }) => points)).toEqual(
      definition.lists
        .find(({ choices }) => choices.some(({ label }) => label['en'] === 'Events'))
        ?.choices.map(({ points = '' }) => points),
    );
  });

  test('the questionnaire of today with its 41 questions, sections and background figures', async () => {
    const form = await writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      authority: null,
      round: null,
      language: 'en',
    });
    const draft = await draftOf(form);
    expect(draft.found).toMatchObject({ questions: 46, listed: 41 });
    expect(draft.settings).toMatchObject({ formId: 'user-centricity', version: '2023' });
    const names = draft.rows.flatMap((row) =>
      row.kind === 'question' || row.kind === 'begin_group' ? [row.name] : [],
    );
    expect(names.slice(0, 4)).toEqual(['1', '1.1', '1.1.1', '1.1.2']);
    expect(names.slice(-5)).toEqual([
      'population',
      'employees',
      'budget',
      'ictSpecialistsDirect',
      'ictSpecialistsIndirect',
    ]);
  });

  test.skipIf(!isSharedThere).each(['en', 'pt-BR'])(
    'the invented climate benchmark with every type, in %s',
    async (language) => {
      const definition = await authored(`${sharedData}/authoring/municipal-climate-2026.xlsx`);
      expect(draftedOf(await draftOf(await formOf(definition, language)))).toEqual(shownOf(definition, language));
    },
  );
});

import { describe, expect, test } from 'vitest';
import { keyOfAny } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import { catalogueOf, withDefinitions } from '../../../shared/domain/questionnaire/catalogue.ts';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import definition from '../../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };
import { readAnyWorkbook } from '../../../shared/spreadsheet/reading/read-any.ts';
import { readByDefinition } from '../../../shared/spreadsheet/reading/read-by-definition.ts';
import { identitySheet, questionnaireSheet } from '../../support/filled-rows.ts';
import { harbourRows, harbours } from '../../support/harbours.ts';
import { type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';

const without = (version: string, names: readonly string[]): Definition => ({
  ...harbours,
  version,
  nodes: harbours.nodes.filter(({ name }) => !names.includes(name)),
});
/** Newest first. The one before asked less, and so it fits only what is filled in of it. */
const versions = [harbours, without('2025', ['B4', 'B5'])];
const known = withDefinitions(catalogueOf([definition], []), versions);

const form: RawSheet = { name: 'Form', rows: harbourRows({ Q1: 'Yes', B4: '0.5' }) };
const tasks: RawSheet = {
  name: 'Plan',
  rows: [
    ['Task', 'Done'],
    ['1', 'Yes'],
    ['2', 'No'],
  ],
};
const named = (questionnaire: string, more: Readonly<Record<string, string>> = {}): RawSheet => ({
  ...identitySheet,
  rows: [...identitySheet.rows, ...Object.entries(more)].map((row) =>
    row[0] === 'questionnaire' ? ['questionnaire', questionnaire] : row,
  ),
});

/** As which questionnaire the sheets are read, and where an answer was read; or why they are not. */
async function readAs(...sheets: RawSheet[]): Promise<string> {
  const read = await readAnyWorkbook(rawWorkbook(sheets), known);
  if ('code' in read) return [read.code, ...Object.values(read.facts)].join(' ');
  const as = 'questionnaire' in read ? read.questionnaire : read.definition;
  return [keyOfAny(as), ...(read.identity === null ? [] : [`for ${read.identity.authority}`])].join(' ');
}

describe('a workbook of any questionnaire that is known', () => {
  test.each<[what: string, sheets: RawSheet[], said: string]>([
    ['an office’s own that says nothing of itself: by its questions', [form], 'harbours@2026'],
    ['the product’s that says nothing of itself', [questionnaireSheet()], 'user-centricity@2023'],
    ['as what it was made for', [form, named('harbours@2025')], 'harbours@2025 for espoo'],
    ['as what it was made for, the product’s', [questionnaireSheet(), identitySheet], 'user-centricity@2023 for espoo'],
    ['a version that nobody knows: by those of its family', [form, named('harbours@1999')], 'harbours@2026 for espoo'],
    // The product publishes its versions itself: one that it does not know is newer than it.
    [
      'a version of the product’s that nobody knows',
      [questionnaireSheet(), named('user-centricity@1999')],
      'questionnaire-unknown user-centricity@1999',
    ],
    ['a family that nobody knows', [form, named('lighthouses@2026')], 'questionnaire-unknown lighthouses@2026'],
    ['no questionnaire', [tasks], 'not-a-questionnaire'],
    ['no questionnaire, though it names one', [tasks, named('harbours@2026')], 'not-a-questionnaire'],
    ['another questionnaire than it names', [questionnaireSheet(), named('harbours@1999')], 'not-a-questionnaire'],
  ])('%s', async (_, sheets, said) => {
    expect((await readAs(...sheets)).replace(/^(not-a-questionnaire).*/, '$1')).toBe(said);
  });

  test('what it says beside its answers is read with them', async () => {
    const read = await readAnyWorkbook(
      rawWorkbook([
        form,
        named('harbours@2026', { language: 'fi' }),
        { name: 'Cover', rows: [['Authority', 'Harbour of Espoo']] },
      ]),
      known,
    );
    expect(read).toMatchObject({
      ...{ definition: { version: '2026' }, identity: { round: '2022', language: 'fi' } },
      cover: { authority: { name: 'Harbour of Espoo' } },
    });
    const { answers, evidenceCells } = read as Exclude<typeof read, { code: string }>;
    expect([answers.get('Q1')?.value, answers.get('Q1')?.cell, evidenceCells.get('Q1')]).toEqual([
      ...['=yes', 'Form!C7', 'D7'],
    ]);
  });
});

describe('a workbook read by the versions of one family', () => {
  const read = async (sheets: RawSheet[], definitions: readonly Definition[] = versions): Promise<string> => {
    const filled = await readByDefinition(rawWorkbook(sheets), definitions);
    if ('code' in filled) return [filled.code, ...Object.values(filled.facts)].join(' ');
    return `${filled.definition.version} ${filled.answers.get('Q1')?.value}`;
  };

  test('is read by the version that it names, or else by the likeliest', async () => {
    expect(await read([form])).toBe('2026 =yes');
    expect(await read([form, named('harbours@2025')])).toBe('2025 =yes');
    expect(await read([form, named('harbours@1999')])).toBe('2026 =yes');
    expect(await read([form, named('harbours@1999')], versions.toReversed())).toBe('2026 =yes');
  });

  test('is not read where it names another family', async () => {
    expect(await read([form, named('lighthouses@2026')])).toBe('questionnaire-unknown lighthouses@2026');
    expect(await read([form], [])).toMatch(/^questionnaire-unknown/);
  });
});

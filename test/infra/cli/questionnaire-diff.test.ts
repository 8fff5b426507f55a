import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitionChanges } from '../../../shared/domain/questionnaire/definition/definition-changes.ts';
import { authoringWorkbook, changedAuthoring, soundAuthoring } from '../../support/authoring-workbook.ts';
import { definedBy } from '../../support/defined-by.ts';
import type { RawCell } from '../../support/raw-workbook.ts';
import { typed } from '../../support/typed-command.ts';

/** The next version of the parks: its mapping is from the one before. */
const nextOf = (changes: Readonly<Record<string, RawCell>>) => {
  const mapping = {
    'settings!B2': '2',
    'settings!H2': 'parks@1.10',
    'mapping!C2': null,
    'mapping!A3': null,
    'mapping!D3': null,
  };
  return authoringWorkbook(changedAuthoring({ ...mapping, ...changes }));
};
const changesOf = async (changes: Readonly<Record<string, RawCell>>) =>
  definitionChanges(await definedBy(authoringWorkbook(soundAuthoring)), await definedBy(nextOf(changes)));
const told = async (changes: Readonly<Record<string, RawCell>>): Promise<string[]> =>
  (await changesOf(changes)).map(
    ({ kind, node, about, before, after, scores }) =>
      `${scores ? '* ' : ''}${kind} ${node} ${about}: ${before} -> ${after}`,
  );

describe('what changed from one version to the next', () => {
  test.each<[string, Record<string, RawCell>, string[]]>([
    ['nothing', {}, []],
    ['points of an answer', { 'choices!E2': 2 }, ['* choice-points Q1 yes: 1 -> 2']],
    ['most points', { 'survey!J4': 3 }, ['* question-changed Q1 most_points: 2 -> 3']],
    ['a condition', { 'survey!G5': null }, ["* question-changed Q2 relevant: ${Q1} = 'yes' -> null"]],
    ['a wording', { 'survey!C8': 'The area' }, ['question-changed Q3 label::en: Area -> The area']],
    ['a weight', { 'scoring!C3': 2 }, ['* group-changed A weight: 1/2 -> 2']],
    ['how scores are shown', { 'settings!G2': 0 }, ['* setting  decimals: 1 -> 0']],
    ['evidence', { 'survey!H4': 'asked' }, ['* question-changed Q1 evidence: required yes -> asked']],
    ['a label of an answer', { 'choices!D3': 'Ei ole' }, ['choice-changed Q1 no: Ei -> Ei ole']],
    ['an end of the scale', { 'scoring!G5': 20 }, ['* question-changed Q3 high: 12.5 -> 20']],
    [
      'a question that is gone, and a new one',
      { 'survey!B10': 'Q6', 'survey!C10': 'Opening hours', 'survey!D10': 'Aukioloajat' },
      ['* question-added Q6 : null -> Aukioloajat', '* question-dropped Q5 : Huomioita -> null'],
    ],
    ['a question of another name with the same wording', { 'survey!B10': 'Q9' }, ['question-renamed Q9 : Q5 -> Q9']],
    [
      'a question that the mapping renames',
      { 'survey!B10': 'Q9', 'survey!C10': 'Notes', 'survey!D10': 'Muuta', 'mapping!A3': 'Q5', 'mapping!B3': 'Q9' },
      [
        ...['question-renamed Q9 : Q5 -> Q9', 'question-changed Q9 label::en: Remarks -> Notes'],
        'question-changed Q9 label::fi: Huomioita -> Muuta',
      ],
    ],
    [
      'an answer less and one more',
      { 'choices!B5': 'swim', 'choices!C5': 'Swim', 'choices!D5': 'Uinti' },
      ['* choice-added Q2 swim: null -> Uinti (1)', '* choice-dropped Q2 sport: Urheilu (1) -> null'],
    ],
    ['what an answer counts as', { 'choices!G3': 'yes' }, ['* choice-changed Q1 no: means no -> means no, missing']],
  ])('is told: %s', async (_, changes, expected) => {
    expect(await told(changes)).toEqual(expected);
  });
});

describe('questionnaire diff', () => {
  let folder: string;
  const fileOf = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
    await writeFile(fileOf('1.xlsx'), authoringWorkbook(soundAuthoring));
    await writeFile(fileOf('2.xlsx'), nextOf({ 'choices!E2': 2, 'survey!B10': 'Q9', 'survey!G5': null }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('says it in sentences, what changes scores first', async () => {
    const { status, stdout } = await typed(['questionnaire', 'diff', fileOf('1.xlsx'), fileOf('2.xlsx')], process.env);
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'From parks@1.10 to parks@2:',
        'Changes scores:',
        '  Q1: answer yes: 2 points instead of 1 point',
        '  Q2: condition is gone: “${Q1} = ‘yes’”',
        'Does not change scores:',
        '  Q9: called Q5 before',
        '',
      ]
        .join('\n')
        .replace('‘yes’', "'yes'"),
    );
  });

  test('of the same workbook says that nothing changed', async () => {
    const { stdout } = await typed(['questionnaire', 'diff', fileOf('1.xlsx'), fileOf('1.xlsx')], process.env);
    expect(stdout).toBe('From parks@1.10 to parks@1.10: nothing changed.\n');
  });

  test('tells machines the same', async () => {
    const { stdout } = await typed(
      ['questionnaire', 'diff', fileOf('1.xlsx'), fileOf('2.xlsx'), '--json'],
      process.env,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ older: 'parks@1.10', newer: 'parks@2', scores: true },
      changes: [{ kind: 'choice-points', node: 'Q1', about: 'yes', before: '1', after: '2', scores: true }, {}, {}],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { identityMark } from '../../../shared/spreadsheet/formats/identity.ts';
import { findIdentity, isIdentitySheet, noLongerThanNames } from '../../../shared/spreadsheet/reading/find-identity.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';

const found = (...sheets: MadeSheet[]) => findIdentity(gridOf(...sheets));
const fields = [
  ['questionnaire', 'harbours@2026'],
  ['authority', 'espoo'],
  ['authorityName', 'City of Espoo'],
  ['round', '2026'],
  ['language', 'fi'],
];
const all = {
  questionnaire: 'harbours@2026',
  authority: 'espoo',
  authorityName: 'City of Espoo',
  round: '2026',
  language: 'fi',
};
const nothing = { questionnaire: null, authority: null, authorityName: null, round: null, language: null };

describe('the hidden sheet', () => {
  test('says what the workbook was made for', () =>
    expect(found({ rows: [['Form']] }, { rows: [[identityMark, 1], ...fields] })).toEqual({
      ...all,
      by: 'hidden sheet',
    }));

  test.each<[string, MadeSheet['rows'], object]>([
    ['nothing but its mark', [[identityMark]], nothing],
    ['a field with nothing beside it', [[identityMark], ['round'], ['authority', ' ']], nothing],
    ['not right beside it', [[identityMark], ['round', null, '2026']], nothing],
    [
      'in another column',
      [
        [identityMark, null, null],
        [null, 'round', '2026'],
      ],
      nothing,
    ],
    [
      'below a name that a program put above it',
      [['Table 1'], [identityMark], ['round', '2026']],
      { ...nothing, round: '2026' },
    ],
    ['as a number', [[identityMark], ['round', 2026]], { ...nothing, round: '2026' }],
  ])('%s', (_, rows, said) => expect(found({ rows })).toEqual({ ...said, by: 'hidden sheet' }));

  test('is known by one of its first five cells', () => {
    const at = (cells: number) =>
      found({ rows: [...Array.from({ length: cells }, () => ['x']), [identityMark], ['round', '2026']] });
    expect(at(4)?.round).toBe('2026');
    expect(at(5)).toBe(null);
    const [own, other] = gridOf({ rows: [[identityMark]] }, { rows: [['Mark']] }).sheets;
    expect([own && isIdentitySheet(own), other && isIdentitySheet(other)]).toEqual([true, false]);
  });

  test('goes before the cover', () =>
    expect(found({ rows: [['harbours@2026 · turku · 2026']] }, { rows: [[identityMark], ...fields] })?.authority).toBe(
      'espoo',
    ));
});

describe('where that sheet is lost, the line on the cover', () => {
  test.each<[string, string, object | null]>([
    [
      'names all three',
      'Form reference: harbours@2026 · espoo · 2026',
      { questionnaire: 'harbours@2026', authority: 'espoo', round: '2026' },
    ],
    [
      'names letters of any language',
      'x@1 · пловдив-2 · 2026.b',
      { questionnaire: 'x@1', authority: 'пловдив-2', round: '2026.b' },
    ],
    ['has dashes where there is none', 'harbours@2026 · - · -', { questionnaire: 'harbours@2026' }],
    [
      'has a version of several parts',
      'harbours@2026.1-b · espoo · 2026',
      { questionnaire: 'harbours@2026.1-b', authority: 'espoo', round: '2026' },
    ],
    ['is none without all three', 'harbours@2026 · espoo', null],
    ['is none without a version', 'harbours · espoo · 2026', null],
    ['is none with another sign', 'harbours@2026 - espoo - 2026', null],
  ])('%s', (_, text, said) =>
    expect(found({ rows: [['Title'], [text]] })).toEqual(said === null ? null : { ...nothing, ...said, by: 'cover' }),
  );

  test('is no longer than five hundred characters, and a text', () => {
    const text = (length: number) => `harbours@2026 · espoo · 2026 ${'x'.repeat(length - 29)}`;
    expect(found({ rows: [[text(500)]] })?.round).toBe('2026');
    expect(found({ rows: [[text(501)]] })).toBe(null);
    expect(found({ rows: [[text(100)]], cells: { A1: { kind: 'error' } } })).toBe(null);
  });
});

test('a name too long to be registered stays too long when it is cut', () => {
  expect(noLongerThanNames('x'.repeat(200))).toBe('x'.repeat(200));
  expect(noLongerThanNames('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
});

import { describe, expect, test } from 'vitest';
import { indicatorsOf, textIn } from '../../../shared/domain/questionnaire/questionnaire.ts';
import type { WorkbookIdentity } from '../../../shared/spreadsheet/formats/identity.ts';
import { Unreadable } from '../../../shared/spreadsheet/formats/unreadable.ts';
import type { Form } from '../../../shared/spreadsheet/reading/form.ts';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { recogniseForm } from '../../../shared/spreadsheet/reading/recognise-form.ts';
import { indicators } from '../../support/filled-rows.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { withOlderVersion } from '../../support/older-questionnaire.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const ours = formOfQuestionnaire(userCentricity2023);
const candidate = { of: 'ours', form: ours as Form<string> };
const ofHarbours = { of: 'harbours', form: formOfDefinition(harbours) as Form<string> };
const identity = (about: Partial<WorkbookIdentity>): WorkbookIdentity => ({
  ...{ questionnaire: null, authority: null, authorityName: null, round: null, language: null },
  ...about,
});

/** What a sheet of these rows is taken for, or why for nothing. */
function recognised(
  rows: MadeSheet['rows'],
  candidates = [candidate],
  { isNamed = false, about = null as WorkbookIdentity | null } = {},
): string {
  try {
    return recogniseForm(gridOf({ name: 'Q', rows }), about, candidates, isNamed).of;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, facts } = error.problem;
    return [code, facts['sheet']].filter(Boolean).join(' ');
  }
}

const heads = ['Id', 'Question', 'Answer', 'Evidence'];
const worded = (count: number, answer = 'Yes') =>
  indicators.slice(0, count).map(({ question }) => ['', question, answer]);
const byId = (count: number, answer = 'Yes') => indicators.slice(0, count).map(({ id }) => [id, '', answer]);

describe('a workbook is a questionnaire', () => {
  test.each<[string, MadeSheet['rows'], string]>([
    ['where three of its questions stand in their words', [heads, ...worded(3)], 'ours'],
    ['not where two do: a note quotes as many', [heads, ...worded(2)], 'not-a-questionnaire'],
    ['where nine in ten of its ids stand with an answer', [heads, ...byId(37)], 'ours'],
    ['not where fewer do: chapters are numbered so', [heads, ...byId(36)], 'not-a-questionnaire'],
    [
      'not where the others are blank',
      [heads, ...byId(36), ...indicators.slice(36).map(({ id }) => [id])],
      'not-a-questionnaire',
    ],
    [
      'not where the others are no answers',
      [heads, ...byId(36), ...indicators.slice(36).map(({ id }) => [id, '', '?!'])],
      'not-a-questionnaire',
    ],
    ['with its wordings alone it has no answers', worded(3, '').map((row) => row.slice(0, 2)), 'answers-not-found Q'],
    ['two wordings alone are nothing', worded(2, '').map((row) => row.slice(0, 2)), 'not-a-questionnaire'],
    ['nothing is none', [], 'not-a-questionnaire'],
  ])('%s', (_, rows, expected) => expect(recognised(rows)).toBe(expected));

  test('where it says so itself, however little of it is there', () => {
    expect(recognised([heads, ...worded(1)], [candidate], { isNamed: true })).toBe('ours');
    expect(recognised([[indicators[0]?.id ?? '']], [candidate], { isNamed: true })).toBe('answers-not-found Q');
    expect(recognised([], [candidate], { isNamed: true })).toBe('not-a-questionnaire');
  });

  test('of two the one most of whose questions stand there, else the one that is given first', () => {
    const both = withOlderVersion.all.map((one) => ({
      of: one.version,
      form: formOfQuestionnaire(one) as Form<string>,
    }));
    const [a, b] = withOlderVersion.all.map(({ version }) => version);
    expect(recognised([heads, ...byId(41)], both)).toBe(a);
    expect(recognised([heads, ...byId(41)], both.toReversed())).toBe(b);
    expect(recognised([heads, ...worded(4)], [ofHarbours, candidate])).toBe('ours');
    const quays = [
      ['No', 'Question', 'Answer'],
      ...worded(3),
      ...harbours.nodes.flatMap((node) => [['', node.label['en'] ?? '', 'Yes']]),
    ];
    expect(recognised(quays, [candidate, ofHarbours])).toBe('harbours');
  });
});

describe('an office’s own form without its words', () => {
  const numbers = ['1', '2', '3', '1', '2a', '2b', '3', '1', '2', '3', '4', '5'];
  const choices = ['', '', '', 'Yes', 'All quays', 'Yes', 'Water', 'No', 'Yes', '', '', '2'];
  const sections: Readonly<Record<number, string>> = { 0: 'The town', 3: 'Quays', 7: 'Boats' };
  const rows = (answers: readonly string[]): MadeSheet['rows'] => [
    ['No', 'Question', 'Answer'],
    ...numbers.flatMap((number, at) => {
      const section = sections[at];
      return [...(section === undefined ? [] : [['', section]]), [number, '', answers[at] ?? '']];
    }),
  ];

  test('is told by the choices that are given: figures and texts are left blank more often', () => {
    expect(recognised(rows(choices), [ofHarbours])).toBe('harbours');
    // Seven of the questions have choices: one of them without an answer is too many.
    expect(recognised(rows(choices.with(7, '')), [ofHarbours])).toBe('not-a-questionnaire');
    expect(recognised(rows(choices.with(7, 'Perhaps')), [ofHarbours])).toBe('not-a-questionnaire');
  });

  test('that has no choices is told by all of its questions', () => {
    const nodes = harbours.nodes.filter(({ name }) => ['town', 'T1', 'T2', 'T3'].includes(name));
    const figures = { of: 'figures', form: formOfDefinition({ ...harbours, nodes }) as Form<string> };
    const sheet = (...answers: string[]) => [
      ...[
        ['No', 'Question', 'Answer'],
        ['1', '', answers[0] ?? ''],
        ['2', '', answers[1] ?? ''],
        ['3', '', answers[2] ?? ''],
      ],
    ];
    expect(recognised(sheet('Port office', '5000', '20000'), [figures])).toBe('figures');
    expect(recognised(sheet('Port office', '5000'), [figures])).toBe('not-a-questionnaire');
  });
});

describe('the language that decides words that clash', () => {
  /** `No` is no plain No in Polish: what a workbook with one row of it and these others says. */
  const saidBy = (others: readonly string[], about: Partial<WorkbookIdentity> | null = null, questions = true) => {
    const cells = ['No', ...others];
    const rows = indicators
      .slice(0, Math.max(cells.length, 4))
      .map(({ id, question }, at) => [...[id, questions ? question : '', cells[at] ?? '']]);
    const found = recogniseForm(
      gridOf({ rows: [heads, ...rows] }),
      about === null ? null : identity(about),
      [candidate],
      true,
    );
    return found.read.answers.get('1.1.1')?.value;
  };
  test.each<[string, readonly string[], Partial<WorkbookIdentity> | null, boolean, string]>([
    ['is that of the workbook', [], { language: 'pl' }, true, 'unclear'],
    ['is that of the workbook, whatever else is written', ['Tak', 'Tak'], { language: 'en' }, true, 'no'],
    ['else that of the answers', ['Tak', 'Tak', 'Tak'], null, true, 'unclear'],
    ['also where the workbook does not say it', ['Tak', 'Tak', 'Tak'], {}, true, 'unclear'],
    ['else that of the questions', [], null, true, 'no'],
  ])('%s', (_, others, about, questions, value) => expect(saidBy(others, about, questions)).toBe(value));

  /** Rows with the answer `K`, as Finns shorten it, below questions in these languages. */
  const inWords = (...languages: readonly string[]) => {
    const asked = indicatorsOf(userCentricity2023).map(({ text }, at) => [
      ...['', textIn(text, languages[at % languages.length] ?? ''), 'K'],
    ]);
    const found = recogniseForm(gridOf({ rows: [heads, ...asked.slice(0, 12)] }), null, [candidate], false);
    return found.read.answers.get('1.1.1')?.value;
  };
  test.each<[readonly string[], string]>([
    [['fi'], 'yes'],
    [['fi', 'fi', 'en'], 'yes'],
    [['en', 'fi', 'en'], 'unclear'],
    [['fi', 'en'], 'unclear'],
    [['en'], 'unclear'],
  ])('of questions in %j is the one that most of them are in', (languages, value) =>
    expect(inWords(...languages)).toBe(value),
  );

  test('is none where no question is worded, and no answer is a text', () => {
    const rows = [heads, ...byId(41, 'K')];
    expect(recogniseForm(gridOf({ rows }), null, [candidate], true).read.answers.get('1.1.1')?.value).toBe('unclear');
    const ticked = [['Id', 'Question', 'Yes', 'No'], ...indicators.map(({ id }) => [id, '', 'x'])];
    expect(recogniseForm(gridOf({ rows: ticked }), null, [candidate], true).read.answers.get('1.1.1')?.value).toBe(
      'yes',
    );
    const numbers = [heads, ...indicators.map(({ id }, at) => [id, '', at % 2])];
    expect(recogniseForm(gridOf({ rows: numbers }), null, [candidate], true).read.answers.get('1.1.2')?.value).toBe(
      'yes',
    );
  });
});

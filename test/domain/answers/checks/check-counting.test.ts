import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../shared/domain/answers/answer.ts';
import {
  type AnsweredForm,
  claimProblems,
  countingProblems,
  unansweredProblems,
  weakEvidenceProblems,
} from '../../../../shared/domain/answers/checks/check-counting.ts';
import type { Definition, Question } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { isQuestion } from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { AnswerRemark } from '../../../../shared/domain/scoring/engine/what-counts.ts';
import { harbours } from '../../../support/harbours.ts';

/** An answer in D9 of the form, with its evidence in E9. */
const answer = (value: string, { raw = value, evidence = '', cell = "'Our form'!D9" as string | null } = {}) => ({
  ...{ value, raw, evidence, cell },
});

/** The harbours with something else said of some questions. */
const changed = (changes: Readonly<Record<string, Partial<Question>>>): Definition => ({
  ...harbours,
  nodes: harbours.nodes.map((node) =>
    isQuestion(node) ? ({ ...node, ...changes[node.name] } as Definition['nodes'][number]) : node,
  ),
});

function form(answers: Readonly<Record<string, Answer<string>>>, about: Partial<AnsweredForm> = {}): AnsweredForm {
  return {
    ...{ definition: harbours, answers: new Map(Object.entries(answers)) },
    evidenceCells: new Map(Object.keys(answers).map((name) => [name, 'E9'])),
    ...about,
  };
}
const scored = (asked: readonly (readonly [string, boolean | null])[] = []) => ({
  nodes: new Map(),
  asked: new Map(asked),
});

describe('an answer that does not count, or lacks something', () => {
  const told = (of: AnsweredForm, question: string, reason: AnswerRemark['reason']) =>
    countingProblems(of, [{ question, reason }]).map(({ code, sheet, cell, indicator, read, facts }) => ({
      ...{ code, at: `${sheet}!${cell}`, indicator, read, facts },
    }));

  test.each<[AnswerRemark['reason'], string, string, string]>([
    ['not-exclusive', 'answer-exclusive', 'D9', 'Water; None'],
    ['constraint-broken', 'answer-out-of-bounds', 'D9', 'Water; None'],
    ['not-relevant', 'answer-not-asked', 'D9', 'Water; None'],
    // Of these its labels are told: what is missing is beside it.
    ['evidence-missing', 'evidence-required', 'E9', 'Water · None of these'],
    ['evidence-asked', 'evidence-missing', 'E9', 'Water · None of these'],
  ])('%s is told as %s at %s: %s', (reason, code, cell, read) =>
    expect(told(form({ Q3: answer('=water nothing', { raw: ' Water;  None ' }) }), 'Q3', reason)).toMatchObject([
      { code, at: `Our form!${cell}`, indicator: 'Q3', read, facts: { offered: '', value: read } },
    ]),
  );

  test.each<[what: string, raw: Readonly<Record<string, string>>, read: string]>([
    ['most answers are written', { Q1: 'KYLLÄ', Q2a: 'Useimmat laiturit', Q2b: 'No' }, 'Vesi'],
    ['most are, whatever stands in between', { Q1: 'x', Q2a: '', Q2b: 'Ei' }, 'Vesi'],
    ['the questionnaire is by default, where as many are in each', { Q1: 'Kyllä', Q2b: 'No' }, 'Water'],
    ['the questionnaire is by default, where none tells', { Q1: 'x' }, 'Water'],
  ])('the labels are in the language in which %s', (_, raws, read) => {
    const others = Object.entries(raws).map(([name, raw]) => [name, answer('=yes', { raw })] as const);
    const of = form({ ...Object.fromEntries(others), Q3: answer('=water', { raw: '☒' }) });
    expect(told(of, 'Q3', 'evidence-missing')).toMatchObject([{ read }]);
  });

  test('at the answer where the cell of its evidence is not known', () =>
    expect(told(form({ Q1: answer('=yes') }, { evidenceCells: new Map() }), 'Q1', 'evidence-missing')).toMatchObject([
      { at: 'Our form!D9', read: 'Yes' },
    ]));

  test.each([
    ['that no choice was read in', 'Q1', 'unclear', 'Perhaps'],
    ['of a number', 'B3', '=20', '20 %'],
    ['of a text', 'T1', '=Port', 'Port  office'],
  ])('is told as it was written where it is one %s', (_, name, value, raw) =>
    expect(told(form({ [name]: answer(value, { raw }) }), name, 'evidence-missing')).toMatchObject([
      { read: raw.replace(/ +/g, ' ') },
    ]),
  );

  test('is not told again where it was not understood, nor where it stands in no cell, nor of what is no question', () => {
    expect(told(form({ Q1: answer('unclear') }), 'Q1', 'not-understood')).toEqual([]);
    expect(told(form({ Q1: answer('=yes', { cell: null }) }), 'Q1', 'not-relevant')).toEqual([]);
    expect(told(form({ Q1: answer('=yes') }), 'Q2a', 'not-relevant')).toEqual([]);
    expect(told(form({ quays: answer('=yes') }), 'quays', 'not-relevant')).toEqual([]);
    expect(told(form({ gone: answer('=yes') }), 'gone', 'not-relevant')).toEqual([]);
  });

  test('is told with the questions and facts on which it rests whether it is asked, as they are printed', () => {
    expect(told(form({ Q2a: answer('=all') }), 'Q2a', 'not-relevant')[0]?.facts).toMatchObject({ others: '1' });
    const relevant = "${Q2a} = 'all' and ${Q2a} != 'most' and ${T1} = 'x' and ${authority.country} = 'FI'";
    const definition = changed({ Q2b: { relevant }, T1: { number: undefined } });
    expect(told(form({ Q2b: answer('=yes') }, { definition }), 'Q2b', 'not-relevant')[0]?.facts).toMatchObject({
      others: '2a, T1, authority.country',
    });
    expect(told(form({ Q2a: answer('=all') }), 'Q2a', 'not-exclusive')[0]?.facts).not.toHaveProperty('others');
  });

  test.each([
    ['. >= 0 and . <= 100', '≥ 0 and ≤ 100'],
    ['. != 3', '≠ 3'],
    [' . > 0 and .<5 ', '> 0 and <5'],
    ['. = 1', '= 1'],
    [undefined, ''],
  ])('is told with its bounds: %s as %s', (constraint, rule) => {
    const of = form({ B3: answer('=200') }, { definition: changed({ B3: { constraint } }) });
    expect(told(of, 'B3', 'constraint-broken')[0]?.facts['rule']).toBe(rule);
    expect(told(of, 'B3', 'not-relevant')[0]?.facts).not.toHaveProperty('rule');
  });
});

describe('evidence that says nothing', () => {
  const weak = 'see above';
  const found = (
    name: string,
    value: string,
    evidence: Question['evidence'],
    { asked = true as boolean | null, written = weak } = {},
  ) =>
    weakEvidenceProblems(
      form({ [name]: answer(value, { evidence: written }) }, { definition: changed({ [name]: { evidence } }) }),
      scored([[name, asked]]),
    );
  const wanted: Question['evidence'] = { rule: 'asked', choices: [] };

  test('is asked about at its cell, as it was written', () =>
    expect(found('Q1', '=yes', wanted, { written: ' See  above ' })).toMatchObject([
      {
        ...{ code: 'evidence-weak', sheet: 'Our form', cell: 'E9', indicator: 'Q1', read: 'See above' },
        facts: { offered: '', evidenceCell: 'E9' },
      },
    ]));

  test('is asked about at the answer where its cell is not known', () => {
    const of = form({ Q1: answer('=yes', { evidence: weak }) }, { evidenceCells: new Map() });
    expect(weakEvidenceProblems(of, scored())).toMatchObject([{ cell: 'D9', facts: { evidenceCell: 'D9' } }]);
  });

  test.each<[string, Parameters<typeof found>, number]>([
    ['a Yes', ['Q1', '=yes', wanted], 1],
    ['a Yes of which nothing tells whether it is asked', ['Q1', '=yes', wanted, { asked: null }], 1],
    ['a Yes that is not asked', ['Q1', '=yes', wanted, { asked: false }], 0],
    ['a Yes without evidence', ['Q1', '=yes', wanted, { written: ' ' }], 0],
    ['a Yes with evidence', ['Q1', '=yes', wanted, { written: 'The service catalogue of 2024' }], 0],
    ['a Yes for which the office wants none', ['Q1', '=yes', { rule: 'none', choices: [] }], 0],
    ['a No: there is nothing to show', ['Q1', '=no', wanted], 0],
    ['a No that the office names', ['Q1', '=no', { rule: 'required', choices: ['no'] }], 1],
    ['a Yes where the office names the No', ['Q1', '=yes', { rule: 'required', choices: ['no'] }], 0],
    ['one of the choices that the office names', ['Q3', '=water fuel', { rule: 'asked', choices: ['fuel'] }], 1],
    ['none of them', ['Q3', '=water power', { rule: 'asked', choices: ['fuel'] }], 0],
    ['a number', ['B3', '=20', wanted], 1],
    ['a number that was not understood', ['B3', 'unclear', wanted], 0],
    ['a blank', ['Q1', 'unanswered', wanted], 0],
  ])('is found beside %s', (_, of, count) => expect(found(...of)).toHaveLength(count));

  test('is not found beside an answer in no cell', () =>
    expect(weakEvidenceProblems(form({ Q1: answer('=yes', { evidence: weak, cell: null }) }), scored())).toEqual([]));
});

describe('evidence that says otherwise than a Yes', () => {
  const asked: Question['evidence'] = { rule: 'asked', choices: [] };
  const found = (
    evidence: string,
    { name = 'Q1', value = '=yes', cell = "'Our form'!D9" as string | null, ...of } = {} as {
      readonly name?: string;
      readonly value?: string;
      readonly cell?: string | null;
      readonly round?: string | null;
      readonly isAsked?: boolean | null;
      readonly about?: Partial<Question>;
    },
  ) => {
    const definition = changed({ [name]: { evidence: asked, ...of.about } });
    const answers = { [name]: answer(value, { raw: 'Kyllä', evidence, cell }) };
    return claimProblems(
      { ...form(answers, { definition }), round: of.round === undefined ? '2026' : of.round },
      scored([[name, of.isAsked ?? true]]),
    );
  };

  test.each<[evidence: string, of: Parameters<typeof found>[1], code: string | null]>([
    ['Dives of the whole harbour are planned.', {}, 'evidence-planned'],
    ['Starts in 2028', {}, 'evidence-planned'],
    ['Starts in 2026', {}, null],
    ['The quays are not inspected by divers.', {}, 'evidence-denies'],
    ['Sukeltajat eivät tarkasta laitureita.', {}, 'evidence-denies'],
    ['The diving report of 2025, page 3', {}, null],
    ['The diving report of 2019', {}, null],
    ['The diving report of 2019', { about: { withinYears: 3 } }, 'evidence-old'],
    ['The diving report of 2023', { about: { withinYears: 3 } }, null],
    ['The diving report of 2019', { about: { withinYears: 3 }, round: null }, null],
    ['At 12 % of all harbours', { about: { label: { en: 'Are more than 50 % of harbours open?' } } }, 'evidence-below'],
    ['Dives are planned.', { value: '=no' }, null],
    ['Dives are planned.', { value: 'unclear' }, null],
    ['Dives are planned.', { isAsked: false }, null],
    ['Dives are planned.', { cell: null }, null],
    ['Dives are planned.', { about: { evidence: { rule: 'none', choices: [] } } }, null],
    // Choices that are no Yes, whatever they are called.
    ['Dives are planned.', { name: 'Q2a', value: '=all' }, null],
    ['Dives are planned.', { name: 'Q3', value: '=water fuel' }, null],
    [' ', {}, null],
  ])('%s, of %j: %s', (evidence, of, code) =>
    expect(found(evidence, of).map((one) => one.code)).toEqual(code === null ? [] : [code]),
  );

  test('is asked about at the evidence, with the answer as it is labelled where it was written', () =>
    expect(found('Dives are planned. More in May.')).toMatchObject([
      {
        ...{ code: 'evidence-planned', severity: 'query', sheet: 'Our form', cell: 'E9', indicator: 'Q1' },
        read: 'Dives are planned.',
        facts: { offered: '', value: 'Kyllä', answerCell: 'D9', evidenceCell: 'E9' },
      },
    ]));
});

describe('questions that were left blank', () => {
  const blank = answer('unanswered', { raw: '' });
  const missing = (of: AnsweredForm, asked: Parameters<typeof scored>[0] = []) =>
    unansweredProblems(of, scored(asked)).map(({ code, facts }) => [
      code,
      facts['count'],
      facts['list'],
      facts['offered'],
    ]);

  test('are one query, in the order of the form', () =>
    expect(missing(form({ B1: blank, Q1: blank, Q2b: answer('=no') }))).toEqual([
      ['questions-unanswered', '2', 'Q1, B1', ''],
    ]));

  test.each<[string, AnsweredForm, Parameters<typeof scored>[0], boolean]>([
    ['that count', form({ Q1: blank }), [], true],
    ['of which nothing tells whether they are asked', form({ Q1: blank }), [['Q1', null]], true],
    ['that are not asked', form({ Q1: blank }), [['Q1', false]], false],
    ['that are in no cell', form({ Q1: { ...blank, cell: null } }), [], false],
    ['that are answered', form({ Q1: answer('=yes') }), [], false],
    ['that were not understood', form({ Q1: answer('unclear') }), [], false],
    ['that do not count', form({ T1: blank }), [], false],
    [
      'that do not count and the office requires',
      form({ T1: blank }, { definition: changed({ T1: { required: true } }) }),
      [],
      true,
    ],
  ])('are asked about where they are such %s: %s', (_, of, asked, isAsked) =>
    expect(missing(of, asked)).toHaveLength(Number(isAsked)),
  );
});

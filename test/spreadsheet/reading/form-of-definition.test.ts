import { beforeEach, describe, expect, test } from 'vitest';
import type { Cell } from '../../../shared/spreadsheet/formats/grid.ts';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf } from '../../support/made-grid.ts';

/** Made anew for each test: what is made while a file loads is the same to every mutant. */
let form = formOfDefinition(harbours);
beforeEach(() => {
  form = formOfDefinition(structuredClone(harbours));
});
const written = { language: 'en', offered: true, latest: 2026 };
const cellOf = (value: string | number | boolean): Cell | undefined => gridOf({ rows: [[value]] }).sheets[0]?.cells[0];
const questionOf = (id: string) => {
  const question = form.questions.get(id);
  if (question === undefined) throw new Error(id);
  return question;
};
const idsOf = (found: Iterable<string> | null) => (found === null ? null : [...found].join(' '));

test('a form is made once, in the languages of its definition, for its version', () => {
  expect(formOfDefinition(harbours)).toBe(formOfDefinition(harbours));
  expect(form).toMatchObject({ languages: ['en', 'fi'], version: '2026', codesStandFirst: true });
  expect([...form.questions.keys()].join(' ')).toBe('T1 T2 T3 Q1 Q2a Q2b Q3 B1 B2 B3 B4 B5');
});

describe('a text is a question', () => {
  test.each<[string, string | null]>([
    ['Q2a', 'Q2a'],
    ['q 2a.', 'Q2a'],
    ['2a)', 'Q2a'],
    ['2b:', 'Q2b'],
    ['1', 'T1 Q1 B1'],
    ['Q9', null],
    ['', null],
    ['x'.repeat(81), null],
    [`Q2a${' '.repeat(77)}`, 'Q2a'],
    [`Q2a${' '.repeat(78)}`, null],
  ])('by its name or printed number: %j is %s', (text, ids) => expect(idsOf(form.coded(text))).toBe(ids));

  test.each<[string, string | null]>([
    ['Quays', 'Q1 Q2a Q2b Q3'],
    ['  BOATS', 'B1 B2 B3 B4 B5'],
    ['Laiturit', 'Q1 Q2a Q2b Q3'],
    ['The town', 'T1 T2 T3'],
    ['Harbours of the coast', null],
    ['Ports', null],
  ])('of a section by its heading: %s has %s', (text, ids) => expect(idsOf(form.section?.(text) ?? null)).toBe(ids));

  test('sections that are headed alike tell nothing', () => {
    const nodes = harbours.nodes.map((node) =>
      node.name === 'boats' && node.type === 'group' ? { ...node, label: { en: 'Quays', fi: 'Veneet' } } : node,
    );
    const { section } = formOfDefinition({ ...harbours, nodes });
    expect(idsOf(section?.('Quays') ?? null)).toBe(null);
    expect(idsOf(section?.('Veneet') ?? null)).toBe('B1 B2 B3 B4 B5');
  });

  test('sections of sections have all questions below them', () => {
    const nodes = harbours.nodes.map((node) => (node.name === 'boats' ? { ...node, parent: 'quays' } : node));
    const { section } = formOfDefinition({ ...harbours, nodes });
    expect(idsOf(section?.('Quays') ?? null)).toBe('Q1 Q2a Q2b Q3 B1 B2 B3 B4 B5');
    expect(idsOf(section?.('Boats') ?? null)).toBe('B1 B2 B3 B4 B5');
  });

  const stars = 'How many stars has the marina?';
  test.each<[string, string, string | null]>([
    ['by its words', stars, 'same B5'],
    ['in any language', 'Montako tähteä venesatamalla on?', 'same B5'],
    ['nearly', 'How many stars has the marine?', 'similar B5'],
    ['with a hint on the next line', `${stars}\nCount those of last year.`, 'same B5'],
    ['with a hint below a blank line', `\n${stars}\nCount those of last year.`, 'same B5'],
    ['over two lines', 'How many stars\nhas the marina?\nCount those of last year.', 'same B5'],
    ['nearly, with a hint', 'How many stars has the marine?\nCount those of last year.', 'similar B5'],
    ['a hint alone', 'Count those of last year.', null],
  ])('%s', (_, text, said) => {
    const found = form.index().match(text);
    expect(found === null ? null : `${found.kind} ${found.id}`).toBe(said);
  });

  test('exactly, with a hint, but not nearly', () => {
    expect(form.index().exact(`${stars}\nA hint`)?.id).toBe('B5');
    expect(form.index().exact('How many stars has the marine?\nA hint')).toBe(null);
    expect(form.index().exact('Anything\nA hint')).toBe(null);
    expect(form.index()).toBe(form.index());
  });

  test('of forty lines at most', () => {
    const lines = (count: number) =>
      formOfDefinition({
        ...harbours,
        nodes: harbours.nodes.map((node) =>
          node.name === 'B5' && node.type !== 'group'
            ? { ...node, label: { en: Array.from({ length: count }, (_, at) => `line ${at}`).join('\n') } }
            : node,
        ),
      });
    const text = (count: number) => [...Array.from({ length: count }, (_, at) => `line ${at}`), 'a hint'].join('\n');
    expect(lines(40).index().exact(text(40))?.id).toBe('B5');
    expect(lines(41).index().exact(text(41))).toBe(null);
  });
});

describe('the answers of a question in short', () => {
  test.each<[string, string, string | null]>([
    ['Q2a', 'all quays', '=all'],
    ['Q2a', 'perhaps', 'perhaps'],
    ['Q2a', '', null],
    ['Q2a', 'select answer from the list', null],
    ['Q2a', '(valitse)', null],
    ['Q2a', '(valitse) yksi', '(valitse) yksi'],
    ['Q1', 'oui', '=yes'],
    ['B4', '0.4', '0.4'],
    ['B4', '', null],
    ['B4', '(valitse)', null],
  ])('%s: %j says %j', (id, folded, said) => expect(questionOf(id).words?.said(folded)).toBe(said));

  test.each<[string, string, boolean]>([
    ['Q2a', '=all', true],
    ['Q2a', 'perhaps', false],
    ['Q2a', '1', false],
    ['Q1', '1', true],
    ['Q1', 'true', true],
    ['Q1', '2', false],
    ['Q1', '10', false],
    ['B4', '0.4', true],
    ['B4', '-€ 4', true],
    ['B4', 'about 4', false],
    ['B4', '€€€€4', false],
  ])('%s: %j is an answer: %s', (id, said, is) => expect(questionOf(id).words?.isAnswer(said)).toBe(is));

  test.each<[string, string, boolean]>([
    ['Q2a', 'All quays', true],
    ['Q2a', 'A few', true],
    ['Q2a', 'quays', false],
    ['Q2a', 'All quays'.padEnd(80), true],
    ['Q2a', 'All quays'.padEnd(81), false],
    ['Q2a', '1', false],
    ['Q1', ' 1 ', true],
    ['Q1', '2', false],
    ['Q1', 'Kyllä', true],
    ['Q3', 'Water; anything', true],
    ['Q3', 'Water\nanything', true],
    ['Q2a', 'All quays; anything', false],
    ['B4', '0.4 kg/m²', true],
    ['B4', ' - 4', true],
    ['B4', 'about 4', false],
    ['B4', `4${' '.repeat(39)}`, true],
    ['B4', `4${' '.repeat(40)}`, false],
  ])('%s: a cell with %j begins with an answer: %s', (id, text, is) =>
    expect(questionOf(id).words?.begins(text)).toBe(is),
  );

  test('a text has none', () => expect(questionOf('T1').words).toBe(null));
});

describe('a cell is read', () => {
  test.each<[string, string | number | boolean, string]>([
    ['Q2a', 'Most quays', '=most'],
    ['Q2a', 'Select answer', 'unanswered'],
    ['Q2a', 'Select answer…', 'unanswered'],
    ['Q3', 'Water; Fuel', '=water fuel'],
    ['Q3', 'Select answers', 'unanswered'],
    ['B4', '0.4 kg/m²', '=0.4'],
    ['B4', 0.4, '=0.4'],
    ['B4', '(valitse)', 'unanswered'],
    ['T1', ' The  port\nauthority ', '=The port authority'],
    ['T1', 7, '=7'],
    ['T1', 'N/A', 'unanswered'],
    ['T1', '(valitse)', 'unanswered'],
    ['T1', ' ', 'unanswered'],
  ])('%s: %j is %s', (id, value, said) => expect(questionOf(id).read(cellOf(value), written).value).toBe(said));

  test.each(['Q1', 'Q3', 'B4', 'T1'])('%s: no cell is no answer', (id) =>
    expect(questionOf(id).read(undefined, written).value).toBe('unanswered'),
  );

  test.each(['error', 'uncalculated'] as const)('of a text an %s is no answer', (kind) => {
    const cell = cellOf('#REF!');
    expect(cell && questionOf('T1').read({ ...cell, kind }, written).value).toBe('unanswered');
  });

  test('what is told of it names its choices by their labels, in its language', () => {
    expect(questionOf('Q2a').read(cellOf('some'), written).facts).toEqual({ value: 'Some quays' });
    expect(questionOf('Q2a').read(cellOf('some'), { ...written, language: 'fi' }).facts).toEqual({
      value: 'Jotkin laiturit',
    });
    expect(questionOf('Q2a').facts('fi')).toEqual({
      offered: 'Kaikki laiturit · Useimmat laiturit · Jotkin laiturit · Ei yksikään laituri',
    });
    expect(questionOf('Q2a').facts(null)).toEqual({ offered: 'All quays · Most quays · Some quays · No quay' });
    expect(questionOf('B4').facts('en')).toEqual({ offered: '' });
  });

  test('a long label is cut, and of many choices the first are named', () => {
    const many = Array.from({ length: 14 }, (_, at) => ({
      ...{ name: `c${at}`, label: { en: at === 0 ? 'x'.repeat(90) : `Choice ${at}` }, aliases: {} },
    }));
    const lists = harbours.lists.map((list) => (list.name === 'degree' ? { ...list, choices: many } : list));
    const offered =
      formOfDefinition({ ...harbours, lists } as typeof harbours)
        .questions.get('Q2a')
        ?.facts('en')['offered'] ?? '';
    expect(offered).toContain(`${'x'.repeat(80)} ·`);
    expect(offered).toContain('Choice 11');
    expect(offered).not.toContain('Choice 12');
  });
});

describe('what else a question tells', () => {
  test.each<[string, string, boolean]>([
    ['Q2a', 'All quays', true],
    ['Q2a', 'Yes', false],
    ['Q1', 'Kyllä', true],
    ['Q1', 'perhaps', false],
    ['B4', '4', false],
    ['T1', 'Yes', false],
  ])('%s knows %j as an answer, wherever it stands: %s', (id, text, is) =>
    expect(questionOf(id).knows(text, 'en')).toBe(is),
  );

  test('which of its choices mean Yes, No or NA', () => {
    const [often, degree, number] = [questionOf('B1'), questionOf('Q2a'), questionOf('B4')];
    expect([often.valueOf('no'), often.valueOf('na'), degree.valueOf('yes'), number.valueOf('yes')]).toEqual([
      '=never',
      '=na',
      null,
      null,
    ]);
    expect(['=never', '=weekly', 'unclear', '=na'].map((value) => often.meaningOf(value))).toEqual([
      'no',
      null,
      null,
      'na',
    ]);
    expect(number.meaningOf('=4')).toBe(null);
  });

  test('that 1 and 0 are Yes and No where it offers both', () =>
    expect(['Q1', 'Q2a', 'B1', 'B4', 'T1'].filter((id) => questionOf(id).countsAsNumber('1'))).toEqual(['Q1']));

  test('the rows of its choices, where several may be given', () => {
    const { rowOf, ticked } = questionOf('Q3');
    expect([rowOf?.('Water'), rowOf?.('vesi'), rowOf?.('In all')]).toEqual(['=water', '=water', null]);
    expect(ticked?.(['=water', '=fuel'])).toMatchObject({ value: '=water fuel', problem: null });
    expect(ticked?.(['=water', '=nothing'])).toMatchObject({ value: 'unclear', problem: 'answer-exclusive' });
    expect([questionOf('Q1').rowOf, questionOf('Q1').ticked, questionOf('B4').rowOf]).toEqual([null, null, null]);
  });

  test('what its number is of', () =>
    expect(['T2', 'T3', 'B3', 'B4', 'Q1'].map((id) => questionOf(id).number)).toEqual([
      { kind: 'count', unit: 'inhabitants' },
      { kind: 'money', unit: 'money' },
      { kind: 'quantity', unit: '%' },
      { kind: 'quantity', unit: 'kg/m²' },
      null,
    ]));
});

describe('numbers are asked for as figures, too', () => {
  test('all of them, and found by names and words', () => {
    const { figures, index } = form.figures;
    expect(figures.map(({ id, kind, unit }) => `${id} ${kind} ${unit}`)).toEqual([
      ...['T2 count inhabitants', 'T3 money money', 'B3 quantity %', 'B4 quantity kg/m²'],
    ]);
    expect(
      ['T2', 'Number of inhabitants', 'Asukkaiden määrä', 'Q1'].map((text) => index().exact(text)?.id ?? null),
    ).toEqual([...['T2', 'T2', 'T2', null]]);
    expect(index()).toBe(index());
  });

  test('and read as their answers are', () => {
    const read = (value: string | number) => {
      const cell = cellOf(value);
      return cell && form.figures.figures[3]?.read?.(cell);
    };
    expect(read('0.4 kg/m²')).toEqual({ value: 0.4, unit: null, year: null, problem: null });
    expect(read('perhaps')).toMatchObject({ value: null, problem: 'background-unclear' });
    expect(read('-')).toMatchObject({ value: null, problem: null });
  });
});

describe('what a cell holds that is left blank', () => {
  const isBlank = (blankWhen: string[], text: string): boolean => {
    const { questions } = formOfDefinition({ ...harbours, blankWhen });
    return (
      questions.get('T1')?.words === null && questions.get('T1')?.read(cellOf(text), written).value === 'unanswered'
    );
  };

  test.each<[string, string, boolean]>([
    ['choose', 'Choose', true],
    ['choose', 'Choose one', false],
    ['choose*', 'Choose one', true],
    ['choose*', 'I choose', false],
    ['*choose', 'Please choose', true],
    ['*choose', 'choose one', false],
    ['choose*list', 'Choose from the list', true],
    ['choose*list', 'Choose from it', false],
    ['choose*one*list', 'choose any one of the list', true],
    ['choose*one*list', 'choose list one', false],
    ['choose*one*list', 'choose any of the list', false],
    // The parts do not overlap.
    ['lists*list', 'lists', false],
    ['a*bc*c', 'abc', false],
    ['a*bc*c', 'abcc', true],
    ['', 'Choose', false],
  ])('%j leaves %j blank: %s', (pattern, text, is) => expect(isBlank([pattern], text)).toBe(is));

  test('by any of several', () => expect(isBlank(['x', 'choose*'], 'Choose one')).toBe(true));
});

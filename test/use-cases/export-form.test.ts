import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { exactly, toNumber } from '../../shared/domain/scoring/rational.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { csvLines } from '../../shared/rendering/site/data-table.ts';
import { isOfNumbers } from '../../shared/rendering/site/form/form-coinr.ts';
import { exportedForm, formTables } from '../../shared/rendering/site/form/form-export-tables.ts';
import { formRows, formSite } from '../../shared/rendering/site/form/form-site.ts';
import { exportRound } from '../../shared/use-cases/export-round/export-round.ts';
import { answersByAuthority, authored, isSharedThere, rowsOfCsv, sharedData } from '../support/authored.ts';
import { defined } from '../support/defined.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { exampleForms, formStandings, type GivenForm, profilesOf } from '../support/published-forms.ts';

type Row = Readonly<Record<string, string>>;
const rowsOf = (text = ''): Row[] => Papa.parse<Row>(text.trimEnd(), { header: true }).data;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** The files that an export of these authorities writes. */
async function exported(definition: Definition, forms: readonly GivenForm[]) {
  const profiles = profilesOf(definition, forms);
  const { questionnaires, registry } = pipeline;
  const round = `round-${crypto.randomUUID()}`;
  const standings = formStandings(definition, profiles, { round });
  await questionnaires.publish(definition, '2026-01-01T00:00:00.000Z');
  await registry.putRound({
    ...{ id: round, questionnaire: standings.questionnaire, opensAt: null, closesAt: null, shards: 1 },
  });
  const part = { method: standings.method, all: standings.all, groups: standings.groups };
  const shards = [await pipeline.standings.keepShard(round, { part, profiles })];
  await pipeline.standings.publish({ standings, shards, profiles });
  const files: Record<string, string> = {};
  let workbook = new Uint8Array();
  const append = async (file: string, content: string | Uint8Array): Promise<void> => {
    if (typeof content === 'string') files[file] = (files[file] ?? '') + content;
    else workbook = Uint8Array.from(content);
  };
  const result = await exportRound({ round, withEvidence: null }, { ...pipeline, catalogue, append });
  return { result, files, workbook };
}

describe('an exported round of an office’s own questionnaire', () => {
  let definition: Definition;
  let files: Record<string, string>;
  let workbook: Uint8Array;
  beforeAll(async () => {
    const example = await exampleForms();
    definition = example.definition;
    const result = await exported(definition, example.forms);
    expect(result.result).toMatchObject({ outcome: 'exported', authorities: 4 });
    ({ files, workbook } = result);
  });

  test('has the points, score and shown number of each part, as they were worked out by hand', () => {
    const scores = rowsOf(files['scores.csv']);
    const byHand = rowsOfCsv('examples/public-libraries.scores.csv');
    for (const { authority = '', node, points, most, score, shown } of byHand) {
      const own = scores.find((row) => row['authority'] === authority.toLowerCase() && row['node'] === node);
      const numbers = [points, most, score].map((one) => (one ? toNumber(exactly(one)) : null));
      const read = ['points', 'most', 'score'].map((name) => (own?.[name] ? Number(own[name]) : null));
      expect([authority, node, ...read, Number(own?.['shown'])]).toEqual([authority, node, ...numbers, Number(shown)]);
    }
    expect(byHand.length).toBeGreaterThan(40);
  });

  test('has a row for each answer, with its label, its points and, where it does not count, why', () => {
    const answers = rowsOf(files['answers.csv']);
    const of = (authority: string, question: string): Row =>
      answers.find((row) => row['authority'] === authority && row['question'] === question) ?? {};
    expect(of('northwood', 'Q9')).toMatchObject({
      ...{
        number: '9',
        group: 'C',
        answer: 'most',
        label: 'Most',
        points: '0.6666666666666666',
        most: '1',
        counts: '1',
      },
    });
    expect(of('northwood', 'Q5')).toMatchObject({
      answer: 'books events',
      label: 'Books at home; Events',
      points: '3',
    });
    expect(of('northwood', 'Q1b')).toMatchObject({ answer: '45', points: '5', most: '10' });
    expect(of('northwood', 'Q7')).toMatchObject({ answer: 'na', counts: '0', why_not: 'missing', points: '' });
    expect(of('northwood', 'Q4')).toMatchObject({ counts: '0', why_not: 'not-asked' });
    expect(of('skerry', 'Q1b')).toMatchObject({ counts: '0', why_not: 'not-asked', answer: '' });
    expect(of('blank', 'Q2')).toMatchObject({ counts: '0', why_not: 'blank', points: '0', most: '5' });
    // A text is the authority's own, like evidence.
    expect(of('northwood', 'Q6')).toMatchObject({ answer: 'text', label: '' });
    const evidence = rowsOf(files['standings.csv']).map((row) => [row['authority'], row['shown'], row['answer_Q5']]);
    expect(evidence).toEqual([
      ...[
        ['blank', '0', ''],
        ['elmton', '9.9', 'none'],
        ['northwood', '71.6', 'books events'],
      ],
      ['skerry', '48.1', 'tools books events'],
    ]);
  });

  test('describes every column of every file, each of one type', () => {
    const dictionary = rowsOf(files['data-dictionary.csv']);
    const fits = { integer: /^(-?\d+)?$/, decimal: /^(-?\d+(\.\d+)?(e-\d+)?)?$/, text: /^/ };
    for (const file of Object.keys(files).filter((one) => one !== 'data-dictionary.csv')) {
      const columns = dictionary.filter((row) => row['file'] === file);
      const rows = rowsOf(files[file]);
      expect([file, columns.map(({ column }) => column)]).toEqual([file, Object.keys(rows[0] ?? {})]);
      for (const { column = '', type } of columns) {
        const wrong = rows.filter((row) => !fits[type as keyof typeof fits].test(row[column] ?? 'missing'));
        expect([file, column, wrong]).toEqual([file, column, []]);
      }
    }
  });

  test('has the questionnaire itself: questions, choices and groups with their rules', async () => {
    const question = (name: string) => rowsOf(files['questions.csv']).find((row) => row['question'] === name);
    expect(question('Q1b')).toMatchObject({
      ...{ number: '1b', type: 'decimal', unit: 'hours', label_en: 'If yes, hours a week', group: 'A1', weight: '1' },
      ...{ label_fi: 'Jos on, tuntia viikossa', most_points: '10', relevant: "${Q1a} = 'yes'", low: '20', high: '70' },
      ...{ better: 'more', missing: 'zero', not_relevant: 'zero', constraint: '. >= 0 and . <= 168' },
    });
    expect(question('Q2')).toMatchObject({ evidence: 'asked', evidence_choices: 'all most', list: 'degree' });
    const choices = rowsOf(files['choices.csv']).map((row) => [
      row['list'],
      row['choice'],
      row['points'],
      row['is_share'],
    ]);
    expect(choices).toEqual(
      expect.arrayContaining([
        ['closures', 'some', '-1', '0'],
        ['degree', 'all', '1', '1'],
      ]),
    );
    const group = (name: string) => rowsOf(files['groups.csv']).find((row) => row['group'] === name);
    expect(group('C')).toMatchObject({ aggregate: 'geomean', rounding: '4', weight: '1.5', least_share: '0.6' });
    expect(group('index')).toMatchObject({
      aggregate: 'mean',
      rounding: '3',
      missing: 'zero',
      label_en: 'Public libraries',
    });
    const read = new ExcelJS.Workbook();
    await read.xlsx.load(Buffer.from(workbook) as never);
    expect(read.worksheets.map(({ name }) => name)).toEqual(['questions', 'choices', 'groups']);
    expect(read.worksheets[0]?.rowCount).toBe(1 + rowsOf(files['questions.csv']).length);
  });

  test('has no table of COINr’s where it is no index of numbers', () => {
    expect(Object.keys(files).filter((file) => /^i(Data|Meta)/.test(file))).toEqual([]);
  });
});

test('evidence and texts are told where the round publishes them, guarded and without mail addresses', async () => {
  const { definition, forms } = await exampleForms();
  const profiles = profilesOf(definition, forms);
  const standings = formStandings(definition, profiles);
  const answers = (showsEvidence: boolean): Row[] => {
    const site = formSite({ standings, questionnaire: definition, language: 'en', showsEvidence, rounds: [] });
    const table = formTables(site)['answers.csv'];
    const row = formRows(profiles, site).find(({ profile }) => profile.authority === 'northwood');
    if (row === undefined || table === undefined) throw new Error('It is not there');
    const said = { raw: '', cell: null };
    const written = new Map([
      ['Q1a', { ...said, value: '=yes', evidence: '=1+1, or ask maija@northwood.example.' }],
      ['Q6', { ...said, value: '=Books, says pekka@northwood.example', evidence: '' }],
    ]);
    const lines = table.rows(exportedForm(row, { answers: written }, site));
    return rowsOf(csvLines([table.columns.map(({ name }) => name), ...lines]));
  };
  const of = (rows: Row[], question: string) => rows.find((row) => row['question'] === question);
  expect(of(answers(true), 'Q1a')?.['evidence']).toBe("'=1+1, or ask […].");
  expect(of(answers(true), 'Q6')).toMatchObject({ answer: 'text', label: 'Books, says […]' });
  expect(of(answers(false), 'Q6')).toMatchObject({ label: '' });
  expect(Object.keys(answers(false)[0] ?? {})).not.toContain('evidence');
});

describe('an index of numbers', () => {
  const goalposts = (low: string, high: string, better: string) => ({
    type: 'decimal',
    goalposts: { low, high, better },
  });
  const nodes = [
    { type: 'group', name: 'G', weight: '2', aggregate: 'mean' },
    { ...goalposts('0', '10', 'more'), name: '1a', parent: 'G' },
    { ...goalposts('0', '4', 'less'), name: 'b', parent: 'G', weight: '3' },
    { type: 'group', name: 'H', aggregate: 'mean' },
    { ...goalposts('0', '1', 'more'), name: 'c', parent: 'H' },
    { type: 'integer', name: 'people', parent: 'index' },
  ] as never;
  const index = defined(nodes, { id: 'numbers', index: { aggregate: 'mean' } });

  test('is told as COINr reads it: weighted means up the tree', async () => {
    const given = new Map([
      ...([
        ['1a', { number: '5' }],
        ['b', { number: '1' }],
        ['c', { number: '-0.5' }],
        ['people', { number: '70000' }],
      ] as const),
    ]);
    const { files } = await exported(index, [{ name: 'Lake', given }]);
    const meta = rowsOf(files['iMeta.csv']);
    expect(
      meta.map((row) => [row['Level'], row['iCode'], row['Direction'], row['Weight'], row['Parent'], row['Type']]),
    ).toEqual([
      ['1', 'Q1a', '1', '1', 'G', 'Indicator'],
      ['1', 'b', '-1', '3', 'G', 'Indicator'],
      ['1', 'c', '1', '1', 'H', 'Indicator'],
      ['2', 'G', '1', '2', 'Index', 'Aggregate'],
      ['2', 'H', '1', '1', 'Index', 'Aggregate'],
      ['3', 'Index', '1', '1', 'NA', 'Aggregate'],
      ...[
        ['NA', 'Country_group'],
        ['NA', 'Size_group'],
      ].map(([level, code]) => [level, code, 'NA', 'NA', 'NA', 'Group']),
      ['NA', 'people', 'NA', 'NA', 'NA', 'Other'],
    ]);
    expect(rowsOf(files['iData.csv'])).toMatchObject([{ uCode: 'lake', Q1a: '5', b: '1', c: '-0.5', people: '70000' }]);
    // (2 x (0.5 + 3 x 0.75) / 4 + 0) / 3
    expect(rowsOf(files['scores.csv'])[0]).toMatchObject({ node: 'index', score: '0.4583333333333333', shown: '46' });
  });

  test.each<[string, unknown]>([
    ['a sum', { index: { aggregate: 'sum' } }],
    ['numbers on two levels', { nodes: [{ ...goalposts('0', '1', 'more'), name: 'd' }] }],
    ['a choice', { nodes: [{ type: 'select_one', list: 'yes_no_na', name: 'd', parent: 'H' }] }],
  ])('is none with %s', (_, more) => {
    const { nodes: further = [], ...about } = more as { nodes?: unknown[] };
    expect(isOfNumbers(index)).toBe(true);
    const all = [...(nodes as unknown[]), ...further] as never;
    expect(isOfNumbers(defined(all, { index: { aggregate: 'mean' }, ...about }))).toBe(false);
  });
});

test.skipIf(!isSharedThere)('the ASEM index is exported with the scores and ranks of COINr (../shared)', async () => {
  const definition = await authored(`${sharedData}/authoring/asem-coinr.xlsx`);
  const answers = answersByAuthority(definition, rowsOfCsv(`${sharedData}/authoring/asem-coinr.answers.csv`));
  const forms = [...answers].map(([name, given]): GivenForm => ({ name, authority: name, given }));
  const { files } = await exported(definition, forms);
  const scores = new Map(
    rowsOf(files['scores.csv']).map((row) => [`${row['authority']} ${row['node']}`, Number(row['score'])]),
  );
  const wanted = rowsOfCsv(`${sharedData}/authoring/asem-coinr.scores.csv`).filter(({ score }) => score);
  const off = wanted.filter(({ authority, node, score = '' }) => {
    const own = scores.get(`${authority} ${node}`) ?? Number.NaN;
    return !(Math.abs(own - toNumber(exactly(score))) < 1e-9);
  });
  expect([wanted.length > 30, off]).toEqual([true, []]);
  expect(isOfNumbers(definition)).toBe(true);
});

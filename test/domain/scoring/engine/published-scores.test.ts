import { beforeAll, describe, expect, test } from 'vitest';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  isScored,
  isSelect,
  nodesByName,
} from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { loadDefinition } from '../../../../shared/domain/questionnaire/definition/load-definition.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf, shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { exactly, written } from '../../../../shared/domain/scoring/rational.ts';
import { authored, isSharedThere, type Row, rowsOfCsv, sharedData } from '../../../support/authored.ts';
import { municipalDefinition, municipalGroups, municipalities } from '../../../support/slovenian-municipalities.ts';

/** Numbers of tables as exact ones: `2.0` is 2. */
const number = (text: string | undefined): string => written(exactly(text ?? ''));
/** Standard competition ranks by what is shown (1, 2, 2, 4). */
const rankOf = (own: string, all: readonly string[]): number =>
  1 + all.filter((other) => Number(other) > Number(own)).length;

describe.skipIf(!isSharedThere)('Open Data Maturity 2023, as published (../shared)', () => {
  const folder = `${sharedData}/odm-2023`;
  let definition: Definition;
  beforeAll(async () => {
    definition = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
  });

  /** An answer as the country wrote it; null: it left the placeholder, or nothing. */
  function givenOf(name: string, answer: string): Given | null {
    const node = nodesByName(definition).get(name);
    const said = answer.trim().toLowerCase();
    if (node === undefined || !isSelect(node) || said === '' || said.startsWith('select answer')) return null;
    const choice = choicesOf(definition, node).find(({ label }) => label['en']?.toLowerCase() === said);
    return choice === undefined ? { doesNotCount: 'not-understood' } : { choices: [choice.name] };
  }

  test('12 countries: points of all 161 questions, four dimensions and the total', () => {
    const rows = rowsOfCsv(`${folder}/points.csv`);
    let points = 0;
    for (const totals of rowsOfCsv(`${folder}/totals.csv`)) {
      const own = rows.filter(({ authority }) => authority === totals['authority']);
      const given = own.flatMap(({ question = '', answer = '' }): [string, Given][] => {
        // Published as 0 for a blank behind the answer, which the office's formula did not know: verified as No.
        const isVerified = totals['authority'] === 'AL' && question === '10a';
        const one = givenOf(`Q${question}`, isVerified ? 'no' : answer);
        return one === null ? [] : [[`Q${question}`, one]];
      });
      const { nodes } = scoreAnswers(definition, new Map(given));
      for (const { question, points: published = '' } of own) {
        const node = nodesByName(definition).get(`Q${question}`);
        if (node === undefined || !isScored(definition, node)) continue;
        const scored = nodes.get(`Q${question}`);
        const of = `${totals['authority']} ${question}`;
        expect([of, scored && written(scored.points)]).toEqual([of, published]);
        points += 1;
      }
      const dimensions = definition.nodes.filter((node) => node.type === 'group' && node.parent === 'index').slice(-4);
      const columns = ['dimension_1_of_640', 'dimension_2_of_600', 'dimension_3_of_650', 'dimension_4_of_650'];
      for (const [at, column] of columns.entries()) {
        const dimension = nodes.get(dimensions[at]?.name ?? '');
        expect([column, dimension && written(dimension.points)]).toEqual([column, totals[column]]);
        expect(dimension && written(dimension.most)).toBe(column.split('_').at(-1));
      }
      expect(shownOf(definition, nodes.get('index') ?? null)).toBe(totals['total_of_2540']);
    }
    expect(points).toBe(12 * 161);
  });
});

describe.skipIf(!isSharedThere)('openness of 212 Slovenian municipalities, as published (../shared)', () => {
  test('212 totals, 1,060 group totals and 212 ranks', () => {
    const definition = municipalDefinition();
    const expected = new Map(municipalities('scores').map((row) => [row['municipality'] ?? '', row]));
    const shown = municipalities('answers').map(({ municipality = '', ...answers }): [string, string] => {
      const given = Object.entries(answers).flatMap(([question, choice = '']): [string, Given][] =>
        choice === '' ? [] : [[question, { choices: [choice] }]],
      );
      const scored = scoreAnswers(definition, new Map(given));
      for (const [group, name] of municipalGroups()) {
        const points = scored.nodes.get(name)?.points;
        const published = number(expected.get(municipality)?.[group]);
        expect([municipality, group, points && written(points)]).toEqual([municipality, group, published]);
      }
      return [municipality, shownOf(definition, indexOf(scored)) ?? ''];
    });
    expect(shown).toHaveLength(212);
    const all = shown.map(([, own]) => own);
    for (const [municipality, own] of shown) {
      const row = expected.get(municipality);
      expect([municipality, number(own), rankOf(own, all)]).toEqual([
        municipality,
        number(row?.['total']),
        Number(row?.['rank']),
      ]);
    }
  });
});

describe.skipIf(!isSharedThere)('Global Open Data Index, as published (../shared)', () => {
  const table = (name: string): Row[] =>
    rowsOfCsv(`${sharedData}/oracles/global-open-data-index-2013-2015/${name}.csv`);
  const weights = () => table('definition');
  const answers = () => table('answers');

  /** Every place answers the same questions of each dataset; datasets count alike. */
  function indexOfYear(year: string): Definition {
    const datasets = [
      ...new Set(
        answers()
          .filter((row) => row['year'] === year)
          .map(({ dataset = '' }) => dataset),
      ),
    ];
    const en = (text = ''): { en: string } => ({ en: text });
    return loadDefinition({
      ...{ id: 'open-data-index', version: year, title: en('Index'), languages: ['en'], defaultLanguage: 'en' },
      ...{ shown: { as: 'percent', decimals: 0 }, index: { aggregate: 'mean' } },
      lists: [
        {
          name: 'yes_no_unsure',
          choices: [
            { name: 'Yes', label: en('Yes'), points: '100%', means: 'yes' },
            { name: 'No', label: en('No'), points: '0', means: 'no' },
            { name: 'Unsure', label: en('Unsure'), points: '0' },
          ],
        },
      ],
      nodes: datasets.flatMap((dataset) => [
        { type: 'group', name: dataset, parent: 'index', label: en(dataset) },
        ...weights().map(({ question = '', label, weight }) => ({
          ...{ type: 'select_one', name: `${dataset}.${question}`, parent: dataset, label: en(label) },
          ...{ list: 'yes_no_unsure', mostPoints: weight },
        })),
      ]),
    });
  }

  test.each([
    // Of Greece 2014 one of ten datasets is not in the file.
    ['2015', 122, []],
    ['2014', 93, ['gr']],
    ['2013', 60, []],
  ])('%s: %d places, and their datasets', (year, count, otherwise) => {
    const definition = indexOfYear(year);
    const rows = answers().filter((row) => row['year'] === year);
    const places = Map.groupBy(rows, ({ place = '' }) => place);
    const published = new Map(table('places').map((row) => [row['place'] ?? '', row]));
    expect(places.size).toBe(count);
    const off: string[] = [];
    const shown = new Map<string, string>();
    for (const [place, own] of places) {
      const given = own.flatMap(({ dataset = '', ...row }) =>
        weights().map(({ question = '' }): [string, Given] => [
          `${dataset}.${question}`,
          { choices: [row[question] ?? ''] },
        ]),
      );
      const scored = scoreAnswers(definition, new Map(given));
      const points = own.map(({ dataset = '' }) => {
        const node = scored.nodes.get(dataset);
        return node ? written(node.points) : '';
      });
      expect([place, ...points]).toEqual([place, ...own.map((row) => row['published_score'])]);
      shown.set(place, shownOf(definition, indexOf(scored)) ?? '');
      if (shown.get(place) !== published.get(place)?.[`score_${year}`]) off.push(place);
    }
    expect(off).toEqual(otherwise);
    if (year !== '2015') return;
    const all = [...published.keys()].map((place) => shown.get(place) ?? '0');
    for (const [place, row] of published) {
      expect([place, rankOf(shown.get(place) ?? '0', all)]).toEqual([place, Number(row['rank_2015'])]);
    }
  });
});

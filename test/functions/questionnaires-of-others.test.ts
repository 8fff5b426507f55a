import { describe, expect, test } from 'vitest';
import { assessByDefinition, type FormAssessment } from '../../functions/ingest-submission/assess-by-definition.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { choicesOf, isQuestion, isSelect } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { indexOf, shownOf } from '../../shared/domain/scoring/engine/shown.ts';
import { exactly, toNumber, written } from '../../shared/domain/scoring/rational.ts';
import { authored, isSharedThere, type Row, rowsOfCsv, sharedData } from '../support/authored.ts';
import { type RawCell, rawWorkbook } from '../support/raw-workbook.ts';
import { municipalDefinition, municipalGroups, municipalities } from '../support/slovenian-municipalities.ts';

const doubts = ({ problems }: FormAssessment): string[] =>
  problems
    .filter(({ severity, code }) => severity === 'error' || (severity === 'query' && code.startsWith('answer')))
    .map(({ code, cell, read }) => `${code} ${cell} ${read}`);

/** A form of their own layout: the place's name, sections as rows, no ids; two of them turned about. */
function municipalRows(definition: Definition, answers: Row, at: number): RawCell[][] {
  const title = [['Lestvica transparentnosti občin'], ['Občina:', answers['municipality'] ?? ''], []];
  const rows = definition.nodes.map((node): RawCell[] => {
    const label = node.label['sl'] ?? '';
    if (!isSelect(node)) return [label.toUpperCase()];
    const chosen = choicesOf(definition, node).find(({ name }) => name === answers[node.name]);
    return [label, chosen?.label['sl'] ?? null, null];
  });
  const headings = at % 3 === 2 ? [] : [['Vprašanje', 'Odgovor', 'Opomba']];
  const table: RawCell[][] = [...headings, ...rows];
  return [...title, ...(at % 3 === 1 ? table.map(([question = null, answer = null]) => [answer, question]) : table)];
}

describe.skipIf(!isSharedThere)('a workbook for each Slovenian municipality, in Slovene (../shared)', () => {
  test('the totals of every tenth as published', async () => {
    const definition = municipalDefinition();
    const scores = new Map(municipalities('scores').map((row) => [row['municipality'], row]));
    const every = municipalities('answers').filter((_, at) => at % 10 === 0);
    for (const [at, answers] of every.entries()) {
      const file = rawWorkbook([{ name: 'Vprašalnik', rows: municipalRows(definition, answers, at) }]);
      const assessed = await assessByDefinition(file, definition);
      const { municipality = '' } = answers;
      const published = scores.get(municipality);
      const { scored } = assessed;
      const total = scored && indexOf(scored);
      expect([municipality, doubts(assessed), total && written(total.points)]).toEqual([
        municipality,
        [],
        written(exactly(published?.['total'] ?? '')),
      ]);
      for (const [group, name] of municipalGroups()) {
        const points = scored?.nodes.get(name)?.points;
        expect([municipality, group, points && written(points)]).toEqual([
          municipality,
          group,
          written(exactly(published?.[group] ?? '')),
        ]);
      }
    }
  });
});

describe.skipIf(!isSharedThere)('questionnaires in the authoring format, filled in and read (../shared)', () => {
  const folder = `${sharedData}/authoring`;

  /** Answers as an office would write them into a form in a language: labels, several on lines, numbers. */
  function filledIn(definition: Definition, answers: ReadonlyMap<string, string>, language: string): RawCell[][] {
    const headings = language.startsWith('pt')
      ? ['Pergunta', 'Resposta', 'Evidência']
      : ['Question', 'Answer', 'Evidence'];
    return [
      ['Id', ...headings],
      ...definition.nodes.map((node): RawCell[] => {
        const label = node.label[language] ?? node.label[definition.defaultLanguage] ?? '';
        if (!isQuestion(node)) return [null, label];
        const answer = answers.get(node.name) ?? '';
        if (!isSelect(node)) {
          const isNumber = node.type !== 'text' && answer !== '';
          return [node.name, label, isNumber ? Number(answer) : answer, 'Annual report of the office, page 4'];
        }
        const chosen = choicesOf(definition, node).filter(({ name }) => answer.split(' ').includes(name));
        const labels = chosen.map((choice) => choice.label[language] ?? choice.name);
        return [node.name, label, labels.join('\n'), 'Annual report of the office, page 4'];
      }),
    ];
  }

  test.each([
    ['municipal-climate-2026', 'en'],
    ['municipal-climate-2026', 'pt-BR'],
    ['asem-coinr', 'en'],
    ['user-centricity-2023', 'fi'],
  ])('%s in %s scores as the reference scorer says', async (name, language) => {
    const definition = await authored(`${folder}/${name}.xlsx`);
    const sets = Map.groupBy(rowsOfCsv(`${folder}/${name}.answers.csv`), ({ authority = '' }) => authority);
    const scores = rowsOfCsv(`${folder}/${name}.scores.csv`);
    for (const [authority, rows] of sets) {
      const answers = new Map(rows.map(({ question = '', answer = '' }) => [question, answer]));
      if (rows.every(({ answer }) => answer === '')) continue;
      const file = rawWorkbook([{ name: 'Form', rows: filledIn(definition, answers, language) }]);
      const assessed = await assessByDefinition(file, definition);
      expect([authority, doubts(assessed).filter((one) => !one.startsWith('answer-not-asked'))]).toEqual([
        authority,
        [],
      ]);
      for (const row of scores.filter((one) => one['authority'] === authority)) {
        const node = assessed.scored?.nodes.get(row['node'] ?? '') ?? null;
        const of = `${authority} ${row['node']}`;
        expect([of, shownOf(definition, node) ?? '']).toEqual([of, row['shown']]);
        const score = node?.score ?? null;
        if (score === null || !row['score']) continue;
        expect(Math.abs(toNumber(score) - toNumber(exactly(row['score'])))).toBeLessThan(1e-9);
      }
    }
  });
});

import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { exportRound } from '../../shared/use-cases/export-round/export-round.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { publishedRanking } from '../support/published-ranking.ts';
import { publishedSeven, publishedSevenOf } from '../support/published-site.ts';
import { espooWorkbook, type Publishing, startPublishing } from '../support/publishing.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

type Row = Readonly<Record<string, string>>;

let pipeline: Pipeline;
let publishing: Publishing;
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };

beforeAll(async () => {
  pipeline = await startPipeline();
  publishing = await startPublishing(pipeline);
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts: [] });
  await pipeline.registry.putRound(round);
  const bytes = await espooWorkbook('2022', '=HYPERLINK("x") ask maija@espoo.example. ');
  await pipeline.ingest(await pipeline.put({ key: 'office/espoo.xlsx', bytes }));
  const standing = await pipeline.store.standing(round, 'espoo');
  const verifiedCode = '1'.padEnd(41, '0');
  const seven = publishedSevenOf(standing?.submission ?? '').map((one) =>
    one.authority === 'espoo' ? { ...one, verifiedCode } : one,
  );
  await publishing.standings('2022', '2026-01', seven);
});
afterAll(() => pipeline.stop());

async function exported(withEvidence: boolean | null): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const append = async (file: string, content: string | Uint8Array): Promise<void> => {
    files[file] = (files[file] ?? '') + content;
  };
  const result = await exportRound({ round: '2022', withEvidence }, { ...pipeline, catalogue, append });
  expect(result).toMatchObject({ outcome: 'exported', authorities: 7 });
  return files;
}
const rowsOf = (text = ''): Row[] => Papa.parse<Row>(text.trimEnd(), { header: true }).data;

describe('an exported round', () => {
  test('holds what was published: the order, ties, percentages and counts of the seven', async () => {
    const files = await exported(null);
    const standings = rowsOf(files['standings.csv']);
    expect(standings.map(({ name }) => name).slice(0, 5)).toEqual(
      publishedRanking.map(({ authority }) => authority).slice(0, 5),
    );
    expect(standings.map(({ rank }) => rank)).toEqual(['1', '2', '3', '4', '5', '6', '6']);
    for (const { authority, percent, counts } of publishedRanking) {
      const own = rowsOf(files['scores.csv']).filter((row) => row['authority'] === authority.toLowerCase());
      expect(Math.round(100 * Number(own.find(({ level }) => level === 'index')?.['share']))).toBe(percent);
      const categories = own.filter(({ level }) => level === 'category');
      expect(categories.map(({ met, total }) => ({ met: Number(met), total: Number(total) }))).toEqual(counts);
    }
  });

  test('has a row for each answer and each figure, whose counts are those of the standings', async () => {
    const files = await exported(null);
    const answers = rowsOf(files['answers.csv']);
    expect(answers).toHaveLength(7 * 41);
    const espoo = answers.filter(({ authority }) => authority === 'espoo');
    expect(espoo.reduce((sum, { counted }) => sum + Number(counted), 0)).toBe(23);
    expect(espoo.find(({ indicator }) => indicator === 'Q3.3.2')).toMatchObject({ category: 'C3.3', answer: 'na' });
    const verified = answers.filter((answer) => answer['verified'] === '1');
    expect(verified.map(({ authority, indicator }) => `${authority} ${indicator}`)).toEqual(['espoo Q1.1.1']);
    const background = rowsOf(files['background.csv']);
    const population = background.find((row) => row['authority'] === 'espoo' && row['figure'] === 'population');
    expect(population).toMatchObject({ round: '2022', value: '305200' });
  });

  test('is described column by column, each of one type', async () => {
    const files = await exported(true);
    const dictionary = rowsOf(files['data-dictionary.csv']);
    const fits = { integer: /^\d*$/, decimal: /^(\d+(\.\d+)?)?$/, text: /^/ };
    for (const file of Object.keys(files).filter((one) => !/dictionary|iMeta/.test(one))) {
      const columns = dictionary.filter((row) => row['file'] === file);
      const rows = rowsOf(files[file]);
      expect(columns.map(({ column }) => column)).toEqual(Object.keys(rows[0] ?? {}));
      for (const { column = '', type } of columns) {
        const wrong = rows.filter((row) => !fits[type as keyof typeof fits].test(row[column] ?? 'missing'));
        expect([file, column, wrong]).toEqual([file, column, []]);
      }
    }
  });

  test('has evidence only where the round publishes it or it is asked for, guarded and without mail addresses', async () => {
    expect(files(await exported(null))).not.toContain('HYPERLINK');
    const text = files(await exported(true));
    expect(text).toContain(`"'=HYPERLINK(""x"") ask […]`);
    expect(text).not.toContain('maija@espoo.example');
    await pipeline.registry.putRound({ ...round, publishesEvidence: true });
    expect(files(await exported(null))).toContain('HYPERLINK');
    expect(files(await exported(false))).not.toContain('HYPERLINK');
  });
  const files = (of: Record<string, string>): string => Object.values(of).join('\n');

  test("gives the score by COINr's own reading of iMeta: weighted means up the tree", async () => {
    const all = await exported(null);
    const meta = rowsOf(all['iMeta.csv']);
    const ids = indicatorsOf(questionnaire).map(({ id }) => id);
    const scoreOf = (code: string, row: Row): number => {
      const parts = meta.filter(({ Parent }) => Parent === code);
      if (parts.length === 0) return Number(row[code]);
      const weights = parts.reduce((sum, { Weight }) => sum + Number(Weight), 0);
      return parts.reduce((sum, { iCode = '', Weight }) => sum + Number(Weight) * scoreOf(iCode, row), 0) / weights;
    };
    for (const row of rowsOf(all['iData.csv'])) {
      const code = publishedSeven.find(({ authority }) => authority === row['uCode'])?.answerCode ?? '';
      const { overall } = score(questionnaire, decodeAnswers(ids, code), 'exact');
      expect(scoreOf('Index', row)).toBeCloseTo(overall, 9);
    }
    expect(meta.filter(({ Type }) => Type !== 'Indicator').map(({ iCode }) => iCode)).toContain('Population');
  });
});

test('a round that is not there, or has no standings, or is being erased is not exported', async () => {
  const { registry } = pipeline;
  const to = { ...pipeline, catalogue, append: async () => {} };
  const of = (id: string) => exportRound({ round: id, withEvidence: null }, to);
  expect(await of('nowhere')).toEqual({ outcome: 'unknown round' });
  await registry.putRound({ ...round, id: '2030' });
  expect(await of('2030')).toEqual({ outcome: 'no standings' });
  await publishing.standings('2030', '2026-01', publishedSeven, { keep: false });
  expect(await of('2030')).toEqual({ outcome: 'erasing' });
});

import { indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { codeMapOf } from '../../domain/standings/tally.ts';
import { type DataColumn, type DataRow, integer, text } from './data-table.ts';
import type { RankingRow } from './ranking-rows.ts';
import type { RoundSite } from './round-site.ts';

/** Before an id stands what it is the id of: `1.1.1` alone becomes a date in some programs, `1.1` a number. */
const letters = { indicator: 'Q', category: 'C', pillar: 'P' } as const;
export const coinrCode = (level: keyof typeof letters, id: string): string => `${letters[level]}${id}`;

const missing = 'NA';

/** Columns of COINr's `iData`: names, groups, the denominator, and an indicator each, 1 where it is met. */
export function coinrDataColumns({ questionnaire, messages, language }: RoundSite): DataColumn[] {
  const words = messages.dashboard.columns;
  return [
    text('uName', words.name),
    text('uCode', words.authority),
    text('Country_group', words.country),
    text('Size_group', words.band),
    integer('Population', words.population),
    ...indicatorsOf(questionnaire).map(({ id, text: question }) =>
      integer(coinrCode('indicator', id), textIn(question, language)),
    ),
  ];
}

export function coinrDataRow({ profile, band }: RankingRow, { questionnaire }: RoundSite): DataRow {
  const { metLetters } = codeMapOf(questionnaire);
  const { name, authority, country, population, answerCode } = profile;
  return [
    ...[name, authority, country, band === null ? null : `from ${band}`, population],
    ...[...answerCode].map((letter) => Number(metLetters.has(letter))),
  ];
}

/**
 * COINr's `iMeta`: the tree of aggregates. Categories count the same, so a pillar weighs as much as it has categories:
 * arithmetic means up this tree give the score by the method `exact`.
 */
export function coinrMeta({ questionnaire, language }: RoundSite): DataRow[] {
  const head = ['Level', 'iCode', 'iName', 'Direction', 'Weight', 'Unit', 'Target', 'Denominator', 'Parent', 'Type'];
  const part = (level: number, code: string, name: string, weight: number, parent: string, type = 'Aggregate') => [
    ...[level, code, name, 1, weight, level === 1 ? '0 or 1' : 'Score'],
    ...[level === 1 ? 1 : missing, missing, parent, type],
  ];
  const beside = (code: string, name: string, type: string) => [
    ...[missing, code, name, missing, missing, missing],
    ...[missing, missing, missing, type],
  ];
  const { pillars } = questionnaire;
  return [
    head,
    ...pillars.flatMap(({ categories }) =>
      categories.flatMap(({ id, indicators }) =>
        indicators.map((one) =>
          part(
            1,
            coinrCode('indicator', one.id),
            textIn(one.text, language),
            1,
            coinrCode('category', id),
            'Indicator',
          ),
        ),
      ),
    ),
    ...pillars.flatMap((pillar) =>
      pillar.categories.map(({ id, title }) =>
        part(2, coinrCode('category', id), textIn(title, language), 1, coinrCode('pillar', pillar.id)),
      ),
    ),
    ...pillars.map(({ id, title, categories }) =>
      part(3, coinrCode('pillar', id), textIn(title, language), categories.length, 'Index'),
    ),
    part(4, 'Index', textIn(questionnaire.title, language), 1, missing),
    beside('Country_group', 'Country', 'Group'),
    beside('Size_group', 'Inhabitants', 'Group'),
    beside('Population', 'Inhabitants', 'Denominator'),
  ];
}

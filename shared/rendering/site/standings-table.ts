import { decodeAnswers } from '../../domain/answers/answer.ts';
import { categoriesOf, indicatorsOf, type Questionnaire, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { aggregateOf, type MethodId } from '../../domain/scoring/methods/methods.ts';
import { score } from '../../domain/scoring/scoring.ts';
import { fill } from '../words/messages.ts';
import { isVerified } from './badges.ts';
import { type DataColumn, type DataRow, integer, text } from './data-table.ts';
import type { RankingRow } from './ranking-rows.ts';
import type { RoundSite } from './round-site.ts';

/** Columns of one row an authority: its place, its score in three readings, its categories and its answers. */
export function standingsColumns({ questionnaire, messages, language, standings }: RoundSite): DataColumn[] {
  const words = messages.dashboard.columns;
  return [
    integer('rank', words.rank),
    text('authority', words.authority),
    text('name', words.name),
    text('country', words.country),
    integer('population', words.population),
    integer('percent', words.percent, '%'),
    { name: 'overall', type: 'decimal', unit: '0..1', meaning: words.overall[aggregateOf(standings.method)] },
    integer('met', words.met),
    integer('verified', words.verifiedCount),
    integer('percent_na_left_out', words.naExcluded, '%'),
    integer('percent_na_as_met', words.naMet, '%'),
    ...categoriesOf(questionnaire).map(({ id, title, total }) =>
      integer(`met_${columnId(id)}`, fill(words.category, { total, title: textIn(title, language) })),
    ),
    ...indicatorsOf(questionnaire).map((indicator) =>
      text(`answer_${columnId(indicator.id)}`, fill(words.answer, { question: textIn(indicator.text, language) })),
    ),
  ];
}

/** 1.1.1 alone becomes a date in some programs, and no name in others: `1_1_1`, after a letter. */
export const columnId = (id: string): string => id.replaceAll('.', '_');

export function standingsRow(
  { rank, profile, counts }: RankingRow,
  questionnaire: Questionnaire,
  method: MethodId,
): DataRow {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, profile.answerCode);
  const { overall, met, readings } = score(questionnaire, values, method);
  const { authority, name, country, population, percent } = profile;
  const verified = ids.filter((_, index) => isVerified(profile, index)).length;
  return [
    ...[rank, authority, name, country, population, percent, overall, met, verified],
    ...[readings.naExcluded, readings.naMet],
    ...counts.map((count) => count.met),
    ...ids.map((id) => values.get(id) ?? null),
  ];
}

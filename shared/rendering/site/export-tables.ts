import { decodeAnswers } from '../../domain/answers/answer.ts';
import { indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { aggregateOf } from '../../domain/scoring/methods/methods.ts';
import { score } from '../../domain/scoring/scoring.ts';
import { codeMapOf } from '../../domain/standings/tally.ts';
import { isVerified } from './badges.ts';
import { coinrCode, coinrDataColumns, coinrDataRow } from './coinr-tables.ts';
import { type DataColumn, type DataRow, integer, text } from './data-table.ts';
import { publicText } from './evidence.ts';
import type { RankingRow } from './ranking-rows.ts';
import type { PublishedAuthority, RoundSite } from './round-site.ts';
import { standingsColumns, standingsRow } from './standings-table.ts';

/** One authority as it is exported. */
export interface ExportedAuthority {
  readonly row: RankingRow;
  readonly written: PublishedAuthority['written'];
}

/** A file of data that is written authority by authority. */
export interface ExportTable {
  readonly columns: readonly DataColumn[];
  rows(of: ExportedAuthority): readonly DataRow[];
}

/** The whole round as tidy tables, by file name: one row a fact, one type a column, the same codes in all of them. */
export function exportTables(site: RoundSite): Readonly<Record<string, ExportTable>> {
  const { questionnaire, standings } = site;
  return {
    'standings.csv': {
      columns: standingsColumns(site),
      rows: ({ row }) => [standingsRow(row, questionnaire, standings.method)],
    },
    'answers.csv': answersTable(site),
    'scores.csv': scoresTable(site),
    'background.csv': backgroundTable(site),
    'iData.csv': { columns: coinrDataColumns(site), rows: ({ row }) => [coinrDataRow(row, site)] },
  };
}

type Words = RoundSite['messages']['dashboard']['columns'];
const whose = (words: Words): DataColumn[] => [text('round', words.round), text('authority', words.authority)];

function answersTable({ questionnaire, messages, standings, showsEvidence }: RoundSite): ExportTable {
  const words = messages.dashboard.columns;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const { metLetters, categoryOf, categories } = codeMapOf(questionnaire);
  return {
    columns: [
      ...whose(words),
      text('indicator', words.indicator),
      text('category', words.categoryCode),
      text('answer', words.answerValue),
      integer('counted', words.counted),
      integer('has_evidence', words.hasEvidence),
      integer('verified', words.verified),
      ...(showsEvidence ? [text('evidence', words.evidence)] : []),
    ],
    rows({ row: { profile }, written }) {
      const values = decodeAnswers(ids, profile.answerCode);
      return ids.map((id, index) => [
        ...[standings.round, profile.authority, coinrCode('indicator', id)],
        coinrCode('category', categories[categoryOf[index] ?? 0]?.id ?? ''),
        ...[values.get(id) ?? null, Number(metLetters.has(profile.answerCode.charAt(index)))],
        Number(profile.evidenceCode.charAt(index) === '1'),
        Number(isVerified(profile, index)),
        ...(showsEvidence ? [publicText(written?.answers.get(id)?.evidence ?? '')] : []),
      ]);
    },
  };
}

function scoresTable({ questionnaire, messages, standings }: RoundSite): ExportTable {
  const words = messages.dashboard.columns;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  return {
    columns: [
      ...whose(words),
      text('level', words.level),
      text('part', words.part),
      integer('met', words.met),
      integer('total', words.total),
      { name: 'share', type: 'decimal', unit: '0..1', meaning: words.share[aggregateOf(standings.method)] },
    ],
    rows({ row: { profile } }) {
      const own = score(questionnaire, decodeAnswers(ids, profile.answerCode), standings.method);
      const part = (level: 'pillar' | 'category') =>
        Object.entries(own[level === 'pillar' ? 'pillars' : 'categories']).map(
          ([id, { met, total }]): DataRow => [
            ...[standings.round, profile.authority, level, coinrCode(level, id)],
            ...[met, total, met / total],
          ],
        );
      const index: DataRow = [standings.round, profile.authority, 'index', 'Index', own.met, own.total, own.overall];
      return [index, ...part('pillar'), ...part('category')];
    },
  };
}

function backgroundTable({ questionnaire, messages, standings, language, showsEvidence }: RoundSite): ExportTable {
  const words = messages.dashboard.columns;
  return {
    columns: [
      ...whose(words),
      text('figure', words.figure),
      text('question', words.question),
      { name: 'value', type: 'decimal', unit: '', meaning: words.value },
      text('unit', words.unit),
      integer('year', words.year),
      ...(showsEvidence ? [text('written', words.written)] : []),
    ],
    rows: ({ row: { profile }, written }) =>
      questionnaire.background.map(({ id, text: question }): DataRow => {
        const { value = null, unit = null, year = null, raw = '' } = written?.background.get(id) ?? {};
        return [
          ...[standings.round, profile.authority, id, textIn(question, language), value, unit, year],
          ...(showsEvidence ? [publicText(raw)] : []),
        ];
      }),
  };
}

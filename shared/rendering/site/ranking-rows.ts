import { categoriesOf } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { populationBand } from '../../domain/standings/population-bands.ts';
import { type Profile, rankAmong } from '../../domain/standings/standings.ts';
import { codeMapOf, metByCategory } from '../../domain/standings/tally.ts';
import type { RoundSite } from './round-site.ts';

/** One authority as the ranking shows it. */
export interface RankingRow {
  /** Null among too few for ranks. */
  readonly rank: number | null;
  readonly profile: Profile;
  /** Lower bound of its population band, or null. */
  readonly band: number | null;
  readonly counts: readonly Count[];
}

/** All authorities by rank; those that share one, or have none, by name, as people look them up. */
export function rankingRows(profiles: readonly Profile[], { questionnaire, standings }: RoundSite): RankingRow[] {
  const map = codeMapOf(questionnaire);
  const totals = categoriesOf(questionnaire).map(({ total }) => total);
  const ranks = ofHoweverFew(standings.all).percents.map(
    (_, percent) => rankAmong(standings.all, percent)?.rank ?? null,
  );
  const byName = new Intl.Collator('en').compare;
  return profiles
    .map((profile): RankingRow => {
      const met = metByCategory(map, profile.answerCode);
      return {
        rank: ranks[profile.percent] ?? null,
        profile,
        band: profile.population === null ? null : populationBand(profile.population),
        counts: totals.map((total, index) => ({ met: met[index] ?? 0, total })),
      };
    })
    .sort(
      (a, b) =>
        (a.rank ?? 0) - (b.rank ?? 0) ||
        byName(a.profile.name, b.profile.name) ||
        (a.profile.authority < b.profile.authority ? -1 : 1),
    );
}

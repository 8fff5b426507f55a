import { valuesOf } from '../answers/answer.ts';
import { categoriesOf } from '../questionnaire/questionnaire.ts';
import type { Count } from '../scoring/count.ts';
import { type Score, score } from '../scoring/scoring.ts';
import { type Comparison, comparisonOf, rankShowing } from '../standings/comparison.ts';
import { ofGroup } from '../standings/limited.ts';
import { populationBand } from '../standings/population-bands.ts';
import type { Profile, Rank } from '../standings/standings.ts';
import { codeMapOf } from '../standings/tally.ts';
import type { ResultsReport } from './results-report.ts';

/** An indicator that is not met, and what a Yes to it alone would change. */
export interface NextStep {
  readonly indicator: string;
  readonly category: string;
  /** Shown percentage points; 0 when the roundings of the method swallow a single Yes. */
  readonly gain: number;
  /** What it adds to the overall score, in thousandths of it. */
  readonly overallGain: number;
  /** The percentage that would then be shown. */
  readonly percent: number;
  /** The rank that would then be shown; null before standings are published, and among too few for ranks. */
  readonly rank: Rank | null;
  /** How many of all authorities meet it; null where so few would tell on each of them. */
  readonly metBy: Count | null;
  /** Names of up to three authorities that meet it and published evidence, the most similar first. */
  readonly learnFrom: readonly string[];
}

export const maxToLearnFrom = 3;

/** All indicators not met, the most valuable first: by gain, then by how many others meet it, then in order. */
export function nextSteps(report: ResultsReport): NextStep[] {
  const comparison = comparisonOf(report);
  const values = valuesOf(report.answers);
  const met: readonly string[] = report.questionnaire.answers.met;
  const withYes = (id: string, method: Score['method']): Score =>
    score(report.questionnaire, new Map(values).set(id, 'yes'), method);
  const teachers = comparison !== null && report.publishesEvidence ? bySimilarity(comparison) : [];
  const { metLetters } = codeMapOf(report.questionnaire);
  const asked = categoriesOf(report.questionnaire).flatMap(({ id: category, indicators }) =>
    indicators.map(({ id }) => ({ id, category })),
  );
  const steps = asked.flatMap(({ id, category }, index): NextStep[] => {
    if (met.includes(values.get(id) ?? 'unanswered')) return [];
    const changed = withYes(id, report.score.method);
    return [
      {
        indicator: id,
        category,
        gain: changed.percent - report.score.percent,
        // Scores are rounded to thousandths, or not at all: then a thousandth of those is precise enough.
        overallGain: Math.round(1e6 * (changed.overall - report.score.overall)) / 1e3,
        percent: changed.percent,
        rank: comparison === null ? null : rankShowing(withYes(id, comparison.standings.method).percent, comparison),
        metBy: metBy(id, comparison),
        learnFrom: teachers
          .filter((one) => metLetters.has(one.answerCode.charAt(index)) && one.evidenceCode.charAt(index) === '1')
          .slice(0, maxToLearnFrom)
          .map(({ name }) => name),
      },
    ];
  });
  return steps.sort((a, b) => b.gain - a.gain || share(b.metBy) - share(a.metBy));
}

function metBy(indicator: string, comparison: Comparison | null): Count | null {
  if (comparison === null) return null;
  const { all } = comparison.standings;
  const whole = ofGroup(all);
  return whole === null ? null : { met: whole.indicators[indicator] ?? 0, total: all.authorities };
}

const share = (count: Count | null): number => (count === null ? 0 : count.met / count.total);

/** Others, the most similar first: of the same country, then of the same population band, then the best. */
export function bySimilarity({
  others,
  own,
}: {
  readonly others: readonly Profile[];
  readonly own: Pick<Profile, 'country' | 'population'>;
}): Profile[] {
  const bandOf = (population: number | null): number | null =>
    population === null ? null : populationBand(population);
  const ownBand = bandOf(own.population);
  const likeness = ({ country, population }: Profile): number =>
    2 * Number(country !== null && country === own.country) +
    Number(ownBand !== null && bandOf(population) === ownBand);
  return [...others].sort(
    (a, b) => likeness(b) - likeness(a) || b.percent - a.percent || (a.authority < b.authority ? -1 : 1),
  );
}

import { rankDrawsIn, rankDrawsText } from '../../shared/adapters/aws/dynamo/rank-draws-text.ts';
import { drawRanks } from '../../shared/domain/insight/robustness/rank-draws.ts';
import { rankInterval } from '../../shared/domain/insight/robustness/rank-interval.ts';
import { scoringMethod } from '../../shared/domain/scoring/methods/methods.ts';
import { profile, reportOf, standingsOf } from '../support/compared.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';
import { median } from './median.ts';
import { randomCodes } from './random-codes.ts';

export interface IntervalCost {
  readonly authorities: number;
  /** Milliseconds of processor: once with a publication, to read what is kept, and for each further result. */
  readonly once: number;
  readonly read: number;
  readonly further: number;
  /** Kept with the publication. */
  readonly kilobytes: number;
}

/** What rank intervals cost of so many authorities, of which at most 500 are compared. */
export function measureInterval(authorities: number): IntervalCost {
  const all = [...randomCodes(authorities, 1)].map((code, index) => profile(`City ${index}`, code));
  const shown = all.filter((_, index) => index % Math.ceil(authorities / 500) === 0);
  const codes = shown.map(({ answerCode }) => answerCode);
  const [draws, once] = processorOf(() => drawRanks(questionnaire, scoringMethod('ucdashboard-2022'), codes));
  const text = rankDrawsText(draws);
  const [kept, read] = processorOf(() => rankDrawsIn(text));
  const published = { ...standingsOf(all, { shown }), draws: kept };
  const results = Array.from({ length: 60 }, (_, index) => {
    const report = reportOf(shown[index % shown.length] as (typeof shown)[0], { published });
    return processorOf(() => rankInterval(report))[1];
  });
  return { authorities, once, read, further: median(results.slice(10)), kilobytes: text.length / 1024 };
}

function processorOf<T>(work: () => T): [T, milliseconds: number] {
  const before = process.cpuUsage();
  const done = work();
  const { user, system } = process.cpuUsage(before);
  return [done, (user + system) / 1000];
}

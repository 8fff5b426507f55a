import { codeOf, decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { comparedWithNothing, type ResultsReport } from '../../shared/domain/insight/results-report.ts';
import { indicatorsOf, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { countAuthorities, type Profile, type PublishedStandings } from '../../shared/domain/standings/standings.ts';
import { publishedRanking, valuesFor } from './published-ranking.ts';
import { userCentricity2023 as questionnaire } from './user-centricity.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const countries: Record<string, string> = {
  ...{ Rotterdam: 'NL', Bratislava: 'SK', Tallinn: 'EE', Madrid: 'ES', Utrecht: 'NL', Porto: 'PT', Espoo: 'FI' },
};

export function profile(
  name: string,
  answerCode: string,
  about: Partial<Pick<Profile, 'country' | 'population' | 'evidenceCode' | 'verifiedCode' | 'submission'>> = {},
): Profile {
  return {
    ...{ authority: name.toLowerCase(), name, answerCode, country: null, population: null },
    ...{ submission: `of ${name}`, evidenceCode: '1'.repeat(ids.length), verifiedCode: '' },
    percent: score(questionnaire, decodeAnswers(ids, answerCode)).percent,
    ...about,
  };
}

/** The seven published authorities, each with answers that give its published counts. */
export const theSeven: readonly Profile[] = publishedRanking.map(({ authority, counts }) => {
  const values = valuesFor(questionnaire, counts);
  const answerCode = ids.map((id) => codeOf(values.get(id) ?? 'unanswered')).join('');
  return profile(authority, answerCode, { country: countries[authority] ?? null, population: 300_000 });
});

export function standingsOf(
  profiles: readonly Profile[],
  { shown = profiles, method = 'ucdashboard-2022' }: { shown?: readonly Profile[]; method?: MethodId } = {},
): PublishedStandings {
  const about = { round: '2022', run: '1', cutOff: '2022-12-01T00:00:00.000Z', method };
  return {
    standings: {
      ...about,
      questionnaire: questionnaireKey(questionnaire),
      ...countAuthorities(questionnaire, method, profiles),
    },
    profiles: shown,
  };
}

/** A report of the answers in a code. */
export function reportOf(
  { name, answerCode, country, population }: Profile,
  about: Partial<ResultsReport> = {},
): ResultsReport {
  const values = decodeAnswers(ids, answerCode);
  const figure = { value: population, raw: String(population), unit: null, year: null, cell: null };
  return {
    ...comparedWithNothing,
    ...{ questionnaire, round: '2022', language: 'en', country, fileName: 'q.xlsx', sha256: 'a'.repeat(64) },
    authority: { id: name.toLowerCase(), name },
    receivedAt: '2022-11-18T09:12:30.000Z',
    score: score(questionnaire, values),
    answers: new Map([...values].map(([id, value]) => [id, { value, raw: value, evidence: '', cell: null }])),
    background: new Map(population === null ? [] : [['population', figure]]),
    problems: [],
    ...about,
  };
}

export const seven = (name: string): Profile => theSeven.find((one) => one.name === name) as Profile;

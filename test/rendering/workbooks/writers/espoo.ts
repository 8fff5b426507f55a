import { readFileSync } from 'node:fs';
import type { Answer } from '../../../../shared/domain/answers/answer.ts';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { comparedWithNothing, type ResultsReport } from '../../../../shared/domain/insight/results-report.ts';
import { readCityPage } from '../../../../shared/domain/questionnaire/city-page.ts';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { score } from '../../../../shared/domain/scoring/scoring.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';

/** Espoo's published page, to be written and read back. */
const pageFile = new URL('../../../../examples/espoo-city-page.txt', import.meta.url);
export const page = readCityPage(readFileSync(pageFile, 'utf8'), questionnaire);
export const indicators = indicatorsOf(questionnaire);

export const toEspoo = {
  questionnaire,
  language: 'en',
  authority: { id: 'espoo', name: 'Espoo' },
  round: '2022',
} as const;

/** Espoo's results, with the answers and problems a test needs otherwise. */
export function espooReport(
  changes: { answers?: Record<string, Answer>; problems?: ResultsReport['problems'] } = {},
): ResultsReport {
  const answers = new Map([...page.answers, ...Object.entries(changes.answers ?? {})]);
  const background = [...page.background].map(
    ([id, raw]) => [id, { value: null, raw, unit: null, year: null, cell: null }] as const,
  );
  return {
    ...toEspoo,
    fileName: 'espoo.xlsx',
    sha256: 'a'.repeat(64),
    receivedAt: '2022-11-18T09:12:30.000Z',
    ...comparedWithNothing,
    score: score(questionnaire, new Map([...answers].map(([id, { value }]) => [id, value]))),
    answers,
    background: new Map(background),
    problems: changes.problems ?? [],
  };
}

export const unclear = (raw: string, cell: string): Answer => ({ value: 'unclear', raw, evidence: '', cell });

export const partial = problem('answer-partial', {
  sheet: 'Our answers',
  cell: 'H77',
  indicator: '1.2.1',
  read: 'planned for 2024',
});

import { codeOf } from '../answers/answer.ts';
import type { Catalogue } from '../questionnaire/catalogue.ts';
import { findMapping, mapIndicators, type QuestionnaireMapping } from '../questionnaire/mapping.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from '../questionnaire/questionnaire.ts';
import type { Round } from '../registry/registry.ts';
import { type MethodId, scoringMethod } from '../scoring/methods/methods.ts';
import type { ScoreSummary } from '../scoring/score-summary.ts';
import type { Standing } from './standing.ts';
import { codeMapOf, metByCategory } from './tally.ts';

/** What all authorities of a round are judged by. */
export interface ScoringBasis {
  readonly questionnaire: Questionnaire;
  readonly method: MethodId;
}

/** Answers as the basis counts them: as answers to its questionnaire, whichever version they were given to. */
export interface Judged {
  readonly score: ScoreSummary;
  readonly answerCode: string;
  readonly evidenceCode: string;
  readonly verifiedCode: string;
}

type Answered = Pick<Standing, 'questionnaire' | 'answerCode' | 'evidenceCode' | 'verifiedCode'>;

/** Throws when the questionnaire is not known any more. */
export function scoringBasisOf({ id, questionnaire: key, method }: Round, { find }: Catalogue): ScoringBasis {
  const questionnaire = find(key);
  if (questionnaire === undefined) throw new Error(`Round ${id} is of the questionnaire ${key}, which is not known`);
  return { questionnaire, method: method ?? questionnaire.scoring.method };
}

/** Judges answers; null where nothing says what became of their questions. */
export function rescoreBy(
  { questionnaire, method }: ScoringBasis,
  { find, mappings }: Pick<Catalogue, 'find' | 'mappings'>,
): (answered: Answered) => Judged | null {
  const key = questionnaireKey(questionnaire);
  const map = codeMapOf(questionnaire);
  const { scoreOf } = scoringMethod(method);
  const shown = (answerCode: string): ScoreSummary => {
    if (answerCode.length !== map.indicatorIds.length) {
      throw new Error(`An answer code of ${answerCode.length} letters does not fit ${key}`);
    }
    const met = metByCategory(map, answerCode);
    const counts = map.categories.map(({ total }, index) => ({ met: met[index] ?? 0, total }));
    return { percent: scoreOf(counts)?.percent ?? 0, method, questionnaire: key };
  };
  return ({ questionnaire: answered, answerCode, evidenceCode, verifiedCode }) => {
    if (answered === key) return { score: shown(answerCode), answerCode, evidenceCode, verifiedCode };
    const mapping = findMapping(mappings, answered, key);
    const older = find(answered);
    if (mapping === undefined || older === undefined) return null;
    const carried = (code: string, missing: string): string =>
      carriedOver(code, missing, mapping, older, questionnaire);
    const code = carried(answerCode, codeOf('unanswered'));
    return {
      ...{ score: shown(code), answerCode: code, evidenceCode: carried(evidenceCode, '0') },
      verifiedCode: verifiedCode === '' ? '' : carried(verifiedCode, '0'),
    };
  };
}

/** A code with a letter for each indicator of the older version as one of the newer version. */
function carriedOver(
  code: string,
  missing: string,
  mapping: QuestionnaireMapping,
  older: Questionnaire,
  newer: Questionnaire,
): string {
  const letters = new Map(indicatorsOf(older).map(({ id }, index) => [id, code.charAt(index)]));
  const mapped = mapIndicators(mapping, letters, missing);
  return indicatorsOf(newer)
    .map(({ id }) => mapped.get(id) || missing)
    .join('');
}

export const sameResult = (a: ScoreSummary, b: ScoreSummary): boolean =>
  a.percent === b.percent && a.method === b.method && a.questionnaire === b.questionnaire;

/** A result that came to be another one without a new file. */
export interface Rescoring {
  /** As it was told before. */
  readonly before: ScoreSummary;
  readonly now: ScoreSummary;
  /** It is told as final: to the authority, not as an answer to whoever sent the file. */
  readonly isFinal: boolean;
}

import type { Catalogue } from '../domain/questionnaire/catalogue.ts';
import { type Definition, definitionKeyOf } from '../domain/questionnaire/definition/definition.ts';
import { findMapping, mappingsTo } from '../domain/questionnaire/mapping.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { ScoredBy } from '../domain/scoring/form-score.ts';
import type { AuthorityFacts } from '../domain/scoring/given.ts';
import { carriedForm, type FormBasis, judgeForm } from '../domain/standings/form-rescoring.ts';
import type { CountedForm } from '../domain/standings/form-tally.ts';
import { type Judged, rescoreBy, type ScoringBasis, scoringBasisOf } from '../domain/standings/rescoring.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { Questionnaires } from '../ports/questionnaires.ts';

/** What all authorities of a round are judged by, whichever questionnaire it is of. */
export type AnyBasis = ScoringBasis | FormBasis;

export interface KnownQuestionnaires {
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'find'>;
}

export const isFormBasis = (basis: AnyBasis): basis is FormBasis => basis.method === 'definition';

/** Throws when the questionnaire is not known any more. */
export async function anyBasisOf(
  { id, questionnaire: key, method }: Pick<Round, 'id' | 'questionnaire'> & { readonly method?: ScoredBy | undefined },
  { catalogue, questionnaires }: KnownQuestionnaires,
): Promise<AnyBasis> {
  const isOurs = method !== undefined && method !== 'definition';
  if (isOurs || catalogue.find(key) !== undefined) {
    const ours = {
      ...{ id, questionnaire: key, opensAt: null, closesAt: null, shards: 0 },
      ...(isOurs ? { method } : {}),
    };
    return scoringBasisOf(ours, catalogue);
  }
  const definition = await questionnaires.find(key);
  if (definition === null) throw new Error(`Round ${id} is of the questionnaire ${key}, which is not known`);
  return { questionnaire: definition, method: 'definition' };
}

export type Answered = Pick<Standing, 'questionnaire' | 'answerCode' | 'evidenceCode' | 'verifiedCode'>;

/** Judged answers, with what standings count of them where that is known already. */
export type AnyJudged = Judged & { readonly counted?: CountedForm };

/** Judges answers of an authority; null where nothing says what became of their questions. */
export type Judge = (answered: Answered, facts: AuthorityFacts) => Promise<AnyJudged | null>;

export function judgeBy(basis: AnyBasis, { catalogue, questionnaires }: KnownQuestionnaires): Judge {
  if (!isFormBasis(basis)) {
    const judge = rescoreBy(basis, catalogue);
    return async (answered) => judge(answered);
  }
  const { questionnaire } = basis;
  const key = definitionKeyOf(questionnaire);
  let known: ReturnType<typeof earlierVersions> | undefined;
  return async (answered, facts) => {
    if (answered.questionnaire === key) return judgeForm(basis, answered, facts);
    known ??= earlierVersions(questionnaire, questionnaires);
    const { earlier, mappings } = await known;
    const older = earlier.get(answered.questionnaire);
    const mapping = findMapping(mappings, answered.questionnaire, key);
    if (older === undefined || mapping === undefined) return null;
    return judgeForm(basis, carriedForm(answered, older, questionnaire, mapping), facts);
  };
}

/** All versions that a definition comes from, one after the other, and what became of their questions in it. */
async function earlierVersions(definition: Definition, { find }: Pick<Questionnaires, 'find'>) {
  const earlier = new Map<string, Definition>();
  let before: string | undefined = definition.mapping?.from;
  while (before !== undefined && !earlier.has(before)) {
    const older = await find(before);
    if (older === null) break;
    earlier.set(before, older);
    before = older.mapping?.from;
  }
  return { earlier, mappings: mappingsTo(definition, (key) => earlier.get(key)) };
}

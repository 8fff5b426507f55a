import { type AnyCatalogue, type Catalogue, withDefinitions } from '../domain/questionnaire/catalogue.ts';
import type { Questionnaires } from '../ports/questionnaires.ts';

export interface QuestionnaireSources {
  /** The product's own. */
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'inUse'>;
}

/**
 * All questionnaires that answers may be to, as rounds take them at this moment: read once for each event, and from then
 * on asked for by name.
 */
export const knownQuestionnaires = async ({ catalogue, questionnaires }: QuestionnaireSources): Promise<AnyCatalogue> =>
  withDefinitions(catalogue, await questionnaires.inUse());

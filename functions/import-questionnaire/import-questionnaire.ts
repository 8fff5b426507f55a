import { hash } from 'node:crypto';
import { problem } from '../../shared/domain/answers/problems.ts';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { type QuestionnairePlan, questionnaireRefusal } from '../../shared/domain/registry/questionnaire-plan.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import { allQuestionnaires } from '../../shared/questionnaires/catalogue.ts';
import { authoringWordsIn } from '../../shared/rendering/words/authoring-words.ts';
import { type AuthoringWords, describeFault } from '../../shared/rendering/words/definition-fault-words.ts';
import type { AuthoringFault } from '../../shared/spreadsheet/authoring/authoring-fault.ts';
import { readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';
import {
  type ImportDependencies,
  type ImportOutcome,
  type ImportSteps,
  importWorkbook,
} from '../../shared/use-cases/import-workbook.ts';

export interface QuestionnaireDependencies extends Omit<ImportDependencies, 'rescorings'> {
  readonly questionnaires: Pick<Questionnaires, 'published' | 'publish'>;
  readonly acts: Pick<Acts, 'append'>;
}

/** An authoring workbook to a published questionnaire, or back to the office with every fault by its cell. */
export function importQuestionnaire(upload: InboxObject, deps: QuestionnaireDependencies): Promise<ImportOutcome> {
  return importWorkbook(upload, stepsOf(deps), { ...deps, rescorings: null });
}

const stepsOf = ({ questionnaires, acts }: QuestionnaireDependencies): ImportSteps<QuestionnairePlan> => ({
  kind: 'questionnaire',
  async plan(file) {
    const read = await readAuthoring(file);
    if ('code' in read) return questionnaireRefusal(read);
    const { definition, language } = read;
    const words = authoringWordsIn(language);
    const told = read.faults.map((fault) => problemOf(fault, words));
    if (definition === null) return { ...questionnaireRefusal(...told), language };
    const against = await reasonAgainst(definition, questionnaires);
    if (against !== null) return { ...questionnaireRefusal(against, ...told), language };
    return { kind: 'questionnaire', definition, report: { problems: told }, language };
  },
  refusal: questionnaireRefusal,
  // The hash decides: done again it finds the very same, and changes nothing.
  async apply({ definition }, { receivedAt }) {
    if (definition === null) return;
    const facts = { questionnaire: definitionKeyOf(definition) };
    const what = { round: null, authority: null, what: 'questionnaire', facts } as const;
    await acts.append({ ...what, at: receivedAt, by: 'office', reason: null });
    await questionnaires.publish(definition, receivedAt);
  },
  rescores: () => [],
  changes: ({ definition }) => (definition === null ? 0 : 1),
  // Whoever publishes waits for the answer, also where nothing is new.
  isNews: () => true,
});

/** Why a questionnaire without faults cannot be published under its name. */
async function reasonAgainst(definition: Definition, questionnaires: Pick<Questionnaires, 'published'>) {
  const questionnaire = definitionKeyOf(definition);
  const facts = { questionnaire };
  if (allQuestionnaires().some(({ id }) => id === definition.id)) return problem('questionnaire-of-product', { facts });
  const published = await questionnaires.published(questionnaire);
  const isOther = published?.definition !== hash('sha256', JSON.stringify(definition), 'hex');
  const place = { sheet: 'settings', facts: { ...facts, place: 'settings' } };
  return published?.inUse === true && isOther ? problem('questionnaire-in-use', place) : null;
}

function problemOf(fault: AuthoringFault, words: AuthoringWords) {
  const { message, remedy } = describeFault(fault, words);
  const code = fault.severity === 'fault' ? 'questionnaire-fault' : 'questionnaire-notice';
  const sheet = fault.sheet === '' ? null : fault.sheet;
  return problem(code, { sheet, cell: fault.cell, facts: { fault: message, remedy } });
}

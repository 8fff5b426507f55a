import type { Problem } from '../../shared/domain/problems.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { type KnownToRegistry, parseRegistry } from '../../shared/domain/registry/parse-registry.ts';
import { planRegistry } from '../../shared/domain/registry/plan-registry.ts';
import type { RegistryPlan } from '../../shared/domain/registry/registry-plan.ts';
import type { RegistryRows } from '../../shared/domain/registry/registry-rows.ts';
import { messageLanguages } from '../../shared/messages/languages.ts';
import type { Registry, SubmissionStore } from '../../shared/ports.ts';
import { allQuestionnaires, currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';

export interface PlanSources {
  readonly registry: Registry;
  readonly store: Pick<SubmissionStore, 'history'>;
}

export const knownToRegistry: KnownToRegistry = {
  languages: messageLanguages(),
  questionnaires: new Map(allQuestionnaires().map((one) => [questionnaireKey(one), one.languages])),
};

/** What these rows do to what is registered now; nothing is done yet. */
export async function planImport(rows: RegistryRows, { registry, store }: PlanSources): Promise<RegistryPlan> {
  const parsed = parseRegistry(rows, knownToRegistry);
  const withSubmissions = new Set<string>();
  for (const { id, remove } of parsed.authorities ?? []) {
    if (remove && (await store.history(id)).length > 0) withSubmissions.add(id);
  }
  const authorities = await registry.authorities();
  const rounds = await registry.rounds();
  return planRegistry(parsed, { authorities, rounds, withSubmissions }, questionnaireKey(currentQuestionnaire));
}

/** A file of which nothing can be taken but why. */
export const refusal = (reason: Problem): RegistryPlan => ({
  kind: 'registry',
  updates: [],
  removals: [],
  rounds: [],
  report: { changes: [], problems: [reason], kept: [] },
});

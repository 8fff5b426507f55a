import type { Problem } from '../../shared/domain/answers/problems.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import { isRoundActive } from '../../shared/domain/registry/is-round-active.ts';
import { type KnownToRegistry, parseRegistry } from '../../shared/domain/registry/parse-registry.ts';
import { planRegistry } from '../../shared/domain/registry/plan-registry.ts';
import { type RegistryPlan, renamed } from '../../shared/domain/registry/registry-plan.ts';
import type { RegistryRows } from '../../shared/domain/registry/registry-rows.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { allQuestionnaires, currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';

export interface PlanSources {
  readonly registry: Registry;
  readonly acts: Pick<Acts, 'append' | 'actor'>;
  readonly store: Pick<SubmissionStore, 'history' | 'standing' | 'putStanding'>;
  readonly questionnaires: Pick<Questionnaires, 'list' | 'fix' | 'find'>;
  readonly participations: Pick<Participations, 'ofRound' | 'change' | 'setParticipants'>;
}

export const knownToRegistry: KnownToRegistry = {
  languages: messageLanguages(),
  questionnaires: new Map(allQuestionnaires().map((one) => [questionnaireKey(one), one.languages])),
};

/** The same with what the office has published. */
export async function knownWithPublished(questionnaires: Pick<Questionnaires, 'list'>): Promise<KnownToRegistry> {
  const published = (await questionnaires.list()).map((one) => [one.questionnaire, one.languages] as const);
  return { ...knownToRegistry, questionnaires: new Map([...knownToRegistry.questionnaires, ...published]) };
}

/** What these rows do to what is registered now; nothing is done yet. */
export async function planImport(
  rows: RegistryRows,
  { registry, store, questionnaires, participations }: PlanSources,
  now: Date,
): Promise<RegistryPlan> {
  const authorities = await registry.authorities();
  const known = await knownWithPublished(questionnaires);
  const parsed = parseRegistry(rows, { ...known, authorities });
  const withSubmissions = new Set<string>();
  for (const { id, remove } of parsed.authorities ?? []) {
    if (remove && (await store.history(id)).length > 0) withSubmissions.add(id);
  }
  const rounds = await registry.rounds();
  const named = new Map<string, ReadonlySet<string>>();
  const ids = authorities.map(({ id }) => id);
  for (const round of new Set((parsed.participants ?? []).map((row) => row.round))) {
    const noted = [...(await participations.ofRound(round, ids)).values()];
    named.set(round, new Set(noted.flatMap((one) => (one.named === null ? [] : one.authority))));
  }
  const registered = { authorities, rounds, withSubmissions, named };
  const plan = planRegistry(parsed, registered, questionnaireKey(currentQuestionnaire), now);
  const goingOn =
    renamed(plan).length === 0 ? [] : rounds.filter((round) => isRoundActive(round, now)).map(({ id }) => id);
  return { ...plan, goingOn };
}

/** A file of which nothing can be taken but why. */
export const refusal = (reason: Problem): RegistryPlan => ({
  kind: 'registry',
  updates: [],
  removals: [],
  rounds: [],
  goingOn: [],
  report: { changes: [], problems: [reason], kept: [] },
});

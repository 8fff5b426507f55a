import pMap from 'p-map';
import type { AuthorityId } from '../../shared/domain/ids.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import {
  type ActBy,
  type NamedParticipants,
  type RegistryPlan,
  registryActs,
  renamed,
  updated,
} from '../../shared/domain/registry/registry-plan.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { decide } from '../../shared/use-cases/except.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';

export interface ApplyDependencies {
  readonly registry: Registry;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding'>;
  readonly acts: Pick<Acts, 'append' | 'actor'>;
  readonly questionnaires: Pick<Questionnaires, 'fix' | 'find'>;
  readonly participations: Pick<Participations, 'ofRound' | 'change' | 'setParticipants'>;
}

/** Authorities that are written at once: thousands must fit into one run. */
const authoritiesAtOnce = 10;

/** Does what was planned. Done again after a crash at any point it ends the same. */
export async function applyPlan(plan: RegistryPlan, who: ActBy, deps: ApplyDependencies): Promise<void> {
  const { registry } = deps;
  for (const act of registryActs(plan, who)) await deps.acts.append(act);
  await pMap(plan.updates, (update) => registry.changeAuthority(update.id, (current) => updated(current, update)), {
    concurrency: authoritiesAtOnce,
  });
  for (const id of plan.removals) await registry.removeAuthority(id);
  for (const round of plan.rounds) await registry.putRound(await withDefinition(round, deps));
  for (const one of plan.participants ?? []) await nameParticipants(one, who, deps);
  for (const id of plan.goingOn) {
    const round = await registry.round(id);
    if (round !== null)
      await pMap(renamed(plan), (one) => carryName(round, one, deps), { concurrency: authoritiesAtOnce });
  }
}

/** As `scorebook except --only` names them, and takes them back. */
async function nameParticipants(
  { round: id, named, leaving }: NamedParticipants,
  { at, by, reason }: ActBy,
  deps: ApplyDependencies,
): Promise<void> {
  const round = await deps.registry.round(id);
  if (round === null) return;
  const decision = { at, by, reason: reason ?? '' };
  const of = [
    { authorities: named, exception: { kind: 'only' } },
    { authorities: leaving, exception: { kind: 'leave-out' } },
  ] as const;
  for (const one of of) if (one.authorities.length > 0) await decide({ round, ...one }, decision, deps);
}

/** From now on the questionnaire that the office has published never changes: the round names it by its hash. */
async function withDefinition(round: Round, { questionnaires }: ApplyDependencies): Promise<Round> {
  const { definition: _, ...registered } = round;
  if (findQuestionnaire(round.questionnaire) !== undefined) return registered;
  await fixEarlier(round.questionnaire, questionnaires);
  const definition = await questionnaires.fix(round.questionnaire);
  return definition === null ? registered : { ...registered, definition };
}

/** Answers are carried over from version to version: none of those that lead here may change, though no round took it. */
async function fixEarlier(key: string, { find, fix }: ApplyDependencies['questionnaires']): Promise<void> {
  const fixed = new Set([key]);
  let before = (await find(key))?.mapping?.from;
  while (before !== undefined && !fixed.has(before)) {
    await fix(before);
    fixed.add(before);
    before = (await find(before))?.mapping?.from;
  }
}

/** Standings show what an authority was called, and where it is, when its file came in: from now on what is registered. */
async function carryName(round: Round, authority: AuthorityId, { registry, store }: ApplyDependencies): Promise<void> {
  const registered = await registry.authority(authority);
  if (registered === null) return;
  const { name: authorityName, country, kind, population } = registered;
  const change = (current: Standing | null): Standing | null => {
    if (current === null) return null;
    // Figures that an authority has given itself stay as they are.
    const own = current.score.method === 'definition' ? { population: population ?? null } : {};
    const next = { ...current, authorityName, country, kind, ...own };
    const isSame = (['authorityName', 'country', 'kind', 'population'] as const).every(
      (field) => (current[field] ?? null) === (next[field] ?? null),
    );
    return isSame ? null : { ...next, version: current.version + 1 };
  };
  await updateEntry({ round, authority }, change, store);
}

import type { AuthorityId, RoundId } from '../domain/ids.ts';
import type { Act, ActKind } from '../domain/registry/act.ts';
import { type Decision, type Participation, waysOut } from '../domain/registry/participation.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { Acts } from '../ports/acts.ts';
import type { Participations } from '../ports/participations.ts';
import type { Registry } from '../ports/registry.ts';

/**
 * What the office may decide of one authority in a round. `only`, `leave-out`: it is named as a participant, or not any more.
 */
export type Exception =
  | { readonly kind: 'deadline'; readonly closesAt: string }
  /** `only`: those who are named take part and nobody else; `take-part`: it takes part like the others. */
  | { readonly kind: 'decline' | 'withdraw' | 'take-part' | 'only' | 'leave-out' | 'undo' };

export interface ExceptDependencies {
  readonly registry: Pick<Registry, 'round' | 'authorityIds'>;
  readonly participations: Pick<Participations, 'ofRound' | 'change' | 'setParticipants'>;
  readonly acts: Pick<Acts, 'append' | 'actor'>;
  readonly now: () => Date;
}

export interface Decided {
  readonly by: string;
  readonly reason: string;
}

export type ExceptOutcome =
  | { readonly outcome: 'done' | 'unknown round' | 'no deadline' }
  /** The round itself closes no sooner. */
  | { readonly outcome: 'not later'; readonly closesAt: string }
  | { readonly outcome: 'past' };

/**
 * An exception for some authorities in a round. The act is written first: what was decided is on record also where the
 * rest is broken off. Done again it ends the same.
 */
export async function except(
  { round: id, authorities, exception }: { round: RoundId; authorities: readonly AuthorityId[]; exception: Exception },
  { by, reason }: Decided,
  deps: ExceptDependencies,
): Promise<ExceptOutcome> {
  const round = await deps.registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  if (exception.kind === 'deadline') {
    if (round.closesAt === null) return { outcome: 'no deadline' };
    if (exception.closesAt <= round.closesAt) return { outcome: 'not later', closesAt: round.closesAt };
    if (exception.closesAt <= deps.now().toISOString()) return { outcome: 'past' };
  }
  const decision = { at: deps.now().toISOString(), by: await deps.acts.actor(by), reason };
  await decide({ round, authorities, exception }, decision, deps);
  return { outcome: 'done' };
}

/** An exception that nothing stands against. */
export async function decide(
  {
    round,
    authorities,
    exception,
  }: { readonly round: Round; readonly authorities: readonly AuthorityId[]; readonly exception: Exception },
  decision: Decision,
  deps: Omit<ExceptDependencies, 'now'>,
): Promise<void> {
  const { id } = round;
  for (const authority of authorities) {
    await deps.acts.append({ ...actOf(exception, decision), round: id, authority });
  }
  const change = (one: Participation): Participation => withException(one, exception, decision, round);
  // The round knows of a later deadline before anybody has it: its results are not final meanwhile.
  await setParticipants(round, new Map(authorities.map((authority) => [authority, change])), deps);
  for (const authority of authorities) await deps.participations.change(id, authority, change);
}

/** From now on all that are registered take part in the round, whoever was named before. */
export async function letEverybodyTakePart(
  id: RoundId,
  { by, reason }: Decided,
  deps: ExceptDependencies,
): Promise<ExceptOutcome> {
  const round = await deps.registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  const decision = { at: deps.now().toISOString(), by: await deps.acts.actor(by), reason };
  await deps.acts.append({ ...decision, round: id, authority: null, what: 'everybody', facts: {} });
  const ids = await deps.registry.authorityIds();
  const named = [...(await deps.participations.ofRound(id, ids)).values()].filter((one) => one.named !== null);
  const unnamed = (one: Participation): Participation => (one.named === null ? one : { ...one, named: null });
  await setParticipants(round, new Map(named.map(({ authority }) => [authority, unnamed])), deps);
  for (const { authority } of named) await deps.participations.change(id, authority, unnamed);
  return { outcome: 'done' };
}

function withException(
  before: Participation,
  exception: Exception,
  decision: Decision,
  { participants }: Pick<Round, 'participants'>,
): Participation {
  switch (exception.kind) {
    case 'deadline':
      return { ...before, deadline: { closesAt: exception.closesAt, ...decision } };
    case 'decline':
      return { ...before, left: { way: waysOut[0], ...decision } };
    case 'withdraw':
      return { ...before, left: { way: waysOut[1], ...decision } };
    case 'take-part':
      return { ...before, left: null, named: participants === 'named' ? decision : before.named };
    case 'only':
      return { ...before, left: null, named: decision };
    case 'leave-out':
      return { ...before, named: null };
    case 'undo':
      return { ...before, deadline: null, left: null };
  }
}

const actOf = (exception: Exception, decision: Decision): Omit<Act, 'round' | 'authority'> => ({
  ...{ ...decision, reason: decision.reason === '' ? null : decision.reason },
  what: exception.kind satisfies ActKind,
  facts: exception.kind === 'deadline' ? { until: exception.closesAt } : {},
});

/** What the round knows of all its participants, with what is about to change. */
async function setParticipants(
  { id }: Round,
  changes: ReadonlyMap<AuthorityId, (before: Participation) => Participation>,
  { registry, participations }: Pick<ExceptDependencies, 'registry' | 'participations'>,
): Promise<void> {
  const ids = [...new Set([...(await registry.authorityIds()), ...changes.keys()])];
  const noted = [...(await participations.ofRound(id, ids)).values()];
  const next = noted.map((one) => changes.get(one.authority)?.(one) ?? one);
  const deadlines = next.flatMap(({ deadline }) => deadline?.closesAt ?? []).sort();
  await participations.setParticipants(id, {
    lastDeadline: deadlines.at(-1) ?? null,
    named: next.some(({ named }) => named !== null),
    left: next.some(({ left }) => left !== null),
  });
}

import { lastDeadlineOf } from '../domain/registry/participation.ts';
import type { Acts } from '../ports/acts.ts';
import type { Registry } from '../ports/registry.ts';
import type { Finals } from '../ports/scoring-runs.ts';

export type DeclareOutcome =
  /** From the next run of the round on. */
  | { readonly outcome: 'declared'; readonly at: string }
  | { readonly outcome: 'unknown round' }
  /** Others may still send until then (ISO instant). */
  | { readonly outcome: 'open'; readonly until: string; readonly timeZone: string | undefined };

export interface FinalDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly finals: Finals;
  readonly acts: Pick<Acts, 'append' | 'actor'>;
  readonly now: () => Date;
}

/** The office declares the results of a round final. A round that is open has to be closed first. Again, it changes nothing. */
export async function declareFinal(
  id: string,
  by: string | null,
  { registry, finals, acts, now }: FinalDependencies,
): Promise<DeclareOutcome> {
  const round = await registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  const { timeZone } = round;
  const closesAt = lastDeadlineOf(round);
  if (closesAt !== null && now() <= new Date(closesAt)) return { outcome: 'open', until: closesAt, timeZone };
  const before = await finals.declared(id);
  if (before !== null) return { outcome: 'declared', at: before };
  const at = now().toISOString();
  const who = by === null ? 'office' : await acts.actor(by);
  await acts.append({ round: id, authority: null, at, by: who, what: 'finalise', facts: {}, reason: null });
  return { outcome: 'declared', at: await finals.declare(id, at) };
}

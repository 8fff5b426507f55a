import type { Registry } from '../ports/registry.ts';
import type { Finals } from '../ports/scoring-runs.ts';

export type DeclareOutcome =
  /** From the next run of the round on. */
  | { readonly outcome: 'declared'; readonly at: string }
  | { readonly outcome: 'unknown round' }
  /** Others may still send until then (ISO instant). */
  | { readonly outcome: 'open'; readonly until: string; readonly timeZone: string | undefined };

/** The office declares the results of a round final. A round that is open has to be closed first. Again, it changes nothing. */
export async function declareFinal(
  id: string,
  { registry, finals, now }: { registry: Pick<Registry, 'round'>; finals: Finals; now: () => Date },
): Promise<DeclareOutcome> {
  const round = await registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  const { closesAt, timeZone } = round;
  if (closesAt !== null && now() <= new Date(closesAt)) return { outcome: 'open', until: closesAt, timeZone };
  return { outcome: 'declared', at: await finals.declare(id, now().toISOString()) };
}

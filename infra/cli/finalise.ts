import { declareFinal } from '../../shared/use-cases/declare-final.ts';
import { reachCloud } from './reached-cloud.ts';
import { type RescoreOptions, runRescoring } from './rescore.ts';
import { minuteInZone } from './run-lines.ts';
import { UsageError } from './usage-error.ts';

/**
 * Declares the results of a round final, publishes them as that and has each authority told. Exit status 1: it failed; the
 * declaration stays, and the schedule takes it up within the hour.
 */
export async function finaliseCommand({ round: id, by, ...options }: RescoreOptions): Promise<number> {
  const cloud = await reachCloud(options);
  const declared = await declareFinal(id, by ?? null, { ...cloud, now: () => new Date() });
  if (declared.outcome === 'unknown round') throw new UsageError(`round ${id} is not registered`);
  if (declared.outcome === 'open') {
    const until = minuteInZone(declared.until, declared.timeZone);
    throw new UsageError(`round ${id} is open until ${until}: close it first (round ${id} --deadline ...)`);
  }
  const status = await runRescoring(id, 'final', cloud);
  const final = (await cloud.standings.counters(id))?.final;
  if (final === undefined) return 1;
  const { timeZone } = (await cloud.registry.round(id)) ?? {};
  console.log(`Results of round ${id} are final since ${minuteInZone(final.since, timeZone)}`);
  return status;
}

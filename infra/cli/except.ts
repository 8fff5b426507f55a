import { cloudOf } from '../../shared/adapters/cloud.ts';
import { remindPorts } from '../../shared/adapters/compose.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { defaultTimeZone, endOfDay } from '../../shared/domain/registry/time-zone.ts';
import {
  type Decided,
  type ExceptDependencies,
  type Exception,
  type ExceptOutcome,
  except,
  letEverybodyTakePart,
} from '../../shared/use-cases/except.ts';
import { tellDeadline } from '../../shared/use-cases/tell-deadline.ts';
import { authorityCalled } from './known-registry.ts';
import { reachLocal, type TablePlace } from './reached-cloud.ts';
import { minuteInZone } from './run-lines.ts';
import { UsageError } from './usage-error.ts';

export interface ExceptOptions extends TablePlace {
  readonly round: string;
  readonly authority?: readonly string[];
  readonly deadline?: string;
  readonly decline?: true;
  readonly withdraw?: true;
  readonly takePart?: true;
  readonly only?: true;
  readonly everybody?: true;
  readonly undo?: true;
  readonly by: string;
  readonly reason: string;
  /** With a deployed table: the queue of mails; without it the sweep of the next hour asks for them. */
  readonly deliveries?: string;
}

const kinds = ['deadline', 'decline', 'withdraw', 'takePart', 'only', 'everybody', 'undo'] as const;
const nameOfOption = (kind: (typeof kinds)[number]): string => (kind === 'takePart' ? '--take-part' : `--${kind}`);

/** Decides something of some authorities in a round: a deadline of their own, or that they do not take part. */
export async function exceptCommand({ table, folder, deliveries, ...options }: ExceptOptions): Promise<number> {
  const given = kinds.filter((kind) => options[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) throw new UsageError(`name one of ${kinds.map(nameOfOption).join(', ')}`);
  const named = options.authority ?? [];
  if ((kind === 'everybody') !== (named.length === 0)) {
    throw new UsageError(kind === 'everybody' ? '--everybody takes no --authority' : 'name --authority');
  }
  const place = table === undefined ? await reachLocal(folder, '--table') : { table, deliveries };
  const ports = remindPorts(cloudOf({ TABLE_NAME: place.table, DELIVERIES_QUEUE_URL: place.deliveries ?? '' }));
  const round = await ports.registry.round(options.round);
  if (round === null) throw new UsageError(`round ${options.round} is not registered`);
  if (kind === 'everybody') {
    refuse(await letEverybodyTakePart(round.id, options, ports), round);
    console.log(`Round ${round.id}: all registered authorities take part.`);
    return 0;
  }
  const meant = await Promise.all(named.map((text) => authorityCalled(text, ports.registry)));
  const authorities = new Map(meant.map((one) => [one.id, one]));
  const exception = exceptionOf(kind, options.deadline, round);
  await decide({ round, authorities: [...authorities.keys()], exception }, options, ports);
  for (const { name } of authorities.values())
    console.log(`${name}, round ${round.id}: ${doneWords(exception, round)}`);
  if (exception.kind === 'deadline') {
    const told = { round, authorities: [...authorities.keys()], closesAt: exception.closesAt };
    const isAsked = place.deliveries !== undefined;
    const mails = await tellDeadline(told, ports, isAsked ? undefined : ports.now());
    console.log(mailWords(mails, isAsked));
  }
  return 0;
}

function exceptionOf(kind: Exclude<(typeof kinds)[number], 'everybody'>, day = '', round: Round): Exception {
  if (kind === 'deadline') return { kind, closesAt: endOfDay(day, round.timeZone ?? defaultTimeZone) };
  return { kind: kind === 'takePart' ? 'take-part' : kind };
}

async function decide(
  { round, ...of }: { round: Round; authorities: readonly string[]; exception: Exception },
  decided: Decided,
  ports: ExceptDependencies,
): Promise<void> {
  refuse(await except({ ...of, round: round.id }, decided, ports), round);
}

function refuse(outcome: ExceptOutcome, { id, timeZone }: Round): void {
  switch (outcome.outcome) {
    case 'done':
      return;
    case 'unknown round':
      throw new UsageError(`round ${id} is not registered`);
    case 'no deadline':
      throw new UsageError(`round ${id} has no deadline: files count at any time`);
    case 'not later':
      throw new UsageError(`round ${id} is open until ${minuteInZone(outcome.closesAt, timeZone)}: name a later day`);
    case 'past':
      throw new UsageError(
        `that day is over: to accept a file that came late, use scorebook files --round ${id} --authority ... --accept FILE`,
      );
  }
}

function mailWords(mails: number, isAsked: boolean): string {
  if (mails === 0) return 'Nobody is told by mail: they know of it already, or have no contact whom mail reaches.';
  const goes = isAsked ? '' : ', within an hour';
  return `${mails === 1 ? '1 contact is' : `${mails} contacts are`} told by mail${goes}.`;
}

function doneWords(exception: Exception, { timeZone, participants }: Round): string {
  switch (exception.kind) {
    case 'deadline':
      return `may send until ${minuteInZone(exception.closesAt, timeZone)}`;
    case 'decline':
      return 'has declined, and gets no invitations and reminders. What it sends counts all the same.';
    case 'withdraw':
      return 'was withdrawn, and gets no invitations and reminders. What it sends counts all the same.';
    case 'take-part':
      return 'takes part';
    case 'only':
      return participants === 'named'
        ? 'takes part, with those named before'
        : 'takes part. Those who are not named do not.';
    case 'leave-out':
      return 'is not named any more';
    case 'undo':
      return 'has no exception any more';
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { roundPorts } from '../../shared/adapters/compose.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { type DeclareOutcome, declareFinal } from '../../shared/use-cases/declare-final.ts';
import type { LocalCloud } from './local-cloud.ts';

const lookMilliseconds = 100;

/** Scores a round again as the schedule would, and stays until that is done. Returns what became of it, in a line. */
export async function rescoreLocally({ reached }: LocalCloud, round: RoundId): Promise<string> {
  const { rescorings, runs } = roundPorts(reached);
  const execution = await rescorings.start(round, executionName(round, `local ${new Date().toISOString()}`));
  let now = await rescorings.state(execution);
  while (now.state === 'running') {
    await wait(lookMilliseconds);
    now = await rescorings.state(execution);
  }
  if (now.state === 'failed') return `re-scoring of round ${round} failed: ${now.reason}`;
  const [run] = await runs.latest(round, 1);
  const { outcome = 'ended', authorities = 0 } = run?.end ?? {};
  return `round ${round} scored again: ${outcome}, ${authorities} ranked`;
}

/** What `scorebook finalise` does, without staying until it is done: mails and pages follow within seconds. */
export async function finaliseLocally({ reached }: LocalCloud, round: RoundId): Promise<DeclareOutcome> {
  const { now } = reached;
  const ports = roundPorts(reached);
  const declared = await declareFinal(round, null, { ...ports, now });
  if (declared.outcome !== 'declared') return declared;
  await ports.rescorings.start(round, executionName(round, `final ${now().toISOString()}`));
  return declared;
}

import { roundPorts } from '../../shared/adapters/compose.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { type DeclareOutcome, declareFinal } from '../../shared/use-cases/declare-final.ts';
import type { LocalCloud } from './local-cloud.ts';

/** What `scorebook finalise` does, without staying until it is done: mails and pages follow within seconds. */
export async function finaliseLocally({ reached }: LocalCloud, round: RoundId): Promise<DeclareOutcome> {
  const { now } = reached;
  const ports = roundPorts(reached);
  const declared = await declareFinal(round, { ...ports, now });
  if (declared.outcome !== 'declared') return declared;
  await ports.rescorings.start(round, executionName(round, `final ${now().toISOString()}`));
  return declared;
}

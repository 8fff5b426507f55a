import { participantsOf } from '../domain/registry/participation.ts';
import type { Authority, Round } from '../domain/registry/registry.ts';
import type { Participations } from '../ports/participations.ts';

/** Of each round in which only named authorities take part, who is named: as the registry workbook lists them. */
export async function namedParticipants(
  rounds: readonly Round[],
  authorities: readonly Authority[],
  participations: Pick<Participations, 'ofRound'>,
): Promise<{ readonly round: string; readonly authority: string }[]> {
  const ids = authorities.map(({ id }) => id);
  const found = [];
  for (const round of rounds.filter(({ participants }) => participants === 'named')) {
    const noted = await participations.ofRound(round.id, ids);
    found.push(...participantsOf(round, authorities, noted).map(({ id }) => ({ round: round.id, authority: id })));
  }
  return found;
}

import type { AuthorityId, RoundId } from '../ids.ts';
import { idsByName } from './names.ts';
import type { ParticipantRow } from './parse-registry.ts';
import { theOneCalled } from './plan-contacts.ts';
import type { Authority } from './registry.ts';
import type { NamedParticipants, RegistryChange } from './registry-plan.ts';

/** By round: the authorities that are named already. */
export type NamedBefore = ReadonlyMap<RoundId, ReadonlySet<AuthorityId>>;

/**
 * The authorities that take part in rounds, as the workbook names them. `rounds`, `authorities`: as they are once their own rows
 * are applied. Of an authority that stands in several rows of a round the last one is meant.
 */
export function planParticipants(
  rows: readonly ParticipantRow[],
  known: {
    readonly rounds: ReadonlySet<RoundId>;
    readonly authorities: ReadonlyMap<AuthorityId, Authority>;
    readonly named: NamedBefore;
  },
): { readonly participants: readonly NamedParticipants[]; readonly changes: readonly RegistryChange[] } {
  const byName = idsByName(known.authorities.values());
  const wanted = new Map<RoundId, Map<AuthorityId, boolean>>();
  for (const { round, authority, remove, reader } of rows) {
    const id = theOneCalled(authority, known.authorities, byName, reader);
    if (!known.rounds.has(round)) reader.report('registry-round-not-registered', 'round');
    if (id === null || reader.hasErrors()) continue;
    const ofRound = wanted.get(round) ?? new Map<AuthorityId, boolean>();
    wanted.set(round, ofRound.set(id, !remove));
  }
  const participants = [...wanted].map(([round, of]): NamedParticipants => {
    const before = known.named.get(round) ?? new Set();
    const changed = [...of].filter(([id, isNamed]) => before.has(id) !== isNamed);
    const those = (isNamed: boolean) => changed.flatMap(([id, is]) => (is === isNamed ? [id] : []));
    return { round, named: those(true), leaving: those(false) };
  });
  return {
    participants: participants.filter(({ named, leaving }) => named.length + leaving.length > 0),
    changes: participants.flatMap(({ round, named, leaving }) => [
      ...named.map((id) => changeOf('added', round, id)),
      ...leaving.map((id) => changeOf('removed', round, id)),
    ]),
  };
}

const changeOf = (what: 'added' | 'removed', round: RoundId, authority: AuthorityId): RegistryChange => ({
  ...{ kind: 'participant', what, id: `${round} ${authority}`, address: null, fields: [] },
});

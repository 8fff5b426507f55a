import { contactHash } from '../domain/registry/participation.ts';
import type { ErasureSubject } from '../ports/erasures.ts';
import type { Participations } from '../ports/participations.ts';
import type { Registry } from '../ports/registry.ts';

/** An online sheet in the office's own drive, which an erasure does not reach. */
export interface SheetLeft {
  readonly round: string;
  readonly authority: string;
  readonly sheet: string;
}

/**
 * Sheets of an authority, or those that a person was made an editor of: the office has to delete them, or to take the
 * person out. Asked before the erasure, after which nobody knows.
 */
export async function sheetsLeft(
  subject: ErasureSubject,
  {
    registry,
    participations,
  }: {
    readonly registry: Pick<Registry, 'rounds' | 'authorityIds'>;
    readonly participations: Pick<Participations, 'ofRound'>;
  },
): Promise<SheetLeft[]> {
  // A person may have left the authority whose sheet they were let into.
  const ids = subject.kind === 'authority' ? [subject.id] : await registry.authorityIds();
  const found: SheetLeft[] = [];
  for (const { id: round } of await registry.rounds()) {
    for (const { authority, sheet } of (await participations.ofRound(round, ids)).values()) {
      const isMeant = subject.kind === 'authority' || sheet?.shared.includes(contactHash(subject.address)) === true;
      if (sheet !== undefined && isMeant) found.push({ round, authority, sheet: sheet.id });
    }
  }
  return found;
}

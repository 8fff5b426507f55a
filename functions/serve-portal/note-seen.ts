import { seen } from '../../shared/domain/registry/participation.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Visitor } from './visitor.ts';

export interface SeenSources {
  readonly participations: Pick<Participations, 'of' | 'change'>;
  /** Told of each fault; nobody else hears of this one. */
  readonly failed: (error: Error) => void;
  readonly now: () => Date;
}

/** Nobody waits longer for it than this; then the next visit notes it. */
const maxMilliseconds = 500;

/**
 * Notes when a contact first opened its page, or first took a workbook from it. The page is shown whether this works or
 * not: it never fails, and begun before the page is made it is mostly done when that is.
 */
export async function noteSeen(
  { round, authority }: Pick<Visitor, 'round' | 'authority'>,
  what: Parameters<typeof seen>[1],
  { participations, failed, now }: SeenSources,
): Promise<void> {
  const at = now().toISOString();
  const noted = participations
    .of(round.id, authority.id)
    .then((read) => participations.change(round.id, authority.id, (one) => seen(one, what, at), read))
    .catch((error: unknown) => failed(error instanceof Error ? error : new Error(String(error))));
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, maxMilliseconds);
  await Promise.race([noted, enough]);
  clearTimeout(timer);
}

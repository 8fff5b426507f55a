import type { Act } from '../../shared/domain/registry/act.ts';
import type { Acts } from '../../shared/ports/acts.ts';

/** Who does it and when; the office, where nobody is named. */
export const whoActs = async (by: string | undefined, acts: Pick<Acts, 'actor'>): Promise<Pick<Act, 'at' | 'by'>> => ({
  at: new Date().toISOString(),
  by: by === undefined ? 'office' : await acts.actor(by),
});

import type { Act } from './act.ts';
import type { RegistryPlan } from './registry-plan.ts';

/** Who did it, and when. */
export type ActBy = Pick<Act, 'at' | 'by' | 'reason'>;

/**
 * What a plan does to the registry, as acts: of each round what was changed of it, and of authorities and contacts how many.
 * What is registered of a person stands in no act.
 */
export function registryActs({ report: { changes } }: Pick<RegistryPlan, 'report'>, who: ActBy): Act[] {
  const ofRounds = changes
    .filter(({ kind }) => kind === 'round')
    .map(({ id, fields }): Act => {
      const facts = Object.fromEntries(fields.map(({ field, after }) => [field, after]));
      return { ...who, round: id, authority: null, what: 'registry', facts };
    });
  const others = changes.filter(({ kind }) => kind !== 'round');
  const counts = new Map<string, number>();
  for (const { kind, what } of others) counts.set(`${kind} ${what}`, (counts.get(`${kind} ${what}`) ?? 0) + 1);
  const facts = Object.fromEntries([...counts].map(([name, count]) => [name, String(count)]));
  return counts.size === 0
    ? ofRounds
    : [...ofRounds, { ...who, round: null, authority: null, what: 'registry', facts }];
}

import type { RoundId } from '../domain/ids.ts';
import type { Act, ActorId } from '../domain/registry/act.ts';
import type { Acts } from '../ports/acts.ts';
import { csvHead, csvLines, type DataColumn, text } from '../rendering/site/data-table.ts';

/** An act with the name of who did it, where there is one still. */
export interface ToldAct extends Act {
  readonly name: string | null;
}

/** What the office did in a round, or that is about none. */
export async function toldActs(round: RoundId | null, acts: Pick<Acts, 'of' | 'actors'>): Promise<ToldAct[]> {
  const [all, names] = await Promise.all([acts.of(round), acts.actors()]);
  return all.map((act) => ({
    ...act,
    name: names.get(act.by as ActorId) ?? (withoutName.has(act.by) ? act.by : null),
  }));
}

const withoutName: ReadonlySet<string> = new Set(['office', 'schedule']);

const columns: readonly DataColumn[] = [
  text('at', 'When it was done, in UTC'),
  text('by', 'Who did it: an id that stands for the person'),
  text('name', 'The name of the person; blank where it was erased'),
  text('what', 'What was done'),
  text('authority', 'The authority that it is about; blank: all, or none'),
  text('facts', 'Values of it, such as a deadline'),
  text('reason', 'Why, in the words of the office'),
];

/** As a file; for others than the office without names. */
export function actsCsv(acts: readonly ToldAct[], { withNames }: { readonly withNames: boolean }): string {
  const rows = acts.map((act) => ({ ...act, name: act.name ?? '', facts: factsText(act.facts) }));
  const shown = columns.filter(({ name }) => withNames || name !== 'name');
  return csvHead(shown) + csvLines(rows.map((row) => shown.map(({ name }) => row[name as keyof typeof row] ?? '')));
}

/** `until: 2027-03-15T21:59:59.999Z; mails: 12` */
export const factsText = (facts: Act['facts']): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

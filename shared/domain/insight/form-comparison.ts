import { type Definition, definitionKeyOf } from '../questionnaire/definition/definition.ts';
import type { FormCodes } from '../scoring/form-score.ts';
import { type FormCounted, type FormStandings, formGroupsOf, rankAmongShown } from '../standings/form-standings.ts';
import { type CountedForm, countForm } from '../standings/form-tally.ts';
import { ofGroup } from '../standings/limited.ts';
import type { Profile, Rank } from '../standings/standings.ts';
import { countedAt, type HistoryEntry } from '../submissions/history.ts';
import type { FormReport } from './form-report.ts';

/** One authority's result by an office's own questionnaire, beside the standings it is compared with. */
export interface FormComparison {
  readonly standings: FormStandings;
  /** All authorities, or a sample of them. */
  readonly profiles: readonly Profile[];
  /** The same without this one. */
  readonly others: readonly Profile[];
  readonly own: FormCounted;
  /** What the standings hold of it; null: they do not count it yet. */
  readonly counted: FormCounted | null;
}

/** Null when nothing is published yet, or what is published is of another questionnaire. */
export function formComparisonOf(report: FormReport): FormComparison | null {
  const { definition, published, authority, shown } = report;
  if (published === null || published.standings.questionnaire !== definitionKeyOf(definition)) return null;
  const { standings, profiles } = published;
  const facts = factsOf(report);
  const by = (codes: FormCodes): number => shownBy(definition, codes, facts);
  const own = { ...report.codes, ...facts, percent: shown ?? 0 };
  const others = profiles.filter((profile) => profile.authority !== authority?.id);
  const itself = profiles.find((profile) => profile.authority === authority?.id);
  // A sample may lack the authority although it is counted: its history tells what was.
  const isSampled = profiles.length < standings.all.authorities;
  const entry = isSampled && itself === undefined ? countedEntry(report.history, standings, by) : undefined;
  const kept = itself ?? (entry === undefined ? null : { ...entry, ...facts, percent: by(entry) });
  return { standings, profiles, others, own, counted: kept };
}

type Facts = Pick<FormCounted, 'country' | 'population' | 'kind'>;

const factsOf = ({ country, facts }: FormReport): Facts => ({
  country: country ?? facts.country ?? null,
  population: facts.population ?? null,
  kind: facts.kind,
});

const shownBy = (definition: Definition, codes: FormCodes, facts: Facts): number =>
  countForm(definition, codes, facts).shown ?? 0;

/** Of what had come in at the cut-off the last, where somebody shows what it comes to. */
function countedEntry(
  history: readonly HistoryEntry[],
  { all, questionnaire, round, cutOff }: FormStandings,
  percentOf: (entry: HistoryEntry) => number,
): HistoryEntry | undefined {
  const shown = ofGroup(all)?.shown;
  const isShown = (percent: number): boolean => shown === undefined || shown.some(([other]) => other === percent);
  const own = history.filter((entry) => entry.questionnaire === questionnaire && isShown(percentOf(entry)));
  return countedAt(own, round, cutOff);
}

/** Rank among all, were the authority to show `percent` now; null while they are too few for ranks. */
export const formRankShowing = (
  percent: number,
  { standings, counted }: Pick<FormComparison, 'standings' | 'counted'>,
): Rank | null => rankAmongShown(standings.all, percent, counted?.percent ?? null);

/** Whether an authority is in a group that it is compared within. */
export const isWithin = (group: string, one: Facts): boolean => group === 'all' || formGroupsOf(one).includes(group);

const made = new WeakMap<readonly Profile[], { readonly by: Definition; readonly counted: readonly CountedForm[] }>();

/** What each of the profiles comes to: worked out once, however many results are compared with them. */
export function countedProfiles(definition: Definition, profiles: readonly Profile[]): readonly CountedForm[] {
  const known = made.get(profiles);
  if (known?.by === definition) return known.counted;
  const counted = profiles.map((profile) => countForm(definition, profile, profile));
  made.set(profiles, { by: definition, counted });
  return counted;
}

import type { Answers } from '../../../domain/answers/answer.ts';
import { type Definition, type Group, indexName } from '../../../domain/questionnaire/definition/definition.ts';
import { groupsOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { hasScores, planOf } from '../../../domain/scoring/engine/plan.ts';
import { type ScoredForm, scoreFormCodes } from '../../../domain/scoring/form-score.ts';
import { type FormStandings, rankAmongShown } from '../../../domain/standings/form-standings.ts';
import { populationBand } from '../../../domain/standings/population-bands.ts';
import type { Profile } from '../../../domain/standings/standings.ts';
import { type FormSiteMessages, formSiteMessagesIn } from '../../words/form-site-words.ts';
import type { RoundSite } from '../round-site.ts';

/** What all pages of one published round are made of whose questionnaire an office has defined. */
export interface FormSite extends Omit<RoundSite, 'standings' | 'questionnaire' | 'messages'> {
  readonly standings: FormStandings;
  readonly questionnaire: Definition;
  readonly messages: FormSiteMessages;
}

export function formSite({
  timeZone,
  ...of
}: Omit<FormSite, 'messages'> & { timeZone?: string | undefined }): FormSite {
  const messages = formSiteMessagesIn(of.language);
  return { ...of, messages: timeZone === undefined ? messages : { ...messages, timeZone } };
}

/** One authority with what it wrote. */
export interface PublishedForm {
  readonly profile: Profile;
  /** null: what it wrote is gone, its counts are not. */
  readonly written: { readonly answers: Answers<string> } | null;
}

/** One authority as the ranking shows it. */
export interface FormRow {
  /** Null among too few for ranks. */
  readonly rank: number | null;
  readonly profile: Profile;
  /** Lower bound of its population band, or null. */
  readonly band: number | null;
}

/** What counts of an authority’s answers, and what each part comes to: worked out where it is shown, and not kept. */
export const scoredProfile = (profile: Profile, definition: Definition): ScoredForm =>
  scoreFormCodes(definition, profile, profile);

/** All authorities by rank; those that share one, or have none, by name, as people look them up. */
export function formRows(profiles: readonly Profile[], { standings }: Pick<FormSite, 'standings'>): FormRow[] {
  const ranks = new Map<number, number | null>();
  const rankOf = (shown: number): number | null => {
    const known = ranks.get(shown);
    if (known !== undefined) return known;
    const rank = rankAmongShown(standings.all, shown)?.rank ?? null;
    ranks.set(shown, rank);
    return rank;
  };
  const byName = new Intl.Collator('en').compare;
  return profiles
    .map((profile): FormRow => {
      const { percent, population } = profile;
      return { rank: rankOf(percent), profile, band: population === null ? null : populationBand(population) };
    })
    .sort(
      (a, b) =>
        (a.rank ?? 0) - (b.rank ?? 0) ||
        byName(a.profile.name, b.profile.name) ||
        (a.profile.authority < b.profile.authority ? -1 : 1),
    );
}

/** The groups that count into the index themselves, in the order of the questionnaire. */
export function sectionsOf(definition: Definition): Group[] {
  const parts = new Set((planOf(definition).groups.get(indexName)?.parts ?? []).map(({ name }) => name));
  return groupsOf(definition).filter(({ name }) => parts.has(name) && hasScores(definition, name));
}

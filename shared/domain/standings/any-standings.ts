import { inOrder, type ShownCounters } from '../scoring/shown-counters.ts';
import {
  addFormParts,
  type FormStandings,
  type FormStandingsPart,
  type PublishedFormStandings,
} from './form-standings.ts';
import { ofHoweverFew } from './limited.ts';
import { addParts, type PublishedStandings, type Standings, type StandingsPart } from './standings.ts';

/** Standings by whatever questionnaire: told apart by their method. */
export type AnyStandings = Standings | FormStandings;
export type AnyStandingsPart = StandingsPart | FormStandingsPart;
export type AnyPublishedStandings = PublishedStandings | PublishedFormStandings;

export const isOfForm = (standings: AnyStandings): standings is FormStandings => standings.method === 'definition';
export const isPublishedOfForm = (published: AnyPublishedStandings): published is PublishedFormStandings =>
  isOfForm(published.standings);
export const isPartOfForm = (part: AnyStandingsPart): part is FormStandingsPart =>
  'method' in part && part.method === 'definition';

/** What all authorities show, of however few. */
export function shownByAll(part: AnyStandingsPart): ShownCounters {
  if (isPartOfForm(part)) return ofHoweverFew(part.all).shown;
  const { percents } = ofHoweverFew(part.all);
  return inOrder(new Map(percents.entries()));
}

/** Standings by a questionnaire of the product. Throws for those by an office's own, which would be a fault of ours. */
export function yesNoStandings(standings: AnyStandings): Standings {
  if (isOfForm(standings))
    throw new Error(`The standings of round ${standings.round} are by ${standings.questionnaire}`);
  return standings;
}

/** What two sets of authorities come to together; they must not share one, and must be of one questionnaire version. */
export function addAnyParts(a: AnyStandingsPart, b: AnyStandingsPart): AnyStandingsPart {
  if (isPartOfForm(a) && isPartOfForm(b)) return addFormParts(a, b);
  if (!isPartOfForm(a) && !isPartOfForm(b)) return addParts(a, b);
  throw new Error('Standings by different questionnaires do not add up');
}

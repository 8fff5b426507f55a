import { type KeptAnswers, unansweredNowhere, yesNoAnswers } from '../domain/answers/answer.ts';
import type { Catalogue } from '../domain/questionnaire/catalogue.ts';
import { findMapping, mapIndicators } from '../domain/questionnaire/mapping.ts';
import type { FormStandings } from '../domain/standings/form-standings.ts';
import type { Profile, Standings } from '../domain/standings/standings.ts';
import type { FiledAnswers } from '../domain/submissions/fold.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import type { PublishedForm } from '../rendering/site/form/form-site.ts';
import type { PublishedAuthority } from '../rendering/site/round-site.ts';

export interface WrittenSources {
  readonly store: Pick<SubmissionStore, 'submission' | 'answers' | 'counted'>;
  readonly catalogue: Pick<Catalogue, 'mappings'>;
}

/**
 * What an authority wrote in the submission that the standings count, which a later one may have replaced: as answers to
 * their questionnaire, where it was an older version that was answered. null when nothing of it is there.
 */
export async function loadPublishedAnswers(
  { submission: id, counted }: Profile,
  { questionnaire }: Standings,
  showsEvidence: boolean,
  { store, catalogue }: WrittenSources,
): Promise<PublishedAuthority['written']> {
  const written = await readBy({ id, counted, showsEvidence }, store);
  if (written === null) return null;
  const mapping = findMapping(catalogue.mappings, written.questionnaire, questionnaire);
  if (mapping === undefined && written.questionnaire !== questionnaire) return null;
  const { background } = written;
  const answers = yesNoAnswers(written.answers);
  return { answers: mapping === undefined ? answers : mapIndicators(mapping, answers, unansweredNowhere), background };
}

/** The same of an office's own questionnaire, by the names of its questions. */
export async function loadPublishedForm(
  { submission: id, counted }: Profile,
  { questionnaire }: Pick<FormStandings, 'questionnaire'>,
  showsEvidence: boolean,
  { store }: Pick<WrittenSources, 'store'>,
): Promise<PublishedForm['written']> {
  const written = await readBy({ id, counted, showsEvidence }, store);
  // What was written in another version is not in the words of this one.
  return written?.questionnaire === questionnaire ? { answers: written.answers } : null;
}

type Written = Pick<FiledAnswers, 'answers' | 'background'> & { readonly questionnaire: string | null };

/** Answers are read only where their evidence is wanted. */
async function readBy(
  { id, counted, showsEvidence }: { id: string; counted: string | undefined; showsEvidence: boolean },
  store: WrittenSources['store'],
): Promise<Written | null> {
  if (counted !== undefined) {
    const state = await store.counted(counted);
    return state === null || showsEvidence ? state : { ...state, answers: new Map() };
  }
  const submission = await store.submission(id);
  if (submission === null) return null;
  const answers: KeptAnswers = showsEvidence ? await store.answers(id) : new Map();
  const { questionnaire, background } = submission;
  return { questionnaire, answers, background: new Map(Object.entries(background)) };
}

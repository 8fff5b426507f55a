import type { PublishedAuthority } from '../shared/dashboard/round-site.ts';
import { type Answers, unansweredNowhere } from '../shared/domain/answer.ts';
import type { Catalogue } from '../shared/domain/questionnaire-catalogue.ts';
import { mapIndicators } from '../shared/domain/questionnaire-mapping.ts';
import type { Profile, Standings } from '../shared/domain/standings/standings.ts';
import type { SubmissionStore } from '../shared/ports.ts';

export interface WrittenSources {
  readonly store: Pick<SubmissionStore, 'submission' | 'answers'>;
  readonly catalogue: Pick<Catalogue, 'mappings'>;
}

/**
 * What an authority wrote in the submission that the standings count, which a later one may have replaced: as answers to
 * their questionnaire, where it was an older version that was answered. null when nothing of it is there.
 */
export async function writtenBy(
  { submission: id }: Profile,
  { questionnaire }: Standings,
  showsEvidence: boolean,
  { store, catalogue }: WrittenSources,
): Promise<PublishedAuthority['written']> {
  const submission = await store.submission(id);
  if (submission === null) return null;
  const mapping = catalogue.mappings.find(({ from, to }) => from === submission.questionnaire && to === questionnaire);
  if (mapping === undefined && submission.questionnaire !== questionnaire) return null;
  const answers: Answers = showsEvidence ? await store.answers(id) : new Map();
  return {
    answers: mapping === undefined ? answers : mapIndicators(mapping, answers, unansweredNowhere),
    background: new Map(Object.entries(submission.background)),
  };
}

import type { Questionnaire } from '../../shared/domain/questionnaire.ts';
import { textIn } from '../../shared/domain/questionnaire.ts';
import type { Count, Score } from '../../shared/domain/scoring.ts';
import type { RejectedSubmission, Submission } from '../../shared/domain/submission.ts';
import { messagesIn } from '../../shared/messages/messages.ts';
import type { Registry, Reviews, SubmissionStore } from '../../shared/ports.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { countedResult } from '../counted-result.ts';
import { problemLines } from '../deliver-results/mail/problem-lines.ts';
import type { SubmissionResult } from './api-types.ts';

export interface ResultSources {
  readonly store: SubmissionStore;
  readonly registry: Registry;
  readonly reviews: Pick<Reviews, 'of'>;
}

/** What came of a file, in the reader's language; null as long as it is being committed. */
export async function submissionResult(
  submission: Submission | RejectedSubmission,
  language: string,
  from: ResultSources,
): Promise<SubmissionResult | null> {
  if (submission.stage === 'committing') return null;
  const { id, receipt, round, score } = submission;
  const questionnaire = findQuestionnaire(submission.questionnaire ?? '') ?? null;
  const { counts, mailed } = await stateOf(submission, from);
  const counted =
    score === null || questionnaire === null
      ? submission
      : await countedResult({ ...submission, score }, questionnaire, from);
  return {
    id,
    fileName: receipt.fileName,
    receivedAt: receipt.receivedAt,
    round,
    stage: submission.stage === 'rejected' ? 'refused' : counts ? 'counts' : 'replaced',
    mailed,
    score: counted.score === null || questionnaire === null ? null : shares(counted.score, questionnaire, language),
    problems: problemsOf(counted, questionnaire, language),
  };
}

function problemsOf({ problems }: Pick<Submission, 'problems'>, questionnaire: Questionnaire | null, language: string) {
  // What the sender has explained is not asked again.
  const asked = problems.filter(({ facts }) => facts['explanation'] === undefined);
  const { shown } = problemLines(asked, questionnaire, language, messagesIn(language), asked.length);
  return shown;
}

function shares({ percent, met, total, readings, pillars, categories }: Score, of: Questionnaire, language: string) {
  const counted = (title: Readonly<Record<string, string>>, count: Count | undefined) => ({
    title: textIn(title, language),
    ...(count ?? { met: 0, total: 0 }),
  });
  return {
    ...{ percent, met, total },
    readings: { naExcluded: readings.naExcluded, naMet: readings.naMet },
    pillars: of.pillars.map((pillar) => ({
      ...counted(pillar.title, pillars[pillar.id]),
      categories: pillar.categories.map((category) => counted(category.title, categories[category.id])),
    })),
  };
}

async function stateOf(
  submission: Submission | RejectedSubmission,
  { registry, store }: ResultSources,
): Promise<{ readonly counts: boolean; readonly mailed: boolean }> {
  const { id, authority } = submission;
  const round = submission.round === null ? null : await registry.round(submission.round);
  const standing = round === null || authority === null ? null : await store.standing(round, authority);
  const deliveries = 'deliveries' in submission ? submission.deliveries : (standing?.deliveries ?? []);
  const delivery = deliveries.find((one) => one.submission === id);
  // An outbox forgets mails that went out long ago.
  return { counts: standing?.submission === id, mailed: delivery === undefined || delivery.state === 'sent' };
}

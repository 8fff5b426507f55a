import { unansweredNowhere, valuesOf } from '../../shared/domain/answers/answer.ts';
import { eachPlace } from '../../shared/domain/answers/problems.ts';
import type { DeliveryId } from '../../shared/domain/ids.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import { isFirst } from '../../shared/domain/mail/delivery.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { findMapping, mapIndicators } from '../../shared/domain/questionnaire/mapping.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { methodNamed } from '../../shared/domain/scoring/methods/methods.ts';
import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import type { Finality } from '../../shared/domain/standings/finality.ts';
import type { Rescoring } from '../../shared/domain/standings/rescoring.ts';
import { wasThere } from '../../shared/domain/submissions/history.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';

/** What a delivery tells beside the file's own result; 'overtaken': a file received later counts, and told its own. */
export async function rescoringOf(
  submission: Submission,
  delivery: DeliveryId,
  round: Round | null,
  store: Pick<SubmissionStore, 'standing'>,
): Promise<Rescoring | null | 'overtaken'> {
  if (isFirst(delivery)) return null;
  const { authority, id } = submission;
  const standing = round === null || authority === null ? null : await store.standing(round, authority);
  const due = standing?.deliveries.find((one) => one.id === delivery);
  const isFinal = due?.tells === 'final';
  const before = isFinal ? standing?.score : due?.before;
  if (standing?.submission !== id || before === undefined) return 'overtaken';
  return { before, now: standing.score, isFinal };
}

/**
 * What was told as final and is another by now: by a file or a review that came in since, or by a re-scoring. null: the
 * mail corrects nothing.
 */
export async function correctedBy(
  { authority, id }: Submission,
  { round, finality, rescoring }: { round: Round | null; finality: Finality | null; rescoring: Rescoring | null },
  store: Pick<SubmissionStore, 'standing'>,
): Promise<ScoreSummary | null> {
  if (finality?.state !== 'final' || rescoring?.isFinal === true || round === null || authority === null) return null;
  const standing = await store.standing(round, authority);
  if (standing?.submission !== id || standing.final === undefined) return null;
  return rescoring !== null || !wasThere(standing, finality.since) ? standing.final : null;
}

/**
 * The result a review has made of what counts, by what its round is judged by now: that may be another method than the
 * file was scored by. null: what counts is as it came in.
 */
export async function reviewedOf(
  { authority, id }: Submission,
  round: Round | null,
  store: Pick<SubmissionStore, 'standing'>,
): Promise<ScoreSummary | null> {
  const standing = round === null || authority === null ? null : await store.standing(round, authority);
  return standing?.submission === id && standing.reviewedAt !== undefined ? standing.score : null;
}

/** The file's report with its answers as they count now. Problems of questions that are no longer asked are left out. */
export function rescoredReport(
  report: ResultsReport,
  now: ScoreSummary,
  { find, mappings }: Pick<Catalogue, 'find' | 'mappings'>,
): ResultsReport {
  const answered = questionnaireKey(report.questionnaire);
  const questionnaire = find(now.questionnaire);
  const mapping = findMapping(mappings, answered, now.questionnaire);
  if (questionnaire === undefined || (mapping === undefined && answered !== now.questionnaire)) {
    throw new Error(`Nothing says how answers to ${answered} count as answers to ${now.questionnaire}`);
  }
  const answers = mapping === undefined ? report.answers : mapIndicators(mapping, report.answers, unansweredNowhere);
  const problems = report.problems.flatMap(mapping === undefined ? (one) => [one] : eachPlace).flatMap((problem) => {
    if (mapping === undefined || problem.indicator === null) return [problem];
    const indicator = mapping.indicators[problem.indicator] ?? '';
    return answers.has(indicator) ? [{ ...problem, indicator }] : [];
  });
  return {
    ...report,
    questionnaire,
    answers,
    problems,
    score: score(questionnaire, valuesOf(answers), methodNamed(now.method)),
  };
}

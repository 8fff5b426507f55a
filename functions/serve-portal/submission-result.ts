import { firstDelivery, submissionOf } from '../../shared/domain/mail/delivery.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { type Questionnaire, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Count } from '../../shared/domain/scoring/count.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { HistoryEntry } from '../../shared/domain/submissions/history.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { Sequel } from '../../shared/domain/submissions/sequel.ts';
import type { RejectedSubmission, Submission } from '../../shared/domain/submissions/submission.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { fromStranger } from '../../shared/rendering/letters/from-stranger.ts';
import { problemLines } from '../../shared/rendering/letters/problem-lines.ts';
import type { SubmissionResult } from '../../shared/rendering/portal/api-types.ts';
import { countedWords } from '../../shared/rendering/words/counted-words.ts';
import { inZone, type Messages, messagesIn } from '../../shared/rendering/words/messages.ts';
import { sequelLines } from '../../shared/rendering/words/sequel-lines.ts';
import { effectiveResult } from '../../shared/use-cases/effective-result.ts';

export interface ResultSources {
  readonly store: SubmissionStore;
  readonly registry: Registry;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly catalogue: Catalogue;
}

/** What came of a file, in the reader's language; null as long as it is being committed. */
export async function submissionResult(
  submission: Submission | RejectedSubmission,
  language: string,
  deps: ResultSources,
): Promise<SubmissionResult | null> {
  if (submission.stage === 'committing') return null;
  const { id, receipt, round, score, authority } = submission;
  const { known, standing } = await standingOf(submission, deps);
  const counts = standing?.submission === id;
  const history = score === null || authority === null ? [] : await deps.store.history(authority);
  const result =
    score === null || score.method === 'definition'
      ? null
      : await effectiveResult({ ...submission, score }, { delivery: firstDelivery(id), history }, deps);
  if (result !== null && 'definition' in result) throw new Error(`Submission ${id} is of another questionnaire`);
  const counted = result ?? { ...submission, score: null };
  const questionnaire = result?.questionnaire ?? deps.catalogue.find(submission.questionnaire ?? '') ?? null;
  return {
    id,
    reference: referenceOf(id),
    fileName: receipt.fileName,
    receivedAt: receipt.receivedAt,
    round,
    stage: submission.stage === 'rejected' ? 'refused' : counts ? 'counts' : 'replaced',
    sentBy: receipt.sender,
    mailed: isMailed(submission, standing),
    score:
      counted.score === null || questionnaire === null
        ? null
        : {
            ...shares(counted.score, questionnaire, language),
            changes: changesOf(history, submission, counted.score),
            countsWith: counts && standing.score.percent !== counted.score.percent ? standing.score.percent : null,
          },
    sequel: sequelOf(sequelNow(submission, result?.sequel ?? null), inZone(messagesIn(language), known?.timeZone)),
    problems: problemsOf(counted, questionnaire, language),
  };
}

/** A later file was read before this one only where this one was late: most come in while somebody has read this result. */
const sequelNow = ({ stage }: Submission | RejectedSubmission, sequel: Sequel | null): Sequel | null =>
  sequel === null || stage === 'superseded' ? sequel : { ...sequel, later: null };

function sequelOf(sequel: Sequel | null, messages: Messages): SubmissionResult['sequel'] {
  if (sequel === null) return null;
  const { heading, headingAct } = messages.mail.sequel;
  const lines = sequelLines(sequel, messages, (fileName) => fromStranger(fileName, messages));
  return { heading: sequel.kind === 'file' ? heading : headingAct, lines };
}

/** Points on what was there before the file, as far as both were asked and scored alike. */
function changesOf(history: readonly HistoryEntry[], { id, round }: Submission, now: Score) {
  const files = history
    .filter(({ reviewedAt }) => reviewedAt === undefined)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const own = files.findLast(({ submission }) => submission === id);
  if (own === undefined) return { onFileBefore: null, onRoundBefore: null };
  const before = files.filter((one) => one.order < own.order && one.submission !== id);
  const ofRound = before.findLast((one) => one.round === round);
  const first = files.find((one) => one.round === round);
  const earlier = before.findLast((one) => one.round !== round && (first === undefined || one.order < first.order));
  const points = earlier === undefined ? null : pointsSince(earlier, own, now);
  return {
    onFileBefore: ofRound === undefined ? null : pointsSince(ofRound, own, now),
    onRoundBefore: earlier === undefined || points === null ? null : { round: earlier.round, points },
  };
}

const pointsSince = (before: HistoryEntry, own: HistoryEntry, { method, percent }: Score): number | null =>
  before.questionnaire === own.questionnaire && before.method === method ? percent - before.percent : null;

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
    percent,
    counted: countedWords({ met, total }, of, messagesIn(language)),
    readings: { naExcluded: readings.naExcluded, naMet: readings.naMet },
    pillars: of.pillars.map((pillar) => ({
      ...counted(pillar.title, pillars[pillar.id]),
      categories: pillar.categories.map((category) => counted(category.title, categories[category.id])),
    })),
  };
}

/** Under which name the results that were mailed last are kept: a round that was scored again has made new ones. */
export async function resultsName(
  submission: Submission,
  deps: Pick<ResultSources, 'registry' | 'store'>,
): Promise<string> {
  const { standing } = await standingOf(submission, deps);
  const sent = (standing?.deliveries ?? []).filter(({ state, messageId }) => state === 'sent' && messageId !== null);
  const last = sent.findLast((delivery) => submissionOf(delivery.id) === submission.id);
  return last?.id ?? submission.id;
}

async function standingOf(
  { authority, round }: Submission,
  { registry, store }: Pick<ResultSources, 'registry' | 'store'>,
): Promise<{ readonly known: Round | null; readonly standing: Standing | null }> {
  const known = round === null ? null : await registry.round(round);
  return { known, standing: known === null || authority === null ? null : await store.standing(known, authority) };
}

/** A rejected submission has its own outbox; the mails of others are in their standing's. */
export function isMailed(submission: Submission | RejectedSubmission, standing: Standing | null): boolean {
  const deliveries = 'deliveries' in submission ? submission.deliveries : (standing?.deliveries ?? []);
  const delivery = deliveries.find((one) => one.id === firstDelivery(submission.id));
  // An outbox forgets mails that went out long ago.
  return delivery === undefined || delivery.state === 'sent';
}

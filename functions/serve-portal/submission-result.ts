import { firstDelivery, submissionOf } from '../../shared/domain/mail/delivery.ts';
import type { AnyQuestionnaire } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { withDefinitions } from '../../shared/domain/questionnaire/catalogue.ts';
import { type Questionnaire, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Count } from '../../shared/domain/scoring/count.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { HistoryEntry } from '../../shared/domain/submissions/history.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import { certifiedAmong } from '../../shared/domain/submissions/said-with-file.ts';
import type { Sequel } from '../../shared/domain/submissions/sequel.ts';
import type { RejectedSubmission, Submission } from '../../shared/domain/submissions/submission.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { fromStranger } from '../../shared/rendering/letters/from-stranger.ts';
import { problemLines } from '../../shared/rendering/letters/problem-lines.ts';
import type { SubmissionResult } from '../../shared/rendering/portal/api-types.ts';
import { countedWords } from '../../shared/rendering/words/counted-words.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { formSequel } from '../../shared/rendering/words/form-sequel.ts';
import { inZone, type Messages, messagesIn } from '../../shared/rendering/words/messages.ts';
import { questionIn } from '../../shared/rendering/words/question-words.ts';
import { sequelLines } from '../../shared/rendering/words/sequel-lines.ts';
import { effectiveResult } from '../../shared/use-cases/effective-result.ts';
import { knownQuestionnaires, type QuestionnaireSources } from '../../shared/use-cases/known-questionnaires.ts';
import { formResult } from './form-result.ts';

export interface ResultSources extends QuestionnaireSources {
  readonly store: SubmissionStore;
  readonly registry: Registry;
  readonly reviews: Pick<Reviews, 'of'>;
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
  const [history, catalogue, registered] = await Promise.all([
    score === null || authority === null ? [] : deps.store.history(authority),
    catalogueFor(submission, deps),
    score?.method === 'definition' && authority !== null ? deps.registry.authority(authority) : null,
  ]);
  const result =
    score === null
      ? null
      : await effectiveResult(
          { ...submission, score },
          { delivery: firstDelivery(id), history, facts: registered ?? {} },
          { ...deps, catalogue },
        );
  const messages = inZone(definitionMessagesIn(language), known?.timeZone);
  const counting = counts ? standing : null;
  const about = {
    ...{ id, reference: referenceOf(id), fileName: receipt.fileName, receivedAt: receipt.receivedAt, round },
    stage:
      submission.stage === 'rejected' ? ('refused' as const) : counts ? ('counts' as const) : ('replaced' as const),
    ...(receipt.changedAt === undefined ? {} : { sheetAt: receipt.changedAt }),
    ...{ sentBy: receipt.sender, mailed: isMailed(submission, standing) },
    givenBy: result?.givenBy ?? [],
    certified: (result?.certified ?? certifiedAmong([submission])).map(({ fileName, by }) => ({ fileName, by })),
    note: submission.note ?? null,
  };
  const sequel = sequelNow(submission, result?.sequel ?? null);
  if (result !== null && 'definition' in result) {
    const shown = { method: 'definition' as const, percent: result.shown ?? 0 };
    const told = formSequel({ ...result, sequel, language }, messages, (fileName) => fromStranger(fileName, messages));
    const numberOf = (id: string): string => questionIn(result.definition, id, language)?.number ?? id;
    const givenBy = result.givenBy.map((one) => ({ ...one, ids: one.ids.map(numberOf) }));
    return {
      ...{ ...about, givenBy, score: null },
      form: formResult(result, { changes: changesOf(history, submission, shown), counting }, language, messages),
      sequel: told === null ? null : { heading: told.heading, lines: told.lines },
      problems: problemsOf(result, result.definition, language, messages),
    };
  }
  const counted = result ?? { ...submission, score: null };
  const questionnaire = result?.questionnaire ?? catalogue.find(submission.questionnaire ?? '') ?? null;
  return {
    ...{ ...about, form: null },
    score:
      result === null
        ? null
        : {
            ...shares(result.score, result.questionnaire, language),
            changes: changesOf(history, submission, result.score),
            countsWith:
              counting !== null && counting.score.percent !== result.score.percent ? counting.score.percent : null,
          },
    sequel: sequelOf(sequel, messages),
    problems: problemsOf(counted, questionnaire, language, messages),
  };
}

/** The questionnaires of offices are asked for where a file is of one. */
async function catalogueFor({ questionnaire }: Submission | RejectedSubmission, deps: ResultSources) {
  const isOwn = questionnaire === null || deps.catalogue.find(questionnaire) !== undefined;
  return isOwn ? withDefinitions(deps.catalogue, []) : knownQuestionnaires(deps);
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
function changesOf(history: readonly HistoryEntry[], { id, round }: Submission, now: Scored) {
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

type Scored = Pick<HistoryEntry, 'method' | 'percent'>;

const pointsSince = (before: HistoryEntry, own: HistoryEntry, { method, percent }: Scored): number | null =>
  before.questionnaire === own.questionnaire && before.method === method ? percent - before.percent : null;

function problemsOf(
  { problems }: Pick<Submission, 'problems'>,
  questionnaire: AnyQuestionnaire | null,
  language: string,
  messages: Messages,
) {
  // What the sender has explained is not asked again.
  const asked = problems.filter(({ facts }) => facts['explanation'] === undefined);
  return problemLines(asked, questionnaire, language, messages, asked.length).shown;
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

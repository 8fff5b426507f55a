import { resultsKey } from '../../shared/config/object-keys.ts';
import type { DeliveryId } from '../../shared/domain/ids.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import type { AnyCatalogue, Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { deadlineOf } from '../../shared/domain/registry/participation.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import { isPublishedOfForm } from '../../shared/domain/standings/any-standings.ts';
import { finalityOf } from '../../shared/domain/standings/finality.ts';
import type { Rescoring } from '../../shared/domain/standings/rescoring.ts';
import { isFollowedSheet } from '../../shared/domain/submissions/followed-sheet.ts';
import { type Submission, saysWhoseItIs } from '../../shared/domain/submissions/submission.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import type { ResultsTabRequest } from '../../shared/ports/online-sheets.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { ResultsArchive } from '../../shared/ports/results-archive.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { together } from '../../shared/ports/together.ts';
import { answeringSubject, bodies, footerOf } from '../../shared/rendering/letters/frame.ts';
import type { Letter } from '../../shared/rendering/letters/letter.ts';
import { rejectionLetter } from '../../shared/rendering/letters/rejection-letter.ts';
import { fill, inZone, type Messages, messagesIn } from '../../shared/rendering/words/messages.ts';
import { effectiveResult, tellsOfAct } from '../../shared/use-cases/effective-result.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import type { ContactPages } from '../../shared/use-cases/portal-link.ts';
import type { MadeResults, Telling } from './made-results.ts';
import type { RoundMailParts } from './prepare-round-mail.ts';
import { allContacts, portalLinkOf, type Recipients, recipientsOf } from './recipients.ts';
import { correctedBy, rescoredReport, rescoringOf, reviewedOf } from './rescored-report.ts';

export interface Preparation {
  /** null: there is nothing to tell any more. */
  readonly mail: Mail | null;
  /** For the online sheet the results came from; null when there is none. */
  readonly tab: ResultsTabRequest | null;
  /**
   * Puts what the mail leads to where it is kept: the same bytes however often, so that it may be done by several; null:
   * there is nothing.
   */
  readonly keep: (() => Promise<unknown>) | null;
}

export interface PreparationSources {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly participations: RoundMailParts['participations'];
  readonly archive: ResultsArchive;
  readonly standings: Pick<StandingsStore, 'current'>;
  readonly now: () => Date;
  readonly pages: ContactPages;
  /** Address of the benchmark office. */
  readonly office: string;
  /** Those of the product. */
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'inUse'>;
  /** null: results workbooks have charts in place of a picture. */
  readonly rasterise: ((svg: string) => Promise<Uint8Array>) | null;
}

/** Bytes of a workbook above which it goes as a link: SES takes 40 MB a mail, and base64 makes 4 bytes of 3. */
const maxAttached = 25 * 1024 * 1024;

/**
 * All that is sent for one submission, or for its re-scoring, and how its results workbook and page are kept: never in
 * place of those of another delivery.
 */
export async function prepareDelivery(
  submission: Submission,
  delivery: DeliveryId,
  deps: PreparationSources,
): Promise<Preparation> {
  const round = await deps.registry.round(submission.round ?? '');
  const isAct = await tellsOfAct(submission, delivery, deps.store);
  const rescoring = isAct ? null : await rescoringOf(submission, delivery, round, deps.store);
  if (rescoring === 'overtaken') return { mail: null, tab: null, keep: null };
  const authority = submission.authority === null ? null : await deps.registry.authority(submission.authority);
  const recipients =
    isAct || rescoring?.isFinal
      ? allContacts(authority, deps.office)
      : await recipientsOf(submission, authority, deps.registry, deps.office);
  const messages = inZone(messagesIn(recipients.language), round?.timeZone);
  const footer = footerOf(submission.id, deps.office, messages);
  const about = { recipients, messages, footer, round, delivery, rescoring };
  const [{ subject, letter, attachments, tab, keep }, portal] = await Promise.all([
    submission.score === null ? rejection(submission, about, deps) : results(submission, authority, about, deps),
    portalLinkOf(submission, recipients, messages, deps.pages),
  ]);
  const answered = recipients.isSender && rescoring === null && !isAct ? submission.receipt.mail : undefined;
  const mail = {
    to: recipients.to,
    delivery,
    subject: answeringSubject(subject, answered?.subject ?? null, messages),
    ...bodies({ ...letter, ...portal }),
    attachments,
    inReplyTo: answered?.messageId ?? null,
  };
  return { mail, tab, keep };
}

interface About {
  readonly recipients: Recipients;
  readonly messages: Messages;
  readonly footer: readonly string[];
  readonly round: Round | null;
  readonly delivery: DeliveryId;
  readonly rescoring: Rescoring | null;
}

type Content = Pick<Mail, 'subject' | 'attachments'> & Pick<Preparation, 'tab' | 'keep'> & { readonly letter: Letter };

async function rejection(
  submission: Submission,
  { recipients, messages, footer, round }: About,
  deps: Pick<PreparationSources, 'store' | 'now' | 'participations'>,
): Promise<Content> {
  const { authority, authorityName, problems, receipt } = submission;
  const { isOffice } = recipients;
  const file = { fileName: receipt.fileName, receivedAt: receipt.receivedAt, problems };
  const isFollowed = round !== null && (await isLookedAtAgain(submission, round, deps));
  const words = messages.mail.rejected;
  const named = authority !== null && authorityName !== null;
  // To whoever may not speak for an authority nothing is said of what it has sent.
  const hasEarlier =
    authority !== null &&
    round !== null &&
    saysWhoseItIs(submission) &&
    (await deps.store.standing(round, authority)) !== null;
  return {
    subject: named ? fill(words.subjectFor, { authority: authorityName }) : words.subject,
    letter: rejectionLetter(file, { toOffice: isOffice, hasEarlier, footer, isFollowed }, messages),
    attachments: [],
    tab: null,
    keep: null,
  };
}

/** By the deadline of the authority itself, as its sheet is followed. */
async function isLookedAtAgain(
  submission: Submission,
  round: Round,
  { participations, now }: Pick<PreparationSources, 'participations' | 'now'>,
): Promise<boolean> {
  const { authority, receipt } = submission;
  if (authority === null || receipt.sheet === undefined) return false;
  const closesAt = deadlineOf(round, await participations.of(round.id, authority));
  return (closesAt === null || Date.parse(closesAt) > now().getTime()) && isFollowedSheet(submission, closesAt);
}

async function results(
  submission: Submission,
  authority: Authority | null,
  about: About,
  deps: PreparationSources,
): Promise<Content> {
  const { recipients, messages, footer, round, delivery, rescoring } = about;
  const { archive } = deps;
  const catalogue = await knownQuestionnaires(deps);
  const read = await reportOf(
    submission,
    { authority, round, language: messages.language, delivery },
    { ...deps, catalogue },
  );
  const now = rescoring?.now ?? (await reviewedOf(submission, round, deps.store));
  const corrects = await correctedBy(submission, { round, finality: read.finality ?? null, rescoring }, deps.store);
  const authorityName = authority?.name ?? submission.authorityName ?? '';
  const telling = { authorityName, toOffice: recipients.isOffice, footer, rescoring, corrects };
  const made = isForm(read)
    ? await resultsOfForm(read, now, telling, { catalogue, charts: deps.rasterise === null })
    : await resultsOfOurs(read, now, telling, { messages, deps });
  const fileName = `scorebook-results-${submission.authority}-${submission.round}.xlsx`;
  const key = (ending: 'xlsx' | 'html') => resultsKey(submission, delivery, ending);
  const { workbook } = made;
  const page = await deps.pages.fileUrl(key('html'), null);
  const asLink = workbook.length > maxAttached || round?.mails === 'link';
  // Without a page of contacts nothing would sign a link when it is opened: the workbook goes with the mail.
  const link = asLink ? await deps.pages.fileUrl(key('xlsx'), fileName) : null;
  const { sheet } = submission.receipt;
  return {
    subject: made.subject,
    letter: made.letter({ page, link }),
    attachments: link === null ? [{ fileName, bytes: workbook }] : [],
    tab: sheet === undefined ? null : { sheet, tab: made.tab({ submission: submission.id, authorityName }) },
    keep: () =>
      together([archive.put(key('xlsx'), workbook), archive.put(key('html'), new TextEncoder().encode(made.page))]),
  };
}

const isForm = (report: ResultsReport | FormReport): report is FormReport => 'definition' in report;

// What makes results of each kind is loaded for a mail that has some: not for one that says why a file was rejected.

async function resultsOfForm(
  read: FormReport,
  now: ScoreSummary | null,
  telling: Telling,
  by: { readonly catalogue: AnyCatalogue; readonly charts: boolean },
): Promise<MadeResults> {
  const { formResults, rescoredForm } = await import('./form-results.ts');
  return formResults(now === null ? read : rescoredForm(read, now, by.catalogue), telling, by);
}

async function resultsOfOurs(
  read: ResultsReport,
  now: ScoreSummary | null,
  telling: Telling,
  { messages, deps }: { readonly messages: Messages; readonly deps: PreparationSources },
): Promise<MadeResults> {
  const { ownResults } = await import('./own-results.ts');
  return ownResults(now === null ? read : rescoredReport(read, now, deps.catalogue), telling, messages, deps);
}

async function reportOf(
  submission: Submission,
  known: {
    readonly authority: Authority | null;
    readonly round: Round | null;
    readonly language: string;
    readonly delivery: DeliveryId;
  },
  deps: Omit<PreparationSources, 'catalogue'> & { readonly catalogue: AnyCatalogue },
): Promise<ResultsReport | FormReport> {
  const { authority, authorityName, receipt, score } = submission;
  if (score === null) throw new Error(`Submission ${submission.id} has no score to report`);
  const history = authority === null ? [] : await deps.store.history(authority);
  const facts = known.authority ?? {};
  const [counted, published] = await Promise.all([
    effectiveResult({ ...submission, score }, { delivery: known.delivery, history, facts }, deps),
    submission.round === null ? null : deps.standings.current(submission.round),
  ]);
  const report = {
    authority: authority === null ? null : { id: authority, name: authorityName ?? authority },
    round: submission.round,
    timeZone: known.round?.timeZone,
    language: known.language,
    fileName: receipt.fileName,
    sha256: receipt.sha256,
    receivedAt: receipt.receivedAt,
    country: known.authority?.country ?? null,
    finality: known.round === null ? null : finalityOf(known.round, published?.standings ?? null, deps.now()),
    publishesEvidence: known.round?.publishesEvidence ?? false,
    history,
  };
  // Of another kind of questionnaire, what is published has nothing that this result could be compared with.
  const isOfForm = published !== null && isPublishedOfForm(published);
  if ('definition' in counted) return { ...report, ...counted, published: isOfForm ? published : null };
  return {
    ...report,
    ...counted,
    registeredPopulation: known.authority?.population,
    published: isOfForm ? null : published,
  };
}

import type { ResultsReport } from '../../shared/domain/results-report.ts';
import type { Submission } from '../../shared/domain/submission.ts';
import { fill, messagesIn } from '../../shared/messages/messages.ts';
import type { Mail, Registry, ResultsTabRequest, SubmissionStore } from '../../shared/ports.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { writeResultsWorkbook } from '../../shared/workbook/results-workbook.ts';
import { type Letter, letterHtml, letterText } from './mail/letter.ts';
import { rejectionLetter } from './mail/rejection-letter.ts';
import { resultsLetter } from './mail/results-letter.ts';
import { recipientsOf } from './recipients.ts';
import { resultsTab } from './results-tab.ts';

export interface Preparation {
  readonly mail: Mail;
  /** Where the results workbook is kept; null when there is none. */
  readonly workbook: { readonly key: string; readonly bytes: Uint8Array } | null;
  /** For the online sheet the results came from; null when there is none. */
  readonly tab: ResultsTabRequest | null;
}

export interface PreparationSources {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  /** Address of the benchmark office. */
  readonly office: string;
}

/** All that is sent for one submission. The same submission makes the same bytes, however often. */
export async function prepareDelivery(submission: Submission, from: PreparationSources): Promise<Preparation> {
  const authority = submission.authority === null ? null : await from.registry.authority(submission.authority);
  const recipients = await recipientsOf(submission, authority, from.registry, from.office);
  const messages = messagesIn(recipients.language);
  const footer = [
    fill(messages.mail.footer.automatic, { office: from.office }),
    fill(messages.mail.footer.reference, { submission: submission.id }),
  ];
  const to = { to: recipients.to, submission: submission.id };
  const { fileName, receivedAt } = submission.receipt;
  if (submission.score === null) {
    const { language, isOffice } = recipients;
    const { problems } = submission;
    const letter = rejectionLetter(
      { fileName, receivedAt, problems },
      { language, toOffice: isOffice, footer },
      messages,
    );
    const words = messages.mail.rejected;
    const { authorityName } = submission;
    const named = submission.authority !== null && authorityName !== null;
    const subject = named ? fill(words.subjectFor, { authority: authorityName }) : words.subject;
    return { mail: { ...to, subject, ...bodies(letter), attachments: [] }, workbook: null, tab: null };
  }
  const report = await reportOf(submission, recipients.language, from.store);
  const authorityName = authority?.name ?? submission.authorityName ?? '';
  const superseded = submission.stage === 'superseded';
  const letter = resultsLetter(report, { authorityName, superseded, footer }, messages);
  const bytes = await writeResultsWorkbook(report);
  const round = submission.round ?? '';
  const { sheet } = submission.receipt;
  const attachment = { fileName: `scorebook-results-${submission.authority}-${round}.xlsx`, bytes };
  const subject = fill(messages.mail.results.subject, {
    authority: authorityName,
    round,
    percent: report.score.percent,
  });
  return {
    mail: { ...to, subject, ...bodies(letter), attachments: [attachment] },
    workbook: { key: `results/${round}/${submission.authority}/${submission.id}.xlsx`, bytes },
    tab:
      sheet === undefined
        ? null
        : { sheet, tab: resultsTab(report, { submission: submission.id, authorityName }, messages) },
  };
}

async function reportOf(submission: Submission, language: string, store: SubmissionStore): Promise<ResultsReport> {
  const questionnaire = findQuestionnaire(submission.questionnaire ?? '');
  if (questionnaire === undefined || submission.score === null) {
    throw new Error(`Submission ${submission.id} has no questionnaire or no score to report`);
  }
  const { authority, authorityName, receipt } = submission;
  return {
    questionnaire,
    authority: authority === null ? null : { id: authority, name: authorityName ?? authority },
    round: submission.round,
    language,
    fileName: receipt.fileName,
    sha256: receipt.sha256,
    receivedAt: receipt.receivedAt,
    score: submission.score,
    answers: await store.answers(submission.id),
    background: new Map(Object.entries(submission.background)),
    problems: submission.problems,
    published: null,
    history: authority === null ? [] : await store.history(authority),
  };
}

const bodies = (letter: Letter): { html: string; text: string } => ({
  html: letterHtml(letter),
  text: letterText(letter),
});

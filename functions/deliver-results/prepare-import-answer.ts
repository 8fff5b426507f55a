import { importAnswerKey } from '../../shared/config/object-keys.ts';
import type { ImportPlan } from '../../shared/domain/registry/planned-import.ts';
import { type RegistryPlan, rescoredFor } from '../../shared/domain/registry/registry-plan.ts';
import { type ReviewPlan, reviewedRounds } from '../../shared/domain/review/review-plan.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { Imports } from '../../shared/ports/imports.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import type { ResultsArchive } from '../../shared/ports/results-archive.ts';
import { type ImportAnswer, importLetter } from '../../shared/rendering/letters/import-letter.ts';
import { letterHtml, letterText } from '../../shared/rendering/letters/letter.ts';
import { fill, type Messages, messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeRegistryReport } from '../../shared/rendering/workbooks/registry/registry-report-workbook.ts';
import { writeReviewReport } from '../../shared/rendering/workbooks/review/review-report-workbook.ts';

export interface ImportAnswerSources {
  readonly imports: Imports;
  readonly archive: ResultsArchive;
  /** Address of the benchmark office. */
  readonly office: string;
}

/** What the office is answered to a workbook of its own: a mail, and the workbook of what changed. */
export async function prepareImportAnswer(id: string, deps: ImportAnswerSources): Promise<Mail> {
  const found = await deps.imports.load(id);
  if (found === null) throw new Error(`The answer to import ${id} is due and the import is not there`);
  const { of } = found;
  const messages = messagesIn('en');
  const { answer, subject, bytes } = await answerTo(of.plan, of.receivedAt, messages);
  const footer = [
    fill(messages.mail.footer.automatic, { office: deps.office }),
    fill(messages.mail.footer.reference, { submission: referenceOf(id) }),
  ];
  const letter = importLetter(of, answer, footer, messages);
  await deps.archive.put(importAnswerKey(id), bytes);
  return {
    to: [deps.office],
    subject: fill(subject, answer.counts),
    text: letterText(letter),
    html: letterHtml(letter),
    attachments: [{ fileName: `scorebook-${of.plan.kind}-changes.xlsx`, bytes }],
    delivery: id,
  };
}

interface Answered {
  readonly answer: ImportAnswer;
  readonly subject: string;
  readonly bytes: Uint8Array;
}

function answerTo(plan: ImportPlan, at: string, messages: Messages): Promise<Answered> {
  return plan.kind === 'registry' ? registryAnswer(plan, at, messages) : reviewAnswer(plan, at, messages);
}

async function registryAnswer(plan: RegistryPlan, at: string, messages: Messages): Promise<Answered> {
  const { report } = plan;
  const words = messages.mail.registry;
  const counts = { changes: report.changes.length, problems: report.problems.length, kept: report.kept.length };
  const sheet = messages.workbook.registryReport.sheets.problems.name;
  const answer = { words, counts, sheet, rescored: rescoredFor(plan) };
  return { answer, subject: words.subject, bytes: await writeRegistryReport(report, at) };
}

async function reviewAnswer(plan: ReviewPlan, at: string, messages: Messages): Promise<Answered> {
  const words = messages.review.mail;
  const { decisions, problems } = plan.report;
  const changed = decisions.filter(({ before, after }) => before !== after).length;
  const counts = { decisions: decisions.length, problems: problems.length, changed };
  const sheet = messages.review.report.sheets.problems.name;
  const answer = { words, counts, sheet, rescored: reviewedRounds(plan) };
  return { answer, subject: words.subject, bytes: await writeReviewReport(plan.report, at) };
}

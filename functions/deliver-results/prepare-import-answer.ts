import { importAnswerKey } from '../../shared/config/object-keys.ts';
import type { Problem } from '../../shared/domain/answers/problems.ts';
import { definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { ImportPlan } from '../../shared/domain/registry/planned-import.ts';
import type { QuestionnairePlan } from '../../shared/domain/registry/questionnaire-plan.ts';
import { type RegistryPlan, rescoredFor } from '../../shared/domain/registry/registry-plan.ts';
import { type ReviewPlan, reviewedRounds } from '../../shared/domain/review/review-plan.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { Imports } from '../../shared/ports/imports.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import type { ResultsArchive } from '../../shared/ports/results-archive.ts';
import { type ImportAnswer, importLetter } from '../../shared/rendering/letters/import-letter.ts';
import { letterHtml, letterText } from '../../shared/rendering/letters/letter.ts';
import { fill, type Messages, messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
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
  const messages = messagesIn(languageOf(of.plan));
  const { answer, subject, attachments } = await answerTo(of.plan, of.receivedAt, messages);
  const footer = [
    fill(messages.mail.footer.automatic, { office: deps.office }),
    fill(messages.mail.footer.reference, { submission: referenceOf(id) }),
  ];
  const letter = importLetter(of, answer, footer, messages);
  const [first] = attachments;
  if (first !== undefined) await deps.archive.put(importAnswerKey(id), first.bytes);
  return {
    to: [deps.office],
    subject: fill(subject, answer.counts),
    text: letterText(letter),
    html: letterHtml(letter),
    attachments,
    delivery: id,
  };
}

/** Of a questionnaire its own; the office's other workbooks are in English. */
const languageOf = (plan: ImportPlan): string => (plan.kind === 'questionnaire' ? (plan.language ?? 'en') : 'en');

interface Answered {
  readonly answer: ImportAnswer;
  readonly subject: string;
  readonly attachments: Mail['attachments'];
}

const changesOf = (kind: ImportPlan['kind'], bytes: Uint8Array): Mail['attachments'] => [
  { fileName: `scorebook-${kind}-changes.xlsx`, bytes },
];

function answerTo(plan: ImportPlan, at: string, messages: Messages): Promise<Answered> {
  switch (plan.kind) {
    case 'registry':
      return registryAnswer(plan, at, messages);
    case 'review':
      return reviewAnswer(plan, at, messages);
    case 'questionnaire':
      return questionnaireAnswer(plan, messages);
  }
}

async function registryAnswer(plan: RegistryPlan, at: string, messages: Messages): Promise<Answered> {
  const { report } = plan;
  const words = messages.mail.registry;
  const counts = { changes: report.changes.length, problems: report.problems.length, kept: report.kept.length };
  const sheet = messages.workbook.registryReport.sheets.problems.name;
  const answer = { words, counts, sheet, rescored: rescoredFor(plan) };
  return { answer, subject: words.subject, attachments: changesOf('registry', await writeRegistryReport(report, at)) };
}

async function reviewAnswer(plan: ReviewPlan, at: string, messages: Messages): Promise<Answered> {
  const words = messages.review.mail;
  const { decisions, problems } = plan.report;
  const changed = decisions.filter(({ before, after }) => before !== after).length;
  const counts = { decisions: decisions.length, problems: problems.length, changed };
  const sheet = messages.review.report.sheets.problems.name;
  const answer = { words, counts, sheet, rescored: reviewedRounds(plan) };
  return { answer, subject: words.subject, attachments: changesOf('review', await writeReviewReport(plan.report, at)) };
}

/** What authorities get, in each language of the questionnaire; or all that is to be corrected, in the mail itself. */
async function questionnaireAnswer({ definition, report }: QuestionnairePlan, messages: Messages): Promise<Answered> {
  const { subject, subjectRejected, ...words } = messages.mail.questionnaire;
  const problems = report.problems.length;
  const of = definition === null ? '' : definitionKeyOf(definition);
  const questions = definition === null ? 0 : questionsOf(definition).length;
  const counts = { questionnaire: of, questions, problems: report.problems.filter(isReject).length };
  const answer = { words, counts, sheet: '', rescored: [], shows: problems };
  if (definition === null) return { answer, subject: subjectRejected, attachments: [] };
  const attachments = await Promise.all(
    definition.languages.map(async (language) => ({
      fileName: `${of.replace('@', '-')}-${language}.xlsx`,
      bytes: await writeFormWorkbook({ definition, language, authority: null, round: null }),
    })),
  );
  return { answer, subject, attachments };
}

const isReject = ({ severity }: Problem): boolean => severity === 'reject';

import { fill, messagesIn } from '../../shared/messages/messages.ts';
import type { Mail, RegistryImports, ResultsArchive } from '../../shared/ports.ts';
import { writeRegistryReport } from '../../shared/workbook/registry/registry-report-workbook.ts';
import { letterHtml, letterText } from './mail/letter.ts';
import { registryLetter } from './mail/registry-letter.ts';

export interface RegistryAnswerSources {
  readonly imports: RegistryImports;
  readonly archive: ResultsArchive;
  /** Address of the benchmark office. */
  readonly office: string;
}

/** What the office is answered to a registry workbook: a mail, and the workbook of what changed. */
export async function prepareRegistryAnswer(id: string, from: RegistryAnswerSources): Promise<Mail> {
  const found = await from.imports.load(id);
  if (found === null) throw new Error(`The answer to import ${id} is due and the import is not there`);
  const { of } = found;
  const messages = messagesIn('en');
  const footer = [
    fill(messages.mail.footer.automatic, { office: from.office }),
    fill(messages.mail.footer.reference, { submission: id }),
  ];
  const letter = registryLetter(of, footer, messages);
  const bytes = await writeRegistryReport(of.plan.report, of.receivedAt);
  await from.archive.put(`registry/answers/${id}.xlsx`, bytes);
  const { changes, problems } = of.plan.report;
  return {
    to: [from.office],
    subject: fill(messages.mail.registry.subject, { changes: changes.length, problems: problems.length }),
    text: letterText(letter),
    html: letterHtml(letter),
    attachments: [{ fileName: 'scorebook-registry-changes.xlsx', bytes }],
    submission: id,
  };
}

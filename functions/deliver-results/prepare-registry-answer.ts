import { fill, messagesIn } from '../../shared/messages/messages.ts';
import type { RegistryImports } from '../../shared/ports.ts';
import { writeRegistryReport } from '../../shared/workbook/registry/registry-report-workbook.ts';
import { letterHtml, letterText } from './mail/letter.ts';
import { registryLetter } from './mail/registry-letter.ts';
import type { Preparation } from './prepare-delivery.ts';

export interface RegistryAnswerSources {
  readonly imports: RegistryImports;
  /** Address of the benchmark office. */
  readonly office: string;
}

/** What the office is answered to a registry workbook: a mail, and the workbook of what changed. */
export async function prepareRegistryAnswer(id: string, from: RegistryAnswerSources): Promise<Preparation> {
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
  const { changes, problems } = of.plan.report;
  return {
    mail: {
      to: [from.office],
      subject: fill(messages.mail.registry.subject, { changes: changes.length, problems: problems.length }),
      text: letterText(letter),
      html: letterHtml(letter),
      attachments: [{ fileName: 'scorebook-registry-changes.xlsx', bytes }],
      submission: id,
    },
    workbook: { key: `registry/answers/${id}.xlsx`, bytes },
    tab: null,
  };
}

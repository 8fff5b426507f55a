import type { FileReport } from '../../../domain/insight/results-report.ts';
import type { Messages } from '../../words/messages.ts';
import { certifiedLines } from '../../words/sequel-lines.ts';

/**
 * A fact about the file, where somebody certifies it: a sentence, and not the label of the cover with a name beside it, which
 * a corrected workbook that is sent back would be certified by anew.
 */
export function certificationFacts(
  report: Pick<FileReport, 'certified'>,
  messages: Messages,
): (readonly [label: string, value: string])[] {
  const lines = certifiedLines(report, messages, (text) => text);
  return lines.length === 0 ? [] : [[messages.results.method.certification, lines.join(' ')]];
}

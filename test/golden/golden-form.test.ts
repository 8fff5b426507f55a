import { beforeAll, describe, expect, test } from 'vitest';
import { formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { formResultsLetter } from '../../shared/rendering/letters/form-results-letter.ts';
import { bodies, footerOf } from '../../shared/rendering/letters/frame.ts';
import { formResultsPage } from '../../shared/rendering/results-page/form-results-page.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { writeFormResultsWorkbook } from '../../shared/rendering/workbooks/form-results-workbook.ts';
import { cellsOf } from '../support/cells-of.ts';
import { northwoodReport } from '../support/form-reports.ts';
import { northwoodAmongOthers } from '../support/published-forms.ts';

/**
 * What people see of Northwood's answers to the example of an office's own questionnaire. Whoever means to change it writes
 * the files anew (`npx vitest run test/golden/golden-form -u`) and looks at what `git diff` shows.
 */
const golden = (name: string): string => `form-files/${name}`;

let report: FormReport;
beforeAll(async () => {
  report = await northwoodReport();
});

test('the results workbook', async () => {
  const bytes = await writeFormResultsWorkbook(report, formInsightOf(report));
  await expect(await cellsOf(bytes)).toMatchFileSnapshot(golden('results-workbook.txt'));
});

test('the results workbook beside others, and after another year', async () => {
  const among = await northwoodAmongOthers();
  const bytes = await writeFormResultsWorkbook(among, formInsightOf(among));
  await expect(await cellsOf(bytes)).toMatchFileSnapshot(golden('results-workbook-among-others.txt'));
});

test('the results page', async () => {
  await expect(formResultsPage(report, formInsightOf(report))).toMatchFileSnapshot(golden('results-page.html'));
});

describe('the mail with results', () => {
  const results = (language: string) => {
    const messages = definitionMessagesIn(language);
    const page = { address: 'https://results.example/page', until: '2026-05-25T09:12:30.000Z' };
    const about = { authorityName: 'Northwood', toOffice: false, link: null, rescoring: null, corrects: null, page };
    const footer = footerOf('0123456789abcdef', 'office@benchmark.example', messages);
    const own = { ...report, language };
    return bodies(formResultsLetter(own, { ...about, footer, insight: formInsightOf(own) }, messages));
  };

  test('in each language', async () => {
    const texts = messageLanguages().map((language) => `## ${language}\n\n${results(language).text}`);
    await expect(texts.join('\n\n')).toMatchFileSnapshot(golden('mail-results.txt'));
    await expect(results('en').html).toMatchFileSnapshot(golden('mail-results.html'));
  });
});

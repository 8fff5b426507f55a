import { describe, expect, test } from 'vitest';
import { type ProblemCode, problem, problemCodes } from '../../../shared/domain/answers/problems.ts';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../../shared/domain/insight/results-report.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { letterHtml } from '../../../shared/rendering/letters/letter.ts';
import { resultsLetter } from '../../../shared/rendering/letters/results-letter.ts';
import { resultsPage } from '../../../shared/rendering/results-page/results-page.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { writeResultsWorkbook } from '../../../shared/rendering/workbooks/results-workbook.ts';
import { standingsOf, theSeven } from '../../support/compared.ts';
import { espooReport } from '../workbooks/writers/espoo.ts';
import { open } from '../workbooks/writers/open.ts';
import { textsByKey } from './texts-by-key.ts';

/** Every kind of problem, among others, with nothing in it that is not ours. */
function everything(language: string): ResultsReport {
  const problems = problemCodes.map((code: ProblemCode) => problem(code, { sheet: '#', cell: 'D9', read: '#' }));
  const published = standingsOf(theSeven);
  return { ...espooReport({ problems }), language, country: 'FI', published, publishesEvidence: true };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const asPattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/\{\w+\}/)
      .map(escaped)
      .join('.*')}$`,
    's',
  );

/** English texts that the other language says otherwise. What is little but placeholders tells no language. */
function tellingEnglish(language: string): RegExp[] {
  const other = textsByKey(definitionMessagesIn(language));
  const own = new Set(Object.values(other));
  return Object.entries(textsByKey(definitionMessagesIn('en')))
    .filter(([key, text]) => other[key] !== text && !own.has(text))
    .map(([, text]) => text)
    .filter((text) => !text.includes('{') || text.replace(/\{\w+\}/g, '').length > 15)
    .map(asPattern);
}

const textsOfHtml = (page: string): string[] =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text));

async function textsOfWorkbook(report: ResultsReport): Promise<string[]> {
  const texts: string[] = [];
  for (const sheet of (await open(await writeResultsWorkbook(report, insightOf(report, catalogue)))).worksheets) {
    if (sheet.state === 'hidden') continue;
    texts.push(sheet.name);
    sheet.eachRow((row) => row.eachCell(({ text }) => texts.push(text)));
  }
  return texts;
}

describe.each(messageLanguages().filter((language) => language !== 'en'))(
  'no text of ours is English in %s',
  (language) => {
    const report = everything(language);
    const insight = insightOf(report, catalogue);
    const messages = definitionMessagesIn(language);
    const english = tellingEnglish(language);
    const found = (texts: readonly string[]) => texts.filter((text) => english.some((pattern) => pattern.test(text)));

    test('in the results workbook, the page and the mail', async () => {
      const about = { authorityName: 'Espoo', superseded: true, toOffice: true, insight, footer: [], rescoring: null };
      const page = { address: 'https://example.org', until: '2022-11-25T09:12:30.000Z' };
      const letter = resultsLetter(report, { ...about, page, link: page }, messages);
      const texts = [
        ...(await textsOfWorkbook(report)),
        ...textsOfHtml(resultsPage(report, insight)),
        ...textsOfHtml(letterHtml(letter)),
      ];
      expect(texts.length).toBeGreaterThan(400);
      expect(found(texts)).toEqual([]);
    });
  },
);

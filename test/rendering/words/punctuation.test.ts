import { describe, expect, test } from 'vitest';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { letterText } from '../../../shared/rendering/letters/letter.ts';
import { resultsLetter } from '../../../shared/rendering/letters/results-letter.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { profile, reportOf, standingsOf, theSeven } from '../../support/compared.ts';
import { resultsWorkbook } from '../../support/results-workbook.ts';

const problems = [
  problem('answer-partial', { indicator: '1.1.1', read: 'partly', cell: 'D9' }),
  problem('answer-unclear', { indicator: '1.1.2', read: 'later', cell: 'D10' }),
  problem('evidence-missing', { indicator: '1.1.3' }),
  problem('background-unclear', { indicator: 'budget', read: 'much' }),
];

/** The last of the seven, whichever way it is ranked, with something to check everywhere. */
const reportIn = (language: string) =>
  reportOf(profile('Espoo', 'N'.padEnd(41, 'N?A-')), { language, problems, published: standingsOf(theSeven) });

/** Every text of the results workbook and of the mail with it. */
async function written(language: string): Promise<string[]> {
  const report = reportIn(language);
  const insight = insightOf(report, catalogue);
  const page = { address: 'https://example.org', until: '2022-11-25T09:12:30.000Z' };
  const about = { authorityName: 'Espoo', toOffice: false, link: null, rescoring: null, footer: [], page, insight };
  const mail = letterText(resultsLetter(report, about, definitionMessagesIn(language)));
  const { sheets } = await readGrid(await resultsWorkbook(report));
  const cells = sheets.filter(({ hidden }) => !hidden).flatMap(({ cells }) => cells.map(({ text }) => text));
  return [...cells, ...mail.split('\n\n').map((text) => text.replace(/\s*\n\s*/g, ' '))];
}

/** What stands there as another language would write it. */
const wrong: Readonly<Record<string, RegExp>> = {
  en: /\s%|\s[:;?!](\s|$)/u,
  fr: /[^\s][:;?!](?=\s|$)(?<!\u202f[:;?!])|[ \u00a0][:;?!»%]|«(?!\u202f)|\d%/u,
};
const spaced = /\d%|[ \u00a0]%|[ \u202f\u00a0][:;?!](\s|$)/u;

describe.each(messageLanguages())('in %s', (language) => {
  test('percent signs and punctuation have the space before them that the language writes', async () => {
    const texts = (await written(language)).filter((text) => !text.startsWith('http') && !/^https?:/.test(text));
    expect(texts.filter((text) => (wrong[language] ?? spaced).test(text))).toEqual([]);
    expect(texts.length).toBeGreaterThan(500);
  });

  test('an interval of one rank is that rank', async () => {
    const { interval } = insightOf(reportIn(language), catalogue);
    expect(interval).toMatchObject({ best: 7, worst: 7 });
    expect((await written(language)).join('\n')).not.toMatch(/7 (to|à|bis|al|a|e|et|and|und|y|en|tot) 7\b|7–7/);
  });
});

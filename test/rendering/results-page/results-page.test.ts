import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../../shared/domain/insight/results-report.ts';
import type { HistoryEntry } from '../../../shared/domain/submissions/history.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { resultsPage } from '../../../shared/rendering/results-page/results-page.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { barriersOn, hasBrowser, startBrowser } from '../../support/browser.ts';
import { standingsOf, theSeven } from '../../support/compared.ts';
import { espooReport, indicators, partial } from '../workbooks/writers/espoo.ts';

const pageOf = (report: ResultsReport): string => resultsPage(report, insightOf(report, catalogue));

const unclearAnswer = (read: string) =>
  problem('answer-unclear', { sheet: 'Our answers', cell: 'D9', indicator: '1.1.1', read });
const alone = espooReport({ problems: [unclearAnswer('perhaps'), partial] });
const answerCode = encodeAnswers(
  indicators.map(({ id }) => id),
  alone.answers,
);
const entry = {
  ...{ authority: 'espoo', submission: 's', questionnaire: 'user-centricity@2023', answerCode },
  ...{ method: 'ucdashboard-2022' as const, percent: 58, evidenceCode: '', verifiedCode: '' },
};
/** Among the seven published, in its second round. */
const compared: ResultsReport = {
  ...alone,
  country: 'FI',
  published: standingsOf(theSeven),
  publishesEvidence: true,
  history: [
    // 1.1.2 was a No: Skills 2/4 in place of 3/4.
    {
      ...entry,
      round: '2020',
      order: '2020-11-18T00:00:00.000Z#0#a',
      answerCode: `NN${answerCode.slice(2)}`,
      percent: 56,
    },
    { ...entry, round: '2022', order: '2022-11-18T09:12:30.000Z#0#b' },
  ],
};

describe('the results page', () => {
  const text = pageOf(compared)
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

  test('answers in this order: how did we do, compared with whom, what was not understood, what next, how computed', () => {
    const places = [
      'Espoo scores 58%',
      'Rank 6 of 7',
      'Since round 2020 +2 percentage points',
      '58% NA and not answered as not met',
      '73% NA and not answered left out',
      '81% NA and not answered as met',
      'Espoo by category',
      '1.1 Skills 3/4',
      'All 7 71.6% 58 · 74 · 79 6',
      'Question 1.1.1, cell Our answers D9',
      'Choose Yes, No or NA in D9.',
      '58% → 62% rank 6 of 7 3.1.1',
      'Authorities that answered Yes: 6 of 7. Answered Yes with evidence: Rotterdam, Bratislava and Tallinn.',
      'ucdashboard-2022',
      'user-centricity@2023',
      'a'.repeat(64),
      'Ranking as of 1 December 2022 at 00:00 UTC',
      'npm run -s scorebook -- score FILE --method ucdashboard-2022 --json',
      '2020 18 Nov 2020 56%',
      '2022 18 Nov 2022 58% +2 +2 0',
    ].map((part) => [part, text.indexOf(part)] as const);
    expect(places.filter(([, place]) => place < 0)).toEqual([]);
    expect(places).toEqual([...places].sort(([, a], [, b]) => a - b));
  });

  test('says the interval of the rank, and what it turns on', () => {
    const { interval } = insightOf(compared, catalogue);
    expect(text).toContain(`${interval?.best} to ${interval?.worst} in nine of ten ways`);
    expect(text).toMatch(/If one category is left out at a time, the rank varies from 6 to 7; 1\.1 Skills/);
  });

  test('before standings are published says so, and compares with nobody', () => {
    const page = pageOf(alone);
    expect(page).toContain('Not ranked yet');
    expect(page).not.toContain('Best quarter');
    expect(page).not.toContain('Since round');
  });

  test('with nothing left to meet or to correct says so', () => {
    const all = Object.fromEntries(
      indicators.map(({ id }) => [id, { value: 'yes', raw: 'Yes', evidence: 'x', cell: null } as const]),
    );
    const page = pageOf(espooReport({ answers: all }));
    expect(page).toContain('There is nothing left to improve.');
    expect(page).toContain('there is nothing to correct');
  });

  test('tells a review from a file, and what came of both since the last round', () => {
    const file = compared.history[1] as HistoryEntry;
    const reviewedAt = '2022-11-25T08:00:00.000Z';
    const review = { ...file, answerCode: file.answerCode, percent: 58, order: `${file.order}#review#${reviewedAt}` };
    const claimed = { ...file, answerCode: `NN${file.answerCode.slice(2)}`, percent: 56 };
    const before = {
      ...(compared.history[0] as HistoryEntry),
      answerCode: `NNN${file.answerCode.slice(3)}`,
      percent: 54,
    };
    const history = [before, claimed, { ...review, reviewedAt }];
    const page = pageOf({ ...compared, history })
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    expect(page).toContain('Your answers +2, the office’s review +2, the method 0');
    expect(page).toContain('25 Nov 2022 Review by the office 58% +2 0 0');
  });

  test('loads nothing and runs nothing, and the same report gives the same bytes', () => {
    const page = pageOf(compared);
    expect(page.replaceAll('&#39;', "'")).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(page).not.toMatch(/<script|<link|<iframe|src=|url\(|@import|\bon\w+=/i);
    expect(pageOf(compared)).toBe(page);
  });
});

/** Each at every place at which a sender's, a neighbour's or an office's text can come. */
function withTexts(hostile: string): ResultsReport {
  return {
    ...compared,
    authority: { id: 'espoo', name: hostile },
    fileName: hostile,
    round: hostile,
    problems: [unclearAnswer(hostile), { ...partial, sheet: hostile, cell: hostile, read: hostile }],
    published: standingsOf(theSeven.map((one) => ({ ...one, name: hostile }))),
    history: compared.history.map((one) => ({ ...one, round: hostile })),
  };
}

const hostileTexts = [
  '<script>document.title="x"</script>',
  '"><img src=x onerror=alert(1)>',
  "'); } body{display:none} /*",
  '</style></svg></title><h1>x</h1>',
  '<!-- ]]> &lt;b&gt; &amp;',
  '=HYPERLINK("javascript:alert(1)","x")',
  '+1-2@SUM(A1)',
  '{authority} {percent} {{7*7}}',
];

if (!hasBrowser) console.log('The browser comes as a package for Linux: the page is not opened here.');

describe.skipIf(!hasBrowser)('in a browser, the page', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 375, height: 700 } });
  });
  afterAll(() => browser.close());
  const count = (selector: string): Promise<number> => page.locator(selector).count();

  test.each([
    ['among others', compared],
    ['alone', alone],
  ])('%s has nothing that keeps people out, by axe, and fits a telephone', async (_, report) => {
    await page.setContent(pageOf(report));
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });

  test.each(messageLanguages())('in %s fits a telephone, whatever the length of its words', async (language) => {
    await page.setContent(pageOf({ ...compared, language }));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
  });

  test.each(hostileTexts)('shows %s as text: no element comes or goes by it', async (hostile) => {
    await page.setContent(pageOf(withTexts('plain')));
    const elements = await count('*');
    await page.setContent(pageOf(withTexts(hostile)));
    expect(await count('*')).toBe(elements);
    expect(await page.locator('h1').textContent()).toBe(`${hostile} scores 58%`);
    expect(await page.title()).toBe(`${hostile} scores 58%`);
    expect(await page.locator('main').isVisible()).toBe(true);
  });

  test('leads to each of its parts, and unfolds what changed; a reload and Back keep the place', async () => {
    const before = { fileName: 'first.xlsx', receivedAt: '2022-11-17T09:12:30.000Z' };
    const at = '2022-11-18T09:12:30.000Z';
    const sequel: ResultsReport['sequel'] = {
      ...{ kind: 'file', at, named: { fileName: 'second.xlsx', receivedAt: at }, later: null },
      ...{ kept: [{ ...before, ids: ['1.1.2'] }], takenBack: [] },
      gained: [{ id: '1.1.1', before: 'no', after: 'yes' }],
      changed: [],
    };
    const address = 'http://results.example/espoo.html';
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: pageOf({ ...compared, sequel }) }),
    );
    await page.goto(address);
    const { contents, peers, problems, steps, computed } = messagesIn('en').page;
    const fragment = (): string => new URL(page.url()).hash;
    const parts = [
      [peers.heading, '#compared'],
      [problems.heading, '#problems'],
      [steps.heading, '#steps'],
      [computed.heading, '#computed'],
    ] as const;
    for (const [heading, part] of parts) {
      await page.getByRole('navigation', { name: contents }).getByRole('link', { name: heading }).click();
      await page.reload();
      expect(fragment()).toBe(part);
      expect(await page.getByRole('heading', { name: heading }).isVisible()).toBe(true);
      await page.goBack();
      expect(fragment()).toBe('');
    }
    const row = page.locator('details tbody tr', { hasText: '1.1.1' });
    expect(await row.isVisible()).toBe(false);
    await page.locator('summary').click();
    expect(await row.isVisible()).toBe(true);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { formInsightOf } from '../../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../../shared/domain/insight/form-report.ts';
import type { Given } from '../../../shared/domain/scoring/given.ts';
import { formResultsLetter } from '../../../shared/rendering/letters/form-results-letter.ts';
import { bodies, footerOf } from '../../../shared/rendering/letters/frame.ts';
import { formResultsPage } from '../../../shared/rendering/results-page/form-results-page.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { defined } from '../../support/defined.ts';
import { libraries, northwoodReport, reportOfAnswers } from '../../support/form-reports.ts';
import { formStandings, manyForms, profilesOf } from '../../support/published-forms.ts';

const textOf = (html: string): string =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const pageText = (report: FormReport): string => textOf(formResultsPage(report, formInsightOf(report)));

const letterText = (report: FormReport): string => {
  const messages = definitionMessagesIn(report.language);
  const page = { address: 'https://results.example/page', until: '2026-05-25T09:12:30.000Z' };
  const about = { authorityName: report.authority?.name ?? '', toOffice: false, link: null, rescoring: null, page };
  const footer = footerOf('0123456789abcdef', 'office@benchmark.example', messages);
  return bodies(formResultsLetter(report, { ...about, footer, insight: formInsightOf(report) }, messages)).text;
};

let report: FormReport;
beforeAll(async () => {
  report = await northwoodReport();
});

describe('the results page of a form', () => {
  test('says the score, what of the questions is answered, each group, and what is not asked and why', () => {
    const text = pageText(report);
    const places = [
      'Public libraries · round 2026',
      'Northwood: 71.6%',
      'The score is the average of the sections, by their weights.',
      '8 of 9 answered 1 does not apply to you',
      'Access – 69.4%',
      'A1 Opening hours 7 of 12 58.3%',
      'A2 Reach – 91.7%',
      'B Services 3 of 4 75.0%',
      'C Quality – 72.1%',
      '4 Does a library boat call? Only if the kind of authority is “island”. all points',
      'We understood everything: there is nothing to correct.',
      'public-libraries@2026',
    ].map((said) => [said, text.indexOf(said)] as const);
    expect(places.filter(([, at]) => at < 0)).toEqual([]);
    expect(places.map(([, at]) => at)).toEqual(places.map(([, at]) => at).sort((a, b) => a - b));
  });

  test('speaks the language of the reader and has the texts of the questionnaire in its closest', () => {
    const text = pageText({ ...report, language: 'fi' });
    expect(text).toContain('Northwood: tulos 71,6');
    expect(text).toContain('A1 Aukioloajat 7/12 58,3');
    expect(text).toContain('4 Käykö kirjastovene? Vain jos viranomaisen laji on ”island”. täydet pisteet');
    expect(pageText({ ...report, language: 'de' })).toContain('A1 Opening hours 7 von 12');
  });

  test('says below zero what is below zero, and that too little is answered where there is no score', async () => {
    const choices = (name: string): Given => ({ choices: [name] });
    const skerry = reportOfAnswers(
      await libraries(),
      new Map([
        ['Q1a', choices('no')],
        ['Q1c', choices('some')],
      ]),
    );
    expect(pageText(skerry)).toContain('A1 Opening hours -1 of 12 -8.3%');
    expect(pageText(skerry)).toContain('C Quality Too little is answered – –');
    const blank = defined([{ type: 'select_one', name: 'Q1', list: 'yes_no_na' }], { index: { missing: 'left_out' } });
    expect(pageText({ ...reportOfAnswers(blank, new Map()), authority: null })).toContain(
      'Too little is answered for a score',
    );
  });

  test('names a question of which something is wrong by its number and its text', () => {
    const wrong = problem('answer-unclear', {
      ...{ sheet: 'Answers', cell: 'C9', indicator: 'Q1c', read: 'maybe' },
      facts: { offered: 'None, One or more' },
    });
    for (const text of [pageText({ ...report, problems: [wrong] }), letterText({ ...report, problems: [wrong] })]) {
      expect(text).toMatch(/Question 1c, cell Answers C9\s+Was a branch closed\?/);
      expect(text).toContain('“maybe”');
    }
  });

  test('says what better answers would make of the score, the most valuable first', () => {
    expect(pageText(report)).toContain(
      'What to do next The three most valuable 71.6% → 83.9% 1b If yes, hours a week Answer: 70',
    );
  });

  test('of a score that no single answer changes it says so, and of the best that nothing is left', () => {
    const nodes = ['q1', 'q2'].map((name) => ({ type: 'select_one', name, list: 'yes_no_na' }) as const);
    const together = defined(nodes, { index: { aggregate: 'geomean', rounding: 3 } });
    const answered = (choice: string) =>
      reportOfAnswers(together, new Map(['q1', 'q2'].map((name) => [name, { choices: [choice] }])));
    expect(pageText(answered('no'))).toContain('No single better answer changes the score: it takes several together.');
    expect(pageText(answered('yes'))).toContain('There is nothing left to improve.');
  });

  test('beside others: the rank, groups of them, and how they do in each section', async () => {
    const { definition, forms } = await manyForms(12);
    const profiles = profilesOf(definition, forms);
    const published = { standings: formStandings(definition, profiles), profiles };
    const text = pageText({ ...report, country: 'FI', published });
    expect(text).toMatch(/Rank \d+ of 13/);
    expect(text).toMatch(/Compared with others .* All 12 \d+\.\d \d+\.\d · \d+\.\d · \d+\.\d \d+/);
    expect(text).toMatch(/B Services 3 of 4 75\.0% \d+% (\d+%|–)/);
    expect(text).toMatch(/Best quarter: the \d+ authorities that reach \d+\.\d% or more\./);
    expect(text).toMatch(/rank \d+ of 13/);
    const insight = formInsightOf({ ...report, country: 'FI', published });
    const { interval, without } = insight;
    if (interval === null || without === null) throw new Error('Nothing is compared');
    const between = interval.best === interval.worst ? interval.best : `${interval.best} to ${interval.worst}`;
    expect(text).toContain(
      `In nine of ten ways of weighting the sections and counting what is not answered, the rank is ${between}.`,
    );
    const ranks = without.map(({ rank }) => rank);
    const most = without.reduce((one, other) => (Math.abs(other.shift) > Math.abs(one.shift) ? other : one));
    expect(text).toContain(`the rank varies from ${Math.min(...ranks)} to ${Math.max(...ranks)}; ${most.section} `);
  });

  test('what people wrote is text, never marks', () => {
    const html = formResultsPage(
      { ...report, authority: { id: null, name: '<img src=x onerror=alert(1)>' }, fileName: '"><script>' },
      formInsightOf(report),
    );
    expect(html).not.toMatch(/<img|<script/);
  });
});

describe('the mail with the results of a form', () => {
  test('has the score in its unit, and the groups as the questionnaire counts them', () => {
    const text = letterText(report);
    expect(text).toMatch(/^Northwood: 71\.6%\n/);
    expect(text).toContain('8 of the 9 scored questions that apply to you are answered.');
    expect(text).toMatch(/A {2}Access +#######\.\.\. {2}69\.4%\n {2}B {2}Services +########\.\. {2}3 of 4 points\n/);
  });

  test.each([
    ['en', '8 of the 9 scored questions that apply to you are answered. 1 answer does not count until corrected.'],
    ['de', '1 Antwort zählt nicht, bis sie korrigiert ist.'],
  ])('answers that do not count are not told as done, in %s', (language, said) => {
    const [question] = report.given.keys();
    const given = new Map(report.given).set(question ?? '', { doesNotCount: 'not-understood' });
    expect(letterText({ ...report, given, language }).replaceAll('\n', ' ')).toContain(said);
  });

  test.each([
    ['en', '1,088 of 2,540 points'],
    ['fi', '1 088/2 540 pistettä'],
    ['de', '1.088 von 2.540 Punkten'],
  ])('points are told as points, in %s', (language, said) => {
    const goalposts = { low: '0', high: '2540', better: 'more' };
    const points = defined([{ type: 'integer', name: 'Q1', mostPoints: '2540', goalposts }], {
      shown: { as: 'points', decimals: 0 },
    });
    const text = letterText({ ...reportOfAnswers(points, new Map([['Q1', { number: '1088' }]])), language });
    expect(text.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(said);
  });
});

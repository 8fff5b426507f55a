import { describe, expect, test } from 'vitest';
import { recorded } from '../support/controls.ts';
import '../rendering/results-page/results-page.test.ts';
import '../rendering/site/form-site-in-browser.test.ts';
import '../rendering/site/site-in-browser.test.ts';
import './colleagues-in-browser.deep.test.ts';
import './console-in-browser.test.ts';
import './form-pages.deep.test.ts';
import './portal.test.ts';

/**
 * Every form, button, field, fold and link that browsers have shown on the pages of contacts, the console, the public site
 * and the page of a result, and the walk that uses it. `*`: what differs from one authority, file or round to the next.
 */
const controls: readonly (readonly [page: string, control: string, walk: string])[] = [
  ['contact’s page', 'button Add a colleague', 'a colleague is added'],
  ['contact’s page', 'button Remove *', 'a colleague adds another at the same time'],
  ['contact’s page', 'form colleague', 'a colleague is added'],
  ['contact’s page', 'input colleague-address', 'a colleague is added'],
  ['contact’s page', 'input colleague-name', 'a colleague is added'],
  ['contact’s page', 'select colleague-language', 'a colleague is added'],
  ['contact’s page', 'summary Add a colleague', 'a colleague is added'],
  ['contact’s page', 'summary Who gave which answers', 'who gave which answers'],
  ['contact’s page', 'summary Remove', 'a colleague adds another at the same time'],
  ['contact’s page', 'button Blank', 'the questionnaire is downloaded with what counts now'],
  ['contact’s page', 'button With what counts now', 'the questionnaire is downloaded with what counts now'],
  ['contact’s page', 'button With your answers of *', 'the questionnaire is downloaded with what counts now'],
  ['contact’s page', 'button Download the results workbook', 'corrected and chosen by the keyboard'],
  ['contact’s page', 'button Make this file count again', 'an earlier file is made to count again'],
  [
    'contact’s page',
    'button Read the Google Sheet',
    'a link to a Google Sheet that is pasted into its form is followed to what it scores',
  ],
  ['contact’s page', 'button Replace everything with this file', 'an earlier file is made to count again'],
  ['contact’s page', 'button See all results on one page', 'results that cannot be opened leave no empty tab behind'],
  [
    'contact’s page',
    'form sheet',
    'a link to a Google Sheet that is pasted into its form is followed to what it scores',
  ],
  ['contact’s page', 'input file', 'corrected and chosen by the keyboard'],
  [
    'contact’s page',
    'input sheet',
    'a link to a Google Sheet that is pasted into its form is followed to what it scores',
  ],
  [
    'contact’s page',
    'textarea note',
    'a link to a Google Sheet that is pasted into its form is followed to what it scores',
  ],
  ['contact’s page', 'link #*', 'the receipt names what came in'],
  ['contact’s page', 'link #*/file/*', 'without a connection the page says so'],
  [
    'contact’s page',
    'link #*/sent/*',
    'of a file that cannot be sent nothing of the file before stays beside the reason',
  ],
  ['contact’s page', 'summary Choose what counts', 'an earlier file is made to count again'],
  ['contact’s page', 'summary What does not apply to you', 'unfolds what does not apply'],
  ['console', 'button Declare results final', 'scores a round again'],
  ['console', 'button Import', 'scores a round again'],
  ['console', 'button Score all again', 'scores a round again'],
  ['console', 'button Search', 'finds a mail'],
  ['console', 'button Send it again', 'sends dead letters again'],
  ['console', 'button Upload', 'takes a file by its form'],
  ['console', 'form / find', 'finds a submission by its reference'],
  ['console', 'form /authorities find', 'shows who is registered'],
  ['console', 'form /dead-letters/*/redrive', 'sends dead letters again'],
  ['console', 'form /mails find', 'finds a mail'],
  ['console', 'form /registry upload', 'shows who is registered'],
  ['console', 'form /review upload', 'scores a round again'],
  ['console', 'form /rounds/*/finalise', 'scores a round again'],
  ['console', 'form /rounds/*/rescore', 'scores a round again'],
  ['console', 'form /rounds/*/responses find', 'shows how far each authority is'],
  ['console', 'form /upload upload', 'takes a file by its form'],
  ['console', 'input file', 'takes a file by its form'],
  ['console', 'input q', 'finds a mail'],
  ['console', 'input sender', 'takes a file by its form'],
  ['console', 'link #content', 'scores a round again'],
  ['console', 'link /', 'takes a file by its form'],
  ['console', 'link /authorities', 'shows who is registered'],
  ['console', 'link /authorities/*', 'shows who is registered'],
  ['console', 'link /mails', 'lists the mails that are owed'],
  ['console', 'link /mails/*', 'finds a mail'],
  ['console', 'link /mails/*/attachments/*', 'finds a mail'],
  ['console', 'link /registry/workbook', 'shows who is registered'],
  ['console', 'link /review/*', 'scores a round again'],
  ['console', 'link /rounds', 'scores a round again'],
  ['console', 'link /rounds/*/responses', 'shows how far each authority is'],
  ['console', 'link /rounds/*/responses.xlsx', 'shows how far each authority is'],
  ['console', 'link /submissions/*', 'finds a submission by its reference'],
  ['console', 'link /submissions/*/results', 'finds a submission by its reference'],
  ['console', 'link next', 'of many submissions shows a page at a time'],
  ['console', 'link prev', 'of many submissions shows a page at a time'],
  ['console', 'select show', 'finds a submission by its reference'],
  ['console', 'summary By country and size', 'shows how far each authority is'],
  ['console', 'summary What it says', 'sends dead letters again'],
  ['public site', 'button Show all', 'the average is of those that are shown'],
  ['public site', 'button in the heading of a column', 'is sorted by any column'],
  ['public site', 'form /*/index.html find', 'finds an authority of many that is on none of the pages at hand'],
  ['public site', 'form /*/ranking-*.html find', 'of several pages'],
  ['public site', 'input name', 'finds an authority of many that is on none of the pages at hand'],
  ['public site', 'link #answers', 'an authority’s page shows what is not met alone'],
  ['public site', 'link #category-*', 'an authority’s page shows what is not met alone'],
  ['public site', 'link #content', 'every section is reached from every page'],
  ['public site', 'link #group-*', 'leads to each section, and gives answers'],
  ['public site', 'link #met', 'an authority’s page shows what is not met alone'],
  ['public site', 'link #not-met', 'an authority’s page shows what is not met alone'],
  ['public site', 'link /*/authorities/*', 'leads from the ranking to an authority'],
  ['public site', 'link /*/averages.html', 'every section is reached from every page'],
  ['public site', 'link /*/data.html', 'every section is reached from every page'],
  ['public site', 'link /*/data/answers.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/choices.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/data-dictionary.csv', 'gives its data to be downloaded'],
  ['public site', 'link /*/data/groups.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/questionnaire.xlsx', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/questions.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/ranks.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/scores.csv', 'leads to each section, and gives answers'],
  ['public site', 'link /*/data/standings.csv', 'gives its data to be downloaded'],
  ['public site', 'link /*/data/standings.json', 'gives its data to be downloaded'],
  ['public site', 'link /*/data/standings.xlsx', 'gives its data to be downloaded'],
  ['public site', 'link /*/index.html', 'every section is reached from every page'],
  ['public site', 'link /*/questions.html', 'every section is reached from every page'],
  ['public site', 'link /*/questions/*', 'leads from the ranking to an authority'],
  ['public site', 'link /*/rounds.html', 'every section is reached from every page'],
  ['public site', 'link next', 'of several pages'],
  ['public site', 'link prev', 'of several pages'],
  ['public site', 'select band', 'finds an authority of many that is on none of the pages at hand'],
  ['public site', 'select by', 'says so when the other pages cannot be reached'],
  ['public site', 'select country', 'finds an authority of many that is on none of the pages at hand'],
  ['public site', 'summary Filter and sort', 'on a telephone the score stands in the first screen'],
  ['results page', 'link #compared', 'leads to each of its parts'],
  ['results page', 'link #computed', 'leads to each of its parts'],
  ['results page', 'link #not-asked', 'leads to each of its parts'],
  ['results page', 'link #problems', 'leads to each of its parts'],
  ['results page', 'link #steps', 'leads to each of its parts'],
  ['results page', 'summary What happened', 'leads to each of its parts'],
];

// After the walks, which have come in above.
describe('of the controls that browsers have shown', () => {
  const nameOf = (page: string, control: string): string => `${page}: ${control}`;
  const listed = new Map(controls.map(([page, control, walk]) => [nameOf(page, control), walk]));

  test('each is in the list, with a walk that uses it', () => {
    expect([...recorded.keys()].filter((name) => !listed.has(name))).toEqual([]);
  });

  test('each of the list is there, and its walk has used it', () => {
    const unused = [...listed].filter(
      ([name, walk]) => ![...(recorded.get(name)?.usedBy ?? [])].some((title) => title.includes(walk)),
    );
    expect(unused).toEqual([]);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { assessmentJson } from '../../infra/cli/assessment-json.ts';
import { type Insight, insightOf } from '../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { bodies, footerOf } from '../../shared/rendering/letters/frame.ts';
import * as notices from '../../shared/rendering/letters/notice-letters.ts';
import { rejectionLetter } from '../../shared/rendering/letters/rejection-letter.ts';
import { resultsLetter } from '../../shared/rendering/letters/results-letter.ts';
import { invitationWords, overdueWords, reminderWords } from '../../shared/rendering/letters/round-letters.ts';
import { resultsPage } from '../../shared/rendering/results-page/results-page.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { cellsOf } from '../support/cells-of.ts';
import { standingsOf } from '../support/compared.ts';
import { espooWrote, type Files, filesOf, publishedSeven } from '../support/published-site.ts';
import { resultsWorkbook } from '../support/results-workbook.ts';
import { assessFile, type ScoredFile, userCentricity2023 } from '../support/user-centricity.ts';

/**
 * What people see of Espoo and the seven published authorities, a file for each kind. Whoever means to change it writes the
 * files anew (`npx vitest run test/golden -u`) and looks at what `git diff` shows.
 */
const golden = (name: string): string => `files/${name}`;

let file: Uint8Array;
let assessment: ScoredFile;
beforeAll(async () => {
  file = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: { id: 'espoo', name: 'Espoo' }, round: '2022' },
    answers: espooWrote.answers,
    background: new Map([...espooWrote.background].map(([id, { raw }]) => [id, raw])),
  });
  assessment = await assessFile(file);
});

const office = 'office@benchmark.example';

/** Letters as plain text, in each language. */
const textsOf = (all: readonly ((about: notices.About) => notices.Words)[]): string =>
  messageLanguages()
    .flatMap((language) => {
      const messages = messagesIn(language);
      const about = {
        messages,
        footer: footerOf('0123456789abcdef', office, messages),
        office,
        mailIn: 'in@in.example',
      };
      return all.map((words) => {
        const { subject, letter } = words(about);
        return `## ${language}: ${subject}\n\n${bodies(letter).text}`;
      });
    })
    .join('\n\n');

function reportIn(language: string): ResultsReport {
  const { questionnaire, score } = assessment;
  if (questionnaire === null || score === null) throw new Error('The questionnaire was not scored');
  return {
    ...{ ...assessment, questionnaire, score, language, fileName: 'espoo.xlsx', country: 'FI' },
    authority: { id: 'espoo', name: 'Espoo' },
    sha256: 'a'.repeat(64),
    receivedAt: '2022-11-18T09:12:30.000Z',
    ...{ published: standingsOf(publishedSeven), publishesEvidence: true, history: [], sequel: null },
  };
}
const insightIn = (language: string): Insight => insightOf(reportIn(language), catalogue);

test('score --json', async () => {
  const json = assessmentJson({ ...assessment, sha256: 'a'.repeat(64) });
  await expect(`${JSON.stringify(json, null, 2)}\n`).toMatchFileSnapshot(golden('score.json'));
});

test('the questionnaire', async () => {
  await expect(await cellsOf(file)).toMatchFileSnapshot(golden('questionnaire.txt'));
});

test('the results workbook', async () => {
  await expect(await cellsOf(await resultsWorkbook(reportIn('en')))).toMatchFileSnapshot(
    golden('results-workbook.txt'),
  );
});

test('the results page', async () => {
  await expect(resultsPage(reportIn('en'), insightIn('en'))).toMatchFileSnapshot(golden('results-page.html'));
});

describe('mails', () => {
  const results = (language: string) => {
    const page = { address: 'https://results.example/page', until: '2022-11-25T09:12:30.000Z' };
    const messages = messagesIn(language);
    const about = { authorityName: 'Espoo', toOffice: false, link: null, rescoring: null, corrects: null, page };
    const footer = footerOf('0123456789abcdef', office, messages);
    return bodies(resultsLetter(reportIn(language), { ...about, footer, insight: insightIn(language) }, messages));
  };

  test('with results', async () => {
    const texts = messageLanguages().map((language) => `## ${language}\n\n${results(language).text}`);
    await expect(texts.join('\n\n')).toMatchFileSnapshot(golden('mail-results.txt'));
    await expect(results('en').html).toMatchFileSnapshot(golden('mail-results.html'));
  });

  test('about a file that was not accepted', async () => {
    const { problems } = await assessFile(Buffer.from('no workbook'));
    const about = { fileName: 'notes.txt', receivedAt: '2022-11-18T09:12:30.000Z', problems };
    const texts = messageLanguages().map((language) => {
      const messages = messagesIn(language);
      const footer = footerOf('0123456789abcdef', office, messages);
      return `## ${language}\n\n${bodies(rejectionLetter(about, { toOffice: false, hasEarlier: true, footer }, messages)).text}`;
    });
    await expect(texts.join('\n\n')).toMatchFileSnapshot(golden('mail-rejection.txt'));
  });

  test('of a round', async () => {
    const content = {
      ...{ authority: 'Espoo', round: { id: '2022' }, closes: '2022-10-31T21:59:59.999Z' },
      ...{ page: 'https://portal.example/#token', fileName: '2022-espoo.xlsx', previous: '2021', missing: null },
    };
    const missing = Array.from({ length: 7 }, (_, index) => `1.1.${index + 1} Is this question answered?`);
    const all = [
      invitationWords(content),
      invitationWords({ ...content, closes: null, previous: null, fileName: null }),
      reminderWords({ ...content, missing }),
      reminderWords({ ...content, missing: missing.slice(0, 1), fileName: null }),
      overdueWords(content),
      overdueWords({ ...content, missing }),
    ];
    await expect(textsOf(all)).toMatchFileSnapshot(golden('mail-rounds.txt'));
  });

  test('about other things', async () => {
    const at = '2022-11-18T09:12:30.000Z';
    const counted = {
      authority: 'Espoo',
      round: '2022',
      fileName: 'espoo.xlsx',
      receivedAt: at,
      percent: 58,
      page: null,
    };
    const reminded = {
      ...{ authority: 'Espoo', round: { id: '2022' }, closes: at, page: 'https://portal.example/#token' },
      ...{ fileName: '2022-espoo.xlsx', previous: '2021', missing: null },
    };
    const refused = { reason: 'unregistered', from: 'stranger@elsewhere.example', subject: 'Hello', at } as const;
    const all = [
      notices.answerWords('no-workbook'),
      reminderWords(reminded),
      notices.confirmationWords(counted),
      notices.unchangedWords({ ...counted, before: at }),
      notices.sheetWaitingWords({ sheet: '1AbCdEfGhIjKlMnOpQrStUvWxYz', receivedAt: at }),
      notices.suppressedWords({ address: 'officer@espoo.example', reason: 'bounce', at, authorities: ['Espoo'] }),
      notices.quarantinedWords({ fileName: 'q.xlsx', sender: null, receivedAt: at, key: 'office/2022-11-18/a' }),
      notices.refusalsWords({ day: '2022-11-18', shown: [refused], more: true }),
    ];
    await expect(textsOf(all)).toMatchFileSnapshot(golden('mail-notices.txt'));
  });
});

describe('the site', () => {
  let files: Files;
  beforeAll(async () => {
    files = await filesOf(publishedSeven);
  });

  test.each([
    'index.html',
    'averages.html',
    'authorities/espoo.html',
    'questions/1.1.2.html',
    'data/standings.csv',
    'data/standings.json',
    'data/data-dictionary.csv',
  ])('%s', async (path) => {
    await expect(withoutHashes(String(files.get(path)))).toMatchFileSnapshot(
      golden(`site-${path.replaceAll('/', '-')}`),
    );
  });

  test('every page, by what it says', async () => {
    const said = [...files]
      .filter(([path]) => path.endsWith('.html'))
      .map(([path, content]) => `## ${path}\n${textOf(String(content))}`);
    await expect(`${said.sort().join('\n')}\n`).toMatchFileSnapshot(golden('site.txt'));
  });

  /** Files beside the pages have the hash of what they hold in their names. */
  const withoutHashes = (html: string): string => html.replace(/\.[0-9a-f]{12}\.(css|js)\b/g, '.$1');

  /** What a page says without its marks: enough to see that it says something else. */
  const textOf = (html: string): string =>
    html
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
});

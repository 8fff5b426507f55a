import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import type { Given } from '../../../shared/domain/scoring/given.ts';
import { shortened, softened } from '../../../shared/rendering/site/form/shown-texts.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { answersByAuthority, authored, isSharedThere, rowsOfCsv, sharedData } from '../../support/authored.ts';
import { standingsOf } from '../../support/compared.ts';
import { defined } from '../../support/defined.ts';
import {
  exampleForms,
  formFilesOf,
  formStandings,
  type GivenForm,
  manyForms,
  profilesOf,
} from '../../support/published-forms.ts';
import { type Files, publishedSeven } from '../../support/published-site.ts';

const text = (files: Files, path: string): string => String(files.get(path));
/** What a page says, tag by tag. */
const said = (files: Files, path: string): string =>
  text(files, path)
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const rowsIn = (files: Files, path: string): string[] =>
  [...text(files, path).matchAll(/<tr[\s>].*?<\/tr>/gs)].map(([row]) =>
    row
      .replace(/<\/t[hd]>/g, ' | ')
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ \| $/, '')
      .trim(),
  );

/** Links of all pages that lead to nothing of the site: `averages.html -> nowhere.html`. */
function deadLinks(files: Files): string[] {
  return [...files].flatMap(([path, content]) => {
    if (!path.endsWith('.html')) return [];
    const page = String(content);
    const targets = [...page.matchAll(/(?:href|src|data-lists)="([^"]*)"/g)].map(([, target = '']) => target);
    return targets.flatMap((target) => {
      if (target === '' || /^(https?|data):/.test(target)) return [];
      const { pathname, hash } = new URL(target.replaceAll('&amp;', '&'), `https://site.example/2026/${path}`);
      const found = files.get(decodeURIComponent(pathname.replace('/2026/', '')));
      const id = decodeURIComponent(hash.slice(1));
      const isThere = found !== undefined && (id === '' || String(found).includes(`id="${id}"`));
      return isThere ? [] : [`${path} -> ${target}`];
    });
  });
}

test.each([0, 1, 7, 150])('every link of a site of %i authorities leads somewhere', async (count) => {
  const { definition, forms } = await manyForms(count);
  const files = await formFilesOf(definition, forms);
  expect([...files.keys()].filter((path) => path.startsWith('authorities/'))).toHaveLength(count);
  expect(deadLinks(files)).toEqual([]);
});

describe('the site of a round of an office’s own questionnaire', () => {
  test('ranks by the number shown, with its decimals, and shows each section', async () => {
    const { definition, forms } = await exampleForms();
    const more = forms.filter(({ name }) => name === 'Skerry').map((one): GivenForm => ({ ...one, name: 'Islet' }));
    const files = await formFilesOf(definition, [...forms, ...more]);
    expect(rowsIn(files, 'index.html').slice(2)).toEqual([
      '1 | NorthwoodFinland | 71.6% | 69% | 75% | 72%',
      '2 | IsletPortugal | 48.1% | 22% | 100% | –',
      '2 | SkerryPortugal | 48.1% | 22% | 100% | –',
      '4 | ElmtonFinland | 9.9% | 22% | 0% | 0%',
      '5 | BlankPortugal | 0.0% | 0% | 0% | –',
      expect.stringMatching(/^\| Average \| 35\.54% \| 27% \| 55% \|/),
    ]);
  });

  test('shows an authority’s points, sections, answers, evidence and background numbers', async () => {
    const { definition, forms } = await exampleForms();
    const page = said(await formFilesOf(definition, forms), 'authorities/northwood.html');
    for (const words of ['71.6%', '7 of 12 points', '58.3%', '1b If yes, hours a week 5 of 10 45 hours', '80,000']) {
      expect(page).toContain(words);
    }
    expect(page).toContain('5 What is offered? 3 of 4 Books at home · Events');
    expect(page).toContain('4 Does a library boat call? Not asked of this authority');
    expect(page).toContain('See https://northwood.example , or write to […].');
    const skerry = said(await formFilesOf(definition, forms), 'authorities/skerry.html');
    expect(skerry).toContain('A1 Opening hours -1 of 12 points -8.3%');
    expect(skerry).toContain('1c Was a branch closed? -1 points One or more');
  });

  test('counts the answers to a question, and those that do not count', async () => {
    const { definition, forms } = await exampleForms();
    const files = await formFilesOf(definition, forms);
    expect(rowsIn(files, 'questions/Q9.html')).toEqual([
      'Answer | Points | Authorities | Share',
      ...['All | 1 | 1 | 25%', 'Most | 0.67 | 1 | 25%', 'None | 0 | 1 | 25%'],
      'Not answered | | 1 | 25%',
    ]);
    expect(rowsIn(files, 'questions/Q4.html').at(-1)).toMatch(/^Not asked \| \| 2 \|?$/);
    expect(said(files, 'questions/Q2.html')).toContain('Northwood 71.6% =1+1');
  });

  test('tells numbers by their quartiles, by nearest rank', async () => {
    const definition = defined([
      { type: 'decimal', name: 'Q1', unit: 'km', goalposts: { low: '0', high: '10', better: 'more' } },
    ]);
    const forms = [1, 2, 2.5, 40, 7, 3, 9].map(
      (number, at): GivenForm => ({ name: `Place ${at}`, given: new Map([['Q1', { number: String(number) }]]) }),
    );
    const files = await formFilesOf(definition, [...forms, { name: 'Silent', given: new Map() }]);
    expect(rowsIn(files, 'questions/Q1.html')).toEqual([
      'Answers | Number',
      ...['Lowest | 1 km', 'Lower quartile | 2 km', 'Median | 3 km', 'Upper quartile | 9 km', 'Highest | 40 km'],
      'Answer | Authorities | Share',
      'Not answered | 1 | 13%',
    ]);
  });

  test('publishes no evidence and no text where the round does not', async () => {
    const { definition, forms } = await exampleForms();
    const files = await formFilesOf(definition, forms, { showsEvidence: false });
    const all = [...files]
      .filter(([path]) => !path.endsWith('.xlsx'))
      .map(([, content]) => String(content))
      .join('\n');
    expect(all).not.toMatch(/northwood\.example|900 readers|Culture and leisure/);
    expect(said(files, 'authorities/northwood.html')).toContain('Evidence of this round is not published.');
    const published = await formFilesOf(definition, forms);
    expect(said(published, 'authorities/northwood.html')).toContain('900 readers');
    expect([...published].map(([, content]) => String(content)).join('\n')).not.toContain('ask@northwood.example');
  });

  test('has the files that its page of data names, in which the answers are', async () => {
    const { definition, forms } = await exampleForms();
    const files = await formFilesOf(definition, forms);
    const named = [...text(files, 'data.html').matchAll(/href="(data\/[^"]*)"/g)].map(([, path = '']) => path);
    expect(named.sort()).toEqual([...files.keys()].filter((path) => path.startsWith('data/')).sort());
    expect(text(files, 'data/answers.csv')).toContain('northwood,Q9,9,C,most,Most,0.6666666666666666,1,1,,0,0\n');
    const { ranking } = JSON.parse(text(files, 'data/standings.json')) as { ranking: { shown: number }[] };
    expect(ranking.map(({ shown }) => shown)).toEqual([0, 9.9, 71.6, 48.1]);
  });

  test('puts rounds of several families beside each other, each in its own unit, and compares those of one', async () => {
    const { definition, forms } = await exampleForms();
    const earlier = profilesOf(definition, forms).map((one) => ({ ...one, percent: one.percent - 10 }));
    const others = [
      { standings: { ...standingsOf(publishedSeven).standings, round: '2022' }, percents: new Map([['northwood', 1]]) },
      {
        ...{ standings: formStandings(definition, earlier, { round: '2025' }), definition },
        percents: new Map(earlier.map(({ authority, percent }) => [authority, percent])),
      },
    ];
    const files = await formFilesOf(definition, forms, { others, rounds: ['2026', '2025', '2022'] });
    const rows = rowsIn(files, 'rounds.html');
    expect(rows.slice(1, 4)).toEqual([
      '2022 | 7 | 71.6% | 74% | user-centricity@2023',
      '2025 | 4 | 22.40% | -0.1% | public-libraries@2026',
      '2026 | 4 | 32.40% | 9.9% | public-libraries@2026',
    ]);
    expect(rows.slice(4)).toContain('Northwood | 61.6% | 71.6% | +10.0');
    expect(rows.at(4)).toBe('Authority | 2025 | 2026 | Change');
    expect(said(files, 'rounds.html')).toContain('Other questionnaires ask other questions');
  });

  test.each(messageLanguages())('is whole in %s', async (language) => {
    const { definition, forms } = await manyForms(6);
    const files = await formFilesOf(definition, forms, { language });
    for (const [path, content] of files) {
      if (path.endsWith('.html'))
        expect([path, /\{\w+\}|undefined|NaN|\[object/.exec(stripped(String(content)))]).toEqual([path, null]);
    }
    // The questionnaire is in English and Finnish.
    const asked = language === 'fi' ? 'Mitä tarjotaan?' : 'What is offered?';
    expect(said(files, 'questions/Q5.html')).toContain(asked);
  });
  const stripped = (page: string): string => page.replace(/ data-\w[\w-]*="[^"]*"/g, '');

  test('adds no element for a hostile name, kind or text', async () => {
    const hostile = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(1)> {authority} =1+1`;
    const build = async (name: string): Promise<Files> => {
      const label = (id: string) => ({ en: `${id} ${name}` });
      const definition: Definition = defined(
        [
          { type: 'group', name: 'G', label: label('G') },
          { type: 'select_one', name: 'Q1', list: 'l', parent: 'G', label: label('Q1'), hint: label('hint') },
          { type: 'text', name: 'Q2', label: label('Q2') },
        ],
        { lists: [{ name: 'l', choices: [{ name: 'a', label: label('a'), points: '1' }] }], title: label('T') },
      );
      const given = new Map<string, Given>([
        ['Q1', { choices: ['a'] }],
        ['Q2', { text: name }],
      ]);
      const forms = Array.from(
        { length: 6 },
        (_, at): GivenForm => ({
          ...{ name: `${at} ${name}`, authority: `a${at}`, given, evidence: { Q1: name }, kind: name, country: name },
        }),
      );
      return formFilesOf(definition, forms);
    };
    const [plain, attacked] = [await build('plain'), await build(hostile)];
    for (const [path, content] of attacked) {
      if (!path.endsWith('.html')) continue;
      const elements = (page: string): number | undefined => page.match(/<[a-z]/g)?.length;
      expect([path, elements(String(content))]).toEqual([path, elements(text(plain, path))]);
    }
  });
});

describe('texts of any length', () => {
  test.each([
    ['Access for all', 'Access for all'],
    ['Straßenverkehrszulassungsordnung', 'Straßenverke\u00adhrszulassung\u00adsordnung'],
    ['a-b-c-d-e-f-g-h-i-j-k-l-m-n', 'a-b-c-d-e-f-g-h-i-j-k-l-m-n'],
  ])('%s may be parted as %j', (text, shown) => expect(softened(text)).toBe(shown));

  test.each([
    ['A short heading', 'A short heading'],
    [
      'The whole of the municipality and all its enterprises in this country',
      'The whole of the municipality and all its enterprises in…',
    ],
    ['x'.repeat(80), `${'x'.repeat(40)}…`],
  ])('%s stands above a column as %s', (title, heading) => expect(shortened(title)).toBe(heading));
});

test.skipIf(!isSharedThere)('Open Data Maturity is told in points (../shared)', async () => {
  const definition = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
  const answers = answersByAuthority(definition, rowsOfCsv(`${sharedData}/authoring/odm-2023.answers.csv`));
  const files = await formFilesOf(
    definition,
    [...answers].map(([name, given]): GivenForm => ({ name, given })),
  );
  expect(rowsIn(files, 'index.html').slice(2, 5)).toEqual([
    ...['– | AL | 1,068 | 70% | 18% | 54% | 25%', '– | DE | 2,164 | 93% | 78% | 84% | 86%'],
    expect.stringMatching(/^– \| EL \| 1,545 /),
  ]);
  expect(said(files, 'authorities/al.html')).toContain('1,068 of 2,540 points');
  expect(said(files, 'authorities/al.html')).toContain('Dimension 1: Open Data Policy 447 of 640 points');
  expect(deadLinks(files)).toEqual([]);
});

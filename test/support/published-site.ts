import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sitePolicy } from '../../shared/config/site-policy.ts';
import { type Answers, encodeAnswers, encodeEvidence } from '../../shared/domain/answers/answer.ts';
import type { BackgroundValues } from '../../shared/domain/answers/background.ts';
import { normaliseFigure } from '../../shared/domain/answers/normalise/normalise-figure.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import { authorityPage } from '../../shared/rendering/site/authority-page.ts';
import { toLearnFrom } from '../../shared/rendering/site/question-pages.ts';
import { rankingRows } from '../../shared/rendering/site/ranking-rows.ts';
import { type RoundSite, roundSite } from '../../shared/rendering/site/round-site.ts';
import type { OtherRound } from '../../shared/rendering/site/rounds-page.ts';
import { siteFiles } from '../../shared/rendering/site/site-files.ts';
import { profile, standingsOf, theSeven } from './compared.ts';
import { userCentricity2023 as questionnaire } from './user-centricity.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);

const cityPage = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), questionnaire);

/** What Espoo's published page says. */
export const espooWrote: { answers: Answers; background: BackgroundValues } = {
  answers: cityPage.answers,
  background: new Map(
    questionnaire.background.map(({ id, kind }) => {
      const raw = cityPage.background.get(id) ?? '';
      const { value, unit, year } = normaliseFigure(raw, kind);
      return [id, { value, raw, unit, year, cell: null }];
    }),
  ),
};

/** The seven published authorities, Espoo with the answers and the evidence of its published page. */
export const publishedSeven: readonly Profile[] = theSeven.map((one) =>
  one.authority === 'espoo'
    ? {
        ...one,
        answerCode: encodeAnswers(ids, espooWrote.answers),
        evidenceCode: encodeEvidence(ids, espooWrote.answers),
      }
    : one,
);

/** The same, Espoo counted with what it sent in as this submission. */
export const publishedSevenOf = (submission: string): readonly Profile[] =>
  publishedSeven.map((one) => (one.authority === 'espoo' ? { ...one, submission } : one));

const beginnings = [
  'Gemeinsame Verwaltungsgemeinschaft',
  'Communauté d’agglomération',
  'Ayuntamiento',
  'Comunità montana',
];
const endings = [
  'Donaudampfschifffahrtsgesellschaft',
  'Saint-Quentin-en-Yvelines',
  'de San Sebastián de los Reyes',
  'Val di Sole',
];

/** So many authorities with names of 60 to 100 characters, among them words that fit on no line. */
export const longNamed = (count: number): Profile[] =>
  Array.from({ length: count }, (_, n) => {
    const name = `${beginnings[n % 4]} ${endings[(n >> 2) % 4]} ${n} `
      .padEnd(60 + ((n * 7) % 41), 'und Umland ')
      .trim();
    const letters = ids.map((_id, index) => ((n * 31 + index * 17 + (n % 7) * index) % 10 < 3 + (n % 6) ? 'Y' : 'N'));
    const country = ['IT', 'FI', 'DE', 'FR'][n % 4] ?? null;
    return profile(name, letters.join(''), { country, population: 3000 + n * 9000 });
  });

export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Every file of a round by its path. */
export async function filesOf(
  profiles: readonly Profile[],
  about: Partial<RoundSite> & { readonly wrote?: typeof espooWrote; readonly others?: readonly OtherRound[] } = {},
): Promise<Files> {
  const { wrote = espooWrote, others = [], ...given } = about;
  const { standings } = standingsOf(profiles);
  const site = roundSite({
    ...{ standings, questionnaire, language: 'en', showsEvidence: true },
    rounds: ['2022', ...others.map((one) => one.standings.round)],
    ...given,
  });
  const rows = rankingRows(profiles, site);
  const content = { rows, teachers: toLearnFrom(rows, site), written: new Map([['espoo', wrote.answers]]), others };
  const files = new Map<string, string | Uint8Array>();
  for await (const { path, content: bytes } of siteFiles(content, site)) files.set(path, bytes);
  for (const profile of profiles) {
    const written = profile.authority === 'espoo' ? wrote : null;
    const { path, content: bytes } = authorityPage({ profile, written }, site);
    files.set(path, bytes);
  }
  return files;
}

const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json' };

/** The files of round 2022 on loopback, with the policy of the site. */
export async function serveFiles(files: () => Files): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const file = files().get(decodeURIComponent(path).replace('/2022/', ''));
    const ending = path.split('.').at(-1) as keyof typeof types;
    response.setHeader('content-type', types[ending] ?? 'application/octet-stream');
    response.setHeader('content-security-policy', sitePolicy);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}

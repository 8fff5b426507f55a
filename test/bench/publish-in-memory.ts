import { type PublishDependencies, publishPart } from '../../functions/publish-dashboard/publish-part.ts';
import { decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { addParts, countAuthorities, type Profile } from '../../shared/domain/standings/standings.ts';
import type { PublicationPart } from '../../shared/ports/site.ts';
import type { Publication } from '../../shared/ports/standings-store.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { submissionOf } from '../adapters/samples.ts';
import { profile } from '../support/compared.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';
import { peakMegabytes } from './peak-memory.ts';
import { batched, randomCodes } from './random-codes.ts';

/**
 * Publishes a round with evidence, part after part as the function does, with everything it reads in memory and nothing of
 * what it writes kept: a round of any size, and what is measured is ours alone. Prints what it took.
 */
const authorities = Number(process.argv[2]);
const perShard = 1000;
const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const evidence = 'Decided by the council in 2021, see https://example.org/strategy page 7. '.repeat(3);
const { method } = questionnaire.scoring;
const round = {
  ...{ id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null },
  ...{ shards: Math.ceil(authorities / perShard), publishesResults: true, publishesEvidence: true },
};

/** As a shard is kept. */
const shards: string[] = [];
let part = countAuthorities(questionnaire, method, []);
for (const codes of batched(randomCodes(authorities, 1), perShard)) {
  const first = shards.length * perShard;
  const profiles = codes.map((code, index): Profile => {
    const number = first + index;
    return profile(`Authority ${String(number).padStart(7, '0')}`, code, {
      submission: `${code}#${number}`,
      evidenceCode: code.replaceAll('Y', '1').replaceAll(/[^1]/g, '0'),
      country: ['FI', 'SE', 'ES', 'NL', 'PT'][number % 5] ?? null,
      population: 1000 * (1 + (number % 700)),
    });
  });
  part = addParts(part, countAuthorities(questionnaire, method, profiles));
  shards.push(JSON.stringify(profiles));
}
const about = {
  round: round.id,
  run: '1',
  cutOff: '2022-12-01T00:00:00.000Z',
  questionnaire: round.questionnaire,
  method,
};
const publication: Publication = {
  standings: { ...about, ...part },
  shards: shards.map((_, number) => String(number)),
  profiles: [],
};

const taken = { files: 0, bytes: 0, pages: 0, pagesMs: 0 };
const started = process.cpuUsage();
const spent = (): number => {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
};
const asked: PublicationPart[] = [];
const deps: PublishDependencies = {
  registry: { rounds: async () => [round] },
  standings: {
    publication: async () => publication,
    shard: async (_, name) => ({ part, profiles: JSON.parse(shards[Number(name)] ?? '[]') }),
  },
  erasures: { lastFinished: async () => null },
  store: {
    submission: async (id) => submissionOf(id),
    async answers(id) {
      const values = decodeAnswers(ids, id.split('#', 1)[0] ?? '');
      const written = (value: string): string => (value === 'yes' ? evidence : '');
      return new Map(
        [...values].map(([of, value]) => [of, { value, raw: value, evidence: written(value), cell: null }]),
      );
    },
    counted: async () => null,
  },
  catalogue,
  questionnaires: { find: async () => null },
  site: {
    async put(key, content) {
      const isPage = key.includes('/authorities/');
      taken.files += 1;
      taken.bytes += Buffer.byteLength(content);
      taken.pages += Number(isPage);
      if (isPage) taken.pagesMs = spent();
    },
    count: async () => taken.pages,
  },
  entries: { folder: async () => null, switchTo: async () => 'switched' },
  publications: { request: async (next) => void asked.push(next), look: async () => {} },
  now: () => new Date('2022-12-02T00:00:00.000Z'),
  pagesOfPart: 2000,
};

const { publicationPlans } = await import('../../functions/publish-dashboard/publication-plan.ts');
const [plan] = await publicationPlans(deps);
asked.push({ round: round.id, folder: plan?.folder ?? '', fromShard: 0 });
let parts = 0;
for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
  const { outcome } = await publishPart(next, deps);
  if (outcome !== 'continued' && outcome !== 'switched') throw new Error(`The site came to be ${outcome}`);
  parts += 1;
}
if (taken.pages !== authorities) throw new Error(`Of ${authorities} pages, ${taken.pages} were made`);
console.log(JSON.stringify({ ...taken, allMs: spent(), parts, peakMegabytes: peakMegabytes() }));

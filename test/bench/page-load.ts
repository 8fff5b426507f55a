import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whenProgress } from '../../infra/local/main-job.ts';
import { localRound } from '../../infra/local/office.ts';
import { keys } from '../../shared/adapters/table-ports.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { writeSections } from './sections.ts';

/**
 * How long the contacts' page takes to answer on the local cloud: `npm run bench:page` at 5, 10, 25 and 50 requests a second,
 * or at those that are named, and writes its section of docs/performance.md. The load is open: each request has its
 * instant, whether the ones before it were answered or not, and its time counts from that instant.
 */
const seconds = 30;
const contacts = 20;

interface Visited {
  readonly token: string;
  readonly submission: string;
}
interface Load {
  readonly address: string;
  readonly visited: readonly Visited[];
}

/** Of ten requests, what each asks for. */
const mix = ['state', 'state', 'state', 'words', 'words', 'result', 'result', 'workbook', 'workbook', 'form'] as const;
type Asked = (typeof mix)[number];
const paths: Readonly<Record<Asked, (submission: string) => string>> = {
  state: () => '/api/state',
  words: () => '/api/words',
  result: (submission) => `/api/submissions/${submission}`,
  workbook: (submission) => `/api/submissions/${submission}/workbook`,
  form: () => '/api/uploads',
};

const names: Readonly<Record<Asked, string>> = {
  state: 'the state of the page',
  words: 'its words',
  result: 'what came of a file',
  workbook: 'the address of a results workbook',
  form: 'the form of an upload',
};

const [command = '', file = '', rate = ''] = process.argv.slice(2);
if (command === 'ask')
  console.log(JSON.stringify(await answered(JSON.parse(readFileSync(file, 'utf8')), Number(rate))));
else {
  const given = process.argv.slice(2).map(Number);
  await measure(given.length > 0 ? given : [5, 10, 25, 50]);
}

interface Answered {
  readonly asked: Asked;
  readonly status: number;
  /** From its instant to the end of its answer, and how late it was asked. */
  readonly milliseconds: number;
  readonly late: number;
}

/** In a process of its own, which does nothing else. */
async function answered({ address, visited }: Load, perSecond: number): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true });
  const begun: Promise<Answered>[] = [];
  const start = performance.now() + 100;
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const instant = start + (1000 * number) / perSecond;
    const early = instant - performance.now();
    if (early > 1) await wait(early);
    const { token, submission } = visited[number % visited.length] ?? { token: '', submission: '' };
    // Every contact asks for everything by and by.
    const asked = mix[(number + Math.floor(number / visited.length)) % mix.length] ?? 'state';
    const late = performance.now() - instant;
    begun.push(
      ask(agent, `${address}${paths[asked](submission)}`, token, asked === 'form').then((status) => {
        return { asked, status, late, milliseconds: performance.now() - instant };
      }),
    );
  }
  return Promise.all(begun);
}

function ask(agent: Agent, address: string, token: string, isForm: boolean): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { origin } = new URL(address);
  const headers = { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' };
  const sent = request(address, { agent, method: isForm ? 'POST' : 'GET', headers }, (response) => {
    response.on('end', () => resolve(response.statusCode ?? 0)).resume();
  });
  sent.on('error', reject);
  sent.end(isForm ? JSON.stringify({ fileName: 'q.xlsx' }) : undefined);
  return promise;
}

interface Rate {
  readonly perSecond: number;
  readonly all: readonly Answered[];
  /** Milliseconds of processor, of the whole local cloud. */
  readonly cpu: number;
  /** Processes that ran or waited for a processor. */
  readonly waiting: number;
}

async function measure(rates: readonly number[]): Promise<void> {
  const own = await startOwnCloud();
  try {
    const path = `${own.path}/load.json`;
    writeFileSync(path, JSON.stringify({ address: own.cloud.portal, visited: await fill(own) }));
    const asked = async (perSecond: number): Promise<Answered[]> => {
      const parameters = [fileURLToPath(import.meta.url), 'ask', path, String(perSecond)];
      return JSON.parse((await promisify(execFile)(process.execPath, parameters, { maxBuffer: 2 ** 28 })).stdout);
    };
    // What starts once is not what is asked about.
    await asked(1);
    const measured: Rate[] = [];
    for (const perSecond of rates) {
      const before = process.cpuUsage();
      const all = await asked(perSecond);
      const { user, system } = process.cpuUsage(before);
      measured.push({ perSecond, all, cpu: (user + system) / 1000, waiting: loadavg()[0] ?? 0 });
    }
    write(measured);
  } finally {
    await own.stop();
  }
}

/** Authorities with an accepted questionnaire, and a link for the contact of each. */
async function fill({ cloud, office }: Awaited<ReturnType<typeof startOwnCloud>>): Promise<Visited[]> {
  await office.registry.putRound(localRound);
  const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
  const ids = Array.from({ length: contacts }, (_, index) => `city-${index}`);
  const senderOf = (id: string): string => `officer@${id}.example`;
  for (const id of ids) {
    const authority = { id, name: `City of ${id}` };
    const own = [{ address: senderOf(id), language: 'en' }];
    await office.registry.putAuthority({ ...authority, country: 'FI', contacts: own });
    const bytes = await writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', authority, round: localRound.id },
      ...{ answers: page.answers, background: page.background },
    });
    await cloud.upload({ fileName: 'q.xlsx', bytes, sender: senderOf(id) });
  }
  const isMailed = async () => ((await cloud.mails.list()).length >= contacts ? true : null);
  await whenProgress(cloud, isMailed, new AbortController().signal);
  const making = { keys: keys(cloud.reached), portal: cloud.portal, now: cloud.reached.now };
  return Promise.all(
    ids.map(async (id) => {
      const link = await portalLink({ authority: id, contact: senderOf(id), round: localRound.id }, making);
      const standing = await office.store.standing(localRound, id);
      return { token: link.split('#')[1] ?? '', submission: standing?.submission ?? '' };
    }),
  );
}

function write(measured: readonly Rate[]): void {
  const rows = measured.flatMap(({ perSecond, all, cpu, waiting }) => {
    const answers = all.filter(({ status }) => status === 200);
    const latest = Math.max(...all.map(({ late }) => late));
    const beside = [(cpu / all.length).toFixed(1), latest.toFixed(0), waiting.toFixed(1)];
    const kinds = [...new Set(mix)].map(
      (asked) => [names[asked], answers.filter((one) => one.asked === asked)] as const,
    );
    return [
      rowOf(perSecond, 'all', answers, [all.length - answers.length, ...beside]),
      ...kinds.map(([name, of]) => rowOf(perSecond, name, of, ['', '', '', ''])),
    ];
  });
  const section = `## The contact's page, so many requests a second

Written by \`npm run bench:page\`: ${contacts} contacts ask for ${seconds} seconds, from a process of its own, and everything is answered by the one
function of the local cloud, beside the emulators of all services. Each request has its instant, whether the ones before it were answered
or not; its milliseconds count from that instant. Not answered: after two seconds without a connection to an emulator the function gives up.

| a second | asked for | answers | half within, ms | 95 in 100 | 99 in 100 | slowest | not answered | CPU ms a request, with the emulators | asked late by, ms | processes that ran or waited |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

The machine has ${availableParallelism()} processors, which other programs used as well.
`;
  console.log(section);
  writeSections(section);
}

function rowOf(perSecond: number, name: string, of: readonly Answered[], beside: readonly (string | number)[]): string {
  const sorted = of.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted.length === 0 ? '' : (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
  return `| ${[perSecond, name, of.length, at(0.5), at(0.95), at(0.99), at(1), ...beside].join(' | ')} |`;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { categoriesOf, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import { rankOf } from '../../shared/domain/scoring/ranking.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { rescoreBy } from '../../shared/domain/standings/rescoring.ts';
import { addParts, countAuthorities } from '../../shared/domain/standings/standings.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';
import { batched, randomCodes } from './random-codes.ts';

export interface Way {
  readonly name: string;
  /** Of processor. */
  readonly seconds: number;
}

const evidenceCode = '0'.repeat(41);
const key = questionnaireKey(questionnaire);

/** Scoring and ranking alone, of so many authorities in memory; all ways must come to the same ranks. */
export function measureMillion(authorities: number): Way[] {
  const codes = [...randomCodes(authorities, 1)];
  const ways = [
    timed('as here: standings by shards of a thousand, with groups, categories and all counters', () => asHere(codes)),
    timed('the same, but the ranks alone: score, count, rank', () => counted(codes)),
    timed('plain, in JavaScript, written as the Python is', () => plainly(codes)),
    ...inPython(codes),
  ];
  const [sum] = ways.map((way) => way.sum);
  if (ways.some((way) => way.sum !== sum)) throw new Error('Two ways came to other ranks');
  return ways.map(({ name, seconds }) => ({ name, seconds }));
}

/** By the sum of all ranks the ways are compared. */
function timed(name: string, work: () => number): Way & { sum: number } {
  const started = process.cpuUsage();
  const sum = work();
  const { user, system } = process.cpuUsage(started);
  return { name, seconds: (user + system) / 1e6, sum };
}

const judge = rescoreBy({ questionnaire, method: questionnaire.scoring.method }, catalogue);
const percentOf = (answerCode: string): number =>
  judge({ questionnaire: key, answerCode, evidenceCode, verifiedCode: '' })?.score.percent ?? 0;

function asHere(codes: readonly string[]): number {
  const { method } = questionnaire.scoring;
  let whole = countAuthorities(questionnaire, method, []);
  let index = 0;
  for (const shard of batched(codes, 1000)) {
    const profiles = shard.map((answerCode) => {
      index += 1;
      return { answerCode, percent: percentOf(answerCode), country: 'FI', population: 1000 * (index % 700) };
    });
    whole = addParts(whole, countAuthorities(questionnaire, method, profiles));
  }
  return sumOfRanks(ofHoweverFew(whole.all).percents);
}

function counted(codes: readonly string[]): number {
  const counters = new Array<number>(101).fill(0);
  for (const code of codes) {
    const percent = percentOf(code);
    counters[percent] = (counters[percent] ?? 0) + 1;
  }
  return sumOfRanks(counters);
}

const sumOfRanks = (counters: readonly number[]): number =>
  counters.reduce((sum, count, percent) => sum + count * rankOf(percent, counters), 0);

const totals = categoriesOf(questionnaire).map(({ total }) => total);
const divided = (n: number, d: number): number => Math.floor((2 * n + d) / (2 * d));

/** Written as the Python beside it, line for line. */
function percentPlainly(code: string): number {
  let shares = 0;
  let at = 0;
  for (const total of totals) {
    let met = 0;
    for (let index = at; index < at + total; index += 1) if (code[index] === 'Y') met += 1;
    shares += divided(100 * met, total);
    at += total;
  }
  return divided(100 * divided(1000 * shares, 100 * totals.length), 1000);
}

function plainly(codes: readonly string[]): number {
  const scored = codes.map((code, index): [number, number] => [percentPlainly(code), index]);
  scored.sort(([a], [b]) => b - a);
  const ranks = new Map<number, number>();
  let rank = 0;
  let before = -1;
  for (const [place, [percent, index]] of scored.entries()) {
    if (percent !== before) {
      rank = place + 1;
      before = percent;
    }
    ranks.set(index, rank);
  }
  return [...ranks.values()].reduce((sum, one) => sum + one, 0);
}

/** Left out where there is no Python. */
function inPython(codes: readonly string[]): (Way & { sum: number })[] {
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    const file = join(folder, 'codes');
    writeFileSync(file, codes.join('\n'));
    const script = fileURLToPath(new URL('./a_million.py', import.meta.url));
    const out = execFileSync('python3', [script, file, totals.join()], { encoding: 'utf8' });
    const [seconds = 0, sum = 0] = out.trim().split(' ').map(Number);
    return [{ name: 'plain, in Python', seconds, sum }];
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { categoriesOf, indicatorsOf, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import { rankOf } from '../../shared/domain/scoring/ranking.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { ofHoweverFew } from '../../shared/domain/standings/limited.ts';
import { rescoreBy } from '../../shared/domain/standings/rescoring.ts';
import { addParts, countAuthorities } from '../../shared/domain/standings/standings.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';
import { batched, randomCodes } from './random-codes.ts';

export interface Way {
  readonly name: string;
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
    timed('plain: score each, sort all, walk once', () => sorted(codes)),
    ...inPython(codes),
  ];
  const [sum] = ways.map((way) => way.sum);
  if (ways.some((way) => way.sum !== sum)) throw new Error('Two ways came to other ranks');
  return ways.map(({ name, seconds }) => ({ name, seconds }));
}

/** By the sum of all ranks the ways are compared. */
function timed(name: string, work: () => number): Way & { sum: number } {
  const started = performance.now();
  const sum = work();
  return { name, seconds: (performance.now() - started) / 1000, sum };
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

const ids = indicatorsOf(questionnaire).map(({ id }) => id);

function sorted(codes: readonly string[]): number {
  const scored = codes.map((code) => score(questionnaire, decodeAnswers(ids, code)).percent);
  const order = scored.map((_, index) => index).sort((a, b) => (scored[b] ?? 0) - (scored[a] ?? 0));
  let rank = 0;
  let before = -1;
  let sum = 0;
  for (const [place, index] of order.entries()) {
    if (scored[index] !== before) rank = place + 1;
    before = scored[index] ?? 0;
    sum += rank;
  }
  return sum;
}

/** Left out where there is no Python. */
function inPython(codes: readonly string[]): (Way & { sum: number })[] {
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    const file = join(folder, 'codes');
    writeFileSync(file, codes.join('\n'));
    const script = fileURLToPath(new URL('./a_million.py', import.meta.url));
    const totals = categoriesOf(questionnaire).map(({ total }) => total);
    const out = execFileSync('python3', [script, file, totals.join()], { encoding: 'utf8' });
    const [seconds = 0, sum = 0] = out.trim().split(' ').map(Number);
    return [{ name: 'plain, in Python', seconds, sum }];
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

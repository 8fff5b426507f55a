import { readFile } from 'node:fs/promises';
import { basename, join, parse, resolve } from 'node:path';
import { assessFile, unreadable } from '../../functions/ingest-submission/assess-file.ts';
import { problem } from '../../shared/domain/problems.ts';
import type { MethodId } from '../../shared/domain/scoring-methods.ts';
import { writeResultsWorkbook } from '../../shared/workbook/results-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { type Assessed, assessmentJson } from './assessment-json.ts';
import { assessmentText } from './assessment-text.ts';
import { filesIn } from './files-in.ts';
import { progressBar } from './progress-bar.ts';
import { summaryText } from './summary-text.ts';
import { UsageError } from './usage-error.ts';

export interface ScoreOptions {
  readonly json?: true;
  readonly out?: string;
  readonly method?: MethodId;
}

/** One file and what it says. */
export interface ScoredFile {
  readonly file: string;
  readonly assessed: Assessed;
}

/** Returns the exit status: 0 all scored, 2 one or more rejected. */
export async function scoreCommand(given: readonly string[], options: ScoreOptions): Promise<number> {
  const files = await filesIn(given);
  const single = files.length === 1 && files[0] === given[0];
  if (files.length === 0) throw new UsageError('there is no file in that folder');
  const { out } = options;
  if (single && out !== undefined && resolve(out) === resolve(files[0] ?? '')) {
    throw new UsageError('--out would overwrite the questionnaire itself; name another file');
  }
  const scored: ScoredFile[] = [];
  const bar = progressBar(single ? 0 : files.length);
  for (const file of files) {
    const assessed = await assessPath(file, options.method);
    scored.push({ file, assessed });
    if (out !== undefined)
      await writeResults(single ? out : join(out, `${parse(file).name}-results.xlsx`), file, assessed);
    bar.advance(basename(file));
  }
  bar.end();
  process.stdout.write(
    options.json
      ? `${JSON.stringify(single ? jsonOf(scored[0]) : scored.map(namedJson), null, 2)}\n`
      : textOf(scored, single),
  );
  return scored.every(({ assessed }) => assessed.score !== null) ? 0 : 2;
}

const jsonOf = (scored: ScoredFile | undefined): object =>
  scored === undefined ? {} : assessmentJson(scored.assessed);
const namedJson = (scored: ScoredFile): object => ({ file: scored.file, ...jsonOf(scored) });

function textOf(scored: readonly ScoredFile[], single: boolean): string {
  const [first] = scored;
  if (!single || first === undefined) return summaryText(scored);
  return assessmentText(first.assessed, basename(first.file), process.stdout.columns ?? widthOfPipe);
}

/** Characters of a line where no terminal tells. */
const widthOfPipe = 120;

async function assessPath(file: string, method: MethodId | undefined): Promise<Assessed> {
  const bytes = await bytesOf(file);
  return bytes === null ? { sha256: null, ...unreadable(problem('file-missing')) } : assessFile(bytes, method);
}

async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

async function writeResults(out: string, file: string, assessed: Assessed): Promise<void> {
  const { questionnaire, score, sha256 } = assessed;
  if (questionnaire === null || score === null || sha256 === null) {
    console.error(`${basename(file)}: no results workbook was written, because the file could not be used.`);
    return;
  }
  const about = { language: 'en', fileName: basename(file), published: null, history: [] };
  const report = { ...assessed, ...about, questionnaire, score, sha256 };
  await writeWhole(out, await writeResultsWorkbook({ ...report, receivedAt: new Date().toISOString() }));
  console.error(`Results workbook: ${out}`);
}

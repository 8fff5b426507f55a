import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { assessFile, unreadable } from '../../functions/ingest-submission/assess-file.ts';
import { problem } from '../../shared/domain/problems.ts';
import type { MethodId } from '../../shared/domain/scoring-methods.ts';
import { writeResultsWorkbook } from '../../shared/workbook/results-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { type Assessed, assessmentJson } from './assessment-json.ts';
import { assessmentText } from './assessment-text.ts';
import { UsageError } from './usage-error.ts';

export interface ScoreOptions {
  readonly json?: true;
  readonly out?: string;
  readonly method?: MethodId;
}

/** Returns the exit status: 0 scored, 2 rejected. */
export async function scoreCommand(file: string, options: ScoreOptions): Promise<number> {
  if (options.out !== undefined && resolve(options.out) === resolve(file)) {
    throw new UsageError('--out would overwrite the questionnaire itself; name another file');
  }
  const bytes = await bytesOf(file);
  const assessment = bytes === null ? missing : await assessFile(bytes, options.method);
  if (options.out !== undefined) await writeResults(options.out, file, assessment);
  if (options.json) process.stdout.write(`${JSON.stringify(assessmentJson(assessment), null, 2)}\n`);
  else process.stdout.write(assessmentText(assessment, basename(file)));
  return assessment.score === null ? 2 : 0;
}

async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
}

const missing: Assessed = { sha256: null, ...unreadable(problem('file-missing')) };

async function writeResults(out: string, file: string, assessment: Assessed): Promise<void> {
  const { questionnaire, score, sha256 } = assessment;
  if (questionnaire === null || score === null || sha256 === null) {
    console.error('No results workbook was written: the file could not be used.');
    return;
  }
  const report = { ...assessment, questionnaire, score, sha256, language: 'en', fileName: basename(file) };
  const bytes = await writeResultsWorkbook({ ...report, receivedAt: new Date().toISOString() });
  await writeWhole(out, bytes);
  console.error(`Results workbook: ${out}`);
}

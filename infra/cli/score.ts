import { basename, join } from 'node:path';
import { assessFile } from '../../functions/ingest-submission/assess-file.ts';
import { besideItself } from '../../functions/ingest-submission/left-standing.ts';
import { scoreOf, unreadable } from '../../functions/ingest-submission/said-in-file.ts';
import { type ProblemCode, problem } from '../../shared/domain/answers/problems.ts';
import { insightOf } from '../../shared/domain/insight/insight.ts';
import { comparedWithNothing } from '../../shared/domain/insight/results-report.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { resultsPage } from '../../shared/rendering/results-page/results-page.ts';
import { writeResultsWorkbook } from '../../shared/rendering/workbooks/results-workbook.ts';
import { workbooksInside } from '../../shared/spreadsheet/formats/workbooks-inside.ts';
import { type Assessed, assessmentJson } from './assessment-json.ts';
import { assessmentText } from './assessment-text.ts';
import { bytesOf, filesIn } from './files-in.ts';
import { progressBar } from './progress-bar.ts';
import {
  checkPlaces,
  checkResultsOptions,
  type ResultsOptions,
  type WrittenResults,
  writeResults,
} from './results-files.ts';
import { type ScoredFile, summaryText } from './summary-text.ts';
import { UsageError } from './usage-error.ts';

export interface ScoreOptions extends ResultsOptions {
  readonly json?: true;
  readonly method?: MethodId;
}

/** Returns the exit status: 0 all scored, 2 one or more rejected. */
export async function scoreCommand(given: readonly string[], options: ScoreOptions): Promise<number> {
  const files = await filesIn(given);
  const single = files.length === 1 && files[0] === given[0];
  if (files.length === 0) throw new UsageError('there is no file in that folder');
  checkResultsOptions(options, single ? (files[0] ?? '') : null);
  const scored: ScoredFile[] = [];
  const bar = progressBar(single ? 0 : files.length);
  for (const path of files) {
    const inside = await assessPath(path, options);
    const isOne = single && inside.length === 1;
    checkPlaces(options, isOne);
    scored.push(...inside);
    for (const { file, assessed } of inside) {
      await writeResults(file, resultsOf(file, assessed, options.language), options, isOne);
    }
    bar.advance(basename(path));
  }
  bar.end();
  process.stdout.write(
    options.json
      ? `${JSON.stringify(single ? jsonOf(scored[0]) : scored.map(namedJson), null, 2)}\n`
      : textOf(scored, single && scored.length === 1),
  );
  const others = scored.filter(({ assessed }) => assessed.problems.some(({ code }) => ofAnother.has(code)));
  if (others.length > 0) process.stderr.write(`${ownQuestionnaire}\n`);
  return scored.every(({ assessed }) => assessed.score !== null) ? 0 : 2;
}

/** Reasons to refuse a file that may well be filled in, by a questionnaire that this command was not given. */
const ofAnother: ReadonlySet<ProblemCode> = new Set(['not-a-questionnaire', 'questionnaire-unknown']);
const ownQuestionnaire =
  'To score files of your own questionnaire, name its authoring workbook: scorebook score FILE --questionnaire AUTHORING.xlsx';

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

/** One file, or for people the workbooks of one that holds several; for machines it stays one object a file. */
async function assessPath(file: string, { method, json }: ScoreOptions): Promise<ScoredFile[]> {
  const bytes = await bytesOf(file);
  if (bytes === null)
    return [{ file, assessed: { sha256: null, ...unreadable(problem('file-missing')), score: null } }];
  const enclosed = json ? [] : await workbooksInside(bytes);
  if (enclosed.length === 0) return [{ file, assessed: await assessed(bytes, method) }];
  return Promise.all(
    enclosed.map(async ({ fileName, bytes }) => ({
      file: join(file, fileName),
      assessed: await assessed(bytes, method),
    })),
  );
}

async function assessed(bytes: Uint8Array, method?: MethodId): Promise<Assessed> {
  const read = await besideItself(await assessFile(bytes));
  return { ...read, score: scoreOf(read, method) };
}

function resultsOf(file: string, assessed: Assessed, language: string): WrittenResults | null {
  const { questionnaire, score, sha256 } = assessed;
  if (questionnaire === null || score === null || sha256 === null) return null;
  const about = { language, fileName: basename(file), receivedAt: new Date().toISOString() };
  const report = { ...assessed, ...about, ...comparedWithNothing, questionnaire, score, sha256 };
  const insight = insightOf(report, catalogue);
  return { workbook: () => writeResultsWorkbook(report, insight), page: () => resultsPage(report, insight) };
}

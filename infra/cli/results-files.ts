import { basename, join, parse, resolve } from 'node:path';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { writeWhole } from '../write-whole.ts';
import { fileProblem, folderProblem } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** Where the results of scored files go. */
export interface ResultsOptions {
  readonly out?: string;
  readonly page?: string;
  readonly language: string;
}

/** Refuses what would mean nothing, before anything is read. `only`: the one file that is scored; null: there are several. */
export function checkResultsOptions(options: ResultsOptions, only: string | null): void {
  for (const option of ['out', 'page'] as const) {
    const to = options[option];
    if (only !== null && to !== undefined && resolve(to) === resolve(only)) {
      throw new UsageError(`--${option} would overwrite the questionnaire itself; name another file`);
    }
  }
  if (!messageLanguages().includes(options.language)) {
    throw new UsageError(
      `results are not available in "${options.language}", only in: ${messageLanguages().join(', ')}`,
    );
  }
}

/** Results of one workbook go into a file, those of several into a folder. */
export function checkPlaces({ out, page }: ResultsOptions, isOne: boolean): void {
  const check = (option: string, to: string | undefined, ending: '.xlsx' | '.html'): void => {
    if (to === undefined) return;
    const problem = isOne ? fileProblem(to, ending) : folderProblem(to);
    if (problem !== null) throw new UsageError(`--${option} ${to}: ${problem}`);
  };
  check('out', out, '.xlsx');
  check('page', page, '.html');
}

/** What the results of a file are written as; null: it was not accepted. */
export interface WrittenResults {
  workbook(): Promise<Uint8Array>;
  page(): string;
}

/** Writes the results of one file where the options say. */
export async function writeResults(
  file: string,
  results: WrittenResults | null,
  { out, page }: ResultsOptions,
  isOne: boolean,
): Promise<void> {
  if (out === undefined && page === undefined) return;
  if (results === null) {
    console.error(`${basename(file)}: no results were written, because the file was not accepted.`);
    return;
  }
  const placeOf = (to: string, ending: string) => (isOne ? to : join(to, `${parse(file).name}-results.${ending}`));
  if (out !== undefined) {
    const to = placeOf(out, 'xlsx');
    await writeWhole(to, await results.workbook());
    console.error(`Results workbook: ${to}`);
  }
  if (page !== undefined) {
    const to = placeOf(page, 'html');
    await writeWhole(to, Buffer.from(results.page()));
    console.error(`Results page: ${to}`);
  }
}

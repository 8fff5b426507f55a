import { parse } from 'node:path';
import { authoringWordsIn } from '../../shared/rendering/words/authoring-words.ts';
import { type AuthoringWords, decisionInWords } from '../../shared/rendering/words/definition-fault-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { fill } from '../../shared/rendering/words/fill.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { setAsideSheet, writeDraftWorkbook } from '../../shared/rendering/workbooks/draft/draft-workbook.ts';
import { formPhrases } from '../../shared/rendering/workbooks/form/form-phrases.ts';
import { readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';
import type { Draft, PointsSource } from '../../shared/spreadsheet/drafting/draft.ts';
import { draftQuestionnaire } from '../../shared/spreadsheet/drafting/draft-questionnaire.ts';
import type { Grid } from '../../shared/spreadsheet/formats/grid.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { readWorkings } from '../../shared/spreadsheet/formats/read-workings.ts';
import { Unreadable } from '../../shared/spreadsheet/formats/unreadable.ts';
import { writeWhole } from '../write-whole.ts';
import { officeWorkbookNamed } from './office-workbook.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface DraftOptions {
  readonly out: string;
  readonly takeDefaults?: true;
  readonly json?: true;
  /** Of decisions, if it is not that of the questionnaire. */
  readonly language?: string;
}

/** Writes an office's own questionnaire as an authoring workbook, and says what was found in it. Returns the exit status. */
export async function questionnaireDraftCommand(file: string, options: DraftOptions): Promise<number> {
  const { bytes, name } = await officeWorkbookNamed(file);
  const [grid, workings] = await readBoth(bytes, file);
  refuseAuthoring(grid, file);
  const draft = draftQuestionnaire(grid, workings, { fileName: parse(name).name, phrases: formPhrases() });
  if (draft === null) {
    throw new UsageError(
      `${name} has no sheet in which rows ask questions; it needs a column of questions, best under headings such as Id, Question and Answer`,
    );
  }
  const words = authoringWordsIn(options.language ?? draft.languages[0] ?? 'en');
  const written = await writeDraftWorkbook(draft, { decided: options.takeDefaults === true, words });
  const faults = await otherFaults(written);
  await writeWhole(options.out, written);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(foundJson(draft, faults, words), null, 2)}\n`
      : foundText(name, draft, options, faults, words),
  );
  return 0;
}

async function readBoth(bytes: Uint8Array, file: string) {
  try {
    return [await readGrid(bytes), await readWorkings(bytes)] as const;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new UsageError(`${file}: ${describeProblem(error.problem, messagesIn('en')).message}`, { cause: error });
  }
}

function refuseAuthoring({ sheets }: Grid, file: string): void {
  const names = sheets.map(({ name }) => name.trim().toLowerCase());
  if (!names.includes('survey') || !names.includes('settings')) return;
  throw new UsageError(
    `${file} is an authoring workbook already; scorebook questionnaire check ${file} says what to correct`,
  );
}

/** What `check` will say of the draft besides decisions: nothing, unless the office's workbook has something that cannot be. */
async function otherFaults(written: Uint8Array): Promise<number> {
  const read = await readAuthoring(written);
  if ('code' in read) throw new Error(`The draft cannot be read back: ${read.code}`);
  return read.faults.filter(({ severity, code }) => severity === 'fault' && code !== 'decision-open').length;
}

/** Machines read it: names and shapes stay. */
function foundJson(
  { found, settings, languages, decisions, setAside }: Draft,
  faults: number,
  words: AuthoringWords,
): object {
  return {
    ...found,
    languages,
    shown: settings.shown,
    setAside,
    decisions: decisions.map(({ code, facts, sheet, column, rows, default: value, options }) => ({
      ...{ decision: decisionInWords({ code, facts }, words).decision, sheet, column, rows, default: value, options },
    })),
    faults,
  };
}

function foundText(
  file: string,
  { found, decisions, setAside }: Draft,
  { out, takeDefaults }: DraftOptions,
  faults: number,
  { draft: words }: AuthoringWords,
): string {
  const points = (Object.entries(found.points) as [PointsSource, number][])
    .filter(([, count]) => count > 0)
    .map(([source, count]) => line(count, words.points[source]));
  const listed = (sheets: readonly string[]): string => sheets.map((sheet) => shown(sheet)).join(', ');
  const others = fill(words.otherSheets, { sheets: listed(found.otherSheets) });
  return `${[
    fill(words.sheets, { file: shown(file), sheets: listed(found.sheets) }),
    line(found.questions, words.questions),
    line(found.groups, words.sections),
    line(found.listed, words.listed),
    ...points,
    line(found.scored, words.scored),
    line(found.notes, words.notes),
    ...(setAside.length === 0 ? [] : [line(setAside.length, fill(words.setAside, { sheet: setAsideSheet }))]),
    ...(found.otherSheets.length === 0 ? [] : [line(found.otherSheets.length, others)]),
    takeDefaults === true ? line(0, words.decided) : line(decisions.length, words.decisions),
    ...(faults === 0 ? [] : [line(faults, words.others)]),
    fill(words.next, { out, command: `scorebook questionnaire check ${out}` }),
  ].join('\n')}\n`;
}

const line = (count: number, what: string): string => `${String(count).padStart(6)}  ${what}`;

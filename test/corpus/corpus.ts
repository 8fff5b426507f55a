import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { styleText } from 'node:util';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { type Defect, fileOf } from '../support/defect.ts';
import { defects } from '../support/defects.ts';
import { assessFile, userCentricity2023 as questionnaire, type ScoredFile } from '../support/user-centricity.ts';
import { evidenceCases, isAskedAbout } from './evidence-cases.ts';
import { type JudgedLayout, judgedLayouts, judgedTraits, judgeLayout } from './layouts.ts';
import { madeLayouts } from './made-layouts.ts';
import { isThere, producers } from './producers.ts';
import {
  blindAnswers,
  blindFigures,
  type Judged,
  judgeAnswer,
  judgeBlindForms,
  judgeFigure,
  ownAnswers,
  ownFigureCases,
  ownFormCases,
  sharedCases,
} from './reading-cases.ts';

/**
 * Writes every defect and every producer's file into `corpus/`, reads each, and writes docs/corpus.md. Ends with
 * status 1 when a file was read wrong without a word: each must be right, asked about, or refused by its name.
 */

interface Row {
  readonly file: string;
  readonly expected: string;
  readonly read: string;
  readonly problems: string;
  readonly verdict: 'right' | 'asked about' | 'refused' | 'SILENTLY WRONG';
}

const folder = 'corpus';
const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), questionnaire);

async function defectRow(defect: Defect, index: number): Promise<Row> {
  const { numbers, what, first, figure } = defect;
  const bytes = fileOf(defect);
  const name = `${String(index + 1).padStart(2, '0')}-${what
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)}`;
  writeFileSync(join(folder, 'defects', name), bytes);
  const read = await assessFile(bytes, defect.questionnaires);
  const answer = read.answers.get('1.1.1')?.value ?? 'none';
  const number = figure === undefined ? null : (read.background.get(figure[0])?.value ?? null);
  const asked = figure === undefined ? '' : `, ${figure[0]} ${figure[1] ?? 'not read'}`;
  const found = figure === undefined ? '' : `, ${figure[0]} ${number ?? 'not read'}`;
  return {
    file: `defect ${numbers}: ${what}`,
    expected: `1.1.1 ${first}${asked}`,
    read: `1.1.1 ${answer}, ${scoreOf(read)}${found}`,
    problems: problemsOf(read),
    verdict: verdict(read, answer === first && (figure === undefined || number === figure[1])),
  };
}

async function producerRows(): Promise<Row[]> {
  const from = join(folder, 'espoo.xlsx');
  const authority = { id: 'espoo', name: 'Espoo' };
  writeFileSync(
    from,
    await writeQuestionnaireWorkbook({ questionnaire, language: 'en', authority, round: '2022', ...page }),
  );
  const rows: Row[] = [];
  for (const producer of producers) {
    if (!isThere(producer)) {
      console.log(`${producer.name}: not on this machine, skipped`);
      continue;
    }
    for (const file of await producer.write(from, join(folder, 'producers')))
      rows.push(await producerRow(producer.name, file));
  }
  return rows;
}

async function producerRow(producer: string, file: string): Promise<Row> {
  const read = await assessFile(readFileSync(file));
  const right = [...page.answers].filter(([id, { value, evidence }]) => {
    const answer = read.answers.get(id);
    return answer?.value === value && answer.evidence === evidence;
  }).length;
  return {
    file: `${producer}: ${basename(file)}`,
    expected: '41 of 41 answers and evidence texts, 58 %',
    read: `${right} of 41, ${scoreOf(read)}`,
    problems: problemsOf(read),
    verdict: verdict(read, right === 41 && read.score?.percent === 58),
  };
}

function verdict({ score, problems }: ScoredFile, asExpected: boolean): Row['verdict'] {
  if (score === null && problems[0]?.severity === 'reject') return 'refused';
  const asked = problems.some(({ severity }) => severity === 'query' || severity === 'error');
  if (asExpected) return asked ? 'asked about' : 'right';
  return asked ? 'asked about' : 'SILENTLY WRONG';
}

const scoreOf = ({ score }: ScoredFile): string => (score === null ? 'not scored' : `${score.percent} %`);

function problemsOf({ problems }: ScoredFile): string {
  return problems.map(({ severity, code, cell }) => [severity, code, cell].filter(Boolean).join(' ')).join('; ');
}

function table(title: string, rows: readonly Row[]): string {
  const line = ({ file, expected, read, problems, verdict: how }: Row): string =>
    `| ${[file, expected, read, problems, how].map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return `## ${title}\n\n| file | expected | read | problems | verdict |\n|---|---|---|---|---|\n${rows.map(line).join('\n')}\n`;
}

/** Texts of cells: ours, and those made for this project where they are there. Only wrong ones are named. */
async function judgedCases(): Promise<{ counts: string[]; wrong: number }> {
  const shared = sharedCases();
  const groups: [string, Judged[]][] = [
    ['our texts of answer cells', await eachOf(ownAnswers(), judgeAnswer)],
    ['texts of answer cells written before they were read', await eachOf(blindAnswers(), judgeAnswer)],
    ['texts of answer cells made for this project', await eachOf(shared?.answers ?? [], judgeAnswer)],
    ['our figures', await eachOf([...ownFigureCases(), ...ownFormCases()], judgeFigure)],
    [
      'figures written before they were read',
      [...(await eachOf(blindFigures(), judgeFigure)), ...(await judgeBlindForms())],
    ],
    ['figures made for this project', await eachOf(shared?.figures ?? [], judgeFigure)],
  ];
  if (shared === null) console.log('../shared/data/reading-cases is not on this machine, skipped');
  const counts = groups.map(([what, cases]) => {
    const plain = cases.filter((one) => one.plain);
    const asked = plain.filter(({ verdict: how }) => how === 'asked about').length;
    const wrong = cases.filter(({ verdict: how }) => how === 'SILENTLY WRONG').length;
    return `${what}: ${wrong} of ${cases.length} silently wrong, ${asked} of ${plain.length} plain ones asked about`;
  });
  const wrong = groups.flatMap(([, cases]) => cases).filter(({ verdict: how }) => how === 'SILENTLY WRONG');
  for (const { what, human, read } of wrong) console.log(`SILENTLY WRONG ${what}: ${human}, read ${read}`);
  return { counts, wrong: wrong.length };
}

/** Workbooks in layouts of an office's own, and files of public bug reports, where they are there. */
async function judgedWorkbooks(): Promise<{ counts: string[]; wrong: number }> {
  const [layouts, traits] = [await judgedLayouts(), await judgedTraits()];
  const made: JudgedLayout[] = [];
  for (const { what, bytes, human, plain } of madeLayouts())
    made.push(judgeLayout(what, human, plain, await assessFile(bytes)));
  if (layouts === null) console.log('../shared/data/reading-cases/layouts is not on this machine, skipped');
  if (traits === null) console.log('../shared/data/public-traits is not on this machine, skipped');
  const wrong = [...made, ...(layouts ?? [])].filter((one) => one.wrong.length > 0);
  for (const { what, wrong: those } of wrong) console.log(`SILENTLY WRONG ${what}: ${those.join(', ')}`);
  const others = (traits ?? []).filter(({ expected, read }) => expected !== read);
  for (const { file, expected, read } of others) console.log(`OTHERWISE ${file}: ${expected} expected, ${read} came`);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const counted = (title: string, list: readonly JudgedLayout[]): string => {
    const plain = list.filter((one) => one.plain);
    const [asked, cells] = [sum(plain.map((one) => one.asked)), sum(plain.map((one) => one.cells))];
    const otherwise = list.filter((one) => one.wrong.length > 0).length;
    return `${title}: ${otherwise} of ${list.length} workbooks silently wrong, ${asked} of ${cells} cells asked about where no doubt could arise`;
  };
  return {
    counts: [
      counted('layouts of our own', made),
      counted('layouts made for this project', layouts ?? []),
      `files of public bug reports: ${others.length} of ${traits?.length ?? 0} otherwise than expected`,
    ],
    wrong: wrong.length,
  };
}

/** Evidence that is fine and was asked about (a false alarm), and evidence that was not asked about and should be. */
function judgedEvidence(): { counts: string[]; wrong: number } {
  const [fine, ask] = (['fine', 'ask'] as const).map((human) => evidenceCases().filter((one) => one.human === human));
  const alarms = (fine ?? []).filter(isAskedAbout);
  const missed = (ask ?? []).filter((one) => !isAskedAbout(one));
  for (const { evidence } of alarms) console.log(`FALSE ALARM ${evidence}`);
  for (const { evidence } of missed) console.log(`NOT ASKED ABOUT ${evidence}`);
  return {
    counts: [
      `evidence: ${alarms.length} of ${fine?.length} false alarms, ${missed.length} of ${ask?.length} not asked about`,
    ],
    wrong: missed.length + (alarms.length > (fine?.length ?? 0) / 40 ? alarms.length : 0),
  };
}

async function eachOf<Case>(cases: readonly Case[], judge: (one: Case) => Promise<Judged | null>): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of cases) {
    const found = await judge(one);
    if (found !== null) judged.push(found);
  }
  return judged;
}

rmSync(folder, { recursive: true, force: true });
for (const part of ['defects', 'producers']) mkdirSync(join(folder, part), { recursive: true });
const producerTable = await producerRows();
const defectTable: Row[] = [];
for (const [index, defect] of defects.entries()) defectTable.push(await defectRow(defect, index));
const all = [...producerTable, ...defectTable];
const wrong = all.filter(({ verdict: how }) => how === 'SILENTLY WRONG');
writeFileSync(
  'docs/corpus.md',
  `# What was read of each file\n\nWritten by \`npm run corpus\`: ${all.length} files, ${wrong.length} silently wrong.\n\n${table("Each producer's file of Espoo's questionnaire", producerTable)}\n${table('Each defect', defectTable)}`,
);
for (const { file, read, verdict: how } of all) {
  console.log(`${styleText(how === 'SILENTLY WRONG' ? 'red' : 'green', how.padEnd(14))} ${file} – ${read}`);
}
const cases = await judgedCases();
const workbooks = await judgedWorkbooks();
const evidence = judgedEvidence();
for (const count of [...cases.counts, ...workbooks.counts, ...evidence.counts]) console.log(count);
console.log(`${all.length} files, ${wrong.length} silently wrong; see docs/corpus.md`);
process.exitCode = wrong.length + cases.wrong + workbooks.wrong + evidence.wrong === 0 ? 0 : 1;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type AnswerValue, codeOf } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { assessFile, userCentricity2023 as questionnaire, type ScoredFile } from '../support/user-centricity.ts';

/** One workbook in an office's own layout, and what was read of it cell by cell. */
export interface JudgedLayout {
  readonly what: string;
  readonly cells: number;
  /** Questions read otherwise than a careful human reads them, and not asked about. */
  readonly wrong: readonly string[];
  readonly asked: number;
  /** No doubt could arise of it. */
  readonly plain: boolean;
}

const shared = '../shared/data';
const ids = indicatorsOf(questionnaire).map(({ id }) => id);

/** Problems that ask what an answer is, not what stands beside it. */
const ofAnswers = /^(answer|columns|sheets|question-|questions-reworded|hidden-rows|quotes)/;

/** `y`, `n`, `a`, `-` as the cases have them; `?` must be asked about, `0` asked about or No. */
const letterOf = (value: AnswerValue): string => codeOf(value).toLowerCase();

export function judgeLayout(what: string, human: string, plain: boolean, read: ScoredFile): JudgedLayout {
  const about = read.problems.filter(({ code, severity }) => severity !== 'notice' && ofAnswers.test(code));
  const ofFile =
    read.score === null ||
    about.some(({ indicator, indicators = [] }) => indicator === null && indicators.length === 0);
  // What was left blank is named cell by cell: it asks nothing of the others.
  const blank = read.problems.filter(({ code }) => code === 'questions-unanswered');
  const ofCells = new Set([
    ...about.flatMap(({ indicator, indicators = [] }) => [indicator, ...indicators]),
    ...blank.flatMap(({ facts }) => facts['list']?.split(', ') ?? []),
  ]);
  const isAsked = (id: string): boolean => ofFile || ofCells.has(id);
  const wrong = ids.filter((id, at) => {
    const letter = letterOf(read.answers.get(id)?.value ?? 'unanswered');
    return !isAsked(id) && !accepted(human.charAt(at)).includes(letter);
  });
  return { what, cells: ids.length, wrong, asked: ids.filter(isAsked).length, plain };
}

/** Not answered and "does not apply" are both left open. */
function accepted(human: string): readonly string[] {
  if (human === '-' || human === 'a') return ['-', 'a'];
  return human === '0' ? ['n'] : [human];
}

/** The workbooks made for this project; null when they are not on this machine. */
export async function judgedLayouts(): Promise<JudgedLayout[] | null> {
  const folder = join(shared, 'reading-cases', 'layouts');
  const index = join(folder, 'index.csv');
  if (!existsSync(index)) return null;
  const judged: JudgedLayout[] = [];
  const { data } = Papa.parse<Record<string, string>>(readFileSync(index, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  for (const { file = '', what = '', careful_human: human = '', asking_is_fine: fine } of data) {
    const read = await assessFile(readFileSync(join(folder, file)));
    judged.push(judgeLayout(`${file}: ${what}`, human, fine === 'no', read));
  }
  return judged;
}

/** What must come of each file of public bug reports: its score, or the reason that it is refused for. */
const traits: Readonly<Record<string, string>> = {
  'T12c_macroman_ascii_answers.csv': '58',
  'T13b_utf8bom_one_bad_byte.csv': '58',
  'T39c_title_in_quotes_then_text.csv': '58',
  '1-base-Questionnaire.csv': '58',
  'T05a_styles_part_missing.xlsx': '58',
  'T01_1904_ext1.xlsx': '59',
  'T16b_hidden_last_year_named.xlsx': '58',
  'H1_html_table_no_html_tag.xls': 'html',
  'T11_whole_row_quoted.csv': '58',
  'T97c_numbered_task_list.xlsx': 'not-a-questionnaire',
  'O12_excel_ods_error_as_float.ods': '56',
  'O1_no_mimetype.ods': '58',
  'T95_row_zero.xlsx': '58',
  'O11_superscript.ods': '58',
  'T33_superscript_footnote.xlsx': '58',
  'T33b_superscript_on_digits.xlsx': '58',
};

/** One file of a public bug report: what was expected of it and what came. */
export interface JudgedTrait {
  readonly file: string;
  readonly expected: string;
  readonly read: string;
}

export async function judgedTraits(): Promise<JudgedTrait[] | null> {
  const folder = join(shared, 'public-traits');
  if (!existsSync(folder)) return null;
  const judged: JudgedTrait[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.split('/').at(-1) ?? '';
    const expected = traits[file];
    if (expected === undefined) continue;
    const { score, problems } = await assessFile(readFileSync(join(folder, path)));
    const [reason] = problems;
    judged.push({
      file,
      expected,
      read: score === null ? (reason?.facts['format'] ?? reason?.code ?? '') : String(score.percent),
    });
  }
  return judged;
}

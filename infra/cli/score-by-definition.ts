import { basename, join } from 'node:path';
import { styleText } from 'node:util';
import { assessByDefinition, type FormAssessment } from '../../functions/ingest-submission/assess-by-definition.ts';
import { besideItself } from '../../functions/ingest-submission/left-standing.ts';
import { isRejected, problem } from '../../shared/domain/answers/problems.ts';
import { formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { comparedWithNothing } from '../../shared/domain/insight/results-report.ts';
import {
  type Definition,
  definitionKeyOf,
  indexName,
} from '../../shared/domain/questionnaire/definition/definition.ts';
import {
  groupsOf,
  isScored,
  nodesByName,
  questionsOf,
  textOf,
} from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { codesUnder } from '../../shared/domain/review/review.ts';
import { indexOf, shownOf } from '../../shared/domain/scoring/engine/shown.ts';
import { shownNumber } from '../../shared/domain/scoring/form-score.ts';
import type { AuthorityFacts } from '../../shared/domain/scoring/given.ts';
import { metOfTotal } from '../../shared/domain/scoring/met-of-total.ts';
import { fixed, toNumber, written } from '../../shared/domain/scoring/rational.ts';
import type { NodeScore, Scored } from '../../shared/domain/scoring/scored.ts';
import { formResultsPage } from '../../shared/rendering/results-page/form-results-page.ts';
import { writeFormResultsWorkbook } from '../../shared/rendering/workbooks/form-results-workbook.ts';
import { workbooksInside } from '../../shared/spreadsheet/formats/workbooks-inside.ts';
import { problemJson } from './assessment-json.ts';
import { problemLines } from './assessment-text.ts';
import { bytesOf, filesIn } from './files-in.ts';
import { progressBar } from './progress-bar.ts';
import { definitionIn } from './questionnaire.ts';
import {
  checkPlaces,
  checkResultsOptions,
  type ResultsOptions,
  type WrittenResults,
  writeResults,
} from './results-files.ts';
import { fitted, shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface ScoreByDefinitionOptions extends ResultsOptions {
  /** The authoring workbook. */
  readonly questionnaire: string;
  readonly json?: true;
  /** What a file does not say. */
  readonly authority?: string | undefined;
  readonly round?: string | undefined;
  /** Of the authority; conditions may rest on it. */
  readonly kind?: string | undefined;
  /** What only questionnaires of the product have. */
  readonly method?: string;
}

interface Scoring {
  readonly file: string;
  readonly assessed: FormAssessment;
}

/**
 * Scores filled questionnaires by an authoring workbook that need not be published. Returns the exit status: 0 all scored,
 * 2 one or more rejected.
 */
export async function scoreByDefinitionCommand(
  given: readonly string[],
  options: ScoreByDefinitionOptions,
): Promise<number> {
  if (options.method !== undefined) {
    throw new UsageError('--method does not work with --questionnaire: the questionnaire says how it is scored');
  }
  const definition = await definitionIn(options.questionnaire);
  const files = await filesIn(given);
  const single = files.length === 1 && files[0] === given[0];
  if (files.length === 0) throw new UsageError('there is no file in that folder');
  checkResultsOptions(options, single ? (files[0] ?? '') : null);
  const bar = progressBar(single ? 0 : files.length);
  const scored: Scoring[] = [];
  for (const path of files) {
    const inside = await assessedIn(path, definition, options);
    const isOne = single && inside.length === 1;
    checkPlaces(options, isOne);
    scored.push(...inside);
    for (const { file, assessed } of inside) {
      await writeResults(file, resultsOf(file, assessed, definition, options), options, isOne);
    }
    bar.advance(basename(path));
  }
  bar.end();
  const isOne = single && scored.length === 1;
  const json = scored.map(({ file, assessed }) => ({
    ...(single ? {} : { file }),
    ...formJson(assessed, definition, options),
  }));
  process.stdout.write(
    options.json
      ? `${JSON.stringify(single ? json[0] : json, null, 2)}\n`
      : `${(isOne ? scored.flatMap((one) => resultLines(one, definition, options)) : summaryLines(scored, definition)).join('\n')}\n`,
  );
  return scored.every(({ assessed }) => assessed.scored !== null) ? 0 : 2;
}

/** One file, or for people the workbooks of one that holds several; for machines it stays one object a file. */
async function assessedIn(
  file: string,
  definition: Definition,
  { kind, json }: ScoreByDefinitionOptions,
): Promise<Scoring[]> {
  const bytes = await bytesOf(file);
  if (bytes === null) {
    const nothing = { filled: null, authority: null, round: null, given: new Map(), scored: null };
    return [{ file, assessed: { ...nothing, sha256: '', problems: [problem('file-missing')] } }];
  }
  const enclosed = json ? [] : await workbooksInside(bytes);
  if (enclosed.length === 0) return [{ file, assessed: await assessed(bytes, definition, { kind }) }];
  return Promise.all(
    enclosed.map(async (inside) => ({
      file: join(file, inside.fileName),
      assessed: await assessed(inside.bytes, definition, { kind }),
    })),
  );
}

/** A workbook that we have sent out filled in, and that says nothing more, is told so. */
async function assessed(bytes: Uint8Array, definition: Definition, facts: AuthorityFacts): Promise<FormAssessment> {
  const alone = await assessByDefinition(bytes, definition, facts);
  if (alone.filled === null) return alone;
  const { sent, answers, evidenceCells } = alone.filled;
  const read = { questionnaire: definition, sent, answers, evidenceCells, background: new Map<string, never>() };
  const { problems } = await besideItself({ ...read, problems: alone.problems });
  return { ...alone, problems, scored: isRejected(problems) ? null : alone.scored };
}

function resultsOf(
  file: string,
  { filled, scored, authority, round, ...assessed }: FormAssessment,
  definition: Definition,
  options: ScoreByDefinitionOptions,
): WrittenResults | null {
  if (filled === null || scored === null) return null;
  const named = options.authority === undefined ? null : { id: null, name: options.authority };
  const report: FormReport = {
    ...{
      ...assessed,
      ...comparedWithNothing,
      definition,
      scored,
      answers: filled.answers,
      facts: { kind: options.kind },
    },
    ...{ authority: authority ?? named, round: round ?? options.round ?? null, shown: shownNumber(definition, scored) },
    codes: codesUnder(definition, filled.answers, null),
    ...{ language: options.language, fileName: basename(file), receivedAt: new Date().toISOString() },
  };
  const insight = formInsightOf(report);
  return {
    workbook: () => writeFormResultsWorkbook(report, insight),
    page: () => formResultsPage(report, insight),
  };
}

/** The command line's contract, beside that of `score --json`: machines read it, names and shapes stay. */
function formJson(assessed: FormAssessment, definition: Definition, options: ScoreByDefinitionOptions): object {
  const { filled, scored, given } = assessed;
  const answers = [...(filled?.answers ?? [])].map(([name, { value, evidence, cell }]) => [
    name,
    { value: value.replace(/^=/, ''), evidence, cell },
  ]);
  const met = scored === null ? null : metOfTotal(definition, given, scored, { kind: options.kind });
  const { method = null, ...counts } = met ?? {};
  return {
    authority: assessed.authority?.name ?? options.authority ?? null,
    round: assessed.round ?? options.round ?? null,
    questionnaire: definitionKeyOf(definition),
    method,
    sha256: assessed.sha256 === '' ? null : assessed.sha256,
    answers: Object.fromEntries(answers),
    background: backgroundJson(assessed, definition),
    score:
      scored === null
        ? null
        : {
            ...counts,
            ...nodeJson(definition, indexOf(scored)),
          },
    ...scoreFields(definition, scored),
    problems: assessed.problems.map(problemJson),
  };
}

/** Numbers that are kept and not scored. */
function backgroundJson({ given, filled }: FormAssessment, definition: Definition): object {
  return Object.fromEntries(
    questionsOf(definition).flatMap((question) => {
      if ((question.type !== 'integer' && question.type !== 'decimal') || isScored(definition, question)) return [];
      const one = given.get(question.name);
      const { raw = '' } = filled?.answers.get(question.name) ?? {};
      const value = one !== undefined && 'number' in one ? Number(one.number) : null;
      return [[question.name, { value, raw, unit: null, year: null }]];
    }),
  );
}

/** `points`, `most` and `shown` of all, and the same with the exact score of every group and scored question. */
function scoreFields(definition: Definition, scored: Scored | null): object {
  if (scored === null) return { points: null, most: null, shown: null, nodes: {} };
  const { points, most, shown } = nodeJson(definition, indexOf(scored));
  const nodes = [...scored.nodes].map(([name, node]) => [name, node === null ? null : nodeJson(definition, node)]);
  return { points, most, shown, nodes: Object.fromEntries(nodes) };
}

interface NodeJson {
  readonly points: number | null;
  readonly most: number | null;
  /** `17/18`; to 15 decimals where the fraction is too long to read. */
  readonly score: string | null;
  readonly shown: string | null;
}

function nodeJson(definition: Definition, node: NodeScore | null): NodeJson {
  if (node === null) return { points: null, most: null, score: null, shown: null };
  const { score } = node;
  const exact = score === null ? null : written(score);
  return {
    points: toNumber(node.points),
    most: toNumber(node.most),
    score: score === null || exact === null || exact.length < 40 ? exact : fixed(score, 15),
    shown: shownOf(definition, node),
  };
}

const wholeOf = (definition: Definition, scored: Scored): string => {
  const text = shownOf(definition, indexOf(scored)) ?? '–';
  if (definition.shown.as === 'percent') return `${text}%`;
  const index = indexOf(scored);
  return `${text} of ${index === null ? '–' : fixed(index.most, definition.shown.decimals)}`;
};

/** The score of one file and of its groups, and what to check. */
function resultLines({ file, assessed }: Scoring, definition: Definition, options: ScoreByDefinitionOptions): string[] {
  const { scored, problems } = assessed;
  const round = assessed.round ?? options.round;
  const title = shown(assessed.authority?.name ?? options.authority ?? basename(file));
  return [
    styleText('bold', round === undefined ? title : `${title}, round ${shown(round)}`),
    styleText('dim', definitionKeyOf(definition)),
    '',
    ...(scored === null
      ? [styleText('red', 'Not scored.')]
      : [styleText(['bold', 'green'], wholeOf(definition, scored)), ...groupLines(definition, scored)]),
    '',
    ...problemLines(problems),
  ];
}

const nameWidth = 48;

function groupLines(definition: Definition, { nodes }: Scored): string[] {
  const byName = nodesByName(definition);
  const levelOf = (name: string): number => {
    const parent = byName.get(name)?.parent ?? indexName;
    return parent === indexName ? 0 : 1 + levelOf(parent);
  };
  return groupsOf(definition).flatMap(({ name, number = name, label }) => {
    const node = nodes.get(name) ?? null;
    if (node === null) return [];
    const title = textOf(label, 'en', definition);
    // Where the title begins with what the group is called, that is not said twice.
    const called = title.startsWith(number) || title.startsWith(number.replaceAll('_', ' ')) ? '' : `${number} `;
    const text = `${'  '.repeat(levelOf(name))}${shown(`${called}${title}`)}`;
    const { points, most } = node;
    return [
      `${fitted(text, nameWidth)}  ${(shownOf(definition, node) ?? '–').padStart(7)}  ${short(toNumber(points))}/${short(toNumber(most))}`,
    ];
  });
}

const short = (number: number): string => String(Number(number.toFixed(3)));

/** A line for each of many files. */
function summaryLines(scored: readonly Scoring[], definition: Definition): string[] {
  const width = Math.min(nameWidth, Math.max(4, ...scored.map(({ file }) => basename(file).length)));
  const rejected = scored.filter(({ assessed }) => assessed.scored === null).length;
  const lines = scored.map(({ file, assessed }) => {
    const told = assessed.scored === null ? styleText('red', 'rejected') : wholeOf(definition, assessed.scored);
    return `${fitted(shown(basename(file)), width)}  ${told}  ${shown(assessed.authority?.name ?? '–')}`;
  });
  return [...lines, '', `${scored.length} files: ${scored.length - rejected} scored, ${rejected} rejected`];
}

import { join, parse } from 'node:path';
import { type Definition, indexName } from '../../shared/domain/questionnaire/definition/definition.ts';
import {
  groupsOf,
  groupTitle,
  questionsOf,
  textOf,
} from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { rangesOf } from '../../shared/domain/scoring/engine/ranges.ts';
import { scoreAnswers } from '../../shared/domain/scoring/engine/score-answers.ts';
import { shownOf } from '../../shared/domain/scoring/engine/shown.ts';
import { isZero, over } from '../../shared/domain/scoring/rational.ts';
import type { NodeScore } from '../../shared/domain/scoring/scored.ts';
import { authoringWordsIn } from '../../shared/rendering/words/authoring-words.ts';
import type { AuthoringWords } from '../../shared/rendering/words/definition-fault-words.ts';
import { fill } from '../../shared/rendering/words/fill.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { compareLastYear, lastYearText } from './last-year.ts';
import { languageAmong } from './option-values.ts';
import { definitionIn } from './questionnaire.ts';
import { shown } from './terminal-text.ts';

export interface PreviewOptions {
  readonly out: string;
  /** One of the definition's; all of them when it is not said. */
  readonly language?: string;
  readonly showPoints?: true;
  /** Tables of last year: what was answered, and what was published of it. */
  readonly answers?: string;
  readonly points?: string;
}

/** Writes the questionnaire as authorities get it, and says between what its scores lie. Returns the exit status. */
export async function questionnairePreviewCommand(file: string, options: PreviewOptions): Promise<number> {
  const definition = await definitionIn(file);
  const { preview } = authoringWordsIn(options.language ?? definition.defaultLanguage);
  for (const [language, path] of places(definition, options)) {
    const bytes = await writeFormWorkbook({
      definition,
      language,
      authority: null,
      round: null,
      ...(options.showPoints === true ? { showsPoints: true } : {}),
    });
    await writeWhole(path, bytes);
    console.error(fill(preview.written, { language, file: path }));
  }
  process.stdout.write(scoresText(definition, preview));
  const { answers, points } = options;
  if (answers !== undefined || points !== undefined) {
    process.stdout.write(`\n${lastYearText(await compareLastYear(definition, { answers, points }), preview.lastYear)}`);
  }
  return 0;
}

/** `preview.xlsx`, or `preview-fi.xlsx` and its like where there are several languages. */
function places(definition: Definition, { out, language }: PreviewOptions): [language: string, path: string][] {
  const { languages } = definition;
  const [only, ...others] = language === undefined ? languages : [languageAmong(languages, language)];
  if (others.length === 0 && only !== undefined) return [[only, out]];
  const { dir, name, ext } = parse(out);
  return languages.map((one) => [one, join(dir, `${name}-${one}${ext || '.xlsx'}`)]);
}

/** The highest and lowest score that can be reached, and that of a blank file, for all and for each group. */
function scoresText(definition: Definition, words: AuthoringWords['preview']): string {
  const { nodes } = scoreAnswers(definition, new Map());
  const rangeOf = rangesOf(definition);
  const heads = [words.highest, words.lowest, words.blank];
  const width = Math.max(...heads.map(({ length }) => length)) + 2;
  const line = (name: string, label: string, depth: number): string[] => {
    const { isEmpty, mostPoints, leastPoints, leastScore, most } = rangeOf(name);
    if (isEmpty) return [];
    const best: NodeScore = { points: mostPoints, most, score: isZero(most) ? null : over(mostPoints, most) };
    const worst: NodeScore = { points: leastPoints, most, score: leastScore };
    const cells = [best, worst, nodes.get(name) ?? null].map((node) =>
      (shownOf(definition, node) ?? '–').padStart(width),
    );
    return [`${cells.join('')}  ${'  '.repeat(depth)}${shown(label)}`];
  };
  const depthOf = new Map<string, number>([[indexName, 0]]);
  const groups = groupsOf(definition).flatMap((group) => {
    const depth = (depthOf.get(group.parent) ?? 0) + 1;
    depthOf.set(group.name, depth);
    return line(group.name, groupTitle(group, definition.defaultLanguage, definition), depth);
  });
  const title = textOf(definition.title, definition.defaultLanguage, definition);
  return `${[
    fill(words[definition.shown.as], { count: questionsOf(definition).length }),
    heads.map((head) => head.padStart(width)).join(''),
    ...line(indexName, title, 0),
    ...groups,
  ].join('\n')}\n`;
}

import { styleText } from 'node:util';
import type { Problem, Severity } from '../../shared/domain/answers/problems.ts';
import {
  categoriesOf,
  type Questionnaire,
  questionnaireKey,
  textIn,
} from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import { countedWords } from '../../shared/rendering/words/counted-words.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { answerLines } from './answers-table.ts';
import type { Assessed } from './assessment-json.ts';
import { shown } from './terminal-text.ts';

/**
 * What `score` prints for people: the score and its parts, what was read of each question, then what to check,
 * the most serious first. `width` is that of the terminal, in characters.
 */
export function assessmentText(assessment: Assessed, fileName: string, width: number): string {
  const { questionnaire, score, authority, round, problems } = assessment;
  const title = [shown(authority?.name ?? fileName), round === null ? null : `round ${shown(round)}`]
    .filter((part) => part !== null)
    .join(', ');
  const about = questionnaire === null ? [] : [styleText('dim', questionnaireKey(questionnaire))];
  return `${[
    styleText('bold', title),
    ...about,
    '',
    ...(score === null || questionnaire === null
      ? [styleText('red', 'Not scored.')]
      : scoreLines(score, questionnaire)),
    '',
    ...(score === null || questionnaire === null ? [] : answerLines(assessment, questionnaire, width)),
    ...problemLines(problems),
  ].join('\n')}\n`;
}

/** The score as a small table with bars, as the terminal shows it. */
export function scoreLines(score: Score, questionnaire: Questionnaire): string[] {
  const { naExcluded, naMet } = score.readings;
  const nameWidth = Math.max(
    ...categoriesOf(questionnaire).map(({ id, title }) => `${id} ${textIn(title, 'en')}`.length),
  );
  return [
    `${styleText(['bold', 'green'], `${score.percent}%`)}  ${countedWords(score, questionnaire, messagesIn('en'))} ${styleText('dim', `(${score.method})`)}`,
    styleText('dim', `NA and not answered left out: ${naExcluded ?? '–'}%   as met: ${naMet}%`),
    ...questionnaire.pillars.flatMap((pillar) => {
      const count = score.pillars[pillar.id] ?? { met: 0, total: 0 };
      const head = `${pillar.id} ${textIn(pillar.title, 'en')}`.padEnd(nameWidth + 2 + barWidth);
      return [
        '',
        styleText('bold', `${head}  ${count.met}/${count.total}`),
        ...pillar.categories.map((category) => {
          const { met, total } = score.categories[category.id] ?? { met: 0, total: 0 };
          return `${`${category.id} ${textIn(category.title, 'en')}`.padEnd(nameWidth)}  ${bar(met, total)}  ${met}/${total}`;
        }),
      ];
    }),
  ];
}

const barWidth = 20;

function bar(met: number, total: number): string {
  const filled = total === 0 ? 0 : Math.round((barWidth * met) / total);
  return styleText('green', '█'.repeat(filled)) + styleText('dim', '░'.repeat(barWidth - filled));
}

const colours: Record<Severity, 'red' | 'yellow' | 'cyan'> = {
  reject: 'red',
  error: 'red',
  query: 'yellow',
  notice: 'cyan',
};

export function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return ['Nothing to correct.'];
  return problems.flatMap((problem) => {
    const { message, remedy } = describeProblem(problem, definitionMessagesIn('en'));
    const place = [problem.indicator, problem.cell === null ? null : `${problem.sheet ?? ''}!${problem.cell}`];
    const where = shown(place.filter((part) => part !== null).join(' '));
    return [
      `${styleText(colours[problem.severity], problem.severity.padEnd(6))} ${where === '' ? '' : `${styleText('bold', where)}: `}${shown(message)}`,
      `       ${styleText('dim', shown(remedy))}`,
    ];
  });
}

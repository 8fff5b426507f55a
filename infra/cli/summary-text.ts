import { basename } from 'node:path';
import { styleText } from 'node:util';
import type { Problem } from '../../shared/domain/answers/problems.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { Assessed } from './assessment-json.ts';

import { fitted, shown } from './terminal-text.ts';

/** What `score` prints of many files: a line each, with what is wrong with those that could not be used. */
export function summaryText(scored: readonly ScoredFile[]): string {
  const width = Math.min(48, Math.max(4, ...scored.map(({ file }) => basename(file).length)));
  const lines = scored.map(({ file, assessed: { score, authority, problems } }) => {
    const name = fitted(shown(basename(file)), width);
    if (score === null) return `${name}  ${styleText('red', 'rejected')}  ${reason(problems)}`;
    const percent = styleText(['bold', 'green'], `${String(score.percent).padStart(3)}%`);
    return `${name}  ${percent}  ${`${score.met}/${score.total}`.padStart(6)}  ${fitted(shown(authority?.name ?? '–'), 16)} ${styleText('dim', toLookAt(problems))}`;
  });
  const rejected = scored.filter(({ assessed }) => assessed.score === null).length;
  const total = `${scored.length} files: ${scored.length - rejected} scored, ${rejected} rejected`;
  return `${[...lines, '', styleText('bold', total)].join('\n')}\n`;
}

function reason([first]: readonly Problem[]): string {
  return first === undefined ? '' : shown(describeProblem(first, messagesIn('en')).message);
}

function toLookAt(problems: readonly Problem[]): string {
  const counts = (['error', 'query', 'notice'] as const)
    .map((severity) => ({ severity, count: problems.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ severity, count }) => `${severity} ${count}`).join(', ');
}

/** One file and what it says. */
export interface ScoredFile {
  readonly file: string;
  readonly assessed: Assessed;
}

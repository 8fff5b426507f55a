import type { DescribedProblem } from '../words/described-problem.ts';
import { element } from './element.ts';
import type { Speech } from './words.ts';

/** Each problem in a row: where it is, what was read there, what to do. On a telephone a row is a card. */
export function problemsTable(problems: readonly DescribedProblem[], { words }: Speech): HTMLElement {
  const { heading, none, where, read, write } = words.problems;
  const shown =
    problems.length === 0
      ? element('p', { class: 'fine' }, none)
      : element(
          'table',
          { class: 'problems' },
          element('caption', { class: 'hidden' }, heading),
          element('thead', {}, element('tr', {}, ...[where, read, write].map(column))),
          element('tbody', {}, ...problems.map((problem) => row(problem, words))),
        );
  return element(
    'section',
    { class: 'card', 'aria-labelledby': 'problems' },
    element(
      'h2',
      { id: 'problems' },
      heading,
      problems.length === 0 ? null : element('span', { class: 'count' }, String(problems.length)),
    ),
    shown,
  );
}

const column = (title: string): HTMLElement => element('th', { scope: 'col' }, title);

function row(problem: DescribedProblem, { problems: words }: Speech['words']): HTMLElement {
  const { severity, label, place, question, read, message, remedy } = problem;
  return element(
    'tr',
    { class: severity },
    element(
      'th',
      { scope: 'row', class: 'at' },
      element('span', { class: 'label' }, label),
      element('span', { class: 'where' }, place === '' ? words.wholeFile : place),
      question === '' ? null : element('span', { class: 'question' }, question),
    ),
    element(
      'td',
      { class: 'said', 'data-title': words.read },
      read === '' ? element('span', { class: 'quiet' }, words.nothing) : element('q', {}, read),
    ),
    element(
      'td',
      { class: 'todo', 'data-title': words.write },
      element('p', {}, message),
      element('p', { class: 'remedy' }, remedy),
    ),
  );
}

import type { Problem } from '../../domain/answers/problems.ts';
import { type AnyQuestionnaire, isDefinition } from '../../domain/questionnaire/any-questionnaire.ts';
import { isDecision } from '../../domain/review/review.ts';
import { describeProblem } from '../words/describe-problem.ts';
import type { DescribedProblem } from '../words/described-problem.ts';
import { fill, type Messages } from '../words/messages.ts';
import { type NamedQuestion, questionIn } from '../words/question-words.ts';
import { readableDay } from '../words/readable.ts';
import { fromStranger, withoutLinks } from './from-stranger.ts';

/** In a mail: more would hide the ones that matter; the workbook has them all. */
const maxInMail = 8;

export function problemLines(
  problems: readonly Problem[],
  questionnaire: AnyQuestionnaire | null,
  language: string,
  messages: Messages,
  maxShown = maxInMail,
): { shown: DescribedProblem[]; more: number } {
  const shown = problems.slice(0, maxShown).map((problem): DescribedProblem => {
    const told = forMail(problem, messages);
    const { message, remedy } = describeProblem(told, messages);
    const question =
      questionnaire === null || problem.indicator === null
        ? null
        : questionIn(questionnaire, problem.indicator, language);
    return {
      severity: problem.severity,
      label: messages.mail.problems.severity[problem.severity],
      place: placeInFile(problem, numberOf(problem, questionnaire, question), messages),
      question: question?.text ?? '',
      read: told.read ?? '',
      message,
      remedy,
    };
  });
  return { shown, more: problems.length - shown.length };
}

function forMail(problem: Problem, messages: Messages): Problem {
  // The office's reason is to be read whole; it may quote what a stranger wrote.
  const quoted = isDecision(problem) ? withoutLinks : fromStranger;
  const facts = Object.fromEntries(Object.entries(problem.facts).map(([name, fact]) => [name, quoted(fact, messages)]));
  return { ...problem, read: problem.read === null ? null : fromStranger(problem.read, messages), facts };
}

/** A cell of an earlier file, something of which counts still, is named with that file: it is none of the one just sent. */
function placeInFile(problem: Problem, number: string | null, messages: Messages): string {
  const place = placeOf(problem, number, messages);
  const { earlier } = problem.facts;
  if (earlier === undefined || place === '') return place;
  return fill(messages.mail.sequel.earlier, { place, received: readableDay(earlier, messages) });
}

/** What the question is called; null: it is none. Figures of our own questionnaires have no number. */
function numberOf(
  { indicator }: Problem,
  questionnaire: AnyQuestionnaire | null,
  question: NamedQuestion | null,
): string | null {
  if (questionnaire !== null && isDefinition(questionnaire)) return question?.number ?? null;
  return indicator !== null && /^\d/.test(indicator) ? indicator : null;
}

function placeOf({ sheet, cell }: Problem, number: string | null, messages: Messages): string {
  const words = messages.mail.problems;
  const place = [sheet, cell].filter((part) => part !== null).join(' ');
  if (number !== null && cell !== null) return fill(words.place, { indicator: number, cell: place });
  if (number !== null) return fill(words.placeQuestion, { indicator: number });
  return cell === null ? '' : fill(words.placeCell, { cell: place });
}

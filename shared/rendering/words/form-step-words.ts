import { codeOfChoices } from '../../domain/answers/choice-codes.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import type { FormStep } from '../../domain/insight/form-steps.ts';
import { saidAnswer } from '../../domain/review/form-answers.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { fill } from './fill.ts';
import { shownText } from './form-scores.ts';
import { listFormat, numberFormat } from './formats.ts';
import { formQuestionText } from './question-words.ts';

/** What one better answer would change, as people read it. */
export interface ToldStep {
  readonly question: string;
  /** `Answer: All` */
  readonly answer: string;
  /** `71.6% → 74.2%` */
  readonly move: string;
  /** The score that would then be shown. */
  readonly then: string;
  /** '' where none is told. */
  readonly rank: string;
  /** What it needs, and who has answered so. */
  readonly about: readonly string[];
}

export function toldStep(step: FormStep, report: FormReport, messages: DefinitionMessages): ToldStep {
  const { definition, language, shown } = report;
  const words = messages.formResults;
  const { to, rank, givenBy, learnFrom, needsEvidence } = step;
  const answer =
    'number' in to
      ? numberFormat(messages.workbook.locale, { maximumFractionDigits: 12 }).format(Number(to.number))
      : saidAnswer(definition, step.question, codeOfChoices(to.choices), language);
  const then = shownText(definition, step.percent, messages);
  const names = listFormat(messages.workbook.locale, {}).format(learnFrom);
  return {
    question: formQuestionText(definition, step.question, language),
    answer: fill(words.steps.answer, { answer }),
    move: fill(words.stepGain, { before: shownText(definition, shown, messages), after: then }),
    then,
    rank: rank === null ? '' : fill(words.steps.rankThen, { ...rank }),
    about: [
      ...(needsEvidence ? [words.steps.evidence] : []),
      ...(givenBy === null ? [] : [fill(words.steps.givenBy, { ...givenBy })]),
      ...(learnFrom.length === 0 ? [] : [fill(words.steps.learnFrom, { names })]),
    ],
  };
}

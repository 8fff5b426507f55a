import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import { groupTitle } from '../../domain/questionnaire/definition/definition-tree.ts';
import type { ScoreSummary } from '../../domain/scoring/score-summary.ts';
import type { DefinitionMessages } from '../words/definition-words.ts';
import { fill } from '../words/fill.ts';
import {
  answeredSentence,
  barPercent,
  formHeadline,
  groupScores,
  hasPoints,
  indexNode,
  indexText,
  partText,
  shareText,
  shownText,
} from '../words/form-scores.ts';
import { formSequel } from '../words/form-sequel.ts';
import { toldStep } from '../words/form-step-words.ts';
import { rankSentencesOf } from '../words/rank-words.ts';
import { certifiedLines, sentByLines } from '../words/sequel-lines.ts';
import { fromStranger, withoutLinks } from './from-stranger.ts';
import type { Letter } from './letter.ts';
import { aroundResults, type ResultsMail, rankParagraph } from './results-letter.ts';

/** The mail that goes with the results of a form: the score in its unit, its groups, then what does not count and why. */
export function formResultsLetter(
  report: FormReport,
  about: ResultsMail & { readonly insight: FormInsight },
  messages: DefinitionMessages,
): Letter {
  const { definition, scored, language } = report;
  const words = messages.formResults;
  const isFinal = about.rescoring?.isFinal === true;
  const sequel = isFinal ? null : formSequel(report, messages, (fileName) => fromStranger(fileName, messages));
  return {
    language,
    headline: formHeadline(report, about.authorityName, messages),
    percent: Math.round(barPercent(indexNode(scored))),
    paragraphs: [
      ...(isFinal ? [fill(messages.mail.results.final, { round: report.round ?? '' })] : []),
      ...(about.corrects ? [correctionParagraph(report, about.corrects, messages)] : []),
      ...(about.rescoring === null || isFinal ? [] : rescoredParagraphs(report, about.rescoring.before, messages)),
      ...(sequel?.lines ?? []),
      ...(isFinal ? [] : sentByLines(report, messages, (text) => fromStranger(text, messages))),
      ...certifiedLines(report, messages, (text) => withoutLinks(text, messages)),
      words.meaning[definition.index.aggregate],
      ...rankParagraph(rankSentencesOf(report, about.insight, messages)),
      ...(isFinal ? [] : [answeredSentence(report, messages)]),
    ],
    counts: countsOf(report, messages),
    steps: stepsOf(report, about.insight, messages),
    ...aroundResults(report, { questionnaire: definition, ...about }, messages),
  };
}

/** More would be a list, not a picture; the page and the workbook have all. */
const maxGroups = 24;

/** The groups that stand in no other; where there is one alone, those in it. */
function countsOf({ definition, scored, language }: FormReport, messages: DefinitionMessages): Letter['counts'] {
  const all = groupScores(definition, scored);
  const top = all.filter(({ level }) => level === 0);
  const shown = top.length > 1 ? top : all.filter(({ level }) => level <= 1);
  if (shown.length === 0) return null;
  return {
    heading: messages.formResults.groups.heading,
    rows: shown.slice(0, maxGroups).map(({ group, node }) => ({
      title: groupTitle(group, language, definition),
      count: hasPoints(definition, group.name)
        ? partText(definition, group.name, node, messages)
        : shareText(definition, node, messages),
      percent: Math.round(barPercent(node)),
    })),
  };
}

/** More are on the page and in the workbook. */
const maxSteps = 3;

function stepsOf(
  report: FormReport,
  { steps }: FormInsight,
  messages: DefinitionMessages,
): NonNullable<Letter['steps']> | null {
  if (steps.length === 0) return null;
  const lines = steps.slice(0, maxSteps).map((step) => {
    const { question, answer, move } = toldStep(step, report, messages);
    return { title: `${question} · ${answer}`, gain: move };
  });
  return { heading: messages.mail.results.steps, lines };
}

function correctionParagraph(
  { definition, scored, shown, round }: FormReport,
  told: ScoreSummary,
  messages: DefinitionMessages,
): string {
  const { correction, correctionSame } = messages.formResults;
  return fill(told.percent === shown ? correctionSame : correction, {
    ...{ round: round ?? '', before: shownText(definition, told.percent, messages) },
    score: indexText(definition, scored, shown, messages),
  });
}

/** What happened, and what of it made the difference: never the answers, which are the same. */
function rescoredParagraphs(
  { definition, scored, shown, round }: FormReport,
  before: ScoreSummary,
  messages: DefinitionMessages,
): string[] {
  return [
    fill(messages.formResults.rescored, {
      ...{ round: round ?? '', before: shownText(definition, before.percent, messages) },
      score: indexText(definition, scored, shown, messages),
    }),
  ];
}

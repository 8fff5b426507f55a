import type { Problem } from '../../domain/answers/problems.ts';
import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import type { AnyQuestionnaire } from '../../domain/questionnaire/any-questionnaire.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { isDecision } from '../../domain/review/review.ts';
import { aggregateOf } from '../../domain/scoring/methods/methods.ts';
import type { ScoreSummary } from '../../domain/scoring/score-summary.ts';
import type { Rescoring } from '../../domain/standings/rescoring.ts';
import { countedWords } from '../words/counted-words.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText, pointsText } from '../words/numbers.ts';
import { isOneRank, rankSentencesOf } from '../words/rank-words.ts';
import { readableInstant } from '../words/readable.ts';
import { certifiedLines, sentByLines, sequelLines } from '../words/sequel-lines.ts';
import { fromStranger, withoutLinks } from './from-stranger.ts';
import type { Letter, ResultsPageUrl } from './letter.ts';
import { problemLines } from './problem-lines.ts';

/** What a mail with results says besides what the report has. */
export interface ResultsMail {
  readonly authorityName: string;
  /** Nobody else is told. */
  readonly toOffice: boolean;
  /** null: nobody can open one by a link. */
  readonly page: ResultsPageUrl | null;
  readonly footer: readonly string[];
  /** Where the workbook is to be had, when it is not attached. */
  readonly link: ResultsPageUrl | null;
  /** null: it tells the result of the file itself. */
  readonly rescoring: Rescoring | null;
  /** What was told as final before, where this corrects it. */
  readonly corrects?: ScoreSummary | null;
}

/** The mail that goes with a results workbook: what a review decided, the score and what it means, then what to correct. */
export function resultsLetter(
  report: ResultsReport,
  about: ResultsMail & { readonly insight: Insight },
  messages: Messages,
): Letter {
  const { score, questionnaire, language } = report;
  const words = messages.mail.results;
  const categories = categoriesOf(questionnaire);
  const isFinal = about.rescoring?.isFinal === true;
  return {
    language,
    headline: fill(words.headline, { authority: about.authorityName, percent: score.percent }),
    percent: score.percent,
    paragraphs: [
      ...(isFinal ? [fill(words.final, { round: report.round ?? '' })] : []),
      ...(about.corrects ? [correctionParagraph(report, about.corrects, messages)] : []),
      ...(about.rescoring === null || isFinal ? [] : rescoredParagraphs(report, about.rescoring, messages)),
      ...(report.sequel === null || isFinal
        ? []
        : sequelLines(report.sequel, messages, (fileName) => fromStranger(fileName, messages))),
      ...(isFinal ? [] : sentByLines(report, messages, (text) => fromStranger(text, messages))),
      ...certifiedLines(report, messages, (text) => withoutLinks(text, messages)),
      fill(words.meaning[aggregateOf(score.method)], {
        counted: countedWords(score, report.questionnaire, messages),
        categories: categories.length,
      }),
      ...rankParagraph(rankSentencesOf(report, about.insight, messages)),
      ...(isFinal ? finalParagraphs(about.insight, messages) : openParagraph(report, messages)),
    ],
    counts: {
      heading: words.categories,
      rows: categories.map(({ id, title }) => {
        const { met, total } = score.categories[id] ?? { met: 0, total: 0 };
        const percent = total === 0 ? 0 : Math.round((100 * met) / total);
        return { title: `${id} ${textIn(title, language)}`, count: fill(words.count, { met, total }), percent };
      }),
    },
    steps: stepsOf(report, about.insight, messages),
    ...aroundResults(report, { questionnaire, ...about }, messages),
  };
}

type Around = Pick<Letter, 'decided' | 'problems' | 'page' | 'link' | 'closing' | 'footer'>;

/** What every mail with results has, whatever the questionnaire: what was decided, what to correct, where all of it is. */
export function aroundResults(
  report: Pick<ResultsReport, 'problems' | 'language' | 'fileName' | 'receivedAt'>,
  about: ResultsMail & { readonly questionnaire: AnyQuestionnaire },
  messages: Messages,
): Around {
  const words = messages.mail.results;
  // What the sender has explained is not told again; the workbook keeps it.
  const asked = report.problems.filter(({ facts }) => facts['explanation'] === undefined);
  const linesOf = (problems: readonly Problem[], heading: string) => {
    const { shown, more } = problemLines(problems, about.questionnaire, report.language, messages);
    const moreWords = { count: more, sheet: messages.workbook.sheets.problems };
    return shown.length === 0
      ? null
      : { heading, lines: shown, more: more === 0 ? '' : fill(messages.mail.problems.more, moreWords) };
  };
  const problems = linesOf(
    asked.filter((one) => !isDecision(one)),
    messages.mail.problems.heading,
  );
  const isFinal = about.rescoring?.isFinal === true;
  return {
    // Before all else what the office has decided: it may be why the score is another one.
    decided: linesOf(asked.filter(isDecision), words.decided),
    // Nothing can be sent any more: the workbook has what was open.
    problems: isFinal ? null : problems,
    ...(about.page === null
      ? {}
      : {
          page: {
            label: words.page,
            address: about.page.address,
            note: fill(words.pageUntil, { until: readableInstant(about.page.until, messages) }),
          },
        }),
    link: about.link === null ? null : { label: words.link, address: about.link.address },
    closing: [
      ...(problems === null && !isFinal ? [words.nothingWrong] : []),
      fill(receivedWords(about, words), {
        fileName: fromStranger(report.fileName, messages),
        received: readableInstant(report.receivedAt, messages),
        ...(about.link === null ? {} : { until: readableInstant(about.link.until, messages) }),
      }),
      ...(about.toOffice ? [messages.mail.rejected.toOffice] : []),
    ],
    footer: about.footer,
  };
}

const receivedWords = (
  { link, rescoring }: Pick<ResultsMail, 'link' | 'rescoring'>,
  words: Messages['mail']['results'],
): string =>
  rescoring?.isFinal
    ? link === null
      ? words.finalReceived
      : words.finalReceivedLinked
    : link === null
      ? words.received
      : words.receivedLinked;

export const rankParagraph = (sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [sentences.join(' ')];

/** What is not answered, and what that might still make of the score. An answer that was not understood is neither. */
function openParagraph({ answers, score }: ResultsReport, { mail, workbook }: Messages): string[] {
  const values = [...answers.values()].map(({ value }) => value);
  const open = values.filter((value) => value === 'na' || value === 'unanswered').length;
  const { naExcluded, naMet } = score.readings;
  if (open === 0) return values.includes('unclear') ? [] : [mail.results.complete];
  if (naExcluded === null) return [workbook.summary.readingEmpty];
  return [fill(mail.results.potential, { open, naExcluded, naMet })];
}

/** What was told as final is another: which, and what it is now. */
function correctionParagraph(
  { round, score: { percent } }: ResultsReport,
  told: ScoreSummary,
  { mail }: Messages,
): string {
  const { correction, correctionSame } = mail.results;
  return fill(told.percent === percent ? correctionSame : correction, {
    ...{ round: round ?? '', before: told.percent, percent },
  });
}

/** How the others did, and how certain the rank is. */
function finalParagraphs({ peers, interval }: Insight, messages: Messages): string[] {
  const words = messages.mail.results;
  const all = peers?.groups.find(({ group }) => group === 'all');
  return [
    ...(all === undefined
      ? []
      : [
          fill(words.finalPeers, {
            authorities: numberText(all.authorities, messages),
            average: numberText(all.average, messages, 1),
            median: all.quartiles.median,
          }),
        ]),
    ...(interval === null
      ? []
      : [fill(isOneRank(interval) ? words.finalIntervalSame : words.finalInterval, { ...interval })]),
  ];
}

/** What happened, and what of it made the difference: never the answers, which are the same. */
function rescoredParagraphs({ round, score }: ResultsReport, { before, now }: Rescoring, messages: Messages): string[] {
  const words = messages.mail.results;
  return [
    fill(words.rescored, {
      ...{ round: round ?? '', before: before.percent, percent: score.percent },
      change: pointsText(score.percent - before.percent, messages),
    }),
    ...(before.questionnaire === now.questionnaire
      ? []
      : [fill(words.rescoredQuestionnaire, { older: before.questionnaire, newer: now.questionnaire })]),
    ...(before.method === now.method ? [] : [fill(words.rescoredMethod, { older: before.method, newer: now.method })]),
  ];
}

/** More are on the page and in the workbook. */
const maxSteps = 3;

function stepsOf(
  { questionnaire, score, language }: ResultsReport,
  { steps }: Insight,
  { mail }: Messages,
): NonNullable<Letter['steps']> | null {
  if (steps.length === 0) return null;
  const texts = new Map(indicatorsOf(questionnaire).map(({ id, text }) => [id, textIn(text, language)]));
  const lines = steps.slice(0, maxSteps).map(({ indicator, percent }) => ({
    title: `${indicator} ${texts.get(indicator)}`,
    gain: fill(mail.results.stepGain, { before: score.percent, after: percent }),
  }));
  return { heading: mail.results.steps, lines };
}

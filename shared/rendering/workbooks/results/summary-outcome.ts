import { type AnswerValue, answerValues } from '../../../domain/answers/answer.ts';
import type { OfferedValue } from '../../../domain/answers/normalise/answer-words.ts';
import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import { indicatorsOf } from '../../../domain/questionnaire/questionnaire.ts';
import { aggregateOf } from '../../../domain/scoring/methods/methods.ts';
import { colours, font, type Look, looks, put, putFormula, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { changeParts } from '../../words/change-parts.ts';
import { countedTemplate } from '../../words/counted-words.ts';
import { fill } from '../../words/messages.ts';
import { signed } from '../../words/numbers.ts';
import { isOneRank, rankSentencesOf } from '../../words/rank-words.ts';
import { readableDay } from '../../words/readable.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { answerRange, headerRow } from '../sheets/questionnaire-layout.ts';
import { categoriesIn } from './method-sheet.ts';
import { sentenceFormula } from './sentence-formula.ts';
import { gloss, putHeading, putTexts, spanned } from './summary-layout.ts';
import type { SummaryPart } from './summary-part.ts';
import { comparedWords, type LiveText } from './summary-words.ts';

const left = { vertical: 'middle', horizontal: 'left' } as const;
const big: Look = { font: font(44, colours.accent, { bold: true }), alignment: left };
const large: Look = { font: font(26, colours.ink, { bold: true }), alignment: left };

/** Score, rank and change side by side, each with its number large and a word below; the same in sentences. */
export function putOutcome(part: SummaryPart, row: number): void {
  const { sheet, report, insight, cells, messages } = part;
  const words = messages.results.summary;
  const rank = rankFact(part);
  const change = changeFact(part);
  const compared = comparedWords(report, insight, messages, categoriesIn(part));
  putTexts(
    sheet,
    row,
    [
      { span: 'label', text: words.score, look: looks.heading },
      { span: 'rank', text: words.rank, look: looks.heading },
      { span: 'change', text: change.label, look: looks.heading },
    ],
    24,
  );
  putHeading(sheet, row, words.inWords, 'AB');
  const score = cells.place(cells.percents.naNotMet);
  putFormula(sheet, `B${row + 1}`, score, report.score.percent / 100, {
    ...big,
    numFmt: percentFormat(sheet),
  });
  put(sheet, spanned(sheet, 'rank', row + 1), rank.number, large);
  put(sheet, spanned(sheet, 'change', row + 1), change.number, large);
  sheet.getRow(row + 1).height = 62;
  putSentence(part, `AB${row + 1}`);
  putTexts(sheet, row + 2, [
    { span: 'rank', text: rank.word, look: gloss },
    { span: 'change', text: change.word, look: gloss },
    { span: 'right', text: compared.result, look: looks.headline },
  ]);
  putFormula(sheet, `AB${row + 2}`, compared.formula, compared.result, looks.headline);
  const answers = countedAnswers(part);
  putTexts(sheet, row + 3, [{ span: 'left', text: answers.result, look: gloss }]);
  putFormula(sheet, `B${row + 3}`, answers.formula, answers.result, gloss);
  putCheckLink(part, row + 4);
  const live = fill(part.rasterise === null ? words.live : words.livePicture, {
    sheet: messages.workbook.sheets.questionnaire,
  });
  putTexts(sheet, row + 5, [{ span: 'left', text: live, look: gloss }]);
}

/** Counted again when an answer changes. */
function putSentence({ sheet, report, cells, messages }: SummaryPart, address: string): void {
  const { met, total, categories, method } = report.score;
  const facts = { met, total, categories: Object.keys(categories).length };
  const metCells = report.questionnaire.pillars.map(({ id }) => cells.place(cells.counts.get(id)?.met ?? ''));
  const counted = countedTemplate(report.questionnaire, messages);
  const template = messages.results.summary.sentence[aggregateOf(method)].replace('{counted}', counted);
  const sentence = sentenceFormula(template, { met: metCells.join('+') }, facts);
  putFormula(sheet, address, sentence.formula, sentence.result, looks.headline);
}

interface Fact {
  readonly label: string;
  readonly number: string;
  readonly word: string;
}

function rankFact({ insight, report, messages }: SummaryPart): Omit<Fact, 'label'> {
  const words = messages.results.summary;
  const { rank, interval } = insight;
  const sentences = rankSentencesOf(report, insight, messages);
  if (rank === null) return { number: words.noRank, word: sentences.join(' ') };
  const cutOff = readableDay(report.published?.standings.cutOff ?? '', messages);
  const template = interval !== null && isOneRank(interval) ? words.intervalSame : words.interval;
  const word = interval === null ? fill(words.noInterval, { cutOff }) : fill(template, { ...interval, cutOff });
  return { number: fill(words.rankOf, { ...rank }), word: [...sentences, word].join(' ') };
}

function changeFact({ insight, messages }: SummaryPart): Fact {
  const words = messages.results.summary;
  const { change } = insight;
  if (change === null) return { label: words.changeNone, number: words.noRank, word: words.changeNoneWhy };
  const { round, total, percent: before } = change;
  const parts = changeParts(change);
  return {
    label: fill(words.change, { round }),
    number: signed(total),
    word: parts === null ? fill(words.changePoints, { before }) : fill(words[parts.words], { before, ...parts.facts }),
  };
}

function putCheckLink({ sheet, report, messages }: SummaryPart, row: number): void {
  const { summary, sheets } = messages.workbook;
  const count = report.problems.filter(({ severity }) => severity !== 'notice').length;
  putTexts(sheet, row, [{ span: 'left', text: summary.nothingToCheck, look: looks.subtitle }]);
  if (count === 0) return;
  const toCheck = fill(summary.toCheck, { count, sheet: sheets.problems });
  putLink(sheet, `B${row}`, toCheck, placeIn(sheets.problems, `B${headerRow + 1}`), looks.textLink);
}

/** How many answers of each kind there are: counted again when one changes, what is not understood with them. */
function countedAnswers({ report, messages }: SummaryPart): LiveText {
  const { answers: words, sheets, summary } = messages.workbook;
  const range = placeIn(sheets.questionnaire, fixed(answerRange(report.questionnaire)));
  const count = (value: OfferedValue): string => `COUNTIF(${range},"${words[value].replaceAll('"', '""')}")`;
  const offered = { yes: count('yes'), no: count('no'), na: count('na') };
  // The rows of pillars and categories between the answers are always empty.
  const written = `(ROWS(${range})-COUNTBLANK(${range}))`;
  const cells = {
    ...offered,
    unanswered: `${indicatorsOf(report.questionnaire).length}-${written}`,
    unclear: [written, ...Object.values(offered)].join('-'),
  };
  return sentenceFormula(summary.answers, cells, answerCounts(report));
}

function answerCounts({ questionnaire, answers }: ResultsReport): Record<AnswerValue, number> {
  const values = indicatorsOf(questionnaire).map(({ id }) => answers.get(id)?.value ?? 'unanswered');
  const count = (value: AnswerValue) => values.filter((one) => one === value).length;
  return Object.fromEntries(answerValues.map((value) => [value, count(value)])) as Record<AnswerValue, number>;
}

import type { Insight } from '../../../domain/insight/insight.ts';
import type { PeerPart, Peers } from '../../../domain/insight/peers.ts';
import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import { categoriesOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { type CategoryCells, leadOf, shareOf } from './category-block.ts';
import { sentenceFormula } from './sentence-formula.ts';

/** A text that follows the answers, and what it says now. */
export interface LiveText {
  readonly formula: string;
  readonly result: string;
}

/** In which categories the authority is ahead and behind, in plain words made from the numbers. */
export function comparedWords(
  report: ResultsReport,
  { peers }: Insight,
  messages: Messages,
  cells: CategoryCells,
): LiveText {
  return peers === null ? alone(report, messages, cells) : beside(report, peers, messages, cells);
}

function beside(report: ResultsReport, peers: Peers, messages: Messages, { titles, lead: range }: CategoryCells) {
  const words = messages.results.summary;
  // Positive: how much more of the category is met than by all together.
  const lead = ({ own, average }: PeerPart): number => leadOf(shareOf(own), shareOf(average));
  const categories = peers.parts.filter(({ level }) => level === 'category');
  const { best, worst } = extremes(categories, lead);
  const facts = {
    above: categories.filter((part) => lead(part) > 0).length,
    categories: categories.length,
    authorities: peers.groups[0]?.authorities ?? 0,
    best: titleOf(best?.id, report),
    worst: titleOf(worst?.id, report),
  };
  const cells = { above: `COUNTIF(${range},">0")`, ...titleFormulas(titles, range) };
  const sentence = (template: string): string => sentenceFormula(template, cells, facts).formula;
  const ahead = fill(facts.above === 0 ? words.aheadNowhere : words.ahead, facts);
  const isBehind = worst !== undefined && lead(worst) < 0;
  return {
    formula: [
      `IF(${cells.above}=0,${sentence(words.aheadNowhere)},${sentence(words.ahead)})`,
      `IF(MIN(${range})<0,${sentence(words.behind)},${sentence(words.behindNowhere)})`,
    ].join('&" "&'),
    result: `${ahead} ${fill(isBehind ? words.behind : words.behindNowhere, facts)}`,
  };
}

function alone(report: ResultsReport, messages: Messages, { titles, own: range }: CategoryCells): LiveText {
  const words = messages.results.summary;
  const share = (id: string): number => shareOf(report.score.categories[id] ?? { met: 0, total: 0 });
  const { best, worst } = extremes(categoriesOf(report.questionnaire), ({ id }) => share(id));
  const isAlike = share(best?.id ?? '') === share(worst?.id ?? '');
  const facts = { best: titleOf(best?.id, report), worst: titleOf(worst?.id, report) };
  const told = sentenceFormula(words.alone, titleFormulas(titles, range), facts);
  const alike = sentenceFormula(words.aloneAlike, {}, {});
  return {
    formula: `IF(MAX(${range})=MIN(${range}),${alike.formula},${told.formula})`,
    result: isAlike ? alike.result : told.result,
  };
}

/** Of several alike the first, as `MATCH` finds it. */
function extremes<T>(all: readonly T[], by: (one: T) => number) {
  const values = all.map(by);
  return { best: all[values.indexOf(Math.max(...values))], worst: all[values.indexOf(Math.min(...values))] };
}

const titleFormulas = (titles: string, range: string) => ({
  best: `INDEX(${titles},MATCH(MAX(${range}),${range},0))`,
  worst: `INDEX(${titles},MATCH(MIN(${range}),${range},0))`,
});

function titleOf(id: string | undefined, { questionnaire, language }: ResultsReport): string {
  const category = categoriesOf(questionnaire).find((one) => one.id === id);
  return textIn(category?.title ?? {}, language);
}

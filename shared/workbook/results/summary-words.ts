import type { Insight } from '../../domain/insight.ts';
import type { PeerPart, Peers } from '../../domain/peers.ts';
import { categoriesOf, textIn } from '../../domain/questionnaire.ts';
import type { ResultsReport } from '../../domain/results-report.ts';
import { fill, type Messages } from '../../messages/messages.ts';

/** In which categories the authority is ahead and behind, in plain words made from the numbers. */
export function comparedWords(report: ResultsReport, { peers }: Insight, messages: Messages): string {
  return peers === null ? alone(report, messages) : beside(report, peers, messages);
}

function beside(report: ResultsReport, peers: Peers, messages: Messages): string {
  const words = messages.results.summary;
  // Positive: how much more of the category is met than by all together.
  const lead = ({ own, average }: PeerPart): number => own.met / own.total - average.met / average.total;
  const inOrder = peers.parts.filter(({ level }) => level === 'category').sort((a, b) => lead(b) - lead(a));
  const [best, worst] = [inOrder[0], inOrder.at(-1)] as [PeerPart, PeerPart];
  const facts = {
    above: inOrder.filter((part) => lead(part) > 0).length,
    categories: inOrder.length,
    authorities: peers.groups[0]?.authorities ?? 0,
    best: titleOf(best.id, report),
    worst: titleOf(worst.id, report),
  };
  const ahead = fill(facts.above === 0 ? words.aheadNowhere : words.ahead, facts);
  return `${ahead} ${fill(lead(worst) < 0 ? words.behind : words.behindNowhere, facts)}`;
}

function alone(report: ResultsReport, messages: Messages): string {
  const words = messages.results.summary;
  const share = (id: string): number => {
    const { met, total } = report.score.categories[id] ?? { met: 0, total: 1 };
    return met / total;
  };
  const inOrder = categoriesOf(report.questionnaire)
    .map(({ id }) => id)
    .sort((a, b) => share(b) - share(a));
  const [best, worst] = [inOrder[0] ?? '', inOrder.at(-1) ?? ''];
  if (share(best) === share(worst)) return words.aloneAlike;
  return fill(words.alone, { best: titleOf(best, report), worst: titleOf(worst, report) });
}

function titleOf(id: string, { questionnaire, language }: ResultsReport): string {
  const category = categoriesOf(questionnaire).find((one) => one.id === id);
  return textIn(category?.title ?? {}, language);
}

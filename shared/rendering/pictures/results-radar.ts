import { type Peers, peersOf } from '../../domain/insight/peers.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import { categoriesOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { shareBand } from '../../domain/scoring/share-band.ts';
import { fill, messagesIn } from '../words/messages.ts';
import type { Radar, RadarAxis } from './radar.ts';

/** An authority's categories beside the average of all and the best quarter, where standings are published. */
export function resultsRadar(report: ResultsReport, peers: Peers | null = peersOf(report)): Radar {
  const { page } = messagesIn(report.language);
  const words = page.radar;
  const axes = categoriesOf(report.questionnaire).map(({ id, title }): RadarAxis => {
    const part = peers?.parts.find((one) => one.id === id);
    const own = report.score.categories[id] ?? { met: 0, total: 1 };
    return {
      label: textIn(title, report.language),
      own: share(own),
      band: shareBand(own),
      compared: part === undefined ? [] : [share(part.average), share(part.bestQuarter)],
    };
  });
  const told = axes.map(({ label, own, compared }) => {
    const [average, bestQuarter] = compared.map(percent);
    if (average === undefined || bestQuarter === undefined) {
      return fill(words.axis, { category: label, own: percent(own) });
    }
    return fill(words.axisCompared, { category: label, own: percent(own), average, bestQuarter });
  });
  const { authority } = report;
  return {
    title: authority === null ? words.titleUnnamed : fill(words.title, { authority: authority.name }),
    description: fill(words.description, { axes: told.join(' ') }),
    own: authority?.name ?? words.own,
    compared: peers === null ? [] : [words.average, words.bestQuarter],
    bands: words.bands,
    percent: page.percent,
    axes,
  };
}

const share = ({ met, total }: Count): number => (total === 0 ? 0 : met / total);
const percent = (value: number): number => Math.round(100 * value);

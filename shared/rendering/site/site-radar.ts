import { raw } from 'hono/html';
import { categoriesOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { shareBand } from '../../domain/scoring/share-band.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { pooled } from '../../domain/standings/tally.ts';
import type { Html } from '../html/html.ts';
import { type RadarAxis, radarSvg } from '../pictures/radar.ts';
import { fill } from '../words/messages.ts';
import type { RoundSite } from './round-site.ts';

/** An authority's categories beside the pooled average of all. */
export function siteRadar(name: string, counts: readonly Count[], site: RoundSite): Html {
  const { messages } = site;
  const { radar } = messages.page;
  const axes = categoriesOf(site.questionnaire).map(({ id, title }, index): RadarAxis => {
    const own = counts[index] ?? { met: 0, total: 1 };
    return {
      label: textIn(title, site.language),
      own: own.met / own.total,
      band: shareBand(own),
      compared: [shareOf(pooled(ofHoweverFew(site.standings.all).categories[id] ?? []))],
    };
  });
  const told = axes.map(({ label, own, compared: [average = 0] }) =>
    fill(messages.dashboard.authority.axis, { category: label, own: whole(own), average: whole(average) }),
  );
  return raw(
    radarSvg({
      title: fill(radar.title, { authority: name }),
      description: fill(radar.description, { axes: told.join(' ') }),
      own: name,
      compared: [radar.average],
      bands: radar.bands,
      percent: messages.page.percent,
      axes,
    }),
  );
}

const shareOf = ({ met, total }: Count): number => (total === 0 ? 0 : met / total);
const whole = (share: number): number => Math.round(100 * share);

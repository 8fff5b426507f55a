import { html } from 'hono/html';
import { shareBand } from '../../../domain/scoring/share-band.ts';
import type { Html } from '../../html/html.ts';
import type { FormSiteMessages } from '../../words/form-site-words.ts';
import { markOf } from '../badges.ts';

/** The mark of a whole percentage; what is below zero is low. */
export const markOfPercent = (percent: number): string => markOf[shareBand({ met: Math.max(0, percent), total: 100 })];

/** What the marks of the cells mean. */
export function sectionLegend({ dashboard, formSite }: FormSiteMessages): Html {
  return html`<p class="legend"><span>${formSite.ranking.legend}:</span>${(['high', 'middle', 'low'] as const).map(
    (band) => html`<span class="${markOf[band]}">${dashboard.bands[band]}</span>`,
  )}</p>`;
}

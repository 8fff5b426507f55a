import { html } from 'hono/html';
import type { Count } from '../../domain/scoring/count.ts';
import { type ShareBand, shareBand } from '../../domain/scoring/share-band.ts';
import type { Profile } from '../../domain/standings/standings.ts';
import type { Html } from '../html/html.ts';
import { fill, type Messages } from '../words/messages.ts';

/** Classes of the style: a colour and a shape each. */
export const markOf: Readonly<Record<ShareBand, string>> = { low: 'l', middle: 'm', high: 'h' };

export const markOfCount = (count: Count): string => markOf[shareBand(count)];

export const countText = (count: Count, messages: Messages): string => fill(messages.dashboard.count, { ...count });

/** What the marks of the cells mean. */
export function legend({ dashboard }: Messages): Html {
  return html`<p class="legend"><span>${dashboard.legend}:</span>${(['high', 'middle', 'low'] as const).map(
    (band) => html`<span class="${markOf[band]}">${dashboard.bands[band]}</span>`,
  )}</p>`;
}

/** Whether an answer counts as the office verified it; `index` in the order of the questionnaire. */
export const isVerified = ({ verifiedCode }: Pick<Profile, 'verifiedCode'>, index: number): boolean =>
  verifiedCode.charAt(index) === '1';

export const verifiedMark = ({ dashboard }: Messages): Html =>
  html` <span class="verified">${dashboard.authority.verified}</span>`;

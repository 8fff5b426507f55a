import { html } from 'hono/html';
import type { Html } from './page-content.ts';

/** A share of 0..100 and, as a tick, what it is compared with. Silent: the numbers stand beside it. */
export function bar(percent: number, compared: number | null = null): Html {
  const tick = compared === null ? '' : html`<i style="left:${compared.toFixed(1)}%"></i>`;
  return html`<span class="bar" aria-hidden="true"><span style="width:${percent.toFixed(1)}%"></span>${tick}</span>`;
}

import { html } from 'hono/html';

/** A part of a page or a mail: escaped already. */
export type Html = ReturnType<typeof html>;

/** What is ours to look at: headings, links, bars. On the dark ground of a screen that asks for it the lighter one. */
export const accent = { light: '#0b5563', dark: '#6cc3d2' } as const;

/*
 * A share of 0..100, drawn as each reader can show it. Silent: the numbers stand beside it.
 */

/** On a page whose style may be said in its elements; as a tick, what it is compared with. */
export function spanBar(percent: number, compared: number | null = null): Html {
  const tick = compared === null ? '' : html`<i style="left:${compared.toFixed(1)}%"></i>`;
  return html`<span class="bar" aria-hidden="true"><span style="width:${percent.toFixed(1)}%"></span>${tick}</span>`;
}

/** On a page whose policy allows no style in its elements. */
export function svgBar(percent: number, compared: number | null = null): Html {
  const at = compared?.toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${percent.toFixed(1)}" height="8"/>${
    at === undefined ? '' : html`<line x1="${at}" x2="${at}" y1="0" y2="8"/>`
  }</svg>`;
}

/** In a mail: two table cells, the one drawing that every mail program shows the same. `height`: pixels. */
export function cellBar(
  percent: number,
  look: { readonly height: number; readonly colour: string; readonly track: string },
): Html {
  const cell = (width: number, background: string) =>
    width === 0
      ? ''
      : html`<td width="${width}%" style="height:${look.height}px;background:${background};font-size:0;line-height:0">&nbsp;</td>`;
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${cell(percent, look.colour)}${cell(100 - percent, look.track)}</tr></table>`;
}

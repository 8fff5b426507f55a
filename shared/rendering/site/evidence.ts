import { html } from 'hono/html';
import type { Html } from '../html/html.ts';

/** A text longer than this is cut where it is shown; the data have all of it. */
const maxShownLength = 4000;
const webAddress = /\bhttps?:\/\/[^\s<>"'`|\\^{}]+/gi;
/** What ends a sentence around an address, not the address. */
const trailing = /[.,;:!?)\]]+$/;
/** Also as a link has it: `a%40b.example`. */
const mailAddress = /[^\s@<>()[\]{},;:"']+(?:@|%40)[^\s@<>()[\]{},;:"']+\.[\p{L}\p{N}-]{2,}/gu;

/** What may be public of a text that an authority wrote: addresses of people stay with the office. */
export function publicText(text: string): string {
  return text.toWellFormed().replace(mailAddress, '[…]').trim();
}

/** Evidence as it was written, its web addresses as links that vouch for nothing. */
export function evidence(text: string): Html {
  const whole = publicText(text);
  const shown = whole.length <= maxShownLength ? whole : `${whole.slice(0, maxShownLength).toWellFormed()} …`;
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of shown.matchAll(webAddress)) {
    const address = match[0].replace(trailing, '');
    if (!URL.canParse(address)) continue;
    parts.push(
      shown.slice(end, match.index),
      html`<a href="${address}" rel="nofollow ugc noopener noreferrer">${address}</a>`,
    );
    end = match.index + address.length;
  }
  return html`<p class="evidence">${[...parts, shown.slice(end)]}</p>`;
}

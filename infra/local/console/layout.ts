import { html, raw } from 'hono/html';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { style } from './style.ts';

export interface PageParts {
  readonly title: string;
  readonly nonce: string;
  /** Path of the section that the page belongs to. */
  readonly section: string;
  readonly body: Html;
  /** Asks for the overview again every two seconds, while somebody looks, for the parts marked `data-live`. */
  readonly live?: boolean;
}

/**
 * Replaces a part only when it differs, so that nothing flickers; forms that somebody may be filling are in none. It asks
 * for the list as the address says it.
 */
const refresh = `
setInterval(async () => {
  if (document.hidden) return;
  try {
    const text = await (await fetch('/overview' + location.search)).text();
    const next = new DOMParser().parseFromString(text, 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = next.getElementById(part.id)?.innerHTML;
      if (fresh !== undefined && fresh !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = fresh;
    }
    document.body.classList.remove('gone');
  } catch { document.body.classList.add('gone'); }
}, 2000);
`;

const sections = [
  ['/', 'Submissions'],
  ['/authorities', 'Authorities'],
  ['/rounds', 'Rounds'],
  ['/mails', 'Mails'],
] as const;

export function page({ title, nonce, section, body, live = false }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Scorebook</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="brand" href="/">Scorebook</a><nav aria-label="Sections">${sections.map(
    ([path, name]) => html`<a href="${path}"${path === section ? html` aria-current="page"` : ''}>${name}</a>`,
  )}</nav><span class="where">local cloud</span></header>
<main id="content">${body}</main>
<p class="lost">The local cloud has stopped. Start it again with <code>npm start</code>.</p>
${live ? html`<script nonce="${nonce}">${raw(refresh)}</script>` : ''}
</body>
</html>`;
}

/** `2026-11-24 12:31:05` in UTC. */
export const moment = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

/** `1 file`, `2 files` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

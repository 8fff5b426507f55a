import { html, raw } from 'hono/html';
import { style } from './style.ts';

export type Html = ReturnType<typeof html>;

export interface PageParts {
  readonly title: string;
  readonly nonce: string;
  readonly body: Html;
  /** Asks for the overview again every two seconds, while somebody looks. */
  readonly live?: boolean;
}

/** Replaces the overview only when it differs, so that nothing flickers and no selection is lost. */
const refresh = `
const view = document.getElementById('view');
let shown = null;
setInterval(async () => {
  if (document.hidden || document.activeElement?.closest('form')) return;
  try {
    const next = await (await fetch('/overview')).text();
    if (shown !== null && next !== shown) view.innerHTML = next;
    shown = next;
    document.body.classList.remove('gone');
  } catch { document.body.classList.add('gone'); }
}, 2000);
`;

export function page({ title, nonce, body, live = false }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Scorebook</title>
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body>
<header><a class="brand" href="/">Scorebook</a><nav><a href="/">Submissions</a><a href="/mails">Mails</a></nav><span class="where">local cloud</span></header>
<main id="view">${body}</main>
<p class="lost">The local cloud has ended. Start it again with <code>npm start</code>.</p>
${live ? html`<script nonce="${nonce}">${raw(refresh)}</script>` : ''}
</body>
</html>`;
}

/** `2026-11-24 12:31:05` in UTC. */
export const moment = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

import { html, raw } from 'hono/html';
import type { Html } from '../html/html.ts';
import { pageStyle } from './page-style.ts';

/** Nothing is loaded, nothing runs: what is shown is in the file. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** One HTML file that needs nothing else. Every text that came from people is escaped by the templates. */
export function pageOf(
  { language, title, style = '' }: { readonly language: string; readonly title: string; readonly style?: string },
  body: Html,
): string {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${title}</title>
<style>${raw(pageStyle + style)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return String(page);
}

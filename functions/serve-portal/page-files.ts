import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { portalPolicy } from '../../shared/config/portal-policy.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';

/** The page's program and style, as they lie beside the bundle. */
const types = { 'portal.js': 'text/javascript; charset=utf-8', 'portal.css': 'text/css; charset=utf-8' } as const;
type FileName = keyof typeof types;

const aYear = 'public, max-age=31536000, immutable';
/** The edge keeps the page itself for a while; the files it names change their names with their content. */
const aMinute = 'public, max-age=0, s-maxage=60';

export interface PageSources {
  /** Folder of the files. */
  readonly folder: URL;
  /** Where the page puts files. */
  readonly inboxOrigin: () => Promise<string>;
}

/** The page is the same for everybody: whose it is stands in the link, which never comes here. */
export function pageFiles({ folder, inboxOrigin }: PageSources): Hono {
  const app = new Hono();
  const contents = new Map<FileName, Promise<Buffer>>();
  const content = (name: FileName): Promise<Buffer> => {
    const read = contents.get(name) ?? readFile(new URL(name, folder));
    contents.set(name, read);
    return read;
  };
  const address = async (name: FileName): Promise<string> =>
    `/${name}?v=${hash('sha256', await content(name), 'hex').slice(0, 16)}`;

  app.get('/', async (context) => {
    context.header('content-security-policy', portalPolicy(await inboxOrigin()));
    context.header('referrer-policy', 'no-referrer');
    context.header('x-content-type-options', 'nosniff');
    context.header('x-robots-tag', 'noindex');
    context.header('cache-control', aMinute);
    return context.html(shell(await address('portal.js'), await address('portal.css')));
  });
  for (const [name, type] of Object.entries(types) as [FileName, string][]) {
    app.get(`/${name}`, async (context) => {
      context.header('content-type', type);
      context.header('x-content-type-options', 'nosniff');
      context.header('cache-control', aYear);
      return context.body(new Uint8Array(await content(name)));
    });
  }
  return app;
}

/** In all languages what can be said before anybody knows who reads it: read when the page is asked for, which the edge keeps. */
const shellWords = (): string =>
  JSON.stringify(
    Object.fromEntries(messageLanguages().map((language) => [language, messagesIn(language).portal.shell])),
  );

const shell = (program: string, style: string) => {
  const { portal } = messagesIn('en');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${portal.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
<script type="module" src="${program}"></script>
</head>
<body data-shell="${shellWords()}">
<noscript>${portal.shell.script}</noscript>
</body>
</html>
`;
};

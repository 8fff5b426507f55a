/** What a text says of an online sheet. Never an address: whoever reads the sheet builds that himself. */
export type SheetLink =
  | { readonly kind: 'sheet'; readonly id: string }
  /** A copy published to the web: its id is not the sheet's. */
  | { readonly kind: 'published' }
  | { readonly kind: 'several'; readonly count: number }
  /** Something else of Google Drive: a document, a form, a folder. */
  | { readonly kind: 'other' };

const sheetId = /^[A-Za-z0-9_-]{20,100}$/;

export const isSheetId = (text: string): boolean => sheetId.test(text);

/** Where people open an online sheet. */
export const sheetAddress = (id: string): string => `https://docs.google.com/spreadsheets/d/${id}/edit`;

/** Id of the folder that a link, or a text that is the id itself, names; null: it names none. */
export function folderIn(text: string): string | null {
  const id = /^[\w-]{10,100}$/;
  const written = text.trim();
  if (id.test(written)) return written;
  const link = URL.parse(written);
  if (link === null || link.hostname !== 'drive.google.com') return null;
  const named = /\/(?:folders|drives)\/([^/]+)/.exec(link.pathname)?.[1] ?? link.searchParams.get('id') ?? '';
  return id.test(named) ? named : null;
}

/** A link of these hosts and no other: no user name, no port; without a scheme only where a word begins. */
const links = /(?:https?:\/\/|(?<![\w@.:/-]))((?:docs|drive|spreadsheets)\.google\.com\/[^\s"'<>\\()[\]{}]*)/gi;
/** A short link of Google's: where it leads, only following it would tell. Those of maps and forms are no sheets. */
const shortLink = /(?:https?:\/\/|(?<![\w@.:/-]))goo\.gl\/(?!maps|forms|photos)\w+/i;
/** Fields by which Drive for desktop names the document in a pointer file (.gsheet). */
const pointerFields = ['doc_id', 'resource_id'] as const;

/** How likely a link is the one that its sender means: a sheet, then a file of Drive, then a sheet that makes copies. */
const ranks = ['sheet', 'file', 'copy'] as const;

/**
 * Finds the one online sheet that a text or a pointer file links to; null when it links to none. Links of lines that
 * are quoted count only where no other does, links that make copies last of all; evidence often is a file of Drive.
 */
export function findSheetLink(text: string): SheetLink | null {
  const fields = jsonFields(text);
  if (fields !== null) {
    const named = fields.flatMap(([field, value]) => {
      const id = value.replace(/^\w+:/, '');
      return pointerFields.some((one) => one === field) && isSheetId(id) ? [id] : [];
    });
    const found = linksIn(fields.map(([, value]) => value).join('\n'));
    return chosen([[...named, ...found.flatMap((one) => ('id' in one ? [one.id] : []))]], found);
  }
  const { own, quoted } = quotedApart(text);
  const [mine, theirs] = [linksIn(own), linksIn(quoted)];
  const ranked = (of: readonly Found[], rank: (typeof ranks)[number]): string[] =>
    of.flatMap((one) => ('id' in one && one.rank === rank ? [one.id] : []));
  const layers = [
    ...[ranked(mine, 'sheet'), ranked(mine, 'file'), ranked(theirs, 'sheet'), ranked(theirs, 'file')],
    ...[ranked(mine, 'copy'), ranked(theirs, 'copy')],
  ];
  return chosen(layers, [...mine, ...theirs]) ?? (shortLink.test(text) ? { kind: 'other' } : null);
}

/** What the first layer that names a sheet names. */
function chosen(layers: readonly (readonly string[])[], found: readonly Found[]): SheetLink | null {
  const ids = new Set(layers.find((layer) => layer.length > 0));
  const [id] = ids;
  if (id !== undefined) return ids.size === 1 ? { kind: 'sheet', id } : { kind: 'several', count: ids.size };
  const kinds = found.map((one) => ('kind' in one ? one.kind : 'other'));
  return kinds.length === 0 ? null : { kind: kinds.includes('published') ? 'published' : 'other' };
}

type Found = { readonly id: string; readonly rank: (typeof ranks)[number] } | { readonly kind: 'published' | 'other' };

const linksIn = (text: string): Found[] =>
  [...unwrapped(plainLinks(text)).matchAll(links)].map(([, link = '']) => linkOf(link));

/** Lines of a mail before, and those of it that are an answer: in mails of HTML from a mark of the program on. */
const quoteBegins =
  /<blockquote\b|class="?(?:gmail_quote|moz-cite-prefix)|id="?(?:divRplyFwdMsg|appendonsend)|^-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Alkuperäinen viesti|Message d[’']origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht) ?-{2,}/im;

function quotedApart(text: string): { readonly own: string; readonly quoted: string } {
  // A mail is its text, and the same again as HTML.
  const html = text.search(/<(?:!doctype|html|div|p|body|a)\b/i);
  const parts = html < 0 ? [text] : [text.slice(0, html), text.slice(html)];
  const own: string[] = [];
  const quoted: string[] = [];
  for (const part of parts) {
    const begins = part.search(quoteBegins);
    const before = begins < 0 ? part : part.slice(0, begins);
    if (begins >= 0) quoted.push(part.slice(begins));
    for (const line of before.split('\n')) (/^\s*>/.test(line) ? quoted : own).push(line.replace(/^[\s>]*> ?/, ''));
  }
  return { own: own.join('\n'), quoted: quoted.join('\n') };
}

/** Mail programs put links into links of their own, percent-encoded; property lists write & as an entity. */
function plainLinks(text: string): string {
  return text
    .replace(/https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?u=([\w.~-]+)/gi, (_, u: string) =>
      // Proofpoint's second form: - stands for %, _ for /.
      decoded(u.replaceAll('-', '%').replaceAll('_', '/')),
    )
    .replace(/(https?:\/\/urldefense\.com\/v3\/__)(\S*?)__;\S*/gi, (_, _before: string, link: string) => link)
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');
}

const decoded = (text: string): string =>
  text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Characters of the id of a sheet, as Google has made them for years: what is shorter at the end of a line goes on. */
const usualId = 44;

/** A link that a mail program broke into two lines is one again: in angle brackets, or in the middle of its id. */
function unwrapped(text: string): string {
  return text
    .replace(/<(https?:\/\/[^<>"']{1,500})>/gi, (_, link: string) => `<${link.replace(/[\r\n]+[> ]*/g, '')}>`)
    .replace(
      /(google\.com\/(?:[\w/]*\/)?d\/)([\w-]{0,43})\r?\n([\w-]{1,44})(?=[/?#\s]|$)/g,
      (whole, link: string, begins: string, ends: string) =>
        begins.length + ends.length === usualId ? `${link}${begins}${ends}` : whole,
    );
}

function linkOf(link: string): Found {
  const { pathname, searchParams } = new URL(`https://${link}`);
  if (/\/spreadsheets\/(?:u\/\d+\/)?d\/e\//.test(pathname)) return { kind: 'published' };
  const [, place, inPath] = /\/(spreadsheets|file)\/(?:u\/\d+\/)?d\/([^/]+)/.exec(pathname) ?? [];
  const inQuery = pathname.includes('/d/') ? null : (searchParams.get('id') ?? searchParams.get('key'));
  const id = (inPath ?? inQuery ?? '').replace(/[.,;:!]+$/, '');
  if (!isSheetId(id)) return { kind: 'other' };
  const isCopy = /\/d\/[^/]+\/(?:copy|template)\b/.test(pathname);
  const isSheet = place === 'spreadsheets' || /^\/ccc$/.test(pathname);
  return { id, rank: isCopy ? 'copy' : isSheet ? 'sheet' : 'file' };
}

/** Names and values of all texts in a JSON document, at any depth; null for any other text. */
function jsonFields(text: string): [string, string][] | null {
  if (!/^\s*[{[]/.test(text)) return null;
  const fields: [string, string][] = [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (typeof value === 'string') fields.push([name, value]);
      return value;
    });
    return fields;
  } catch {
    return null;
  }
}

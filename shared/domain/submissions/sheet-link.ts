import { shortLinkAlone } from './short-link.ts';

/** What a text says of an online sheet. Never an address: whoever reads the sheet builds that himself. */
export type SheetLink =
  | { readonly kind: 'sheet'; readonly id: string }
  /** A copy published to the web: its id is not the sheet's. */
  | { readonly kind: 'published' }
  | { readonly kind: 'several'; readonly count: number }
  /** Nothing but a short link of this service: where it leads, only following it would tell, which we never do. */
  | { readonly kind: 'short'; readonly host: string }
  /** Something else of Google Drive: a document, a form, a folder. */
  | { readonly kind: 'other' };

const sheetId = /^[A-Za-z0-9_-]{20,100}$/;

export const isSheetId = (text: string): boolean => sheetId.test(text);

/** The shortest link to an online sheet: by it we name one to ourselves and to people. */
export const sheetLink = (id: string): string => `https://docs.google.com/spreadsheets/d/${id}`;

/** Where people open an online sheet. */
export const sheetAddress = (id: string): string => `${sheetLink(id)}/edit`;

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
/**
 * Where these lead, only following them would tell: a short link of Google's, but of maps and forms, and a link of a mail
 * program that keeps the address to itself and names its host alone.
 */
const hiddenLink =
  /(?:https?:\/\/(?:www\.)?|(?<![\w@.:/-]))goo\.gl\/(?!maps|forms|photos)\w+|[?&]domain=(?:docs|drive|sheets)\.google\.com\b/i;
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
  const found = chosen(layers, [...mine, ...theirs]);
  if (found !== null) return found;
  const host = shortLinkAlone(plainLinks(own));
  if (host !== null) return { kind: 'short', host };
  return hiddenLink.test(plainLinks(text)) ? { kind: 'other' } : null;
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
  /(?<=\n[ \t>]{0,9}\r?\n[ \t>*]{0,9})(?:From|Von|De|Da|Van|Lähettäjä|Från|Fra):[^\n]{1,300}\n(?:[^\n]{0,300}\n){0,2}?[ \t>*]*(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Lähetetty|Päiväys|Skickat|Sendt): ?|border-top: ?solid #(?:E1E1E1|B5C4DF)|<blockquote\b|class="?(?:gmail_quote|moz-cite-prefix)|id="?(?:divRplyFwdMsg|appendonsend)|^-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Alkuperäinen viesti|Message d[’']origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht) ?-{2,}/im;

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

/** Links lie in links in links: a mail passed on through more programs than these is asked about. */
const mostLayers = 4;

/** Mail programs put links into links of their own; property lists write & as an entity. */
function plainLinks(text: string): string {
  let plain = text;
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const inner = unpacked(plain);
    if (inner === plain) break;
    plain = inner;
  }
  return plain.replaceAll('&amp;', '&');
}

function unpacked(text: string): string {
  return text
    .replace(
      /(https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?u=)([\w.~-]{1,900}(?:\r?\n[ \t>]{0,9}[\w.~-]{1,900}){0,3})/gi,
      (_, _before: string, u: string) =>
        // Proofpoint's second form: - stands for %, _ for /.
        decoded(
          u
            .replace(/\s+>*[ \t]*/g, '')
            .replaceAll('-', '%')
            .replaceAll('_', '/'),
        ),
    )
    .replace(
      /https?:\/\/urldefense(?:\.proofpoint)?\.(?:com|us)\/v3\/__(\S{0,600}?(?:\r?\n[ \t>]{0,9}\S{0,600}?)?)__;\S{0,200}/gi,
      (_, link: string) => link,
    )
    .replace(
      /(protection\.sophos\.com\/?\?\S{0,300}?&u=)([\w+/-]{20,2000}={0,2})/gi,
      (_, before: string, u: string) => {
        return `${before} ${Buffer.from(u, 'base64').toString('latin1')} `;
      },
    )
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const decoded = (text: string): string =>
  text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Characters of the id of a sheet, as Google has made them for years: what is shorter at the end of a line goes on. */
const usualId = 44;
/** The end of a line, as mail programs break long ones: also within a quotation, and as quoted-printable has it. */
const lineEnd = String.raw`=?[ \t]{0,9}\r?\n[ \t>]{0,9}`;
const brokenPath = new RegExp(
  `(google\\.com/(?![\\w/-]*/d/)[\\w/-]{0,80})${lineEnd}(?=[\\w/-]{0,60}(?<=[/\\s>])d/[\\w-]{20})`,
  'g',
);
const brokenId = new RegExp(`(google\\.com/(?:[\\w-]+/){0,6}d/)([\\w-]{0,43}(?:${lineEnd}[\\w-]{1,44}){1,4})`, 'g');

/** A link that a mail program broke into several lines is one again: in angle brackets, before its id, or in the middle of it. */
function unwrapped(text: string): string {
  return text
    .replace(/<(https?:\/\/[^<>"']{1,500})>/gi, (_, link: string) => `<${link.replace(/[\r\n]+[> ]*/g, '')}>`)
    .replace(brokenPath, '$1')
    .replace(brokenId, (whole, link: string, broken: string) => {
      const pieces = broken.split(new RegExp(`(${lineEnd})`));
      let id = '';
      for (let at = 0; at < pieces.length; at += 2) {
        id += pieces[at] ?? '';
        if (id.length === usualId) return `${link}${id}${pieces.slice(at + 1).join('')}`;
      }
      return whole;
    });
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

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

/** A link of these hosts and no other: no user name, no port; without a scheme only where a word begins. */
const links = /(?:https?:\/\/|(?<![\w@.:/-]))((?:docs|drive|spreadsheets)\.google\.com\/[^\s"'<>\\()[\]{}]*)/gi;
/** Fields by which Drive for desktop names the document in a pointer file (.gsheet). */
const pointerFields = ['doc_id', 'resource_id'] as const;

/** Finds the one online sheet that a text or a pointer file links to; null when it links to none. */
export function findSheetLink(text: string): SheetLink | null {
  const fields = jsonFields(text);
  const written = fields === null ? text : fields.map(([, value]) => value).join('\n');
  const found = [...plainLinks(written).matchAll(links)].map(([, link = '']) => linkOf(link));
  const named = (fields ?? []).flatMap(([field, value]) => {
    const id = value.replace(/^\w+:/, '');
    return pointerFields.some((one) => one === field) && isSheetId(id) ? [id] : [];
  });
  const ids = new Set([...named, ...found.flatMap((link) => (link.kind === 'sheet' ? [link.id] : []))]);
  const [id] = ids;
  if (id !== undefined) return ids.size === 1 ? { kind: 'sheet', id } : { kind: 'several', count: ids.size };
  return found.find(({ kind }) => kind === 'published') ?? found[0] ?? null;
}

/** Mail programs put links into links of their own, percent-encoded; property lists write & as an entity. */
function plainLinks(text: string): string {
  return text
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');
}

function linkOf(link: string): SheetLink {
  const { pathname, searchParams } = new URL(`https://${link}`);
  if (/\/spreadsheets\/(?:u\/\d+\/)?d\/e\//.test(pathname)) return { kind: 'published' };
  const inPath = /\/(?:spreadsheets|file)\/(?:u\/\d+\/)?d\/([^/]+)/.exec(pathname)?.[1];
  const inQuery = pathname.includes('/d/') ? null : (searchParams.get('id') ?? searchParams.get('key'));
  const id = (inPath ?? inQuery ?? '').replace(/[.,;:!]+$/, '');
  return isSheetId(id) ? { kind: 'sheet', id } : { kind: 'other' };
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

/** The sheets of an authoring workbook, as XLSForm names them where it has them. */
export const sheetNames = ['settings', 'survey', 'choices', 'scoring', 'mapping', 'decisions'] as const;
export type SheetName = (typeof sheetNames)[number];

interface Headings {
  /** Columns with one cell a row. */
  readonly plain: readonly string[];
  /** Columns that stand once for each language: `label::Finnish (fi)`. */
  readonly worded: readonly string[];
  /** Without these nothing can be read. */
  readonly needed: readonly string[];
}

export const headings: Readonly<Record<SheetName, Headings>> = {
  settings: {
    plain: ['form_id', 'version', 'default_language', 'shown', 'decimals', 'blank_when', 'show_points', 'previous'],
    worded: ['form_title'],
    needed: ['form_id', 'version'],
  },
  survey: {
    plain: [
      ...['type', 'name', 'number', 'relevant', 'required', 'evidence', 'constraint', 'most_points', 'unit'],
      'within_years',
    ],
    worded: ['label', 'hint', 'guidance_hint'],
    needed: ['type', 'name'],
  },
  choices: {
    plain: ['list_name', 'name', 'points', 'means', 'missing', 'exclusive'],
    worded: ['label', 'aliases'],
    needed: ['list_name', 'name'],
  },
  scoring: {
    plain: [
      ...['node', 'counts_into', 'weight', 'aggregate', 'rounding', 'low', 'high', 'direction', 'missing'],
      ...['not_relevant', 'least_share'],
    ],
    worded: [],
    needed: ['node'],
  },
  mapping: { plain: ['old', 'new', 'values', 'dropped'], worded: [], needed: ['old'] },
  decisions: {
    plain: ['decision', 'decided', 'default', 'options', 'why', 'sheet', 'column', 'rows'],
    worded: [],
    needed: ['decision', 'decided', 'default', 'sheet', 'column'],
  },
};

/** Other headings that XLSForm has for the same column. */
export const otherHeadings: ReadonlyMap<string, string> = new Map([
  ['relevance', 'relevant'],
  ['title', 'form_title'],
  ['id_string', 'form_id'],
  ['caption', 'label'],
]);

/** Columns of XLSForm that are not taken: none of them is read over when something stands in it. */
const ofXlsform: Readonly<Record<SheetName, readonly string[]>> = {
  settings: [
    ...['public_key', 'submission_url', 'style', 'instance_name', 'allow_choice_duplicates', 'auto_send'],
    ...['auto_delete', 'namespaces', 'clean_text_values', 'sms_keyword', 'sms_separator', 'prefix', 'instance_xmlns'],
  ],
  survey: [
    ...['appearance', 'calculation', 'calculate', 'choice_filter', 'repeat_count', 'read_only', 'readonly', 'default'],
    ...['parameters', 'trigger', 'constraint_message', 'required_message', 'media', 'image', 'audio', 'video'],
    ...['big-image', 'autoplay', 'bind', 'body', 'instance', 'control', 'intent', 'save_to', 'short_label'],
    ...['relevant_message', 'count', 'query', 'accuracythreshold', 'rows', 'no_app_error_string', 'noapperrorstring'],
  ],
  choices: ['media', 'image', 'audio', 'video', 'big-image', 'geometry', 'filter', 'order'],
  scoring: [],
  mapping: [],
  decisions: [],
};

export const isOfXlsform = (sheet: SheetName, heading: string): boolean =>
  ofXlsform[sheet].includes(heading.split('::', 1)[0] ?? heading);

/** What to do without a column of XLSForm, by the key of its words, where it is more than to delete it. */
const insteadOfColumns: readonly (readonly [columns: RegExp, instead: string])[] = [
  [/^calculat/, 'calculation'],
  [/^(choice_filter|filter)$/, 'filter'],
  [/^(constraint|required|relevant)_message$/, 'message'],
  [/^default$/, 'default'],
  [/^repeat_count$|^count$/, 'repeat'],
  [/^(media|image|audio|video|big-image)$/, 'media'],
];

export const insteadOfColumn = (heading: string): string => {
  const base = heading.trim().toLowerCase().split('::', 1)[0] ?? '';
  return insteadOfColumns.find(([columns]) => columns.test(base))?.[1] ?? '';
};

/** Sheets of XLSForm that are not taken. */
export const otherSheetsOfXlsform = ['entities', 'external_choices', 'osm'];

/** A heading that somebody may have meant: one of these, but for a letter or two. */
export function nearestTo(written: string, known: readonly string[]): string | null {
  const near = known.map((one) => ({ one, off: difference(written, one) })).sort((a, b) => a.off - b.off)[0];
  return near !== undefined && near.off <= (near.one.length < 5 ? 1 : 2) ? near.one : null;
}

/** Letters to be put in, taken out or changed to make one text of another. Of long texts only the beginning. */
function difference(a: string, b: string): number {
  const [from, to] = [a.slice(0, 40), b.slice(0, 40)];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + Number(to[at - 1] !== letter);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** What stands under `type` in a row of the survey. */
export type RowType =
  | { readonly kind: 'begin-group' }
  | { readonly kind: 'end-group' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'text' }
  | { readonly kind: 'note' }
  | { readonly kind: 'number'; readonly type: 'integer' | 'decimal' }
  | { readonly kind: 'select'; readonly type: 'select_one' | 'select_multiple'; readonly list: string }
  | {
      readonly kind: 'refused';
      readonly code: 'type-unknown' | 'type-of-xlsform' | 'type-without-list' | 'type-or-other';
    };

/** Types of XLSForm that are not taken. */
const ofXlsform = [
  ...['calculate', 'begin_repeat', 'end_repeat', 'select_one_from_file', 'select_multiple_from_file', 'rank', 'range'],
  ...[
    'date',
    'time',
    'datetime',
    'geopoint',
    'geotrace',
    'geoshape',
    'start-geopoint',
    'image',
    'photo',
    'audio',
    'video',
  ],
  ...['file', 'barcode', 'acknowledge', 'hidden', 'xml-external', 'csv-external', 'background-audio', 'trigger'],
  ...['select_one_external', 'background-geopoint'],
];

/** What to do without them, by the key of its words. */
const instead: readonly (readonly [types: RegExp, instead: string])[] = [
  [/^calculate$/, 'calculate'],
  [/repeat$/, 'repeat'],
  [/_from_file$|_external$|^csv-|^xml-/, 'file'],
  [/^rank$/, 'rank'],
  [/^range$/, 'range'],
  [/date|^time$/, 'date'],
  [/^geo|geopoint$/, 'place'],
  [/^(image|photo|audio|video|file|barcode|background-audio)$/, 'media'],
  [/^acknowledge$/, 'acknowledge'],
];

/** The key of the sentence that says what to do instead of a type of XLSForm. */
export const insteadOf = (type: string): string =>
  instead.find(([types]) =>
    types.test(
      type
        .trim()
        .toLowerCase()
        .split(/\s/, 1)[0]
        ?.replace(/^(begin|end)$/, 'repeat') ?? '',
    ),
  )?.[1] ?? 'other';

/** What a form notes of the phone that fills it in. */
const ofPhones = [
  ...['start', 'end', 'today', 'deviceid', 'username', 'phonenumber', 'email', 'audit', 'subscriberid', 'simserial'],
];

/** Other words of XLSForm for the same types. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['string', 'text'],
  ['select1', 'select_one'],
  ['select', 'select_multiple'],
]);

export function rowTypeOf(written: string): RowType {
  const text = written
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(begin|end|select) (group|repeat|one|multiple)/i, '$1_$2');
  const [first = '', list, ...rest] = text.split(' ');
  const lower = first.toLowerCase();
  const type = synonyms.get(lower) ?? lower;
  if (ofXlsform.includes(type)) return { kind: 'refused', code: 'type-of-xlsform' };
  if (type === 'select_one' || type === 'select_multiple') {
    if (list === undefined) return { kind: 'refused', code: 'type-without-list' };
    if (rest.length > 0)
      return { kind: 'refused', code: /^or[_ ]other$/.test(rest.join(' ')) ? 'type-or-other' : 'type-unknown' };
    return { kind: 'select', type, list };
  }
  if (list !== undefined) return { kind: 'refused', code: 'type-unknown' };
  switch (type) {
    case 'begin_group':
      return { kind: 'begin-group' };
    case 'end_group':
      return { kind: 'end-group' };
    case 'integer':
    case 'decimal':
      return { kind: 'number', type };
    case 'text':
    case 'note':
      return { kind: type };
    default:
      return ofPhones.includes(type) ? { kind: 'ignored' } : { kind: 'refused', code: 'type-unknown' };
  }
}

export const takenTypes = 'begin_group, end_group, select_one list, select_multiple list, integer, decimal, text, note';

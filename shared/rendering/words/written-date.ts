/** What the first day of a month is called where it is not the number: Intl writes it like any other. */
const firsts: Readonly<Record<string, string>> = { fr: '1er', it: '1º' };

/** A date as its language writes it: `1er septembre 2022`, `1º settembre 2022`. */
export function writtenDate(format: Intl.DateTimeFormat, at: Date): string {
  const first = firsts[format.resolvedOptions().locale.slice(0, 2)];
  if (first === undefined) return format.format(at);
  const parts = format.formatToParts(at).map(({ type, value }) => (type === 'day' && value === '1' ? first : value));
  return parts.join('');
}

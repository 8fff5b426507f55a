/** Characters of an address of a link in Excel. */
const maxLength = 2079;

/** What no address of the web may have written out, and `%` that begins no escape. */
const unwritten = /[\s<>"{}|\\^`\p{Cc}\ufffe\uffff]|%(?![0-9A-Fa-f]{2})/gu;

/** An address as Excel opens it; null where there is none: the text of the cell stays. */
export function linkTarget(link: string): string | null {
  const [before = '', ...fragments] = link.trim().toWellFormed().split('#');
  const whole = [before, ...(fragments.length === 0 ? [] : [fragments.join('%23')])].join('#');
  const escaped = whole.replace(unwritten, (one) => encodeURIComponent(one));
  // A host is needed, and has no escapes: with one Excel mends the file.
  if (escaped === '' || /^https?:(?!\/\/[^/?#%]+([/?#]|$))/i.test(escaped)) return null;
  return escaped.length <= maxLength ? escaped : escaped.slice(0, maxLength).replace(/%[0-9A-Fa-f]?$/, '');
}

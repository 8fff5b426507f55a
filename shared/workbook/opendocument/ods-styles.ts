import { walkXml } from '../ooxml/xml-events.ts';

/** Names of the styles that hide a sheet. */
export function hiddenSheetStyles(content: Buffer): ReadonlySet<string> {
  return stylesWith(content, 'table-properties', (attributes) => attributes['display'] === 'false');
}

/** Names of the styles that strike a text through. */
export function struckTextStyles(content: Buffer): ReadonlySet<string> {
  return stylesWith(
    content,
    'text-properties',
    (attributes) => (attributes['text-line-through-style'] ?? 'none') !== 'none',
  );
}

function stylesWith(
  content: Buffer,
  properties: string,
  holds: (attributes: Readonly<Record<string, string>>) => boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  let style = '';
  walkXml(content, {
    open(name, attributes) {
      if (name === 'style') style = attributes['name'] ?? '';
      else if (name === properties && holds(attributes)) found.add(style);
    },
  });
  return found;
}

import { SaxesParser } from 'saxes';
import { Unreadable } from '../unreadable.ts';

export interface XmlHandlers {
  /** Element and attribute names come without their namespace prefix: writers differ in prefixes. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const chunk = 1 << 16;

/** Walks an XML part. Refuses DOCTYPE, so no entity of the file's own is ever expanded. */
export function walkXml(part: Buffer, handlers: XmlHandlers): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new Unreadable('file-unsafe', { cause: 'doctype' });
  });
  parser.on('error', (error) => {
    throw new Unreadable('file-damaged', { cause: 'part-malformed' }, error);
  });
  parser.on('opentag', (tag) => handlers.open?.(local(tag.name), localAttributes(tag.attributes)));
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  const decoder = new TextDecoder(encodingOf(part));
  for (let start = 0; start < part.length; start += chunk) {
    parser.write(decoder.decode(part.subarray(start, start + chunk), { stream: true }));
  }
  parser.write(decoder.decode()).close();
}

function encodingOf(part: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  // Those of cells and rows have no prefix: a copy of each would cost more than all else.
  if (!hasPrefix(attributes)) return attributes;
  const result: Record<string, string> = Object.create(null);
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) result[local(name)] = attributes[name] ?? '';
  }
  return result;
}

function hasPrefix(attributes: Readonly<Record<string, string>>): boolean {
  for (const name in attributes) if (name.startsWith('xmlns') || name.includes(':')) return true;
  return false;
}

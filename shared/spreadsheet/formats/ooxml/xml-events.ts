import { SaxesParser } from 'saxes';
import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { Unreadable } from '../unreadable.ts';
import { XmlNames } from './xml-names.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** Names come without their prefix: writers differ in prefixes. Elements and attributes of other vocabularies do not come. */
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A part as it was inflated: whole, or piece by piece where it is large. */
export type XmlPart = Buffer | Iterable<Buffer>;

/**
 * Bytes that are decoded at once. One dash or `’` in it makes two bytes of every character of a text, and patterns find
 * what they look for in such texts up to six times slower: so it is no more than some cells.
 */
const shortChunk = 1 << 11;
/** The same of large parts that are prepared: what stands on the border of two is not. */
const preparedChunk = 1 << 16;
/** Elements within each other; those of a workbook are some ten deep. */
const deepest = 500;

/** What may still be looked at of the parts of a file: harm is counted in time. */
export interface XmlBudget {
  characters: number;
  elements: number;
}

export const xmlBudget = (): XmlBudget => ({ characters: limits.xml, elements: limits.elements });

/**
 * Walks an XML part. Refuses DOCTYPE, so no entity of the file's own is ever expanded. What belongs to another
 * vocabulary than the part's own (`x15:workbookPr`, `calcext:value-type`) is left out, with all that stands in it
 * unless it is a wrapping that may be looked through.
 */
export function walkXml(
  part: XmlPart,
  handlers: XmlHandlers,
  {
    prepare,
    budget = xmlBudget(),
    also = null,
  }: {
    readonly prepare?: ((xml: string) => string) | undefined;
    readonly budget?: XmlBudget;
    /** Vocabularies that are read as the part's own. */
    readonly also?: RegExp | null;
  } = {},
): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const names = new XmlNames(also);
  parser.on('doctype', () => {
    throw new Unreadable('file-unsafe', { cause: 'doctype' });
  });
  parser.on('error', (error) => {
    throw new Unreadable('file-damaged', { cause: 'part-malformed' }, error);
  });
  let depth = 0;
  parser.on('opentag', (tag) => {
    budget.elements -= 1;
    depth += 1;
    if (budget.elements < 0) throw tooMuch();
    if (depth > deepest) throw new Unreadable('file-damaged', { cause: 'part-malformed' });
    const name = names.open(tag.name, tag.attributes);
    if (name !== null) handlers.open?.(name, names.attributesOf(tag.attributes));
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    const name = names.close(tag.name);
    if (name !== null) handlers.close?.(name);
  });
  const text = (written: string): void => {
    if (!names.isSkipping) handlers.text?.(written);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  const chunk = prepare === undefined ? shortChunk : preparedChunk;
  for (const piece of Buffer.isBuffer(part) ? [part] : part) {
    decoder ??= new TextDecoder(encodingOf(piece));
    for (let start = 0; start < piece.length; start += chunk) {
      const written = decoder.decode(piece.subarray(start, start + chunk), { stream: true });
      const xml = prepare?.(written) ?? written;
      budget.characters -= xml.length;
      if (budget.characters < 0) throw tooMuch();
      parser.write(xml);
    }
  }
  parser.write(decoder?.decode() ?? '').close();
}

function tooMuch(): Unreadable {
  return new Unreadable('file-unsafe', { cause: 'inflates', most: String(megabytes(limits.xml)) });
}

function encodingOf(part: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

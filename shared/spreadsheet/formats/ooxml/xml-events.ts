import type { SaxesParser } from 'saxes';
import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { Unreadable } from '../unreadable.ts';
import { fromTheStart, type Rest, walkPlainXml, type XmlListener } from './plain-xml.ts';
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

/** What reads all XML; null until a file needs it, which few do. */
let Parser: typeof SaxesParser | null = null;

/** There is XML that only {@link Parser} reads, and it was not loaded. */
class NeedsParser extends Error {}

/** Reads a file; once more, from its beginning, if it is the first with XML that needs the parser of all XML. */
export async function readingXml<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NeedsParser)) throw error;
    await loadParser();
    return read();
  }
}

/** For a file that will need it: such a one is read once. */
export async function loadParser(): Promise<void> {
  Parser ??= (await import('./all-xml.ts')).SaxesParser;
}

/** What may still be looked at of the parts of a file: harm is counted in time. */
export interface XmlBudget {
  characters: number;
  elements: number;
}

export const xmlBudget = (): XmlBudget => ({ characters: limits.xml, elements: limits.elements });

/**
 * Walks an XML part, within {@link readingXml}. Refuses DOCTYPE, so no entity of the file's own is ever expanded. What
 * belongs to another vocabulary than the part's own (`x15:workbookPr`, `calcext:value-type`) is left out, with all that
 * stands in it unless it is a wrapping that may be looked through.
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
  const listener = listenerOf(handlers, new XmlNames(also), budget);
  // What is a fault, and which one, says the parser of all XML: it goes on where the other has stopped.
  const isPlain = Buffer.isBuffer(part) && prepare === undefined && part.length <= mostPlain(budget);
  const rest = isPlain ? walkPlainXml(part, listener) : fromTheStart;
  if (isPlain) budget.characters -= rest?.at ?? part.length;
  if (rest !== null) walkRest(part, rest, listener, { prepare, budget });
}

/** Its characters are no more than its bytes. */
const mostPlain = ({ characters }: XmlBudget): number => Math.min(characters, limits.texts);

function listenerOf(handlers: XmlHandlers, names: XmlNames, budget: XmlBudget): XmlListener {
  let depth = 0;
  return {
    open(written, attributes, isPrefixed) {
      budget.elements -= 1;
      depth += 1;
      if (budget.elements < 0) throw tooMuch();
      if (depth > deepest) throw new Unreadable('file-damaged', { cause: 'part-malformed' });
      const name = names.open(written, attributes, isPrefixed);
      if (name !== null) handlers.open?.(name, names.attributesOf(attributes));
    },
    close(written) {
      depth -= 1;
      const name = names.close(written);
      if (name !== null) handlers.close?.(name);
    },
    text(written) {
      if (depth > 0 && !names.isSkipping) handlers.text?.(written);
    },
  };
}

function walkRest(
  part: XmlPart,
  rest: Rest,
  listener: XmlListener,
  { prepare, budget }: { readonly prepare: ((xml: string) => string) | undefined; readonly budget: XmlBudget },
): void {
  if (Parser === null) throw new NeedsParser();
  const parser = new Parser({ xmlns: false, position: false });
  // Of what is open there the listener knows.
  if (rest.root !== null && rest.open.length === 0) parser.write(`<${rest.root}/>`);
  for (const name of rest.open) parser.write(`<${name}>`);
  parser.on('doctype', () => {
    throw new Unreadable('file-unsafe', { cause: 'doctype' });
  });
  parser.on('error', (error) => {
    throw new Unreadable('file-damaged', { cause: 'part-malformed' }, error);
  });
  parser.on('opentag', ({ name, attributes }) => listener.open(name, attributes, hasPrefix(attributes)));
  parser.on('closetag', ({ name }) => listener.close(name));
  parser.on('text', listener.text);
  parser.on('cdata', listener.text);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let open = 0;
  const chunk = prepare === undefined ? shortChunk : preparedChunk;
  for (const piece of Buffer.isBuffer(part) ? [part.subarray(rest.at)] : part) {
    decoder ??= new TextDecoder(encodingOf(piece), { ignoreBOM: rest.at > 0 });
    for (let start = 0; start < piece.length; start += chunk) {
      const written = decoder.decode(piece.subarray(start, start + chunk), { stream: true });
      const xml = prepare?.(written) ?? written;
      budget.characters -= xml.length;
      // The parser holds a text or a comment until it ends: longer than the texts of a whole file, none is read.
      const end = xml.lastIndexOf('>');
      open = end === -1 ? open + xml.length : xml.length - end;
      if (budget.characters < 0 || open > limits.texts) throw tooMuch();
      parser.write(xml);
    }
  }
  parser.write(decoder?.decode() ?? '').close();
}

/** Hardly any cell has one. */
function hasPrefix(attributes: Attributes): boolean {
  for (const name in attributes) if (name.startsWith('xmlns') || name.includes(':')) return true;
  return false;
}

function tooMuch(): Unreadable {
  return new Unreadable('file-unsafe', { cause: 'inflates', most: String(megabytes(limits.xml)) });
}

function encodingOf(part: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

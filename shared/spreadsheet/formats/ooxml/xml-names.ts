import { Unreadable } from '../unreadable.ts';

type Attributes = Readonly<Record<string, string>>;

/** Namespaces open at once: each level that declares one takes a copy of all. */
const maxSpaces = 500;

/** OpenDocument is written in several vocabularies that belong together. */
const openDocument = 'urn:oasis:names:tc:opendocument:xmlns:';
/**
 * LibreOffice writes what it makes of conditional formats in a vocabulary of its own, whose elements are read with their
 * attributes. What it adds to the elements of OpenDocument (`calcext:value-type`) says nothing new.
 */
const libreOffice = /^urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:/;
/** Of other vocabularies these attributes are read: ids of relationships (`r:id`) and addresses of links. */
const attributeSpaces = [/\/relationships$/, /^http:\/\/www\.w3\.org\/1999\/xlink$/];
/** The same content for different readers, of which one alternative is read (ECMA-376 part 3). */
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
/** Extensions that today's Excel knows, and so shows. */
const knownExtension = /^http:\/\/schemas\.microsoft\.com\/office\//;

/**
 * Which elements and attributes of a part are its own, by namespace: those of the root's, and for OpenDocument all of
 * its family. A part without namespaces is its own in all.
 */
export class XmlNames {
  /** Namespace by prefix, as declared so far; '' is the default. */
  private spaces = new Map<string, string>();
  private readonly outer: { readonly depth: number; readonly spaces: Map<string, string> }[] = [];
  private own: string | null = null;
  private depth = 0;
  /** Depth of the element that is left out with all that stands in it; 0 for none. */
  private skippedFrom = 0;
  /** For each open mc:AlternateContent, whether one of its alternatives was read. */
  private readonly alternatives: boolean[] = [];
  private readonly elements = new Map<string, string | null>();
  private readonly attributes = new Map<string, string | null>();
  /** The element that was opened last is of LibreOffice's own vocabulary. */
  private isAdded = false;
  /** Any of its attributes has a prefix, or declares one. */
  private isPrefixed = false;
  /** Other vocabularies whose elements are read as well; none but where an office's own workbook is drafted from. */
  private readonly also: RegExp | null;

  constructor(also: RegExp | null = null) {
    this.also = also;
  }

  get isSkipping(): boolean {
    return this.skippedFrom > 0;
  }

  /** The element's own name, or null when it is left out. `isPrefixed`: an attribute has a prefix, or declares one. */
  open(name: string, attributes: Attributes, isPrefixed: boolean): string | null {
    this.depth += 1;
    if (this.skippedFrom > 0) return null;
    this.isPrefixed = isPrefixed;
    if (this.isPrefixed) this.learnSpaces(attributes);
    if (this.own === null) this.own = this.spaceOf(name);
    const local = this.elementName(name);
    const space = local === null ? this.spaceOf(name) : '';
    this.isAdded = local === null && this.isOfLibreOffice(space);
    if (local !== null || this.isAdded) return local ?? name.slice(name.indexOf(':') + 1);
    if (space === compatibility) return this.openAlternative(name, attributes);
    // In a text of an OpenDocument cell, unknown marks are looked through (ISO/IEC 26300, 1.5).
    if (!this.own.startsWith(openDocument)) this.skippedFrom = this.depth;
    return null;
  }

  close(name: string): string | null {
    const wasSkipped = this.skippedFrom > 0;
    if (this.skippedFrom === this.depth) this.skippedFrom = 0;
    const own = wasSkipped ? null : this.elementName(name);
    const isAdded = !wasSkipped && own === null && this.isOfLibreOffice(this.spaceOf(name));
    const local = isAdded ? name.slice(name.indexOf(':') + 1) : own;
    if (!wasSkipped && local === null && name.endsWith(':AlternateContent')) this.alternatives.pop();
    if (this.outer.at(-1)?.depth === this.depth) this.restore();
    this.depth -= 1;
    return local;
  }

  /** Those of the element opened last that are read, by their own names; the same object where none has a prefix. */
  attributesOf(attributes: Attributes): Attributes {
    if (!this.isPrefixed) return attributes;
    if (this.isAdded) return withoutPrefixes(attributes);
    // An object without a prototype costs more than all else here; no attribute that is read is named like a member.
    const result: Record<string, string> = {};
    for (const name in attributes) {
      const local = this.attributeName(name);
      if (local !== null) result[local] = attributes[name] ?? '';
    }
    return result;
  }

  private openAlternative(name: string, { Requires = '' }: Attributes): null {
    if (name.endsWith(':AlternateContent')) {
      this.alternatives.push(false);
      return null;
    }
    const taken = this.alternatives.at(-1) ?? false;
    const required = Requires.split(/\s+/).filter(Boolean);
    const known = required.every((prefix) => knownExtension.test(this.spaces.get(prefix) ?? ''));
    if (taken || (name.endsWith(':Choice') && !known)) this.skippedFrom = this.depth;
    else if (this.alternatives.length > 0) this.alternatives[this.alternatives.length - 1] = true;
    return null;
  }

  private learnSpaces(attributes: Attributes): void {
    let copied = false;
    for (const name in attributes) {
      if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue;
      if (!copied) {
        if (this.spaces.size >= maxSpaces) throw new Unreadable('file-damaged', { cause: 'part-malformed' });
        this.outer.push({ depth: this.depth, spaces: this.spaces });
        this.spaces = new Map(this.spaces);
        copied = true;
      }
      this.spaces.set(name.slice(6), attributes[name] ?? '');
    }
    if (copied) this.forget();
  }

  private restore(): void {
    this.spaces = this.outer.pop()?.spaces ?? this.spaces;
    this.forget();
  }

  private forget(): void {
    this.elements.clear();
    this.attributes.clear();
  }

  private spaceOf(name: string): string {
    const colon = name.indexOf(':');
    // A prefix that nobody declared stands for a vocabulary of its own.
    return colon === -1
      ? (this.spaces.get('') ?? '')
      : (this.spaces.get(name.slice(0, colon)) ?? `${name.slice(0, colon)}:`);
  }

  private isOwn(space: string): boolean {
    return (
      space === this.own ||
      ((this.own ?? '').startsWith(openDocument) && space.startsWith(openDocument)) ||
      this.also?.test(space) === true
    );
  }

  private isOfLibreOffice(space: string): boolean {
    return libreOffice.test(space) && (this.own ?? '').startsWith(openDocument);
  }

  private elementName(name: string): string | null {
    const known = this.elements.get(name);
    if (known !== undefined) return known;
    const local = this.isOwn(this.spaceOf(name)) ? name.slice(name.indexOf(':') + 1) : null;
    this.elements.set(name, local);
    return local;
  }

  private attributeName(name: string): string | null {
    const known = this.attributes.get(name);
    if (known !== undefined) return known;
    const local = this.localAttribute(name);
    this.attributes.set(name, local);
    return local;
  }

  private localAttribute(name: string): string | null {
    const colon = name.indexOf(':');
    if (colon === -1) return name === 'xmlns' || name === '__proto__' ? null : name;
    const space = this.spaces.get(name.slice(0, colon)) ?? '';
    const isRead = this.isOwn(space) || attributeSpaces.some((pattern) => pattern.test(space));
    const local = name.slice(colon + 1);
    return isRead && local !== '__proto__' ? local : null;
  }
}

/** Of the few attributes of a condition; none of them is named like a member of all objects. */
function withoutPrefixes(attributes: Attributes): Attributes {
  const named = Object.entries(attributes).map(([name, value]): [string, string] => [
    name.slice(name.indexOf(':') + 1),
    value,
  ]);
  return Object.fromEntries(named.filter(([name]) => name !== '__proto__'));
}

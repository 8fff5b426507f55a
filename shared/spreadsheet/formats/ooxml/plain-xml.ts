import { isAscii, isUtf8 } from 'node:buffer';

/** What is met in a part, in its order. */
export interface XmlListener {
  /** `isPrefixed`: an attribute has a prefix, or declares a namespace. */
  open(name: string, attributes: Readonly<Record<string, string>>, isPrefixed: boolean): void;
  close(name: string): void;
  /** All text between two tags, never outside the root. */
  text(text: string): void;
}

/** Where the plain part of an XML ends. */
export interface Rest {
  readonly at: number;
  /** The elements that are open there. */
  readonly open: readonly string[];
  /** The name of the root, once it has been opened. */
  readonly root: string | null;
}

export const fromTheStart: Rest = { at: 0, open: [], root: null };

/** All that may stand before the root. */
const prolog =
  /^(?:\xef\xbb\xbf)?(?:<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][A-Za-z0-9._-]*\2)?(?: standalone=(["'])(?:yes|no)\3)?[ \t\r\n]*\?>)?[ \t\r\n]*(?=<[A-Za-z_])/;
/** No characters of XML, in a text that was UTF-8. */
const forbidden = /[^\t\n\r -\ufffd]/;
const blank = /^[ \t\r\n]*$/;
const nameOfAny = /^[A-Za-z_:][\w.:-]*$/;

const [space, slash, greater] = [0x20, 0x2f, 0x3e];

/**
 * Walks XML as programs write workbooks: elements, attributes in double quotes, and texts, in UTF-8. The listener is told
 * what a parser of all XML would tell it, in a fraction of the time: this looks for where things end, and not at each
 * character, and decodes only texts in which there is something to decode. At the first thing that is anything else, or
 * may be a fault, it stops and says where; null when there is none.
 */
export function walkPlainXml(part: Buffer, listener: XmlListener): Rest | null {
  return isUtf8(part) ? new PlainXml(part, listener).walk() : fromTheStart;
}

class PlainXml {
  private readonly part: Buffer;
  /** The part with a character for each byte: a place in it is the place in the part. */
  private readonly xml: string;
  private readonly isAscii: boolean;
  private readonly listener: XmlListener;
  private readonly open: string[] = [];
  private root: string | null = null;
  private readonly names = new Set<string>();
  /** What a text is written with otherwise than it is, and where the next of it is. */
  private readonly special = /[^ -%'-~]/g;
  private nextSpecial = -1;

  constructor(part: Buffer, listener: XmlListener) {
    this.part = part;
    this.xml = part.toString('latin1');
    this.isAscii = isAscii(part);
    this.listener = listener;
  }

  walk(): Rest | null {
    const { xml, open } = this;
    const before = prolog.exec(xml)?.[0];
    // `]]>` closes what is no plain text, or stands where it must not.
    if (before === undefined || xml.includes(']]>')) return fromTheStart;
    let at = before.length;
    while (at < xml.length) {
      const following = xml.indexOf('<', at + 1);
      const end = following === -1 ? xml.length : following;
      const next = this.tag(at, end);
      if (next === null) return this.root === null ? fromTheStart : { at, open, root: this.root };
      if (!this.between(next, end)) return { at: next, open, root: this.root };
      at = end;
    }
    return null;
  }

  /** The text between two tags; false where it is not plain, or nothing can stand there. */
  private between(start: number, end: number): boolean {
    if (this.open.length === 0) return blank.test(this.xml.slice(start, end));
    // The part ends within an element.
    if (end === this.xml.length) return false;
    if (start === end) return true;
    const text = this.written(start, end, false);
    if (text === null) return false;
    this.listener.text(text);
    return true;
  }

  /** Tells of the tag that begins there; returns where it ends, or null where it is not plain. */
  private tag(start: number, most: number): number | null {
    return this.xml.charCodeAt(start + 1) === slash ? this.closingTag(start) : this.openingTag(start, most);
  }

  private closingTag(start: number): number | null {
    const name = this.open.at(-1);
    if (name === undefined || !this.xml.startsWith(name, start + 2)) return null;
    const end = start + 2 + name.length;
    if (this.xml.charCodeAt(end) !== greater) return null;
    this.open.pop();
    this.listener.close(name);
    return end + 1;
  }

  private openingTag(start: number, most: number): number | null {
    const { xml } = this;
    let at = start + 1;
    let code = xml.charCodeAt(at);
    while (code > space && code !== slash && code !== greater) {
      at += 1;
      code = xml.charCodeAt(at);
    }
    const name = xml.slice(start + 1, at);
    // After the root there is no other.
    if (!this.isName(name) || (this.open.length === 0 && this.root !== null)) return null;
    const attributes: Record<string, string> = {};
    let isPrefixed = false;
    while (code === space && xml.charCodeAt(at + 1) !== slash) {
      const equal = xml.indexOf('="', at);
      const key = xml.slice(at + 1, equal);
      const end = equal === -1 ? -1 : xml.indexOf('"', equal + 2);
      if (end === -1 || end > most || !this.isName(key)) return null;
      const value = this.written(equal + 2, end, true);
      // Twice the same, or named like a member of all objects.
      if (value === null || attributes[key] !== undefined) return null;
      attributes[key] = value;
      isPrefixed ||= key.includes(':') || key.startsWith('xmlns');
      at = end + 1;
      code = xml.charCodeAt(at);
    }
    if (code === space) at += 1;
    const isEmpty = xml.charCodeAt(at) === slash;
    const end = isEmpty ? at + 1 : at;
    if (xml.charCodeAt(end) !== greater) return null;
    this.root ??= name;
    this.listener.open(name, attributes, isPrefixed);
    if (isEmpty) this.listener.close(name);
    else this.open.push(name);
    return end + 1;
  }

  private isName(text: string): boolean {
    if (this.names.has(text)) return true;
    if (!nameOfAny.test(text)) return false;
    this.names.add(text);
    return true;
  }

  /** What is written there; null where it is not plain. */
  private written(start: number, end: number, inAttribute: boolean): string | null {
    if (this.nextSpecial < start) {
      this.special.lastIndex = start;
      this.nextSpecial = this.special.test(this.xml) ? this.special.lastIndex - 1 : this.xml.length;
    }
    if (this.nextSpecial >= end) return this.xml.slice(start, end);
    const text = this.isAscii ? this.xml.slice(start, end) : this.part.toString('utf8', start, end);
    if (forbidden.test(text)) return null;
    const lines = inAttribute ? text.replace(/\r\n|[\t\n\r]/g, ' ') : text.replace(/\r\n?/g, '\n');
    return lines.includes('&') ? withCharacters(lines) : lines;
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** References to characters as what they stand for; null where one stands for none that is known. */
function withCharacters(text: string): string | null {
  let isKnown = true;
  const result = text.replace(
    /&(?:([a-z]{2,4})|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));|&/g,
    (_, name, decimal, hexadecimal) => {
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      const character = name === undefined ? characterOf(code) : named[name];
      isKnown &&= character !== undefined;
      return character ?? '';
    },
  );
  return isKnown ? result : null;
}

/** Only of those that XML allows. */
const characterOf = (code: number): string | undefined =>
  (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
    ? String.fromCodePoint(code)
    : ['\t', '\n', '\r'].find((line) => line.charCodeAt(0) === code);

import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { ofHex, standsOut, white } from '../ooxml/colours.ts';
import type { Attributes } from '../ooxml/xml-events.ts';
import { symbolFont } from '../symbol-fonts.ts';
import { Unreadable } from '../unreadable.ts';

/** Points below which nobody reads, and centimetres below which a row or a column shows nothing. */
const minSize = 2;
const minLength = 0.03;

/** Properties by which a cell, a row, a column or a sheet is seen or not. */
const looked = [
  ...['display', 'column-width', 'row-height', 'color', 'background-color', 'font-size', 'font-name', 'font-family'],
  ...['text-line-through-style', 'text-position'],
] as const;

interface Style {
  readonly parent: string;
  /** Attributes of the style's properties, by their own names. */
  readonly properties: Record<string, string>;
}

/** Styles of content.xml and styles.xml by family and name, as they are met: they stand before the cells. */
export class OdsStyles {
  private readonly styles = new Map<string, Style>();
  private open: Style | null = null;

  /** Takes what belongs to a style. */
  take(name: string, attributes: Attributes): void {
    if (name === 'style' || name === 'default-style') {
      if (this.styles.size >= limits.styles) {
        throw new Unreadable('file-unsafe', { cause: 'inflates', most: String(megabytes(limits.xml)) });
      }
      const family = attributes['family'] ?? '';
      this.open = { parent: `${family} ${attributes['parent-style-name'] ?? ''}`, properties: {} };
      this.styles.set(`${family} ${attributes['name'] ?? ''}`, this.open);
      // Conditions name a style as people see it: `Hidden 1` for `Hidden_20_1`.
      const shown = attributes['display-name'];
      if (shown !== undefined) this.styles.set(`${family} ${shown}`, this.open);
    } else if (name.endsWith('-style')) this.open = null;
    else if (name.endsWith('-properties') && this.open !== null) {
      for (const property of looked) {
        const value = attributes[property];
        if (value !== undefined) this.open.properties[property] = value;
      }
    }
  }

  isSheetHidden(style: string): boolean {
    return this.property('table', style, 'display') === 'false';
  }

  isColumnNarrow(style: string): boolean {
    return isNothing(this.property('table-column', style, 'column-width'));
  }

  isRowFlat(style: string): boolean {
    return isNothing(this.property('table-row', style, 'row-height'));
  }

  /** Letters of a cell in the colour of what is behind them, or too small to be seen. */
  isInvisible(style: string): boolean {
    const colour = ofHex(this.property('table-cell', style, 'color') ?? '');
    const behind = ofHex(this.property('table-cell', style, 'background-color') ?? '') ?? white;
    const size = /^([\d.]+)pt$/.exec(this.property('table-cell', style, 'font-size') ?? '')?.[1];
    return (colour !== null && !standsOut(colour, behind)) || (size !== undefined && Number(size) < minSize);
  }

  /** A part of a text whose letters have the colour of what is behind the cell, or are too small; the rest may be seen. */
  isSpanInvisible(style: string, cell: string): boolean {
    const colour = ofHex(this.property('text', style, 'color') ?? '');
    const behind = ofHex(this.property('table-cell', cell, 'background-color') ?? '') ?? white;
    const size = /^([\d.]+)pt$/.exec(this.property('text', style, 'font-size') ?? '')?.[1];
    return (colour !== null && !standsOut(colour, behind)) || (size !== undefined && Number(size) < minSize);
  }

  /** A font of pictures for a cell or, where it has one of its own, for a part of its text; null for letters. */
  symbolsOf(family: 'text' | 'table-cell', style: string): string | null {
    return symbolFont(
      (this.property(family, style, 'font-name') ?? this.property(family, style, 'font-family'))?.replace(/['"]/g, ''),
    );
  }

  isStruck(style: string): boolean {
    return isStruck(this.property('text', style, 'text-line-through-style'));
  }

  isCellStruck(style: string): boolean {
    return isStruck(this.property('table-cell', style, 'text-line-through-style'));
  }

  isRaised(style: string): boolean {
    return /^(super|[1-9]\d*%)/.test(this.property('text', style, 'text-position') ?? '');
  }

  /** A style has what it does not say itself from the one it is made from, and that from the default. */
  private property(family: string, name: string, property: string): string | undefined {
    let key = `${family} ${name}`;
    for (let depth = 0; depth < 10; depth += 1) {
      const style = this.styles.get(key);
      if (style === undefined) return undefined;
      const value = style.properties[property];
      if (value !== undefined || style.parent === key) return value;
      key = style.parent;
    }
    return undefined;
  }
}

const isStruck = (line: string | undefined): boolean => (line ?? 'none') !== 'none';

/** `0cm`, `0.01in`. */
function isNothing(length: string | undefined): boolean {
  const parts = /^([\d.]+)(cm|mm|in|pt)$/.exec(length ?? '');
  return parts !== null && Number(parts[1]) * (centimetres[parts[2] ?? ''] ?? 1) < minLength;
}

const centimetres: Readonly<Record<string, number>> = { cm: 1, mm: 0.1, in: 2.54, pt: 0.035 };

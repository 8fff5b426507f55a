import { limits } from '../../../domain/submissions/limits.ts';
import type { Attributes } from '../ooxml/xml-events.ts';
import { raised } from '../raised.ts';
import { asPictures } from '../symbol-fonts.ts';
import type { OdsStyles } from './ods-styles.ts';

/** The text of a cell without what is struck through, and what was struck. */
export interface OdsWritten {
  readonly text: string;
  readonly struck: string;
  /** There is a paragraph, be it without text. */
  readonly isWritten: boolean;
  /** Parts that nobody sees; they are none of `text` where anything is seen. */
  readonly unseen: string;
}

interface Span {
  readonly struck: boolean;
  readonly raised: boolean;
  readonly unseen: boolean;
  /** A font of pictures. */
  readonly symbols: string | null;
}

/** Collects the paragraphs of a cell and of its note: lines, runs of spaces, and what is struck through or raised. */
export class OdsText {
  private readonly styles: OdsStyles;
  private text = '';
  private struck = '';
  private isWritten = false;
  private unseen = '';
  private cellStyle = '';
  private note: string | null = null;
  private readonly spans: Span[] = [];
  private paragraphs = 0;

  constructor(styles: OdsStyles) {
    this.styles = styles;
  }

  /** Begins the text of a cell with this style. */
  over(cellStyle: string): void {
    this.cellStyle = cellStyle;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'annotation') this.note = '';
    else if (name === 'p' || name === 'h') {
      this.paragraphs += 1;
      if (this.note === null) this.isWritten = true;
      // Each line of a cell is a paragraph of its own.
      if ((this.note ?? this.text) !== '') this.add('\n');
    } else if (name === 'span') {
      const style = attributes['style-name'] ?? '';
      this.spans.push({
        struck: this.styles.isStruck(style),
        raised: this.styles.isRaised(style),
        unseen: this.styles.isSpanInvisible(style, this.cellStyle),
        symbols: this.styles.symbolsOf('text', style),
      });
    } else if (name === 's') this.add(' '.repeat(Math.min(Number(attributes['c'] ?? 1), 100)));
    else if (name === 'tab') this.add(' ');
    else if (name === 'line-break') this.add('\n');
  }

  close(name: string): void {
    if (name === 'p' || name === 'h') this.paragraphs -= 1;
    else if (name === 'span') this.spans.pop();
  }

  add(text: string): void {
    if (this.paragraphs === 0) return;
    if (this.note !== null) this.note = (this.note + text).slice(0, limits.text);
    else if (this.spans.some((span) => span.struck)) this.struck = (this.struck + text).slice(0, limits.text);
    else if (this.spans.some((span) => span.unseen)) this.unseen = (this.unseen + text).slice(0, limits.text);
    else this.text = (this.text + this.looking(text)).slice(0, limits.text);
  }

  private looking(text: string): string {
    const symbols =
      this.spans.findLast((span) => span.symbols !== null)?.symbols ??
      this.styles.symbolsOf('table-cell', this.cellStyle);
    const shown = symbols === null ? text : asPictures(text, symbols);
    return this.spans.some((span) => span.raised) ? raised(shown) : shown;
  }

  takeNote(): string {
    const note = this.note ?? '';
    this.note = null;
    return note.trim();
  }

  take(): OdsWritten {
    const { text, struck, isWritten, unseen } = this;
    this.unseen = '';
    this.text = '';
    this.struck = '';
    this.isWritten = false;
    return { text, struck, isWritten, unseen };
  }
}

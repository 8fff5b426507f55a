import { limits } from '../limits.ts';

/** Collects the paragraphs of a cell and of its note: lines, runs of spaces, and what is struck through. */
export class OdsText {
  private readonly struckStyles: ReadonlySet<string>;
  private text = '';
  private struck = '';
  private note: string | null = null;
  private readonly spans: boolean[] = [];
  private paragraphs = 0;

  constructor(struckStyles: ReadonlySet<string>) {
    this.struckStyles = struckStyles;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'annotation') this.note = '';
    else if (name === 'p' || name === 'h') {
      this.paragraphs += 1;
      // Each line of a cell is a paragraph of its own.
      if ((this.note ?? this.text) !== '') this.add('\n');
    } else if (name === 'span') this.spans.push(this.struckStyles.has(attributes['style-name'] ?? ''));
    else if (name === 's') this.add(' '.repeat(Math.min(Number(attributes['c'] ?? 1), 100)));
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
    else if (this.spans.includes(true)) this.struck = (this.struck + text).slice(0, limits.text);
    else this.text = (this.text + text).slice(0, limits.text);
  }

  takeNote(): string {
    const note = this.note ?? '';
    this.note = null;
    return note.trim();
  }

  take(): { readonly text: string; readonly struck: string } {
    const taken = { text: this.text, struck: this.struck };
    this.text = '';
    this.struck = '';
    return taken;
  }
}

import { limits } from '../../../domain/submissions/limits.ts';
import { raised } from '../raised.ts';
import { asPictures, symbolFont } from '../symbol-fonts.ts';

/** A text of runs: what is left when the struck-through runs are dropped, and what was dropped. */
export interface FlatText {
  readonly text: string;
  readonly struck: string;
  /** Where runs have a colour or a size of their own: the text in its runs. Whether they are seen, the cell's style says. */
  readonly runs?: readonly LookedRun[] | undefined;
}

/** A run with how it looks; null: as the cell has it. */
export interface LookedRun {
  readonly text: string;
  readonly colour: Attributes | null;
  readonly size: number | null;
}

type Attributes = Readonly<Record<string, string>>;

/** Runs of one text that are looked at one by one; a longer list is seen as a whole. */
const maxRuns = 1_000;

/** Of `<strike/>` and its like: it says so by being there, unless it says that it does not. */
export const isOn = ({ val }: Readonly<Record<string, string>>): boolean => val !== '0' && val !== 'false';

/**
 * Collects the runs of a shared string, an inline string or a note. A bare `<t>` beside rich runs is
 * kept too; phonetic readings (`<rPh>`) are no part of the text.
 */
export class RunCollector {
  private text = '';
  private dropped = '';
  private inText = false;
  private inPhonetic = false;
  private runStruck = false;
  private runRaised = false;
  private colour: Attributes | null = null;
  private size: number | null = null;
  private symbols: string | null = null;
  private runs: LookedRun[] = [];
  private isLooked = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 't') this.inText = true;
    else if (name === 'r') this.endRun();
    else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 'strike') this.runStruck = isOn(attributes);
    else if (name === 'vertAlign') this.runRaised = attributes['val'] === 'superscript';
    else if (name === 'color') this.colour = attributes;
    else if (name === 'sz') this.size = Number(attributes['val'] ?? 11);
    else if (name === 'rFont') this.symbols = symbolFont(attributes['val']);
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'r') this.endRun();
    else if (name === 'rPh') this.inPhonetic = false;
  }

  private endRun(): void {
    this.runStruck = false;
    this.runRaised = false;
    this.colour = null;
    this.size = null;
    this.symbols = null;
  }

  add(text: string): void {
    if (!this.inText || this.inPhonetic) return;
    if (this.runStruck) {
      this.dropped += text;
      return;
    }
    const shown = this.symbols === null ? text : asPictures(text, this.symbols);
    const written = this.runRaised ? raised(shown) : shown;
    this.text += written;
    if (this.runs.length >= maxRuns) return;
    this.isLooked ||= this.colour !== null || (this.size !== null && this.size < 2);
    this.runs.push({ text: written, colour: this.colour, size: this.size });
  }

  take(): FlatText {
    const runs = this.isLooked && this.runs.length < maxRuns ? this.runs : undefined;
    const taken = { text: unescapeControl(this.text), struck: unescapeControl(this.dropped), runs };
    this.runs = [];
    this.isLooked = false;
    this.text = '';
    this.dropped = '';
    this.inText = false;
    this.inPhonetic = false;
    this.endRun();
    return taken;
  }
}

/** OOXML writes characters that XML cannot hold, and carriage returns, as `_x000D_`. */
export function unescapeControl(text: string): string {
  const kept = text.length > limits.text ? text.slice(0, limits.text) : text;
  // Hardly any text has either: to look for them takes a fraction of what replacing takes.
  const written = kept.includes('_x') ? kept.replace(escaped, (_, code: string) => characterOf(code)) : kept;
  return written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
}

const escaped = /_x([0-9A-Fa-f]{4})_/g;
const characterOf = (code: string): string => String.fromCharCode(Number.parseInt(code, 16));

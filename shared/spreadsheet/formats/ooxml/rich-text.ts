import { limits } from '../../../domain/submissions/limits.ts';
import { raised } from '../raised.ts';

/** A text of runs: what is left when the struck-through runs are dropped, and what was dropped. */
export interface FlatText {
  readonly text: string;
  readonly struck: string;
}

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

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 't') this.inText = true;
    else if (name === 'r') this.endRun();
    else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 'strike') this.runStruck = isOn(attributes);
    else if (name === 'vertAlign') this.runRaised = attributes['val'] === 'superscript';
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'r') this.endRun();
    else if (name === 'rPh') this.inPhonetic = false;
  }

  private endRun(): void {
    this.runStruck = false;
    this.runRaised = false;
  }

  add(text: string): void {
    if (!this.inText || this.inPhonetic) return;
    if (this.runStruck) this.dropped += text;
    else this.text += this.runRaised ? raised(text) : text;
  }

  take(): FlatText {
    const taken = { text: unescapeControl(this.text), struck: unescapeControl(this.dropped) };
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
  return text
    .slice(0, limits.text)
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');
}

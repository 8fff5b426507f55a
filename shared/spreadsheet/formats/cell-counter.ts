import { limits, megabytes } from '../../domain/submissions/limits.ts';
import { Unreadable } from './unreadable.ts';

/** Counts the filled cells of a file and the characters in them; throws {@link Unreadable} when there are too many. */
export class CellCounter {
  private cells = 0;
  private characters = 0;

  take(text: string): void {
    this.cells += 1;
    this.characters += text.length;
    if (this.cells > limits.cells) throw tooManyCells();
    if (this.characters > limits.texts) {
      throw new Unreadable('file-unsafe', { cause: 'inflates', most: String(megabytes(limits.texts)) });
    }
  }
}

export const tooManyCells = (): Unreadable =>
  new Unreadable('file-too-large', { limit: 'cells', count: String(limits.cells) });

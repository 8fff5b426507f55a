import { styleText } from 'node:util';
import { fitted, shown } from './terminal-text.ts';

export interface ProgressBar {
  advance(doing: string): void;
  end(): void;
}

const width = 24;
/** Characters of what it works on. */
const maxNameLength = 40;

/** A bar on the error stream, so that results can be piped on. Nothing is drawn where nobody looks. */
export function progressBar(total: number): ProgressBar {
  const stream = process.stderr;
  if (total < 2 || !stream.isTTY) return { advance() {}, end() {} };
  let done = 0;
  return {
    advance(doing) {
      done += 1;
      const filled = Math.round((width * done) / total);
      const bar = styleText('green', '█'.repeat(filled), { stream }) + '░'.repeat(width - filled);
      stream.write(`\r\u001b[2K${bar} ${done}/${total} ${fitted(shown(doing), maxNameLength).trimEnd()}`);
    },
    end: () => void stream.write('\r\u001b[2K'),
  };
}

import { limits } from '../../../domain/submissions/limits.ts';
import { address, parseAddress } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import { RunCollector } from './rich-text.ts';
import { walkXml, type XmlBudget } from './xml-events.ts';

/**
 * What Excel writes before the text of a threaded comment, for readers that know notes only: in the language of the
 * office, with the same link in all of them.
 */
const threadedPreamble =
  /^(?:\[Threaded comment\][\s\S]*?\nComment|\[[^\]\n]+\][\s\S]*?linkid=870924(?:\r?\n)+[^\r\n:]+):\s*/;

/** Notes (comments) by address. */
export function readNotes(parts: readonly (Buffer | undefined)[], budget: XmlBudget): Map<string, string> {
  const notes = new Map<string, string>();
  for (const part of parts) {
    if (part !== undefined) readPart(part, notes, budget);
  }
  return notes;
}

function readPart(part: Buffer, notes: Map<string, string>, budget: XmlBudget): void {
  const runs = new RunCollector();
  let at: string | null = null;
  walkXml(
    part,
    {
      open(name, attributes) {
        if (name === 'comment') {
          const place = parseAddress(attributes['ref'] ?? '');
          at = place === null ? null : address(place.row, place.column);
        }
        runs.open(name, attributes);
      },
      text: (text) => runs.add(text),
      close(name) {
        runs.close(name);
        if (name !== 'comment') return;
        const { text } = runs.take();
        const note = text.replace(threadedPreamble, '').trim();
        if (at === null || note === '') return;
        if (notes.size >= limits.ranges) throw new Unreadable('file-unsafe', { cause: 'notes' });
        notes.set(at, note);
      },
    },
    { budget },
  );
}

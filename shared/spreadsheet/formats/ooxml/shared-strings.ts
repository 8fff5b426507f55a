import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { Unreadable } from '../unreadable.ts';
import { type FlatText, RunCollector } from './rich-text.ts';
import { walkXml, type XmlBudget } from './xml-events.ts';

export function readSharedStrings(part: Buffer | undefined, budget: XmlBudget): FlatText[] {
  const strings: FlatText[] = [];
  if (part === undefined) return strings;
  const runs = new RunCollector();
  let length = 0;
  walkXml(
    part,
    {
      open: (name, attributes) => runs.open(name, attributes),
      text: (text) => runs.add(text),
      close(name) {
        runs.close(name);
        if (name !== 'si') return;
        if (strings.length >= limits.cells)
          throw new Unreadable('file-too-large', { limit: 'texts', count: String(limits.cells) });
        const string = runs.take();
        length += string.text.length + string.struck.length;
        if (length > limits.texts)
          throw new Unreadable('file-unsafe', { cause: 'inflates', most: String(megabytes(limits.texts)) });
        strings.push(string);
      },
    },
    { budget },
  );
  return strings;
}

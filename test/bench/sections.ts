import { readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/performance.md';

/**
 * docs/performance.md has several writers. Each section of `written` takes the place of the one of that heading; what is new
 * comes last, and the sections of others stay.
 */
export function writeSections(written: string): void {
  const sections = sectionsIn(readFileSync(page, 'utf8'));
  for (const [heading, section] of sectionsIn(written)) sections.set(heading, section);
  const text = [...sections.values()].map((section) => section.trim()).join('\n\n');
  writeFileSync(page, `${text}\n`);
}

/** By their headings; what stands before the first one under ''. */
function sectionsIn(text: string): Map<string, string> {
  const parts = text.split(/^(?=## )/m).filter((part) => part.trim() !== '');
  return new Map(parts.map((part) => [/^## .*/.exec(part)?.[0] ?? '', part]));
}

const heading = '## Scoring a round again';

/** docs/performance.md has two writers: the section on scoring again, which comes last, and all others. */
export function sectionsOf(text: string): { readonly others: string; readonly scale: string } {
  const at = text.indexOf(heading);
  return at < 0 ? { others: text, scale: '' } : { others: text.slice(0, at), scale: text.slice(at) };
}

import { fill } from '../../words/messages.ts';

type Facts = Readonly<Record<string, string | number>>;

/** A sentence of ours as a formula: the facts that `cells` names are taken from there, the others stand in it. */
export function sentenceFormula(template: string, cells: Readonly<Record<string, string>>, facts: Facts) {
  const parts = template.split(/\{(\w+)\}/);
  // Texts and names of facts take turns.
  const pieces = parts.map((part, index) => {
    if (index % 2 === 0) return literal(part);
    const cell = cells[part];
    return cell === undefined ? literal(String(facts[part] ?? '')) : `(${cell})`;
  });
  return { formula: pieces.filter((piece) => piece !== '""').join('&'), result: fill(template, facts) };
}

/** A formula takes at most 255 characters of a text in one piece. */
function literal(text: string): string {
  const pieces = text.match(/[\s\S]{1,200}/g) ?? [''];
  return pieces.map((piece) => `"${piece.replaceAll('"', '""')}"`).join('&');
}

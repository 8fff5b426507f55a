import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import headings from '../formats/headings.json' with { type: 'json' };
import words from './heading-words.json' with { type: 'json' };

/** What a column of an office's questionnaire is for. */
export type Role =
  | 'id'
  | 'question'
  | 'answer'
  | 'options'
  | 'evidence'
  | 'guide'
  | 'points'
  | 'section'
  | 'unit'
  | 'type'
  | 'ignored';

const listed = words as readonly { readonly role: Role; readonly words: readonly string[] }[];

/** Headings of filled files that say the same here. */
const alike: Readonly<Record<keyof typeof headings, Role>> = {
  id: 'id',
  question: 'question',
  answer: 'answer',
  evidence: 'evidence',
  comment: 'evidence',
  remark: 'ignored',
  figure: 'id',
  value: 'answer',
};

const whole = new Map<string, Role>([
  ...Object.entries(headings).flatMap(([role, all]) =>
    all.map((word): [string, Role] => [foldedText(word), alike[role as keyof typeof headings]]),
  ),
  ...[...listed].reverse().flatMap(({ role, words: all }) => all.map((word): [string, Role] => [word, role])),
]);

/** Characters of a heading; longer texts are no headings. */
const longest = 80;
/** What is put in brackets or behind a dash, years, and the marks of fields that must be filled in. */
const aside = /\([^()]*\)|\[[^\]]*\]|(?<!\d)(?:19|20)\d{2}(?!\d)|[*:?†]/g;

/** null: it says nothing that is known. */
export function roleOf(heading: string): Role | null {
  if (heading.length > longest) return null;
  const folded = foldedText(heading);
  const plain = foldedText(heading.replace(aside, ' ')).replace(/[\s.]+$/, '');
  const known = whole.get(folded) ?? whole.get(plain);
  if (known !== undefined) return known;
  const parts = plain.split(/\s*[/|–,]\s*|\s+-\s+/);
  for (const part of parts.length > 1 ? parts : []) {
    const role = whole.get(part);
    if (role !== undefined) return role;
  }
  if (plain.split(' ').length > 5) return null;
  const bounded = ` ${plain.replace(/[./-]+/g, ' ')} `;
  for (const { role, words: all } of listed) {
    // "No" and "Q" are words of their own, and parts of too many others.
    const found = all.some((word) => word.length > 2 && bounded.includes(` ${word} `));
    if (found) return role;
  }
  return null;
}

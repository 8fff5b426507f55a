import { knownWord, type OfferedValue } from './answer-words.ts';
import type { NormalisedAnswer, RawAnswer } from './normalise-answer.ts';
import { foldedText } from './plain-text.ts';

/** One cell of a row that has a column for each answer. */
export interface TickCell {
  readonly value: OfferedValue;
  readonly raw: RawAnswer;
}

const mark = /^(x|✓|✔|✔️|☑|☒|✅|v|1|•|●|■|◼|◆|\*|\+|ok|[([]\s?[x✓✔v×]\s?[)\]])$/u;
export const noMark = /^(|0|☐|□|-|–|—|\.|false|_+|[([]\s*[)\]])$/u;

/** Beside a tick these say "not this one". */
const cross = /^(✗|✘|❌|✖|×)\ufe0f?$/u;
const tick = /^(✓|✔|☑|☒|✅|√)\ufe0f?$/u;

/** The answer of a row with columns Yes, No (and NA): the one column that is marked. */
export function normaliseTicks(
  cells: readonly TickCell[],
): NormalisedAnswer & { readonly marked: OfferedValue | null } {
  const ticked = cells.filter(({ raw }) => tick.test(foldedText(raw.text)));
  const others = cells.filter((cell) => !ticked.includes(cell));
  // One column is ticked, and each other one crossed out or left.
  if (ticked[0] !== undefined && ticked.length === 1 && others.every(isLeft)) {
    return { value: ticked[0].value, comment: '', problem: null, marked: ticked[0].value };
  }
  const marked = cells.filter(isMarked);
  const odd = cells.filter((cell) => !isMarked(cell) && !noMark.test(foldedText(cell.raw.text)));
  const [first] = marked.length > 0 ? marked : odd;
  const at = first?.value ?? null;
  if (marked.length > 1) return { value: 'unclear', comment: '', problem: 'answer-double', marked: at };
  if (odd.length > 0) return { value: 'unclear', comment: '', problem: 'answer-unclear', marked: odd[0]?.value ?? at };
  return { value: first?.value ?? 'unanswered', comment: '', problem: null, marked: at };
}

const isLeft = ({ raw }: TickCell): boolean => {
  const text = foldedText(raw.text);
  return noMark.test(text) || cross.test(text);
};

function isMarked({ value, raw }: TickCell): boolean {
  if (raw.kind === 'boolean') return raw.text === 'true';
  if (raw.kind !== 'text' && raw.kind !== 'number') return false;
  const text = foldedText(raw.text);
  return mark.test(text) || knownWord(text, null)?.value === (value === 'no' || value === 'na' ? value : 'yes');
}

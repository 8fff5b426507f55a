import { indicatorsOf, type Questionnaire } from '../../questionnaire/questionnaire.ts';
import { foldedText, longWordsIn } from '../normalise/plain-text.ts';
import { type Problem, problem } from '../problems.ts';
import { type CheckInput, splitAddress } from './check-input.ts';

/** Words that stand in so few questions that they tell which one is meant. */
const rareIn = 2;
/** So many of them for another question, and none for its own: the evidence is asked about. */
const enough = 3;

/**
 * Rows shift when a sheet is sorted or copied: then evidence stands beside another question. It happened to
 * public copies of the dashboard. Compares the words of evidence with those of all questions.
 */
export function checkNeighbours({ questionnaire, answers, evidenceCells }: CheckInput): Problem[] {
  const tellings = tellingWords(questionnaire);
  return indicatorsOf(questionnaire).flatMap(({ id }): Problem[] => {
    const answer = answers.get(id);
    if (answer === undefined || answer.cell === null || answer.evidence.length < 40) return [];
    const words = new Set(wordsOf(answer.evidence));
    const shared = (telling: ReadonlySet<string>): number => [...telling].filter((word) => words.has(word)).length;
    if (shared(tellings.get(id) ?? new Set()) > 0) return [];
    const [other, most] = [...tellings].reduce<[string, number]>(
      (best, [candidate, telling]) => (shared(telling) > best[1] ? [candidate, shared(telling)] : best),
      ['', 0],
    );
    if (most < enough) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const place = { sheet, cell: evidenceCells.get(id) ?? answerCell, indicator: id };
    return [problem('evidence-elsewhere', { ...place, read: answer.evidence, facts: { other } })];
  });
}

type Tellings = ReadonlyMap<string, ReadonlySet<string>>;

/** Made once for each questionnaire: an instance of the function reads many files. */
const made = new WeakMap<Questionnaire, Tellings>();

function tellingWords(questionnaire: Questionnaire): Tellings {
  const known = made.get(questionnaire) ?? tellingWordsOf(questionnaire);
  made.set(questionnaire, known);
  return known;
}

function tellingWordsOf(questionnaire: Questionnaire): Tellings {
  const words = indicatorsOf(questionnaire).map(({ id, text }): [string, Set<string>] => [
    id,
    new Set(Object.values(text).flatMap(wordsOf)),
  ]);
  const count = new Map<string, number>();
  for (const [, ofOne] of words) for (const word of ofOne) count.set(word, (count.get(word) ?? 0) + 1);
  return new Map(
    words.map(([id, ofOne]) => [id, new Set([...ofOne].filter((word) => (count.get(word) ?? 0) <= rareIn))]),
  );
}

/** Words of five letters and more; a plural is its singular. */
function wordsOf(text: string): string[] {
  return longWordsIn(foldedText(text)).map((word) => word.replace(/(?:es|s)$/, ''));
}

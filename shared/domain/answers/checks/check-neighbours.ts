import { indicatorsOf, type Questionnaire } from '../../questionnaire/questionnaire.ts';
import { foldedText, longWordsIn } from '../normalise/plain-text.ts';
import { type Problem, problem } from '../problems.ts';
import { foldedTexts } from './asked.ts';
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
  const indicators = indicatorsOf(questionnaire);
  return indicators.flatMap(({ id }): Problem[] => {
    const answer = answers.get(id);
    if (answer === undefined || answer.cell === null || answer.evidence.length < 40) return [];
    const told = [...new Set(wordsOf(foldedText(answer.evidence)))].map((word) => tellings(word));
    if (told.some((questions) => questions.includes(id))) return [];
    const shared = new Map<string, number>();
    for (const one of told.flat()) shared.set(one, (shared.get(one) ?? 0) + 1);
    const most = Math.max(0, ...shared.values());
    if (most < enough) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const other = indicators.find((one) => shared.get(one.id) === most)?.id ?? '';
    const place = { sheet, cell: evidenceCells.get(id) ?? answerCell, indicator: id };
    return [problem('evidence-elsewhere', { ...place, read: answer.evidence, facts: { other } })];
  });
}

/** The questions that a word tells of; none where many have it. */
type Tellings = (word: string) => readonly string[];

/** Made once for each questionnaire: an instance of the function reads many files. */
const made = new WeakMap<Questionnaire, Tellings>();

function tellingWords(questionnaire: Questionnaire): Tellings {
  const known = made.get(questionnaire) ?? tellingWordsOf(questionnaire);
  made.set(questionnaire, known);
  return known;
}

function tellingWordsOf(questionnaire: Questionnaire): Tellings {
  const having = new Map<string, string[]>();
  for (const indicator of indicatorsOf(questionnaire)) {
    for (const word of wordsOf(foldedTexts(indicator))) {
      const ids = having.get(word);
      if (ids === undefined) having.set(word, [indicator.id]);
      else if (ids.at(-1) !== indicator.id) ids.push(indicator.id);
    }
  }
  return (word) => {
    const ids = having.get(word) ?? [];
    return ids.length <= rareIn ? ids : [];
  };
}

/** Words of five letters and more; a plural is its singular. */
function wordsOf(folded: string): string[] {
  return longWordsIn(folded).map((word) =>
    word.endsWith('es') ? word.slice(0, -2) : word.endsWith('s') ? word.slice(0, -1) : word,
  );
}

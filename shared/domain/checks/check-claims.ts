import type { Answer } from '../answer.ts';
import { foldedText, plainText } from '../normalise/plain-text.ts';
import { type Problem, type ProblemCode, problem } from '../problems.ts';
import { type Indicator, indicatorsOf } from '../questionnaire.ts';
import { type Filled, splitAddress } from './filled.ts';

/** Not there yet, however it is put. Only the first sentence is looked at: later ones tell of plans for more. */
const notYet =
  /\b(planned|is planning|are planning|plans? to|will be|in progress|under (development|construction|preparation)|being (developed|prepared|drafted)|intends? to|not yet|to be (launched|implemented|introduced|adopted)|suunnitteilla|in planung|geplant|en cours d'élaboration|prévu|previsto|planeado|gepland|planerad|planlagt|planowan\p{L}*|plánovan\p{L}*)\b/u;
/** A No that explains itself is no contradiction. */
const explained =
  /\b(no|not|none|never|nothing|only|but|however|yet|lack\p{L}*|planned|ei|kein\p{L}*|nicht|inte|ikke|pas|aucun\p{L}*|geen|niet|nie|ne)\b/u;
/** Characters from which on evidence beside a No reads like that of a Yes. */
const fullEvidence = 80;

/** Do answer and evidence go together? Each finding asks; the answer stands as it is written. */
export function checkClaims({ questionnaire, answers, round, evidenceCellOf }: Filled): Problem[] {
  // What stands beside a Yes as well ("see our handbook") says nothing against a No.
  const besideYes = new Set(
    [...answers.values()].flatMap(({ value, evidence }) => (value === 'yes' ? [evidence] : [])),
  );
  return indicatorsOf(questionnaire).flatMap((indicator): Problem[] => {
    const answer = answers.get(indicator.id);
    if (answer === undefined || answer.cell === null || answer.evidence === '') return [];
    const found = contradiction(answer, besideYes) ?? tooOld(answer, indicator, round);
    if (found === null) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const evidenceCell = evidenceCellOf(indicator.id) ?? answerCell;
    const cell = found.code === 'answer-contradicts-evidence' ? answerCell : evidenceCell;
    const facts = { ...found.facts, answerCell, evidenceCell };
    return [problem(found.code, { sheet, cell, indicator: indicator.id, read: found.read, facts })];
  });
}

interface Found {
  readonly code: ProblemCode;
  readonly read: string;
  readonly facts: Readonly<Record<string, string>>;
}

function contradiction({ value, evidence }: Answer, besideYes: ReadonlySet<string>): Found | null {
  const first = firstSentence(evidence);
  if (value === 'yes' && notYet.test(foldedText(first))) return { code: 'evidence-planned', read: first, facts: {} };
  if (
    value === 'no' &&
    evidence.length >= fullEvidence &&
    !besideYes.has(evidence) &&
    !explained.test(foldedText(evidence))
  ) {
    return { code: 'answer-contradicts-evidence', read: first, facts: { value } };
  }
  return null;
}

/** Years named in the evidence, against "in the last three years"; a round named otherwise than by a year has none. */
function tooOld({ value, evidence }: Answer, { withinYears }: Indicator, round: string | null): Found | null {
  const year = /^(?:19|20)\d{2}$/.test(round ?? '') ? Number(round) : null;
  if (value !== 'yes' || withinYears === undefined || year === null) return null;
  const years = [...evidence.matchAll(/(?<![\d.,/-])(?:19|20)\d{2}(?!\d)/g)].map(([text]) => Number(text));
  const newest = Math.max(...years);
  if (years.length === 0 || newest >= year - withinYears) return null;
  const facts = { years: String(withinYears), newest: String(newest) };
  return { code: 'evidence-old', read: firstSentence(evidence), facts };
}

function firstSentence(evidence: string): string {
  const text = plainText(evidence);
  return (/^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text).slice(0, 160);
}

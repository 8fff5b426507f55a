import { foldedText } from '../normalise/plain-text.ts';
import { asOne, listedCells, type Problem, type ProblemCode } from '../problems.ts';

/** Doubts about evidence of which one answer is no other than the next. */
const repeatable: ReadonlySet<ProblemCode> = new Set([
  'evidence-missing',
  'evidence-weak',
  'evidence-without-answer',
  'evidence-planned',
  'evidence-denies',
  'answer-contradicts-evidence',
]);
/** Facts that only say where a doubt arose. */
const places: ReadonlySet<string> = new Set(['evidenceCell', 'answerCell']);

/** The same doubt about the same text is one problem with its cells, in the place of the first. */
export function repeatedOnce(problems: readonly Problem[]): Problem[] {
  const alike = Map.groupBy(problems, (one) => (repeatable.has(one.code) ? doubtOf(one) : one));
  return [...alike.values()].flatMap((group) => asOne(group).map((one) => ({ ...one, facts: factsOf(group) })));
}

function doubtOf({ code, sheet, severity, read, facts }: Problem): string {
  const own = Object.entries(facts).filter(([name]) => !places.has(name));
  return JSON.stringify([code, sheet, severity, foldedText(read ?? ''), own]);
}

/** The facts of the first, with the places of all. */
function factsOf(group: readonly Problem[]): Problem['facts'] {
  const [first] = group;
  const listed = (name: string): string => listedCells([...new Set(group.flatMap(({ facts }) => facts[name] ?? []))]);
  return Object.fromEntries(
    Object.entries(first?.facts ?? {}).map(([name, fact]) => [name, places.has(name) ? listed(name) : fact]),
  );
}

import { readFileSync } from 'node:fs';
import { assessByDefinition } from '../../functions/ingest-submission/assess-by-definition.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { comparedWithNothing } from '../../shared/domain/insight/results-report.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { codesUnder } from '../../shared/domain/review/review.ts';
import { scoreAnswers } from '../../shared/domain/scoring/engine/score-answers.ts';
import { whatCounts } from '../../shared/domain/scoring/engine/what-counts.ts';
import { shownNumber } from '../../shared/domain/scoring/form-score.ts';
import type { AuthorityFacts, Given } from '../../shared/domain/scoring/given.ts';
import { authored } from './authored.ts';
import { readValueOf } from './form-codes.ts';

const about = {
  ...{ authority: { id: 'northwood', name: 'Northwood' }, round: '2026', language: 'en' },
  ...{ fileName: 'northwood.xlsx', sha256: 'a'.repeat(64), receivedAt: '2026-05-18T09:12:30.000Z' },
  ...comparedWithNothing,
};

/** What a file in bytes comes to by a definition, as a report. */
export async function reportOfFile(
  file: Uint8Array,
  definition: Definition,
  facts: AuthorityFacts = {},
  more: Partial<FormReport> = {},
): Promise<FormReport> {
  const { filled, given, scored, problems } = await assessByDefinition(file, definition, facts);
  if (filled === null || scored === null) throw new Error(`Not scored: ${problems.map(({ code }) => code)}`);
  const shown = shownNumber(definition, scored);
  const codes = codesUnder(definition, filled.answers, null);
  return { ...about, definition, facts, given, scored, shown, problems, answers: filled.answers, codes, ...more };
}

const examples = 'examples/public-libraries';
export const libraries = (): Promise<Definition> => authored(`${examples}.authoring.xlsx`);

/** Of the example that was scored by hand. */
export const northwoodReport = async (more: Partial<FormReport> = {}): Promise<FormReport> =>
  reportOfFile(readFileSync(`${examples}.northwood.xlsx`), await libraries(), { kind: 'city' }, more);

/** What was answered as a report, every answer with evidence unless it is said otherwise. */
export function reportOfAnswers(
  definition: Definition,
  read: ReadonlyMap<string, Given>,
  {
    evidence = () => 'Decision 4',
    facts = {},
  }: { evidence?: (question: string) => string; facts?: AuthorityFacts } = {},
): FormReport {
  // What is in the column of evidence beside a text is the text.
  const evidenceOf = (name: string): string => {
    const given = read.get(name);
    return given === undefined || 'text' in given ? '' : evidence(name);
  };
  const said = new Map([...read].map(([name, given]) => [name, { given, evidence: evidenceOf(name) }] as const));
  const { answers: given } = whatCounts(definition, said, facts);
  const scored = scoreAnswers(definition, given, facts);
  const answers = new Map(
    questionsOf(definition).map(({ name }, at) => {
      const one = read.get(name);
      const cell = `Answers!D${at + 2}`;
      const asRead = one === undefined ? noAnswer : { value: readValueOf(one), raw: rawOf(one) };
      return [name, { ...asRead, evidence: evidenceOf(name), cell }];
    }),
  );
  const shown = shownNumber(definition, scored);
  const codes = codesUnder(definition, answers, null);
  return { ...about, definition, facts, given, scored, shown, problems: [], answers, codes };
}

const noAnswer = { value: 'unanswered', raw: '' } as const;

/** As it stands in its cell. */
function rawOf(given: Given): string {
  if ('doesNotCount' in given) return 'in part';
  if ('text' in given) return given.text.trim();
  return 'number' in given ? given.number : given.choices.join('; ');
}

import { isSelect, questionsOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { ScoredForm } from '../../../domain/scoring/form-score.ts';
import { compared, toNumber, zero } from '../../../domain/scoring/rational.ts';
import type { FormRow, FormSite } from './form-site.ts';

/** What all authorities answered to one question, beyond what the standings count. */
export interface QuestionAnswers {
  /** By name of each choice the authorities that gave it, those with the highest scores first: as many as are named. */
  readonly byChoice: ReadonlyMap<string, readonly FormRow[]>;
  /** Numbers that count, from the lowest. */
  readonly numbers: readonly number[];
  /** Average of the scores, 0..1; null where it is not scored, or of nobody. */
  readonly average: number | null;
  /** Who scores here and gave evidence, those with the highest scores first: as many as are shown. */
  readonly withEvidence: readonly FormRow[];
}
export type FormAnswers = ReadonlyMap<string, QuestionAnswers>;

/** How many a page names of a choice, and whose evidence it shows: a page that can still be read. */
const maxCount = { names: 200, evidence: 40 } as const;

/** Gathers answers authority by authority, in order of rank. */
export function openFormAnswers({ questionnaire: definition, showsEvidence }: FormSite) {
  const questions = questionsOf(definition).map((question) => ({
    question,
    byChoice: new Map<string, FormRow[]>(),
    numbers: [] as number[],
    sum: 0,
    scored: 0,
    withEvidence: [] as FormRow[],
  }));
  return {
    add(row: FormRow, { given, scored }: ScoredForm): void {
      for (const [at, own] of questions.entries()) {
        const { name } = own.question;
        const node = scored.nodes.get(name) ?? null;
        if (node?.score != null) {
          own.sum += toNumber(node.score);
          own.scored += 1;
        }
        const one = scored.asked.get(name) === false ? undefined : given.get(name);
        if (one === undefined || 'doesNotCount' in one) continue;
        if ('number' in one) own.numbers.push(Number(one.number));
        if ('choices' in one && isSelect(own.question)) {
          for (const choice of one.choices) {
            const named = own.byChoice.get(choice) ?? [];
            own.byChoice.set(choice, named);
            if (named.length < maxCount.names) named.push(row);
          }
        }
        const scores = node !== null && compared(node.points, zero) > 0;
        const isShown = showsEvidence && scores && row.profile.evidenceCode.charAt(at) === '1';
        if (isShown && own.withEvidence.length < maxCount.evidence) own.withEvidence.push(row);
      }
    },
    all: (): FormAnswers =>
      new Map(
        questions.map(({ question, byChoice, numbers, sum, scored, withEvidence }) => [
          question.name,
          {
            ...{ byChoice, withEvidence, average: scored === 0 ? null : sum / scored },
            numbers: numbers.sort((a, b) => a - b),
          },
        ]),
      ),
  };
}

/** The number below which the share `part` of numbers in order lies: nearest rank. */
export const quantileOf = (numbers: readonly number[], part: number): number | null =>
  numbers[Math.max(1, Math.ceil(part * numbers.length)) - 1] ?? null;

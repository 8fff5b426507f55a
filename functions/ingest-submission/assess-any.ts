import { hash } from 'node:crypto';
import type { AnswerCode, Answers, Unread } from '../../shared/domain/answers/answer.ts';
import { explained } from '../../shared/domain/answers/checks/explained.ts';
import { byGravity, firstProblems, isRejected, problem } from '../../shared/domain/answers/problems.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { isScored, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { FormScore } from '../../shared/domain/scoring/form-score.ts';
import type { AuthorityFacts } from '../../shared/domain/scoring/given.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import { readAnyWorkbook } from '../../shared/spreadsheet/reading/read-any.ts';
import type { FilledForm } from '../../shared/spreadsheet/reading/read-by-definition.ts';
import { type ScoredFilled, scoreFilled } from './assess-by-definition.ts';
import {
  type Assessment,
  assessed,
  maxProblems,
  olderVersion,
  type SaidInFile,
  saidIn,
  scoreOf,
  unreadable,
} from './assess-file.ts';

/** The same of a file by a questionnaire that an office has defined. */
export interface AssessedForm extends SaidInFile {
  readonly questionnaire: Definition;
  readonly answers: Answers<AnswerCode | Unread>;
  /** Its numbers are answers. */
  readonly background: ReadonlyMap<string, never>;
  readonly filled: FilledForm;
  /** What counts, and what that comes to, for an authority of which that is known. */
  readonly counted: ScoredFilled;
}

export type AnyAssessment = Assessment | AssessedForm;

/** Reads and checks one file by whichever questionnaire it is. */
export async function assessAnyFile(file: Uint8Array, known: AnyCatalogue): Promise<AnyAssessment> {
  const sha256 = hash('sha256', file, 'hex');
  const read = await readAnyWorkbook(file, known);
  if ('code' in read) return { sha256, ...unreadable(read) };
  return 'definition' in read ? assessedForm(read, sha256, {}, known) : assessed(read, sha256, known);
}

/** The file once more, for the authority that it is of: on what is registered of it conditions may rest. */
export function forAuthority(assessment: AnyAssessment, facts: AuthorityFacts, known: AnyCatalogue): AnyAssessment {
  return 'filled' in assessment ? assessedForm(assessment.filled, assessment.sha256, facts, known) : assessment;
}

function assessedForm(filled: FilledForm, sha256: string, facts: AuthorityFacts, known: AnyCatalogue): AssessedForm {
  const { definition: questionnaire, answers, explanations } = filled;
  const background = new Map<string, never>();
  const counted = scoreFilled(filled, facts);
  const isBlank = counted.problems.some(({ code }) => code === 'nothing-answered');
  const found = [
    ...counted.problems,
    ...olderVersion(questionnaire, known),
    ...(counted.shown === null && !isBlank ? [tooLittle(filled, counted)] : []),
  ];
  const problems = firstProblems(byGravity(explained(found, explanations, { answers, background })), maxProblems);
  return { ...saidIn(filled, sha256), questionnaire, answers, background, filled, counted, problems };
}

/** How many questions that count are answered, of those that are asked, and about how many must be. */
function tooLittle({ definition }: FilledForm, { given, scored }: ScoredFilled) {
  const asked = questionsOf(definition).filter(
    (question) => isScored(definition, question) && scored.asked.get(question.name) !== false,
  );
  const answered = asked.filter(({ name }) => given.has(name) && scored.nodes.get(name) !== null);
  const { leastShare = '0' } = definition.index;
  const [part = 0, whole = 1] = leastShare.split('/').map(Number);
  const needed = Math.max(answered.length + 1, Math.ceil((part / whole) * asked.length));
  const facts = { answered: String(answered.length), asked: String(asked.length), needed: String(needed) };
  return problem('too-little-answered', { facts });
}

/** What a file scores by itself; null when it is rejected. `method`: of the round, where the product scores it. */
export function scoreOfAny(assessment: AnyAssessment, method: MethodId | undefined): Score | FormScore | null {
  if (!('counted' in assessment)) return scoreOf(assessment, method);
  if (isRejected(assessment.problems)) return null;
  return { method: 'definition', percent: assessment.counted.shown ?? 0 };
}

import type { AnswerCode, Answers, Unread } from '../../shared/domain/answers/answer.ts';
import { explained } from '../../shared/domain/answers/checks/explained.ts';
import { byGravity, firstProblems, problem } from '../../shared/domain/answers/problems.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { isScored, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { AuthorityFacts } from '../../shared/domain/scoring/given.ts';
import type { FilledForm } from '../../shared/spreadsheet/reading/read-by-definition.ts';
import { type ScoredFilled, scoreFilled } from './assess-by-definition.ts';
import { maxProblems, olderVersion, saidIn } from './assess-file.ts';
import type { SaidInFile } from './said-in-file.ts';

/** What a file says by a questionnaire that an office has defined. */
export interface AssessedForm extends SaidInFile {
  readonly questionnaire: Definition;
  readonly answers: Answers<AnswerCode | Unread>;
  /** Its numbers are answers. */
  readonly background: ReadonlyMap<string, never>;
  readonly filled: FilledForm;
  /** What counts, and what that comes to, for an authority of which that is known. */
  readonly counted: ScoredFilled;
}

/** Checks and scores it for an authority of which that is known. */
export function assessedForm(
  filled: FilledForm,
  sha256: string,
  facts: AuthorityFacts,
  known: AnyCatalogue,
): AssessedForm {
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

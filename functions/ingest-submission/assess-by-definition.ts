import { hash } from 'node:crypto';
import {
  claimProblems,
  countingProblems,
  unansweredProblems,
  weakEvidenceProblems,
} from '../../shared/domain/answers/checks/check-counting.ts';
import { explained } from '../../shared/domain/answers/checks/explained.ts';
import { repeatedOnce } from '../../shared/domain/answers/checks/repeated-doubts.ts';
import { byGravity, firstProblems, isRejected, type Problem, problem } from '../../shared/domain/answers/problems.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { type ScoredForm, scoreFormAnswers } from '../../shared/domain/scoring/form-score.ts';
import type { AuthorityFacts, GivenAnswers } from '../../shared/domain/scoring/given.ts';
import type { Scored } from '../../shared/domain/scoring/scored.ts';
import { type FilledForm, readByDefinition } from '../../shared/spreadsheet/reading/read-by-definition.ts';
import { maxProblems, otherwiseOnCover, saidIn } from './assess-file.ts';

/** What a file of any questionnaire says, and what it scores. */
export interface FormAssessment {
  readonly sha256: string;
  /** null when nothing could be read of it. */
  readonly filled: FilledForm | null;
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  readonly round: RoundId | null;
  /** What counts of the answers. */
  readonly given: GivenAnswers;
  /** null when the file is rejected. */
  readonly scored: Scored | null;
  /** Gravest first. */
  readonly problems: readonly Problem[];
}

/**
 * Reads, checks and scores one file by a definition: what was understood, what of it counts by the definition's rules, and
 * what that comes to. `facts`: what is registered of the authority, on which conditions may rest.
 */
export async function assessByDefinition(
  file: Uint8Array,
  definition: Definition,
  facts: AuthorityFacts = {},
): Promise<FormAssessment> {
  const sha256 = hash('sha256', file, 'hex');
  const filled = await readByDefinition(file, [definition]);
  if ('code' in filled) {
    return { sha256, filled: null, authority: null, round: null, given: new Map(), scored: null, problems: [filled] };
  }
  const { given, scored, problems: found } = scoreFilled(filled, facts);
  const asked = explained(found, filled.explanations, { answers: filled.answers, background: new Map() });
  const problems = firstProblems(byGravity(asked), maxProblems);
  const { authority, round } = saidIn(filled, sha256);
  return {
    ...{ sha256, filled, authority, round },
    given,
    scored: isRejected(problems) ? null : scored,
    problems,
  };
}

/** What counts of the answers that were read, what that comes to, and all that is told of it. */
export interface ScoredFilled extends ScoredForm {
  readonly problems: readonly Problem[];
}

export function scoreFilled(filled: FilledForm, facts: AuthorityFacts): ScoredFilled {
  const { definition } = filled;
  const { remarks, ...scoredForm } = scoreFormAnswers(definition, filled.answers, facts);
  const { given, scored } = scoredForm;
  const problems = [
    ...(given.size > 0 ? [] : [problem('nothing-answered')]),
    ...filled.problems,
    ...otherwiseOnCover(filled),
    ...repeatedOnce([
      ...countingProblems(filled, remarks),
      ...weakEvidenceProblems(filled, scored),
      ...claimProblems({ ...filled, round: filled.identity?.round ?? null }, scored),
      ...unansweredProblems(filled, scored),
    ]),
  ];
  return { ...scoredForm, problems };
}

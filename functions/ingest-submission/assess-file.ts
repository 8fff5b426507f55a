import { createHash } from 'node:crypto';
import type { Answers } from '../../shared/domain/answer.ts';
import type { BackgroundValues } from '../../shared/domain/background.ts';
import { checkBackground } from '../../shared/domain/checks/check-background.ts';
import { checkClaims } from '../../shared/domain/checks/check-claims.ts';
import { checkEvidence, checkUnanswered } from '../../shared/domain/checks/check-evidence.ts';
import { checkNeighbours } from '../../shared/domain/checks/check-neighbours.ts';
import { type Explanations, explained } from '../../shared/domain/checks/explained.ts';
import { type Filled, splitAddress } from '../../shared/domain/checks/filled.ts';
import { byGravity, isRejected, type Problem, problem } from '../../shared/domain/problems.ts';
import { type Questionnaire, questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { type Catalogue, newestVersionOf } from '../../shared/domain/questionnaire-catalogue.ts';
import { type Score, score } from '../../shared/domain/scoring.ts';
import type { MethodId } from '../../shared/domain/scoring-methods.ts';
import { authorityId } from '../../shared/domain/submission.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { type FilledQuestionnaire, readWorkbook } from '../../shared/workbook/read-workbook.ts';
import { versionProblem } from './version-problem.ts';

/** What a file says and what it scores, before anybody asks whether it may count. */
export interface Assessment {
  readonly sha256: string;
  readonly questionnaire: Questionnaire | null;
  /** Whom the file is for: by its hidden identity, or else by the name on the cover. */
  readonly authority: { readonly id: string; readonly name: string } | null;
  /** Its own identity says so, not only a name that anybody may write on the cover. */
  readonly identified: boolean;
  readonly round: string | null;
  readonly answers: Answers;
  readonly background: BackgroundValues;
  /** What the sender answered to earlier queries. */
  readonly explanations: Explanations;
  /** null when the file is rejected. */
  readonly score: Score | null;
  /** Gravest first. */
  readonly problems: readonly Problem[];
}

/**
 * Reads, checks and scores one file: the same for the function and for the command line. Each file is read and scored
 * as the questionnaire version that it is. Without a method: the questionnaire's own.
 */
export async function assessFile(
  file: Uint8Array,
  method?: MethodId,
  questionnaires: Catalogue = catalogue,
): Promise<Assessment> {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const read = await readWorkbook(file, questionnaires);
  if ('code' in read) return { sha256, ...unreadable(read) };
  const named = authorityOf(read);
  const answered = [...read.answers.values()].some(({ value }) => value !== 'unanswered');
  const filled: Filled = {
    ...read,
    round: read.identity?.round ?? null,
    evidenceCellOf: (id) => read.evidenceCells.get(id),
  };
  const found = [
    ...(answered ? [] : [problem('nothing-answered')]),
    ...read.problems,
    ...named.problems,
    ...olderVersion(read.questionnaire, questionnaires),
    ...checks.flatMap((check) => check(filled)),
  ];
  const problems = capped(explained(found, read.explanations, read));
  const values = new Map([...read.answers].map(([id, { value }]) => [id, value]));
  return {
    sha256,
    questionnaire: read.questionnaire,
    authority: named.authority,
    identified: (read.identity?.authority ?? null) !== null,
    round: read.identity?.round ?? null,
    answers: read.answers,
    background: read.background,
    explanations: read.explanations,
    score: isRejected(problems) ? null : score(read.questionnaire, values, method),
    problems,
  };
}

const checks = [checkUnanswered, checkEvidence, checkClaims, checkNeighbours, checkBackground];

/** What a person can act on, and an item of the table can hold. */
const mostProblems = 150;

function capped(problems: readonly Problem[]): Problem[] {
  const inOrder = byGravity(problems);
  const more = inOrder.length - mostProblems;
  if (more <= 0) return inOrder;
  return [...inOrder.slice(0, mostProblems), problem('more-problems', { facts: { count: String(more) } })];
}

/** A file of which nothing can be said but why. */
export function unreadable(reason: Problem): Omit<Assessment, 'sha256'> {
  return {
    questionnaire: null,
    authority: null,
    identified: false,
    round: null,
    answers: new Map(),
    background: new Map(),
    explanations: new Map(),
    score: null,
    problems: [reason],
  };
}

/** Without a round nobody says which version is asked for: the newest one is. */
function olderVersion(questionnaire: Questionnaire, questionnaires: Catalogue): Problem[] {
  const newest = newestVersionOf(questionnaire, questionnaires) ?? questionnaire;
  const older = versionProblem(questionnaireKey(questionnaire), questionnaireKey(newest), questionnaires);
  return older === null ? [] : [older];
}

function authorityOf({ identity, cover }: FilledQuestionnaire): {
  authority: Assessment['authority'];
  problems: Problem[];
} {
  const written = cover.authority;
  if (identity === null || identity.authority === null) {
    const authority = written === null ? null : { id: authorityId(written.name), name: written.name };
    return { authority, problems: [] };
  }
  const name = identity.authorityName ?? written?.name ?? identity.authority;
  const differs = written !== null && authorityId(written.name) !== authorityId(name);
  const problems: Problem[] = [];
  if (differs) {
    const [sheet, cell] = splitAddress(written.cell);
    problems.push(problem('identity-conflicting', { sheet, cell, read: written.name, facts: { authority: name } }));
  }
  return { authority: { id: identity.authority, name }, problems };
}

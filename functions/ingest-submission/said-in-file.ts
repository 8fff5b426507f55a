import { type Answers, valuesOf } from '../../shared/domain/answers/answer.ts';
import type { BackgroundValues } from '../../shared/domain/answers/background.ts';
import { splitAddress } from '../../shared/domain/answers/checks/check-input.ts';
import type { Explanations } from '../../shared/domain/answers/checks/explained.ts';
import { isRejected, type Problem, type ProblemCode, problem } from '../../shared/domain/answers/problems.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { FormScore } from '../../shared/domain/scoring/form-score.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { type Score, score } from '../../shared/domain/scoring/scoring.ts';
import type { SaidWithFile } from '../../shared/domain/submissions/said-with-file.ts';
import type { NamedOnCover } from '../../shared/spreadsheet/reading/read-cover.ts';
import type { SentInFile } from '../../shared/spreadsheet/reading/read-sent.ts';

// Apart from what reads and checks a file, which is loaded with the first one.

/** What any file says of itself, and what is wrong with it. */
export interface SaidInFile {
  readonly sha256: string;
  /** Whom the file says it is for: by its identity, or else by its cover. Who that is, the registry knows. */
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  /** What each part of it says. */
  readonly named: NamedInFile;
  readonly round: RoundId | null;
  /** What the sender answered to earlier queries. */
  readonly explanations: Explanations;
  /** Who certifies its answers, and a note to the office. */
  readonly said: SaidWithFile;
  /** What it says of the workbook that was sent out; null when nothing can be read of it. */
  readonly sent: SentInFile | null;
  /** Questions and figures of which it says only what its workbook was sent out with. */
  readonly leftStanding?: readonly string[];
  /** Where each question's evidence belongs, without the sheet. */
  readonly evidenceCells: ReadonlyMap<string, string>;
  /** Gravest first. */
  readonly problems: readonly Problem[];
}

/** What a file says and what is wrong with it, before anybody asks whether it may count and by which method it scores. */
export interface Assessment extends SaidInFile {
  readonly questionnaire: Questionnaire | null;
  readonly answers: Answers;
  readonly background: BackgroundValues;
}

export interface NamedInFile {
  /** By the hidden sheet, or the line that stands for it: the registered id, or what an older template made of the name. */
  readonly identity: {
    readonly id: string | null;
    readonly name: string | null;
    readonly round: RoundId | null;
  } | null;
  /** What is written for people to read. */
  readonly cover: NamedOnCover;
}

/**
 * What a file scores, by the questionnaire version that it is: null when it is rejected. Without a method: by the
 * questionnaire's own.
 */
export function scoreOf(
  { questionnaire, answers, problems }: Pick<Assessment, 'questionnaire' | 'answers' | 'problems'>,
  method?: MethodId,
): Score | null {
  if (questionnaire === null || isRejected(problems)) return null;
  return score(questionnaire, valuesOf(answers), method);
}

/** The same of a file of any questionnaire. `method`: of the round, where the product scores it. */
export function scoreOfAny(
  assessment: Pick<Assessment, 'questionnaire' | 'answers' | 'problems'> | ScoredByDefinition,
  method: MethodId | undefined,
): Score | FormScore | null {
  if (!('counted' in assessment)) return scoreOf(assessment, method);
  if (isRejected(assessment.problems)) return null;
  return { method: 'definition', percent: assessment.counted.shown ?? 0 };
}

interface ScoredByDefinition {
  readonly counted: { readonly shown: number | null };
  readonly problems: readonly Problem[];
}

/** A file of which nothing can be said but why. */
export function unreadable(reason: Problem): Omit<Assessment, 'sha256'> {
  return {
    questionnaire: null,
    authority: null,
    named: { identity: null, cover: { authority: null, round: null } },
    round: null,
    answers: new Map(),
    background: new Map(),
    explanations: new Map(),
    said: {},
    sent: null,
    evidenceCells: new Map(),
    problems: [reason],
  };
}

/** A problem with what stands in a cell of the cover. `place`: its full address. */
export function coverProblem(code: ProblemCode, place: string, read: string, facts: Problem['facts']): Problem {
  const [sheet, cell] = splitAddress(place);
  return problem(code, { sheet, cell, read, facts });
}

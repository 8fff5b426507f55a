import { hash } from 'node:crypto';
import { type Answers, valuesOf } from '../../shared/domain/answers/answer.ts';
import type { BackgroundValues } from '../../shared/domain/answers/background.ts';
import { checkBackground } from '../../shared/domain/answers/checks/check-background.ts';
import { checkClaims } from '../../shared/domain/answers/checks/check-claims.ts';
import { checkEvidence } from '../../shared/domain/answers/checks/check-evidence.ts';
import { splitAddress } from '../../shared/domain/answers/checks/check-input.ts';
import { checkNeighbours } from '../../shared/domain/answers/checks/check-neighbours.ts';
import { checkUnanswered } from '../../shared/domain/answers/checks/check-unanswered.ts';
import { type Explanations, explained } from '../../shared/domain/answers/checks/explained.ts';
import { repeatedOnce } from '../../shared/domain/answers/checks/repeated-doubts.ts';
import { lettersAndDigits, unaccented } from '../../shared/domain/answers/normalise/plain-text.ts';
import {
  byGravity,
  firstProblems,
  isRejected,
  type Problem,
  type ProblemCode,
  problem,
} from '../../shared/domain/answers/problems.ts';
import type { RoundId } from '../../shared/domain/ids.ts';
import { type AnyQuestionnaire, keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { type AnyCatalogue, type Catalogue, newestVersionOf } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { type Score, score } from '../../shared/domain/scoring/scoring.ts';
import type { SaidWithFile } from '../../shared/domain/submissions/said-with-file.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import type { NamedOnCover } from '../../shared/spreadsheet/reading/read-cover.ts';
import type { SentInFile } from '../../shared/spreadsheet/reading/read-sent.ts';
import { type FilledQuestionnaire, readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { versionProblem } from './version-problem.ts';

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
 * Reads and checks one file: the same for the function and for the command line. Each file is read as the questionnaire
 * version that it is.
 */
export async function assessFile(file: Uint8Array, questionnaires: Catalogue = readingCatalogue): Promise<Assessment> {
  const sha256 = hash('sha256', file, 'hex');
  const read = await readWorkbook(file, questionnaires);
  return 'code' in read ? { sha256, ...unreadable(read) } : assessed(read, sha256, questionnaires);
}

/** The same of a file that was read. */
export function assessed(read: FilledQuestionnaire, sha256: string, questionnaires: AnyCatalogue): Assessment {
  const answered = [...read.answers.values()].some(({ value }) => value !== 'unanswered');
  const found = [
    ...(answered ? [] : [problem('nothing-answered')]),
    ...read.problems,
    ...otherwiseOnCover(read),
    ...olderVersion(read.questionnaire, questionnaires),
    ...repeatedOnce(checks.flatMap((check) => check(read))),
  ];
  const problems = firstProblems(byGravity(explained(found, read.explanations, read)), maxProblems);
  return {
    ...saidIn(read, sha256),
    questionnaire: read.questionnaire,
    answers: read.answers,
    background: read.background,
    problems,
  };
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

const checks = [checkUnanswered, checkEvidence, checkClaims, checkNeighbours, checkBackground];

/** What a person can act on, and an item of the table can hold. */
export const maxProblems = 150;

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

/** Without a round nobody says which version is asked for: the newest one is. */
export function olderVersion(questionnaire: AnyQuestionnaire, questionnaires: AnyCatalogue): Problem[] {
  const newest = newestVersionOf(questionnaire, questionnaires) ?? questionnaire;
  const older = versionProblem(keyOfAny(questionnaire), keyOfAny(newest), questionnaires);
  return older === null ? [] : [older];
}

/** Whom a file is for, and what its sender has explained. */
export function saidIn(
  read: Pick<FilledQuestionnaire, 'identity' | 'cover' | 'explanations' | 'said' | 'sent' | 'evidenceCells'>,
  sha256: string,
): Omit<SaidInFile, 'problems'> {
  const round = read.identity?.round ?? read.cover.round?.id ?? null;
  const { explanations, said, sent, evidenceCells } = read;
  const named = { authority: authorityOf(read), named: namedIn(read), round };
  return { sha256, ...named, explanations, said, sent, evidenceCells };
}

type Named = Pick<FilledQuestionnaire, 'identity' | 'cover'>;

function namedIn({ identity, cover }: Named): NamedInFile {
  if (identity === null) return { identity: null, cover };
  const { authority: id, authorityName: name, round } = identity;
  return { identity: { id, name, round }, cover };
}

/** Whom it is for: by its identity, or else by its cover. */
export function authorityOf({ identity, cover }: Named): Assessment['authority'] {
  const { authority: id = null, authorityName = null } = identity ?? {};
  const name = authorityName ?? cover.authority?.name ?? id;
  return name === null ? null : { id, name };
}

/** What the cover says otherwise than the identity, as texts; where there is a registry, it says what each of them means. */
export function otherwiseOnCover({ identity, cover }: Pick<FilledQuestionnaire, 'identity' | 'cover'>): Problem[] {
  const { authorityName: name = null, round = null } = identity ?? {};
  const problems: Problem[] = [];
  if (name !== null && cover.authority !== null && !cover.authority.isLine && !isSameText(cover.authority.name, name)) {
    problems.push(
      coverProblem('identity-conflicting', cover.authority.cell, cover.authority.name, { authority: name }),
    );
  }
  if (round !== null && cover.round !== null && !cover.round.isLine && cover.round.id !== round) {
    problems.push(coverProblem('round-differs', cover.round.cell, cover.round.id, { round }));
  }
  return problems;
}

/** A problem with what stands in a cell of the cover. `place`: its full address. */
export function coverProblem(code: ProblemCode, place: string, read: string, facts: Problem['facts']): Problem {
  const [sheet, cell] = splitAddress(place);
  return problem(code, { sheet, cell, read, facts });
}

const letters = (text: string): string => lettersAndDigits(unaccented(text));
const isSameText = (a: string, b: string): boolean => letters(a).trim() === letters(b).trim();

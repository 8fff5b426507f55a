import { hash } from 'node:crypto';
import { checkBackground } from '../../shared/domain/answers/checks/check-background.ts';
import { checkClaims } from '../../shared/domain/answers/checks/check-claims.ts';
import { checkEvidence } from '../../shared/domain/answers/checks/check-evidence.ts';
import { checkNeighbours } from '../../shared/domain/answers/checks/check-neighbours.ts';
import { checkUnanswered } from '../../shared/domain/answers/checks/check-unanswered.ts';
import { explained } from '../../shared/domain/answers/checks/explained.ts';
import { repeatedOnce } from '../../shared/domain/answers/checks/repeated-doubts.ts';
import { lettersAndDigits, unaccented } from '../../shared/domain/answers/normalise/plain-text.ts';
import { byGravity, firstProblems, type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { type AnyQuestionnaire, keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { type AnyCatalogue, type Catalogue, newestVersionOf } from '../../shared/domain/questionnaire/catalogue.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { type FilledQuestionnaire, readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { type Assessment, coverProblem, type NamedInFile, type SaidInFile, unreadable } from './said-in-file.ts';
import { versionProblem } from './version-problem.ts';

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

const checks = [checkUnanswered, checkEvidence, checkClaims, checkNeighbours, checkBackground];

/** What a person can act on, and an item of the table can hold. */
export const maxProblems = 150;

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

const letters = (text: string): string => lettersAndDigits(unaccented(text));
const isSameText = (a: string, b: string): boolean => letters(a).trim() === letters(b).trim();

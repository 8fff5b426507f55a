import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { familyOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { labelAmong } from '../../shared/domain/registry/names.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { AnyAssessment } from './assess-any.ts';
import { pageProblem } from './page-upload.ts';
import { versionProblem } from './version-problem.ts';
import type { WhichRound } from './which-round.ts';
import type { Whose } from './whose-file.ts';

export interface Admission {
  /** Only what is registered: a name that a file makes up is no authority. */
  readonly authority: Authority | null;
  readonly round: Round | null;
  readonly problems: readonly Problem[];
}

/** Whether a file may count: its authority and round are known and open, its sender may speak for it. */
export async function admit(
  assessment: AnyAssessment,
  { whose, which }: { readonly whose: Whose; readonly which: WhichRound },
  receipt: Receipt,
  announced: PageUpload | null,
  { registry, catalogue }: { readonly registry: Registry; readonly catalogue: AnyCatalogue },
): Promise<Admission> {
  if (assessment.questionnaire === null) return { authority: null, round: null, problems: [] };
  const { authority } = whose;
  const problems = [
    ...whose.problems,
    identityProblem(assessment, receipt),
    await pageProblem(authority, announced, registry),
    ...which.problems,
    await senderProblem(authority, receipt, registry),
    otherQuestionnaire(assessment, which.round, catalogue),
  ];
  return { authority, round: which.round, problems: problems.filter((one) => one !== null) };
}

/** Whoever can edit a sheet shared with us could write another city's name on it: the hidden identity has to be there. */
function identityProblem({ authority, named }: AnyAssessment, { channel }: Receipt): Problem | null {
  const { id = null, name = null } = named.identity ?? {};
  const identified = id !== null || name !== null;
  return channel === 'sheet' && authority !== null && !identified ? problem('sheet-unidentified') : null;
}

/** Who sent it must be a contact of the authority it is for. The office alone, which may put in anything, names nobody. */
async function senderProblem(
  authority: Authority | null,
  { sender, channel }: Receipt,
  registry: Pick<Registry, 'named'>,
): Promise<Problem | null> {
  if (authority === null) return null;
  // A sheet without a sender is one that the office pointed to: no other link is followed.
  const isFine = sender === null ? channel === 'office' || channel === 'sheet' : maySendFor(authority, sender);
  if (isFine) return null;
  const facts = { authority: labelAmong(authority, await registry.named(authority.name)) };
  return problem(sender === null ? 'sender-missing' : 'sender-not-registered', { facts });
}

/** Answers to another questionnaire are answers to other questions; another version of the same one is scored as what it is. */
function otherQuestionnaire(
  { questionnaire }: AnyAssessment,
  round: Round | null,
  catalogue: AnyCatalogue,
): Problem | null {
  if (questionnaire === null || round === null) return null;
  const read = keyOfAny(questionnaire);
  if (familyOf(round.questionnaire) === questionnaire.id) return versionProblem(read, round.questionnaire, catalogue);
  const facts = { questionnaire: read, expected: round.questionnaire, round: round.id };
  return problem('questionnaire-other-family', { facts });
}

import { type Problem, problem } from '../../shared/domain/problems.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import type { Receipt } from '../../shared/domain/submission.ts';
import type { Authority, Registry, Round } from '../../shared/ports.ts';
import type { Assessment } from './assess-file.ts';

export interface Admission {
  /** Only what is registered: a name that a file makes up is no authority. */
  readonly authority: Authority | null;
  readonly round: Round | null;
  readonly problems: readonly Problem[];
}

/** Whether a file may count: its authority and round are known and open, its sender may speak for it. */
export async function admit(assessment: Assessment, receipt: Receipt, registry: Registry): Promise<Admission> {
  if (assessment.questionnaire === null) return { authority: null, round: null, problems: [] };
  const authority = assessment.authority === null ? null : await registry.authority(assessment.authority.id);
  const round = assessment.round === null ? null : await registry.round(assessment.round);
  const problems = [
    authorityProblem(assessment, authority),
    roundProblem(assessment, round, receipt),
    senderProblem(assessment, authority, receipt),
    versionProblem(assessment, round),
  ];
  return { authority, round, problems: problems.filter((one) => one !== null) };
}

function authorityProblem({ authority: named }: Assessment, registered: Authority | null): Problem | null {
  if (named === null) return problem('authority-missing');
  return registered === null ? problem('authority-unknown', { facts: { authority: named.name } }) : null;
}

function roundProblem({ round: named }: Assessment, round: Round | null, { receivedAt }: Receipt): Problem | null {
  if (named === null) return problem('round-missing');
  if (round === null) return problem('round-unknown', { facts: { round: named } });
  const at = new Date(receivedAt);
  const early = round.opensAt !== null && at < new Date(round.opensAt);
  const late = round.closesAt !== null && at > new Date(round.closesAt);
  return early || late ? problem('round-closed', { facts: { round: round.id, window: windowOf(round) } }) : null;
}

function windowOf({ opensAt, closesAt }: Round): string {
  const day = (instant: string) => instant.slice(0, 16).replace('T', ' ');
  if (opensAt !== null && closesAt !== null) return `from ${day(opensAt)} to ${day(closesAt)} UTC`;
  return opensAt !== null ? `from ${day(opensAt)} UTC` : `until ${day(closesAt ?? '')} UTC`;
}

/**
 * Who sent it must be a contact of the authority it is for. Nobody needs to be named by the office, which may put
 * in a file for anybody, nor by an online sheet that bears the authority's identity.
 */
function senderProblem({ identified }: Assessment, authority: Authority | null, receipt: Receipt): Problem | null {
  if (authority === null) return null;
  const { sender, channel } = receipt;
  const facts = { authority: authority.name };
  if (sender !== null) return maySendFor(authority, sender) ? null : problem('sender-not-registered', { facts });
  return channel === 'office' || (channel === 'sheet' && identified) ? null : problem('sender-unknown', { facts });
}

function versionProblem({ questionnaire }: Assessment, round: Round | null): Problem | null {
  if (questionnaire === null || round === null) return null;
  const read = questionnaireKey(questionnaire);
  if (read === round.questionnaire) return null;
  return problem('questionnaire-other-version', { facts: { questionnaire: read, expected: round.questionnaire } });
}

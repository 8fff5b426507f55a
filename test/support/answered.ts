import { commitAct, commitSubmission, readBefore } from '../../functions/ingest-submission/commit-submission.ts';
import { type Answers, decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf, type Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import type { AcceptedSubmission } from '../../shared/domain/standings/standing.ts';
import { submissionId } from '../../shared/domain/submissions/submission.ts';
import { userCentricity2023 } from './user-centricity.ts';

export interface Answered {
  readonly round: Round;
  readonly authority: string;
  readonly answerCode: string;
  /** ISO instant of receipt; now when it is not said. */
  readonly at?: string;
  readonly questionnaire?: Questionnaire;
  /** As it is registered. */
  readonly population?: number;
}

/** What ingest-submission does once a file is read: these answers come to count. Returns the submission's id. */
export async function acceptAnswers(
  {
    round,
    authority,
    answerCode,
    at = new Date().toISOString(),
    questionnaire = userCentricity2023,
    population,
  }: Answered,
  to: Parameters<typeof commitSubmission>[1],
): Promise<string> {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, answerCode);
  const answers: Answers = new Map(
    [...values].map(([id, value]) => [id, { value, raw: value, evidence: value === 'yes' ? id : '', cell: null }]),
  );
  const sha256 = Buffer.from(`${answerCode}${at}`).toString('hex');
  const id = submissionId({ authority, round: round.id, sender: null, sha256 });
  const submission = {
    id,
    authority,
    authorityName: authority,
    round: round.id,
    questionnaire: `${questionnaire.id}@${questionnaire.version}`,
    receipt: {
      ...({ channel: 'office', sender: null, bucket: 'inbox', key: `office/${id}`, versionId: null } as const),
      ...{ fileName: 'q.xlsx', sha256, bytes: 1, receivedAt: at, sequencer: '0' },
    },
    stage: 'committing',
    problems: [],
    background: {},
    score: score(questionnaire, values, round.method),
  } as const;
  const registered = { id: authority, name: authority, country: null, population, contacts: [] };
  const filed = { submission: id, questionnaire: submission.questionnaire, answers, background: new Map() };
  const owner = { authority: registered, round };
  const read = await readBefore({ id, ...owner }, to.store);
  await commitSubmission({ ...owner, submission, filed, read }, to);
  return id;
}

/** What ingest-submission does once somebody has chosen what counts. */
export async function chooseWhatCounts(
  {
    round,
    authority,
    submission,
    kind,
    at,
  }: {
    readonly round: Round;
    readonly authority: string;
    readonly submission: string;
    readonly kind: 'restore' | 'replace-all';
    readonly at: string;
  },
  to: Parameters<typeof commitAct>[1],
): Promise<void> {
  const receipt = {
    ...({ channel: 'office', sender: null, bucket: 'inbox', key: `office/${kind} ${at}`, versionId: null } as const),
    ...{ fileName: `${kind}.json`, sha256: '', bytes: 1, receivedAt: at, sequencer: '0' },
  };
  const registered = { id: authority, name: authority, country: null, contacts: [] };
  await commitAct({ kind, submission, receipt, round, authority: registered }, to);
}

/** The same as it comes to stand, of no file. */
export function candidateOf(round: Round, authority: string, answerCode: string): AcceptedSubmission {
  const values = decodeAnswers(ids, answerCode);
  const { percent, method } = score(userCentricity2023, values, round.method);
  return {
    ...{ round: round.id, authority, submission: `of ${authority}`, order: '2022', answerCode },
    ...{ authorityName: authority, country: null, population: null, evidenceCode: '0'.repeat(ids.length) },
    verifiedCode: '',
    questionnaire: round.questionnaire,
    score: { percent, method, questionnaire: round.questionnaire },
  };
}

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);

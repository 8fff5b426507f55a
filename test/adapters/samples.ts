import fc from 'fast-check';
import { problem, problemCodes } from '../../shared/domain/answers/problems.ts';
import { addDue, claim, type Deliveries, markSent } from '../../shared/domain/mail/delivery.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { accept, type Standing } from '../../shared/domain/standings/standing.ts';
import { channels, type RejectedSubmission, type Submission } from '../../shared/domain/submissions/submission.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** What is put into the table by the tests, with every kind of letter and of nothing in it. */

export const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

const oneMet = score(userCentricity2023, new Map([['1.1.1', 'yes']]));

export function submissionOf(id: string): Submission {
  return {
    id,
    authority: 'espoo',
    authorityName: 'Espoo – Esbo',
    round: '2022',
    questionnaire: 'user-centricity@2023',
    receipt: {
      channel: 'office',
      sender: null,
      bucket: 'b',
      key: 'office/ä ö',
      versionId: 'v1',
      fileName: 'ä.xlsx',
      sha256: 'f'.repeat(64),
      bytes: 3,
      receivedAt: '2026-01-01T00:00:00.000Z',
      sequencer: '0A',
    },
    stage: 'accepted',
    problems: [
      problem('evidence-weak', {
        sheet: 'Questionnaire',
        cell: 'E9',
        indicator: '1.1.1',
        read: 'ok',
        facts: { evidenceCell: 'E9' },
      }),
    ],
    background: { population: { value: 305200, raw: '305 200', unit: null, year: null, cell: 'Background!D7' } },
    score: oneMet,
  };
}

export function rejectedOf(id: string): RejectedSubmission {
  return { ...submissionOf(id), stage: 'rejected', score: null, deliveries: addDue([], id) };
}

export function standingOf(submission: string): Standing {
  const candidate = {
    submission,
    order: '1',
    round: round.id,
    authority: `київ-åbo-${submission}`,
    questionnaire: 'user-centricity@2023',
    answerCode: 'Y'.repeat(41),
    evidenceCode: '1'.repeat(41),
    verifiedCode: '',
    authorityName: 'Espoo – Esbo',
    country: 'FI',
    population: 305_200,
    score: { percent: oneMet.percent, method: oneMet.method, questionnaire: 'user-centricity@2023' },
  };
  return accept(null, candidate);
}

/** The same mails, that of the submission sent. */
export function sent(deliveries: Deliveries, submission: string): Deliveries {
  const claimed = claim(deliveries, submission, new Date(0), { holder: 'one', seconds: 60 });
  if (claimed.outcome !== 'claimed') throw new Error(claimed.outcome);
  const marked = markSent(claimed.deliveries, submission, 'one', 'message-1');
  if (marked === null) throw new Error('The lease is held by another');
  return marked;
}

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const name = fc.stringMatching(/^[a-z]{1,8}$/);
const maybe = fc.option(text);
/** Sums to the cent, up to what a figure may be. */
const figure = fc.maxSafeInteger().map((cents) => cents / 100);

/** A submission of any stage that has no outbox, with anything or nothing in each field. */
export const anySubmission: fc.Arbitrary<Omit<Submission, 'id'>> = fc.record({
  authority: maybe,
  authorityName: maybe,
  round: maybe,
  questionnaire: maybe,
  receipt: fc.record({
    channel: fc.constantFrom(...channels),
    sender: maybe,
    bucket: text,
    key: text,
    versionId: maybe,
    fileName: text,
    sha256: text,
    bytes: fc.maxSafeNat(),
    receivedAt: text,
    sequencer: text,
  }),
  stage: fc.constantFrom('committing', 'accepted', 'superseded'),
  problems: fc.array(
    fc
      .record({ sheet: maybe, cell: maybe, indicator: maybe, read: maybe, facts: fc.dictionary(name, text) })
      .chain((place) => fc.constantFrom(...problemCodes).map((code) => problem(code, place))),
    { maxLength: 3 },
  ),
  background: fc.dictionary(
    name,
    fc.record({ value: fc.option(figure), raw: text, unit: maybe, year: fc.option(fc.nat(9999)), cell: maybe }),
    { maxKeys: 3 },
  ),
  certifiedBy: fc.constantFrom('Anna Virtanen, mayor'),
  note: text,
  score: fc.option(fc.constantFrom(oneMet, score(userCentricity2023, new Map()))),
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  indicatorsOf,
  type Questionnaire,
  questionnaireKey,
  textIn,
} from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { identityMark } from '../../shared/spreadsheet/formats/identity.ts';
import { acceptAnswers } from '../support/answered.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { withSecondFamily } from '../support/second-family.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const libraries = withSecondFamily.find('open-libraries@2024') as Questionnaire;
const ofCities: Round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };
const ofLibraries: Round = { ...ofCities, id: 'libraries', questionnaire: 'open-libraries@2024' };

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline(withSecondFamily);
  for (const round of [ofCities, ofLibraries]) await pipeline.registry.putRound(round);
  for (const [id, name] of [
    ['a1', 'Espoo'],
    ['a2', 'Porto'],
  ] as const) {
    await pipeline.registry.putAuthority({
      id,
      name,
      country: 'FI',
      contacts: [{ address: `o@${id}.example`, language: 'en' }],
    });
  }
});
afterAll(() => pipeline.stop());

/** All answered with Yes; `round` null: it names none, and has no identity either. */
function filled(questionnaire: Questionnaire, round: string | null): Uint8Array {
  const rows = indicatorsOf(questionnaire).map(({ id, text }) => [`Q${id}`, textIn(text, 'en'), 'Yes']);
  const hidden: RawSheet = {
    name: '_scorebook',
    state: 'hidden',
    rows: [
      [identityMark, 1],
      ['questionnaire', questionnaireKey(questionnaire)],
      ['authority', 'a1'],
      ['authorityName', 'Espoo'],
      ['round', round],
    ],
  };
  const cover = { name: 'Cover', rows: [['Authority', 'Espoo'], [crypto.randomUUID()]] };
  const sheet = { name: 'Questions', rows: [['Id', 'Question', 'Answer'], ...rows] };
  return rawWorkbook(round === null ? [cover, sheet] : [cover, sheet, hidden]);
}

async function sent(bytes: Uint8Array) {
  const outcome = await pipeline.ingest(await pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes }));
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  const submission = await pipeline.store.submission(outcome.submission);
  return {
    ...outcome,
    round: submission?.round,
    questionnaire: submission?.questionnaire,
    problems: submission?.problems,
  };
}

test('a file of another questionnaire than the round’s comes back, and replaces nothing', async () => {
  const first = await sent(filled(userCentricity2023, '2022'));
  expect(first.outcome).toBe('accepted');
  const { outcome, problems } = await sent(filled(libraries, '2022'));
  expect(outcome).toBe('rejected');
  const [reason] = problems ?? [];
  expect(reason && describeProblem(reason, messagesIn('en')).message).toBe(
    'This file is the questionnaire open-libraries@2024; round 2022 accepts answers to user-centricity@2023.',
  );
  expect((await pipeline.store.standing(ofCities, 'a1'))?.submission).toBe(first.submission);
  await pipeline.rescore('2022');
  expect((await pipeline.standings.current('2022'))?.profiles).toMatchObject([{ authority: 'a1', percent: 100 }]);
});

test('each family has rounds of its own, also for files that name none', async () => {
  expect(await sent(filled(libraries, 'libraries'))).toMatchObject({
    outcome: 'accepted',
    questionnaire: 'open-libraries@2024',
  });
  expect(await sent(filled(userCentricity2023, 'libraries'))).toMatchObject({
    outcome: 'rejected',
    codes: expect.arrayContaining(['questionnaire-other-family']),
  });
  expect(await sent(filled(libraries, null))).toMatchObject({ outcome: 'accepted', round: 'libraries' });
  expect(await sent(filled(userCentricity2023, null))).toMatchObject({ outcome: 'accepted', round: '2022' });
  await pipeline.rescore('libraries');
  expect((await pipeline.standings.current('libraries'))?.profiles).toMatchObject([{ authority: 'a1', percent: 100 }]);
});

test('re-scoring leaves out what was accepted of another family before, and counts the others', async () => {
  await acceptAnswers({ round: ofLibraries, authority: 'a2', answerCode: 'Y'.repeat(41) }, pipeline.rescoring());
  await pipeline.rescore('libraries');
  expect((await pipeline.standings.current('libraries'))?.profiles.map(({ authority }) => authority)).toEqual(['a1']);
});

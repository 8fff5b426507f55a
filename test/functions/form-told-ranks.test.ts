import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { defined } from '../support/defined.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';

/** Ranks of a round of an office's own questionnaire, from the files to the mails; shown in points, some below zero. */
const definition = defined(
  [
    { type: 'group', name: 'A' },
    { type: 'select_one', name: 'q1', parent: 'A', label: { en: 'Is there a plan?' }, list: 'yes_no_na', weight: '4' },
    { type: 'select_one', name: 'q2', parent: 'A', label: { en: 'Is there a budget?' }, list: 'yes_no_na' },
    { type: 'group', name: 'B' },
    { type: 'select_multiple', name: 'q3', parent: 'B', label: { en: 'What powers it?' }, list: 'sources' },
  ],
  { id: 'harbours', version: '2026', shown: { as: 'points', decimals: 1 } },
);
const round: Round = {
  ...{ id: 'ports', questionnaire: 'harbours@2026', opensAt: null, closesAt: '2026-12-31T23:00:00.000Z', shards: 4 },
  finalResults: 'by office',
};
const ids = ['amber', 'birch', 'cedar', 'dune', 'elm', 'fjord'];
const officerOf = (id: string) => `officer@${id}.example`;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.questionnaires.publish(definition, '2026-11-01T00:00:00.000Z');
  await pipeline.questionnaires.fix(round.questionnaire);
  await pipeline.registry.putRound(round);
  for (const id of ids) {
    const contacts = [{ address: officerOf(id), language: 'en' }];
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', kind: 'city', contacts });
  }
});
afterAll(() => pipeline.stop());

let files = 0;
async function send(id: string, [plan, budget, power]: readonly [string, string, string]): Promise<void> {
  files += 1;
  const rows = [
    ['No', 'Question', 'Answer'],
    ['q1', 'Is there a plan?', plan],
    ['q2', 'Is there a budget?', budget],
    ['q3', 'What powers it?', power],
  ];
  const bytes = rawWorkbook([{ name: 'Ours', rows }]);
  const sent = await pipeline.put({ key: `office/${files}.xlsx`, bytes, metadata: { sender: officerOf(id) } });
  expect(await pipeline.ingest(sent)).toMatchObject({ outcome: 'accepted' });
}
async function told(id: string): Promise<{ readonly subject: string; readonly text: string }> {
  await pipeline.deliverWaiting();
  const mail = (await pipeline.mailsTo(officerOf(id))).at(-1);
  return { subject: mail?.subject ?? '', text: (mail?.text ?? '').replaceAll(/\s+/g, ' ') };
}

test('no rank is told of four; a fifth learns its own with its first file, so far', async () => {
  await send('amber', ['Yes', 'Yes', 'Solar; Wind']);
  await send('birch', ['Yes', 'No', 'Solar']);
  await send('cedar', ['No', 'Yes', '']);
  await send('dune', ['No', 'No', 'Coal']);
  await pipeline.rescore(round.id);
  expect((await told('amber')).subject).toBe('amber, round ports: 9.0 of 9 points');
  expect((await told('dune')).text).toContain('if at least 5 authorities take part');
  await send('elm', ['Yes', 'Yes', '']);
  expect((await told('elm')).subject).toBe('elm, round ports: 5.0 of 9 points, rank 3 of 5 so far');
});

test('the rank is by what was published, with its own change applied', async () => {
  await pipeline.rescore(round.id);
  await send('dune', ['Yes', 'Yes', 'Solar; Wind']);
  const { subject, text } = await told('dune');
  expect(subject).toBe('dune, round ports: 9.0 of 9 points, rank 1 of 5 so far');
  expect(text).toContain('1st of the 5 authorities that have sent files so far; registered: 6.');
  await pipeline.rescore(round.id);
  await send('birch', ['Yes', 'No', 'Wind']);
  expect((await told('birch')).subject).toContain('rank 3 of 5');
});

test('a result that came to be another one without a new file is told again, before and now', async () => {
  const standing = await pipeline.store.standing(round, 'cedar');
  if (standing === null) throw new Error('Nobody of that name counts');
  const stale = { ...standing.score, percent: -1.5 };
  const wrong = { ...standing, score: stale, told: stale, version: standing.version + 1 };
  await pipeline.rescoring().store.putStanding(round, wrong);
  await pipeline.forgetMails();
  expect(await pipeline.rescore(round.id)).toMatchObject({ toTell: [expect.any(Number)] });
  const { subject, text } = await told('cedar');
  expect(subject).toContain('cedar, round ports: 1.0 of 9 points');
  expect(text).toContain('1.5');
  expect((await pipeline.rescore(round.id)).toTell).toEqual([]);
});

test('final results are told to each once, with the rank among all', async () => {
  await pipeline.forgetMails();
  await pipeline.rescoring().finals.declare(round.id, '2026-11-29T00:00:00.000Z');
  expect((await pipeline.rescore(round.id)).outcome).toBe('published');
  const { subject } = await told('amber');
  expect(subject).toContain('amber, round ports: 9.0 of 9 points, rank 1 of 5');
  expect(subject).toMatch(/[Ff]inal/);
  await pipeline.forgetMails();
  await pipeline.rescore(round.id);
  expect((await told('amber')).subject).toBe('');
  await send('amber', ['Yes', 'Yes', 'Solar']);
  const corrected = await told('amber');
  expect(corrected.subject).toMatch(/[Cc]orrect/);
  expect(corrected.subject).toContain('7.0 of 9 points, rank 2 of 5');
});

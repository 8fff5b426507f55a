import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { standingsOf, theSeven } from '../support/compared.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { publishedRanking, valuesFor } from '../support/published-ranking.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await startPipeline();
  const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
  await pipeline.registry.putRound(round);
  const contacts = [{ address: 'officer@espoo.example', language: 'en' }];
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
});
afterAll(() => pipeline.stop());

async function espoo(contact: string): Promise<Uint8Array> {
  const { counts } = publishedRanking.find(({ authority }) => authority === 'Espoo') ?? { counts: [] };
  return writeQuestionnaireWorkbook({
    questionnaire,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: '2022',
    contact,
    answers: new Map(
      [...valuesFor(questionnaire, counts)].map(([id, value]) => [id, { value, raw: value, evidence: '', cell: null }]),
    ),
  });
}

async function subjectOf(contact: string): Promise<string | undefined> {
  const metadata = { sender: 'officer@espoo.example' };
  const bytes = await espoo(contact);
  await pipeline.ingest(await pipeline.put({ key: `office/${contact}.xlsx`, bytes, metadata }));
  await pipeline.deliverWaiting();
  return (await pipeline.mailsTo('officer@espoo.example')).at(-1)?.subject;
}

test('a result is ranked once standings of its round are published, the own change applied', async () => {
  expect(await subjectOf('first')).toBe('Espoo, round 2022: 58%');
  const others = theSeven.filter(({ name }) => name !== 'Espoo');
  await pipeline.standings.publish({ ...standingsOf(others), shards: [] });
  const better = others.filter(({ percent }) => percent > 58).length;
  expect(await subjectOf('second')).toContain(`rank ${better + 1} of 7`);
});

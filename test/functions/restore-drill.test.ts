import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { exportRound } from '../../shared/use-cases/export-round/export-round.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type PublishedAuthority, publishedRanking, valuesFor } from '../support/published-ranking.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

/** The steps of docs/operate.md#restoring, on emulators: they have no point-in-time recovery, so a copy of all items stands for it. */
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };
const idOf = (name: string): string => name.toLowerCase();
const TableName = 'scorebook-test';
type Item = Record<string, unknown>;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  for (const { authority } of publishedRanking) {
    const contacts = [{ address: `officer@${idOf(authority)}.example`, language: 'en' }];
    await pipeline.registry.putAuthority({ id: idOf(authority), name: authority, country: null, contacts });
  }
});
afterAll(() => pipeline.stop());

async function arrives({ authority, counts }: PublishedAuthority, of = counts): Promise<InboxObject> {
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire, language: 'en', round: round.id },
    authority: { id: idOf(authority), name: authority },
    answers: new Map(
      [...valuesFor(questionnaire, of)].map(([id, value]) => [
        id,
        { value, raw: value, evidence: 'Our report of 2022', cell: null },
      ]),
    ),
  });
  return pipeline.put({ key: `office/${crypto.randomUUID()}/${authority}.xlsx`, bytes });
}

async function exported(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const append = async (file: string, content: string | Uint8Array): Promise<void> => {
    files[file] = (files[file] ?? '') + content;
  };
  await exportRound({ round: round.id, withEvidence: true }, { ...pipeline, catalogue, append });
  return files;
}

async function allItems(): Promise<Item[]> {
  const items: Item[] = [];
  for (let start: Item | undefined, first = true; first || start !== undefined; first = false) {
    const page = { TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) };
    const { Items = [], LastEvaluatedKey } = await pipeline.clients.dynamodb.send(new ScanCommand(page));
    items.push(...Items);
    start = LastEvaluatedKey;
  }
  return items;
}

test('a table that is lost, restored to an hour ago and reconciled with the inbox has the standings that it had', async () => {
  const [first, second, ...others] = publishedRanking;
  if (first === undefined || second === undefined) throw new Error('Nothing is published');
  for (const one of [first, ...others]) await pipeline.ingest(await arrives(one));
  await pipeline.rescore(round.id);

  // The moment to which the table is restored. After it come a new file and a corrected one.
  const backup = await allItems();
  await pipeline.ingest(await arrives(second));
  await pipeline.ingest(await arrives(first, second.counts));
  await pipeline.rescore(round.id);
  const before = await exported();
  const items = await allItems();

  // Lost, and restored.
  for (const { pk, sk } of items)
    await pipeline.clients.dynamodb.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  expect(await allItems()).toEqual([]);
  for (const Item of backup) await pipeline.clients.dynamodb.send(new PutCommand({ TableName, Item }));
  await pipeline.rescore(round.id);
  const restored = await exported();
  expect(restored['standings.csv']).not.toBe(before['standings.csv']);

  // Reconciled: what the inbox has and the table does not is read again.
  const { outcome, uploads } = await pipeline.reconcile(new Date(Date.now() + 3600_000));
  for (const upload of uploads) await pipeline.ingest(upload);
  await pipeline.rescore(round.id);
  const after = await exported();
  console.log(
    `restore drill: ${items.length} items lost, ${backup.length} restored, ${outcome.looked} files looked at, ${outcome.requeued} read again, ${Object.keys(after).length} exported files compared`,
  );
  expect(outcome.requeued).toBe(2);
  expect(Object.keys(after).length).toBeGreaterThan(4);
  expect(after).toEqual(before);
  // Nothing is left to do.
  expect((await pipeline.reconcile(new Date(Date.now() + 7200_000))).outcome.requeued).toBe(0);
});

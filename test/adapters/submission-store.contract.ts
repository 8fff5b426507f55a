import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { submissionKey } from '../../shared/adapters/dynamo-keys.ts';
import { dynamoOutbox } from '../../shared/adapters/dynamo-outbox.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/dynamo-submission-store.ts';
import type { Texts } from '../../shared/adapters/s3-texts.ts';
import { type Answer, answerValues } from '../../shared/domain/answer.ts';
import { addDue, claim, type Deliveries } from '../../shared/domain/delivery.ts';
import { type ProblemCode, problem } from '../../shared/domain/problems.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire.ts';
import { score } from '../../shared/domain/scoring.ts';
import { accept, type Standing } from '../../shared/domain/standing.ts';
import type { RejectedSubmission, Submission } from '../../shared/domain/submission.ts';
import { currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import type { Dynamo } from '../support/dynamo.ts';

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

/** What any store of submissions must hold, run over each DynamoDB there is. */
export function submissionStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  const kept = new Map<string, string>();
  const texts: Texts = {
    async keep(text) {
      const hash = `hash-${kept.size}`;
      kept.set(hash, text);
      return hash;
    },
    get: async (hash) => kept.get(hash) ?? '',
  };
  const store = () => dynamoSubmissionStore(dynamo.client, dynamo.table, texts);
  const registry = () => dynamoRegistry(dynamo.client, dynamo.table);
  const outbox = () => dynamoOutbox(dynamo.client, dynamo.table, registry());
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `s${ids}`;
  };

  beforeAll(async () => {
    dynamo = await start();
    await registry().putRound(round);
  });
  afterAll(() => dynamo.stop());

  describe('a submission', () => {
    test('comes back as it was, every field of it', async () => {
      const submission = submissionOf(newId());
      await store().putSubmission(submission);
      expect(await store().submission(submission.id)).toEqual(submission);
      expect(await store().submission('nowhere')).toBeNull();
    });

    test('with more problems than an item holds keeps the gravest, and says how many there were more', async () => {
      const long = (code: ProblemCode) => problem(code, { facts: { text: '€'.repeat(1000) } });
      const problems = [
        long('round-closed'),
        ...Array.from({ length: 300 }, () => long('evidence-weak')),
        problem('more-problems', { facts: { count: '7' } }),
      ];
      for (const put of [
        (id: string) => store().putSubmission({ ...submissionOf(id), problems }),
        (id: string) => store().putRejected({ ...rejectedOf(id), problems }),
      ]) {
        const id = newId();
        await put(id);
        const read = (await store().submission(id))?.problems ?? [];
        const kept = read.slice(0, -1);
        expect(kept.length).toBeGreaterThan(50);
        // An emulator may take a larger item than DynamoDB does.
        expect(Buffer.byteLength(JSON.stringify(read))).toBeLessThan(300_000);
        expect(kept).toEqual(problems.slice(0, kept.length));
        expect(read.at(-1)).toEqual(problem('more-problems', { facts: { count: String(301 - kept.length + 7) } }));
      }
    });

    test('whose texts hold half a character is kept with the mark for one that cannot be read', async () => {
      const submission = submissionOf(newId());
      const problems = [problem('evidence-weak', { read: 'cut \ud83d' })];
      await store().putSubmission({ ...submission, problems });
      expect((await store().submission(submission.id))?.problems[0]?.read).toBe('cut \ufffd');
    });

    test('that was rejected keeps its mails as they are when it is put again', async () => {
      const rejected = rejectedOf(newId());
      await store().putRejected(rejected);
      const owner = { kind: 'rejected', submission: rejected.id } as const;
      const read = await outbox().load(owner);
      await outbox().save(owner, held(rejected.deliveries, rejected.id), read?.version ?? 0);
      await store().putRejected(rejected);
      expect((await outbox().load(owner))?.deliveries[0]?.state).toBe('sending');
    });

    test('that was rejected and is accepted after all has no mails of its own any more', async () => {
      const rejected = rejectedOf(newId());
      await store().putRejected(rejected);
      await store().putSubmission(submissionOf(rejected.id));
      expect(await outbox().load({ kind: 'rejected', submission: rejected.id })).toBeNull();
    });

    test('whose item is damaged names the item and the field, and nothing it holds', async () => {
      const id = newId();
      const secret = 'officer@espoo.example';
      const Item = { ...submissionKey(id), schemaVersion: 1, ...submissionOf(id), stage: secret };
      await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
      const fault = await store()
        .submission(id)
        .catch((error: Error) => error.message);
      expect(fault).toContain(`SUBMISSION#${id} / HEADER cannot be read: stage`);
      expect(fault).not.toContain(secret);
    });

    test('whose item has a shape of another version is not guessed at', async () => {
      const id = newId();
      const Item = { ...submissionKey(id), ...submissionOf(id), schemaVersion: 2 };
      await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
      await expect(store().submission(id)).rejects.toThrow(`SUBMISSION#${id} / HEADER cannot be read: schemaVersion`);
    });
  });

  describe('answers', () => {
    const answer = fc.record({
      value: fc.constantFrom(...answerValues),
      raw: fc.string({ unit: 'grapheme', maxLength: 50 }),
      evidence: fc.string({ unit: 'grapheme', maxLength: 300 }),
      cell: fc.option(fc.constant('Questionnaire!D9')),
    });

    test('come back as they were, whatever is written in them', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 60 }), async (list) => {
          const id = newId();
          const answers = new Map(list.map((one, index): [string, Answer] => [`1.1.${index}`, one]));
          await store().putAnswers(id, answers);
          expect(sorted(await store().answers(id))).toEqual(sorted(answers));
        }),
        { numRuns: 20 },
      );
    });

    test('to all 41 indicators, with the longest evidence a cell can hold, of four bytes a character, are whole', async () => {
      const id = newId();
      const evidence = `${'𝕏'.repeat(16_383)}.`;
      const answers = new Map(
        indicatorsOf(currentQuestionnaire).map((indicator): [string, Answer] => [
          indicator.id,
          { value: 'yes', raw: 'Yes', evidence, cell: null },
        ]),
      );
      await store().putAnswers(id, answers);
      const read = await store().answers(id);
      expect(read.size).toBe(41);
      expect(sorted(read)).toEqual(sorted(answers));
    });

    test.each([
      ['at 8 KiB', 'ä'.repeat(4096), 0],
      ['a byte over it', `${'ä'.repeat(4096)}x`, 1],
    ])('with evidence %s lie where an item of that length belongs', async (_, evidence, among) => {
      const before = kept.size;
      const id = newId();
      await store().putAnswers(id, new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence, cell: null }]]));
      expect(kept.size - before).toBe(among);
      expect((await store().answers(id)).get('1.1.1')?.evidence).toBe(evidence);
    });

    test('of more than one page are all there', async () => {
      const id = newId();
      const raw = 'r'.repeat(30_000);
      const answers = new Map(
        Array.from({ length: 60 }, (_, index): [string, Answer] => [
          `9.9.${index}`,
          { value: 'no', raw, evidence: '', cell: null },
        ]),
      );
      await store().putAnswers(id, answers);
      expect((await store().answers(id)).size).toBe(60);
    });

    test('that DynamoDB leaves over in a batch are asked for again', async () => {
      const client = dynamo.another();
      let leftOver = 0;
      client.middlewareStack.add(
        (next, context) => async (parameters) => {
          const input = parameters.input as { RequestItems?: Record<string, unknown[]> };
          const requests = input.RequestItems?.[dynamo.table];
          if (context['commandName'] !== 'BatchWriteItemCommand' || requests === undefined || leftOver > 0)
            return next(parameters);
          const left = requests.splice(1);
          leftOver = left.length;
          const result = await next(parameters);
          Object.assign(result.output, { UnprocessedItems: { [dynamo.table]: left } });
          return result;
        },
        { step: 'initialize' },
      );
      const id = newId();
      const answers = new Map(
        Array.from({ length: 10 }, (_, index): [string, Answer] => [
          `1.1.${index}`,
          { value: 'no', raw: '', evidence: '', cell: null },
        ]),
      );
      await dynamoSubmissionStore(client, dynamo.table, texts).putAnswers(id, answers);
      expect(leftOver).toBe(9);
      expect((await store().answers(id)).size).toBe(10);
    });
  });

  describe('a standing', () => {
    test('comes back as it was, in its shard', async () => {
      const standing = standingOf(newId());
      expect(await store().putStanding(round, standing)).toBe('written');
      expect(await store().standing(round, standing.authority)).toEqual(standing);
      expect(await store().standing(round, 'nobody')).toBeNull();
    });

    test('is written by one of those who read the same version, the others are told', async () => {
      const first = standingOf(newId());
      const writes = await Promise.all([first, first, first].map((one) => store().putStanding(round, one)));
      expect(writes.sort()).toEqual(['conflict', 'conflict', 'written']);
      const next = { ...first, version: 2 };
      const again = await Promise.all([next, next].map((one) => store().putStanding(round, one)));
      expect(again.sort()).toEqual(['conflict', 'written']);
    });

    test('is not written over a version that nobody read', async () => {
      const first = standingOf(newId());
      await store().putStanding(round, first);
      expect(await store().putStanding(round, { ...first, version: 3 })).toBe('conflict');
      expect(await store().putStanding(round, { ...standingOf(newId()), version: 2 })).toBe('conflict');
    });

    test('keeps everything but its mails when those are saved, and a writer who read before that is told', async () => {
      const standing = standingOf(newId());
      await store().putStanding(round, standing);
      const owner = { kind: 'standing', round: round.id, authority: standing.authority } as const;
      const read = await outbox().load(owner);
      expect(read).toEqual({ deliveries: standing.deliveries, version: 1 });
      const deliveries = held(standing.deliveries, standing.submission);
      expect(await outbox().save(owner, deliveries, 1)).toBe('written');
      expect(await outbox().save(owner, deliveries, 1)).toBe('conflict');
      expect(await store().standing(round, standing.authority)).toEqual({ ...standing, deliveries, version: 2 });
      expect(await store().putStanding(round, { ...standing, version: 2 })).toBe('conflict');
    });
  });

  describe('the registry', () => {
    const espoo = {
      id: 'espoo',
      name: 'Espoo – Esbo',
      country: 'FI',
      contacts: [{ address: 'Officer@Espoo.example', language: 'fi' }],
    };

    test('gives an authority back, and finds it by an address in any case', async () => {
      await registry().putAuthority(espoo);
      expect(await registry().authority('espoo')).toEqual(espoo);
      expect(await registry().authoritiesOf('officer@ESPOO.example')).toEqual(['espoo']);
      expect(await registry().authority('nowhere')).toBeNull();
    });

    test('no longer finds a contact that was taken out, and keeps the others', async () => {
      const kept = { address: 'kept@espoo.example', language: 'fi' };
      await registry().putAuthority({ ...espoo, contacts: [...espoo.contacts, kept] });
      await registry().putAuthority({ ...espoo, contacts: [kept] });
      expect(await registry().authoritiesOf('officer@espoo.example')).toEqual([]);
      expect(await registry().authoritiesOf('kept@espoo.example')).toEqual(['espoo']);
    });

    test('does not find a contact whose taking out ended in a crash', async () => {
      const lost = { address: 'lost@espoo.example', language: 'fi' };
      await registry().putAuthority({ ...espoo, contacts: [lost] });
      const client = dynamo.another();
      client.middlewareStack.add(
        (next, { commandName }) =>
          (parameters) =>
            commandName === 'DeleteItemCommand' ? Promise.reject(new Error('The process ends here')) : next(parameters),
        { step: 'initialize' },
      );
      await expect(dynamoRegistry(client, dynamo.table).putAuthority(espoo)).rejects.toThrow('ends here');
      expect(await registry().authoritiesOf('lost@espoo.example')).toEqual([]);
      expect(await registry().authoritiesOf('officer@espoo.example')).toEqual(['espoo']);
    });

    test('finds all authorities of one person', async () => {
      const both = [{ address: 'region@fi.example', language: 'fi' }];
      await registry().putAuthority({ ...espoo, id: 'a', contacts: both });
      await registry().putAuthority({ ...espoo, id: 'b', contacts: both });
      expect(await registry().authoritiesOf('region@fi.example')).toEqual(['a', 'b']);
    });

    test('gives a round back', async () => {
      const other = { ...round, id: '2023', opensAt: '2023-01-01T00:00:00Z' };
      await registry().putRound(other);
      expect(await registry().round('2023')).toEqual(other);
      expect(await registry().round('1999')).toBeNull();
    });
  });

  test('every item says which version of its shape it has', async () => {
    const submission = submissionOf(newId());
    await store().putSubmission(submission);
    const { Item } = await dynamo.client.send(
      new GetCommand({ TableName: dynamo.table, Key: submissionKey(submission.id) }),
    );
    expect(Item?.['schemaVersion']).toBe(1);
  });
}

const sorted = (answers: ReadonlyMap<string, Answer>) => [...answers].sort(([a], [b]) => (a < b ? -1 : 1));

function held(deliveries: Deliveries, submission: string): Deliveries {
  const claimed = claim(deliveries, submission, new Date(0), { holder: 'one', seconds: 60 });
  if (claimed.outcome !== 'claimed') throw new Error(claimed.outcome);
  return claimed.deliveries;
}

function submissionOf(id: string): Submission {
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
    score: score(currentQuestionnaire, new Map([['1.1.1', 'yes']])),
  };
}

function rejectedOf(id: string): RejectedSubmission {
  return { ...submissionOf(id), stage: 'rejected', score: null, deliveries: addDue([], id) };
}

function standingOf(submission: string): Standing {
  const candidate = {
    submission,
    order: '1',
    round: '2022',
    authority: `authority-${submission}`,
    questionnaire: 'user-centricity@2023',
    answerCode: 'Y'.repeat(41),
    score: score(currentQuestionnaire, new Map([['1.1.1', 'yes']])),
  };
  return accept(null, candidate);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoAllowance, dynamoRefusals } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOutbox } from '../../shared/adapters/aws/dynamo/outbox.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { type Notice, noticeId } from '../../shared/domain/mail/notice.ts';
import type { Authority, Contact } from '../../shared/domain/registry/registry.ts';
import type { DeliveryRequest } from '../../shared/ports/outbox.ts';
import type { Dynamo } from '../support/dynamo.ts';
import { sent } from './samples.ts';

/** What the table must hold for mail, run over each DynamoDB there is. */
export function mailStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  let now = new Date('2026-11-24T12:00:00.000Z');
  const hours = (count: number): Date => new Date(now.getTime() + count * 3600_000);
  const registry = (client = dynamo.client) => dynamoRegistry(client, dynamo.table);
  const owed = () => dynamoOwedMails(dynamo.client, dynamo.table, () => now);

  beforeAll(async () => {
    dynamo = await start();
  });
  afterAll(() => dynamo.stop());

  describe('an address to which no mail goes', () => {
    const bounce = { reason: 'bounce', at: '2026-11-24T00:00:00.000Z' } as const;
    const complaint = { reason: 'complaint', at: '2026-11-25T00:00:00.000Z' } as const;
    const authority = (id: string, contacts: Contact[]): Authority => ({ id, name: id, country: null, contacts });
    const contact = (address: string): Contact => ({ address, language: 'en' });

    test('is noted wherever it is a contact, in any case of letters, and its first reason stays', async () => {
      await registry().putAuthority(authority('a', [contact('other@x.example'), contact('Region@x.example')]));
      await registry().putAuthority(authority('b', [{ ...contact('region@x.example'), suppressed: null }]));
      expect(await registry().suppress('REGION@x.example', bounce)).toEqual(bounce);
      expect(await registry().suppress('region@x.example', complaint)).toEqual(bounce);
      expect((await registry().authority('a'))?.contacts).toEqual([
        contact('other@x.example'),
        { ...contact('Region@x.example'), suppressed: bounce },
      ]);
      expect((await registry().authority('b'))?.contacts).toEqual([
        { ...contact('region@x.example'), suppressed: bounce },
      ]);
    });

    test('that is nobody’s is told as such', async () => {
      expect(await registry().suppress('nobody@x.example', bounce)).toBeNull();
    });

    test('is the right one, although its contacts are registered anew at the same moment', async () => {
      const [first, second] = [contact('first@c.example'), contact('second@c.example')];
      await registry().putAuthority(authority('c', [first, second]));
      const client = dynamo.another();
      let meddled = false;
      client.middlewareStack.add(
        (next, { commandName }) =>
          async (parameters) => {
            if (commandName === 'PutItemCommand' && !meddled) {
              meddled = true;
              await registry().putAuthority(authority('c', [second, first]));
            }
            return next(parameters);
          },
        { step: 'initialize' },
      );
      expect(await registry(client).suppress('first@c.example', bounce)).toEqual(bounce);
      expect((await registry().authority('c'))?.contacts).toEqual([second, { ...first, suppressed: bounce }]);
    });
  });

  describe('a notice', () => {
    const notices = () => dynamoNotices(dynamo.client, dynamo.table, () => now);
    const all: Notice[] = [
      { kind: 'answer', reason: 'no-workbook', to: 'a@b', day: '2026-11-24', messageId: null, subject: 'ä' },
      { kind: 'reminder', round: '2022', authority: 'espoo', days: 14, to: 'a@b.example' },
      { kind: 'reminder', round: '2022', authority: 'espoo', days: -7, closes: '2022-10-31', to: 'a@b.example' },
      { kind: 'invitation', round: '2022', authority: 'espoo', to: 'A@b.example' },
      { kind: 'confirmation', submission: 's1', order: '1', to: 'a@b.example' },
      { kind: 'suppressed', address: 'a@b', reason: 'bounce', at: '2026-11-24T00:00:00.000Z' },
      { kind: 'quarantined', submission: 's1' },
      { kind: 'refusals', day: '2026-11-24' },
    ];

    test.each(all)('comes back as it was, with its mail due: $kind', async (notice) => {
      const id = noticeId(notice);
      const owner = { kind: 'notice', notice: id } as const;
      const outbox = dynamoOutbox(dynamo.client, dynamo.table, registry());
      expect(await notices().load(id)).toBeNull();
      await notices().put(id, notice);
      expect(await notices().load(id)).toEqual(notice);
      const due = await outbox.load(owner);
      expect(due).toMatchObject({ version: 1, deliveries: [{ id, state: 'due' }] });
      await outbox.save(owner, sent(due?.deliveries ?? [], id), 1);
      // Again it changes nothing: its mail does not fall back to due.
      await notices().put(id, notice);
      expect(await outbox.load(owner)).toMatchObject({ version: 2, deliveries: [{ state: 'sent' }] });
    });

    test('is the same one whatever is answered on one day, and another one for everything else', () => {
      const ids = all.map(noticeId);
      expect(new Set(ids).size).toBe(all.length);
      const [answer] = all;
      if (answer?.kind !== 'answer') throw new Error('The first one is an answer');
      expect(noticeId({ ...answer, reason: 'too-large', subject: null, messageId: '<x@y>' })).toBe(ids[0]);
      expect(noticeId({ ...answer, day: '2026-11-25' })).not.toBe(ids[0]);
    });
  });

  describe('a mail owed', () => {
    const request = (submission: string): DeliveryRequest => ({
      owner: { kind: 'rejected', submission },
      delivery: submission,
    });
    const asked = async () => (await owed().toAsk()).map(({ delivery: submission }) => submission).sort();

    test('is asked for after an hour or when it is said, once a day, until it is settled', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `mail-${index}`);
      for (const name of names) await owed().note(request(name));
      await owed().note({ owner: { kind: 'standing', round: '2022', authority: 'київ' }, delivery: 'later' }, hours(5));
      expect(await asked()).toEqual([]);
      now = hours(1);
      expect(await asked()).toEqual(names.toSorted());
      for (const name of names) await owed().asked(request(name));
      expect(await asked()).toEqual([]);
      now = hours(4);
      expect(await owed().toAsk()).toEqual([
        { owner: { kind: 'standing', round: '2022', authority: 'київ' }, delivery: 'later' },
      ]);
      now = hours(20);
      await owed().settle(request('mail-7'), 'any');
      expect(await asked()).toEqual([...names.filter((name) => name !== 'mail-7'), 'later'].sort());
    });

    test('that was noted a moment ago is not forgotten by whoever finds nothing due', async () => {
      await owed().note(request('fresh'));
      await owed().settle(request('fresh'), 'old');
      now = hours(1);
      expect(await asked()).toContain('fresh');
      await owed().asked(request('fresh'));
      await owed().settle(request('fresh'), 'old');
      now = hours(48);
      expect(await asked()).not.toContain('fresh');
    });

    test('that is settled meanwhile does not come back by being asked for', async () => {
      await owed().asked(request('settled'));
      now = hours(48);
      expect(await asked()).not.toContain('settled');
    });
  });

  test('the mails of an address are counted a day, each once', async () => {
    const allowance = dynamoAllowance(dynamo.client, dynamo.table, { way: 'MAILS', most: 2 }, () => now);
    const take = (mail: string, address = 'a@b.example', day = '2026-11-24') => allowance.take(address, day, mail);
    expect([await take('1'), await take('2'), await take('3'), await take('1')]).toEqual([true, true, false, true]);
    expect([await take('3', 'A@B.example'), await take('3', 'c@d.example')]).toEqual([false, true]);
    expect(await take('3', 'a@b.example', '2026-11-25')).toBe(true);
    expect(await registry().authoritiesOf('a@b.example')).toEqual([]);
  });

  test('the mails refused on a day are listed, each once, up to a number', async () => {
    const refusals = dynamoRefusals(dynamo.client, dynamo.table, () => now);
    const refusal = { reason: 'unregistered', from: 'ä', subject: '', at: now.toISOString() } as const;
    for (const mail of ['1', '2', '2', '3']) await refusals.note('2026-11-24', mail, refusal);
    expect(await refusals.list('2026-11-24', 10)).toEqual([refusal, refusal, refusal]);
    expect(await refusals.list('2026-11-24', 2)).toHaveLength(2);
    expect(await refusals.list('2026-11-25', 2)).toEqual([]);
  });
}

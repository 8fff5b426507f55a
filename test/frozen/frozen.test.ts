import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindsOfItems } from '../../shared/adapters/aws/dynamo/keys.ts';
import { kindsOfObjects, onObjectErasure } from '../../shared/config/object-keys.ts';
import { actBytes, actIn } from '../../shared/queues/act-object.ts';
import { isWaitingSheet, refusalIn, unwrittenTabIn } from '../../shared/queues/refused-sheet.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import {
  type Frozen,
  type FrozenItem,
  frozenReaders,
  frozenSamples,
  kindNamed,
  messageReaders,
  plain,
  putFrozen,
} from '../support/frozen-samples.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

/**
 * What earlier versions wrote is read as it was then. A sample is never written anew from newer code, which would make it
 * say what the newer code says: a new shape gets a sample of its own beside the old one.
 */
const samples = frozenSamples();
const items = samples.flatMap((one) => one.items);
const objects = samples.flatMap((one) => one.objects);
const messages = samples.flatMap((one) => one.messages);

const placeOf = ({ item }: FrozenItem) => ({ pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' });

describe('nothing is missing', () => {
  test('each kind of item has a sample', () => {
    const frozen = new Set(items.map((one) => kindNamed(placeOf(one))));
    expect(kindsOfItems.map(({ pk, sk }) => `${pk} / ${sk}`).filter((kind) => !frozen.has(kind))).toEqual([]);
  });

  /** What is no JSON of ours is read by nobody as a shape: files as they were sent, and workbooks and pages that we made. */
  const noShape = ['page/', 'mail/', 'registry/', 'review/', 'questionnaires/', 'registry/answers/', '', 'results/'];

  test('each kind of object that we write as JSON or text has a sample', () => {
    const prefixOf = (key: string): string => key.slice(0, key.length - onObjectErasure(key).parts.join('/').length);
    const frozen = new Set(objects.filter(({ text }) => text !== null).map(({ key }) => prefixOf(key)));
    const shaped = kindsOfObjects.map(({ prefix }) => prefix).filter((prefix) => !noShape.includes(prefix));
    expect(shaped.filter((prefix) => !frozen.has(prefix))).toEqual([]);
    expect(shaped).toHaveLength(6);
  });

  test('each queue whose messages are read has a sample', () => {
    const frozen = new Set(messages.map(({ queue }) => queue));
    expect(Object.keys(messageReaders).filter((queue) => !frozen.has(queue))).toEqual([]);
  });

  test('no sample was changed or taken away since it was frozen', () => {
    const sums = readFileSync('test/frozen/sums.txt', 'utf8').trimEnd().split('\n');
    const now = sums.map((line) => {
      const [, file = ''] = line.split('  ');
      return `${hash('sha256', readFileSync(`test/frozen/${file}`), 'hex')}  ${file}`;
    });
    expect(now).toEqual(sums);
    const files = samples.flatMap((one) =>
      (['items', 'objects', 'messages'] as const)
        .filter((part) => one[part].length > 0)
        .map((part) => `${one.name}/${part}.jsonl`),
    );
    expect(sums.map((line) => line.split('  ')[1]).sort()).toEqual(files.sort());
  });
});

/** Each with a field that a later version may have added, which is passed over. */
describe.each([false, true])('with a field more, which a later version has added: %s', (ahead) => {
  describe.each(samples)('$name', (frozen: Frozen) => {
    let pipeline: Pipeline;
    beforeAll(async () => {
      pipeline = await startPipeline();
      await putFrozen(pipeline, frozen, { ahead });
    });
    afterAll(() => pipeline.stop());

    test('each item is read as what was written', async () => {
      const readers = frozenReaders(pipeline, frozen);
      for (const one of frozen.items) {
        const kind = kindNamed(placeOf(one));
        const at = `${kind}: ${placeOf(one).pk} / ${placeOf(one).sk}`;
        expect(plain(await readers.get(kind)?.(placeOf(one))), at).toEqual(one.read);
      }
    });
  });

  const later = (body: string): string =>
    ahead ? JSON.stringify({ ...JSON.parse(body), addedLater: { by: 'a later version' } }) : body;

  test.each(messages)('a message of the queue $queue is read as what was sent: $read', ({ queue, body, read }) => {
    expect(plain(messageReaders[queue]?.(later(body)))).toEqual(read);
  });

  test('an act of the office, and the reason why a sheet could not be read', () => {
    const acts = objects.filter(({ metadata }) => metadata['act'] !== undefined);
    const read = acts.map(({ text, metadata }) => actIn({ bytes: Buffer.from(later(text ?? '')), metadata }));
    expect(read).toMatchObject([
      { act: 'restore', round: '2026', authority: 'aarnankyla', submission: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { act: 'replace-all', round: '2026', authority: 'dorfheim', submission: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    const notes = objects.flatMap(({ key, text }) => (key.startsWith('sheet/') && text !== null ? [text] : []));
    const told = notes.map((text) => Buffer.from(later(text)));
    expect(told.map((note) => [refusalIn(note)?.code, isWaitingSheet(note), unwrittenTabIn(note)?.why])).toEqual([
      ['sheet-gone', false, undefined],
      [undefined, false, 'protected'],
      [undefined, true, undefined],
    ]);
  });
});

describe.each(samples.filter((one) => one.items.some((item) => placeOf(item).sk === 'FINAL')))(
  'a round that earlier versions kept goes on: $name',
  (frozen: Frozen) => {
    let pipeline: Pipeline;
    beforeAll(async () => {
      pipeline = await startPipeline();
      await putFrozen(pipeline, frozen, { ahead: false });
    });
    afterAll(() => pipeline.stop());

    test('its mails are still owed, and go', async () => {
      pipeline.advance(2 * 24 * 3600);
      await pipeline.sweep();
      while ((await pipeline.deliverWaiting()).length > 0);
      const [final] = await pipeline.mailsTo('officer@aarnankyla.example');
      expect(final?.subject).toBe('Lopulliset tulokset: Aarnankylä, kierros 2026: 51\u202f%, sija 1/6');
      expect(final?.text).toContain('first.xlsx');
    });

    test('a choice of what counts works on the answers that were stored', async () => {
      const round = await pipeline.registry.round('2026');
      const [, second] = await pipeline.store.history('aarnankyla');
      if (round === null || second === undefined) throw new Error('The round is no sample');
      const act = { act: 'restore', round: '2026', authority: 'aarnankyla', submission: second.submission } as const;
      const upload = { key: 'office/acts/f.json', bytes: actBytes(act), metadata: { act: 'restore' } };
      expect(await pipeline.ingest(await pipeline.put(upload))).toMatchObject({ outcome: 'accepted' });
      const standing = await pipeline.store.standing(round, 'aarnankyla');
      const state = await pipeline.store.counted(standing?.counted ?? '');
      expect(state?.answers.size).toBe(41);
      expect(state?.answers.get('1.1.2')?.evidence).toHaveLength(10_319);
      expect(new Set([...(state?.answers.values() ?? [])].map(({ source }) => source)).size).toBe(2);
    });

    test('scored again, it has the same standings but for what was chosen', async () => {
      const before = await pipeline.standings.current('2026');
      expect(await pipeline.rescore('2026')).toMatchObject({ outcome: 'published' });
      const after = await pipeline.standings.current('2026');
      const percents = (of: typeof before) => of?.profiles.map(({ authority, percent }) => [authority, percent]);
      expect(percents(after)).toEqual(percents(before));
    });

    test('an erasure finds all of an authority in it', async () => {
      await eraseData({ kind: 'authority', id: 'aarnankyla' }, pipeline.erasing());
      const left: string[] = [];
      for await (const page of pipeline.erasing().items.all()) {
        for (const item of page) {
          const text = JSON.stringify(item);
          if (/aarnankyl/i.test(text) && !item.pk.startsWith('ERASURE#')) left.push(text.slice(0, 300));
        }
      }
      expect(left).toEqual([]);
    });
  },
);

import { expect, test } from 'vitest';
import * as keys from '../../../../shared/adapters/aws/dynamo/keys.ts';

const round = { id: '2022', shards: 12 };
const run = { round: '2022', run: '2022-12-01T07:00:00.000Z#a' };
const at = '2022-10-01T09:00:00.000Z';

/** What an erasure does with an item of each kind: with whom it goes, what becomes of a person in it. */
const table: readonly (readonly [keys.Key, string, string])[] = [
  [keys.authorityKey('espoo'), 'the authority of its key', 'is left'],
  [keys.contactKey('A@b.example', 'espoo'), 'the authority of its key', 'is taken out'],
  [keys.authorityNameKey('Espoo', 'espoo'), 'the authority of its key', 'is taken out'],
  [keys.listedAuthorityKey('espoo'), 'the authority of its key', 'is taken out'],
  [keys.standingKey(round, 'espoo'), 'the authority of its key', 'is taken out'],
  [keys.reviewKey('2022', 'espoo'), 'the authority of its key', 'is taken out'],
  [keys.listedUploadKey({ authority: 'espoo', announcedAt: at, id: 'a' }), 'the authority of its key', 'is taken out'],
  [keys.listedRejectionKey('espoo', at, 'a'), 'the authority of its key', 'is taken out'],
  [keys.submissionKey('abc'), 'its submission', 'is taken out'],
  [keys.countedKey('abc'), 'its submission', 'is taken out'],
  [keys.answersKey('abc', { number: 0, set: 'a' }), 'its submission', 'is taken out'],
  [keys.answersKey('abc', { number: 12, set: 'a' }), 'its submission', 'is taken out'],
  [keys.answerKey('abc', '1.1.1'), 'its submission', 'is taken out'],
  [keys.noticeKey('abc'), 'the authority of its field', 'is taken out'],
  [keys.owedKey('abc'), 'the authority of its field', 'is taken out'],
  [keys.pageUploadKey('abc'), 'the authority of its field', 'is taken out'],
  [keys.importKey('abc'), 'no authority', 'goes with it'],
  [keys.erasureKey('contact', 'a@b.example'), 'no authority', 'is left'],
  [keys.lastErasureKey, 'no authority', 'is taken out'],
  [keys.roundKey('2022'), 'no authority', 'is taken out'],
  [keys.roundParticipantsKey('2022'), 'no authority', 'is taken out'],
  [keys.participationKey('2022', 'espoo'), 'the authority of its key', 'is taken out'],
  [keys.actKey('2022', at, 'a'), 'the authority of its field', 'is taken out'],
  [keys.actKey(null, at, 'a'), 'the authority of its field', 'is taken out'],
  [keys.actorKey('a'), 'no authority', 'is taken out'],
  [keys.listedRoundKey('2022'), 'no authority', 'is taken out'],
  [keys.namesListedKey, 'no authority', 'is taken out'],
  [keys.lastImportKey('registry'), 'no authority', 'is taken out'],
  [keys.receiptKey({ bucket: 'b', key: 'k', versionId: null }), 'no authority', 'is taken out'],
  [keys.standingsKey('2022', run.run), 'no authority', 'is taken out'],
  [keys.finalKey('2022'), 'no authority', 'is taken out'],
  [keys.runKey(run), 'no authority', 'is taken out'],
  [keys.runResultKey(run, 7), 'no authority', 'is taken out'],
  [keys.allowanceKey('MAILS', 'a@b.example', '2022-10-01'), 'no authority', 'is taken out'],
  [keys.allowanceKey('UPLOADS', 'a@b.example', '2022-10-01'), 'no authority', 'is taken out'],
  [keys.refusalKey('2022-10-01', 'abc'), 'no authority', 'is taken out'],
  [keys.linkKeyKey(1), 'no authority', 'is taken out'],
];

test.each(table)('%j goes with %s, and a person in it %s', (key, belongsTo, person) => {
  expect(keys.onErasure(key)).toMatchObject({ belongsTo, person });
});

test('each function that makes a key is in the table', () => {
  const making = Object.keys(keys).filter((name) => name.endsWith('Key'));
  // Of a history entry all is needed: the tests of erasing have them.
  expect(table.length + 1).toBeGreaterThanOrEqual(making.length);
});

test('the submission of an answer is told from its key', () => {
  expect(keys.onErasure(keys.answersKey('abc', { number: 1, set: 'a' })).submission).toBe('abc');
  expect(keys.onErasure(keys.answerKey('abc', '1.1.1')).submission).toBe('abc');
  expect(keys.onErasure(keys.roundKey('2022')).submission).toBeNull();
});

test('the authority of an item that goes with it is told from its key', () => {
  const [own, others] = [
    table.filter(([, of]) => of === 'the authority of its key'),
    table.filter(([, of]) => of !== 'the authority of its key'),
  ];
  expect(own.map(([key]) => keys.onErasure(key).authority)).toEqual(own.map(() => 'espoo'));
  expect(others.map(([key]) => keys.onErasure(key).authority)).toEqual(others.map(() => null));
});

test('an item of a kind that nobody thought of is refused, and its key is not told', () => {
  expect(() => keys.onErasure({ pk: 'SECRET#person@city.example', sk: 'NEW' })).toThrow('SECRET / NEW');
  expect(() => keys.onErasure({ pk: 'AUTHORITY#espoo', sk: 'NEW#1' })).toThrow('AUTHORITY / NEW');
});

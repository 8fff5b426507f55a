import { expect, test } from 'vitest';
import { rankOfEntry } from '../../../shared/domain/standings/comparison.ts';
import { historyEntry } from '../../../shared/domain/submissions/history.ts';
import { candidateOf } from '../../support/answered.ts';
import { standingsOf, theSeven } from '../../support/compared.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 };
const { standings } = standingsOf(theSeven);
const espoo = theSeven.find(({ name }) => name === 'Espoo')?.answerCode ?? '';
const nothing = 'N'.repeat(41);
/** What Espoo sent, at these instants; the cut-off of the standings is 2022-12-01. */
const sent = (...entries: readonly (readonly [order: string, answerCode: string])[]) =>
  entries.map(([order, code]) => historyEntry({ ...candidateOf(round, 'espoo', code), order }));
const rankOf = (code: string, history: ReturnType<typeof sent>) =>
  rankOfEntry(candidateOf(round, 'espoo', code), history, standings, questionnaire);

test.each([
  ['as it was counted', espoo, sent(['2022-11-18T09:00:00.000Z#a', espoo]), { rank: 6, of: 7 }],
  [
    'with what came after the cut-off',
    nothing,
    sent(['2022-11-18T09:00:00.000Z#a', espoo], ['2022-12-02T09:00:00.000Z#b', nothing]),
    { rank: 7, of: 7 },
  ],
  [
    'with what came before the cut-off and was read after it',
    nothing,
    sent(['2022-11-18T09:00:00.000Z#a', espoo], ['2022-11-30T23:59:59.000Z#b', nothing]),
    { rank: 7, of: 7 },
  ],
  [
    'with its first file, which came before the cut-off and was read after it',
    nothing,
    sent(['2022-11-30T23:59:59.000Z#b', nothing]),
    { rank: 8, of: 8 },
  ],
])('the rank of an authority %s', (_, code, history, rank) => {
  expect(rankOf(code, history)).toEqual(rank);
});

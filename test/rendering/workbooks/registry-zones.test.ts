import { describe, expect, test } from 'vitest';
import { parseRegistry } from '../../../shared/domain/registry/parse-registry.ts';
import { planRegistry } from '../../../shared/domain/registry/plan-registry.ts';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { writeRegistryWorkbook } from '../../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { readRegistry } from '../../../shared/spreadsheet/reading/read-registry.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';

const questionnaire = 'user-centricity@2023';
const known = { languages: ['en'], questionnaires: new Map([[questionnaire, ['en']]]) };
const head = ['Id', 'Opens', 'Deadline', 'Time zone'];
const none = { authorities: [], withSubmissions: new Set<string>() };

async function planOf(file: Uint8Array, rounds: readonly Round[]) {
  const rows = await readRegistry(file);
  if ('code' in rows) throw new Error(rows.code);
  return planRegistry(parseRegistry(rows, known), { ...none, rounds }, questionnaire, new Date());
}
const planRow = (row: readonly string[], rounds: readonly Round[] = []) =>
  planOf(rawWorkbook([{ name: 'Rounds', rows: [head, [...row]] }]), rounds);
const base: Round = { id: '2026', questionnaire, opensAt: null, closesAt: null, shards: 16 };

describe('the dates of a round', () => {
  test.each([
    ['Europe/Helsinki', '2026-08-31T21:00:00.000Z', '2026-10-31T21:59:59.999Z'],
    ['america/los_angeles', '2026-09-01T07:00:00.000Z', '2026-11-01T06:59:59.999Z'],
    ['', '2026-09-01T00:00:00.000Z', '2026-10-31T23:59:59.999Z'],
    ['-', '2026-09-01T00:00:00.000Z', '2026-10-31T23:59:59.999Z'],
  ])('begin and end with the days of its zone: %j', async (zone, opensAt, closesAt) => {
    const { rounds, report } = await planRow(['2026', '2026-09-01', '31.10.2026', zone]);
    expect(report.problems).toEqual([]);
    expect(rounds).toMatchObject([{ opensAt, closesAt }]);
  });

  test('with a time are in its zone, unless they say another', async () => {
    const { rounds } = await planRow(['2026', '2026-09-01 08:00', '2026-10-31T16:00Z', 'Europe/Helsinki']);
    expect(rounds).toMatchObject([{ opensAt: '2026-09-01T05:00:00.000Z', closesAt: '2026-10-31T16:00:00.000Z' }]);
  });

  test('written later are in the zone that is registered', async () => {
    const registered = { ...base, timeZone: 'Europe/Helsinki' };
    const { rounds } = await planRow(['2026', '', '2026-10-25', ''], [registered]);
    expect(rounds).toMatchObject([{ closesAt: '2026-10-25T21:59:59.999Z', timeZone: 'Europe/Helsinki' }]);
  });

  test('stay the same days when the zone alone changes; times stay the same times', async () => {
    const registered = { ...base, opensAt: '2026-09-01T12:34:00.000Z', closesAt: '2026-10-31T23:59:59.999Z' };
    const { rounds, report } = await planRow(['2026', '', '', 'Europe/Helsinki'], [registered]);
    expect(rounds).toMatchObject([{ opensAt: '2026-09-01T12:34:00.000Z', closesAt: '2026-10-31T21:59:59.999Z' }]);
    const change = report.changes.flatMap(({ fields }) => fields).find(({ field }) => field === 'timeZone');
    expect(change).toEqual({ field: 'timeZone', before: 'UTC', after: 'Europe/Helsinki' });
  });

  test('of a round registered before there were zones are what they were', async () => {
    const registered = { ...base, opensAt: '2022-09-01T00:00:00.000Z', closesAt: '2022-10-31T23:59:59.999Z' };
    const everything = { authorities: [], rounds: [registered], languages: ['en'], questionnaires: [questionnaire] };
    expect((await planOf(await writeRegistryWorkbook(everything), [registered])).rounds).toEqual([]);
    expect((await planRow(['2026', '', '', ''], [registered])).rounds).toEqual([]);
  });

  test.each([['Europe/Helsinki'], ['America/Los_Angeles'], ['Asia/Kathmandu'], ['UTC'], [undefined]])(
    'come back from the registry workbook as they were: %s',
    async (timeZone) => {
      const moments = ['2026-10-25T00:30:00.000Z', '2026-11-01T21:59:59.999Z', '2026-11-02T07:59:59.999Z'];
      for (const closesAt of [...moments, '2026-11-01T23:59:59.999Z']) {
        const rounds = [{ ...base, opensAt: '2026-10-24T21:00:00.000Z', closesAt, timeZone }];
        const file = await writeRegistryWorkbook({
          authorities: [],
          rounds,
          languages: ['en'],
          questionnaires: [questionnaire],
        });
        expect((await planOf(file, rounds)).report.changes).toEqual([]);
      }
    },
  );
});

test.each(['Helsinki', '+02:00', 'Mars/Olympus'])(
  '%s is no zone: the row is left out, and told by its cell',
  async (zone) => {
    const { rounds, report } = await planRow(['2026', '', '2026-10-31', zone]);
    expect(rounds).toEqual([]);
    expect(report.problems).toMatchObject([{ code: 'registry-zone-unknown', cell: 'D2', read: zone }]);
  },
);

describe('when results become final', () => {
  const finalOf = async (text: string, registered: readonly Round[] = []) => {
    const rows = [
      ['Id', 'Deadline', 'Time zone', 'Final results'],
      ['2026', '2026-10-31', 'Europe/Helsinki', text],
    ];
    return planOf(rawWorkbook([{ name: 'Rounds', rows }]), registered);
  };

  test.each([
    ['', undefined],
    ['at close', 'at close'],
    ['By office', 'by office'],
    ['by-office', 'by office'],
    ['2026-12-15', '2026-12-14T22:00:00.000Z'],
    ['15.12.2026', '2026-12-14T22:00:00.000Z'],
    ['2026-12-15 12:00', '2026-12-15T10:00:00.000Z'],
  ])('is said by %j', async (text, finalResults) => {
    const { rounds, report } = await finalOf(text);
    expect(report.problems).toEqual([]);
    expect(rounds[0]?.finalResults).toBe(finalResults);
    const file = await writeRegistryWorkbook({
      authorities: [],
      rounds,
      languages: ['en'],
      questionnaires: [questionnaire],
    });
    expect((await planOf(file, rounds)).report.changes).toEqual([]);
  });

  test('a dash is at close again, an empty cell leaves it', async () => {
    const [registered] = (await finalOf('by office')).rounds as [Round];
    expect((await finalOf('', [registered])).rounds).toEqual([]);
    expect((await finalOf('-', [registered])).rounds[0]?.finalResults).toBeUndefined();
  });

  test.each([
    ['soon', 'registry-final-unclear'],
    ['2026-02-31', 'registry-final-unclear'],
    ['2026-10-31', 'registry-final-early'],
  ])('%j cannot be taken: %s', async (text, code) => {
    const { rounds, report } = await finalOf(text);
    expect([rounds, report.problems.map((one) => [one.code, one.cell])]).toEqual([[], [[code, 'D2']]]);
  });
});

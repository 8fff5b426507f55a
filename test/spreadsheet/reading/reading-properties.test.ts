import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { filledRows, headings, identitySheet } from '../../support/filled-rows.ts';
import { publishedRanking, valuesFor } from '../../support/published-ranking.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';
import { runs } from '../../support/tier.ts';
import { assessFile, userCentricity2023 } from '../../support/user-centricity.ts';

const tallinn = publishedRanking.find(({ authority }) => authority === 'Tallinn');
const values = valuesFor(userCentricity2023, tallinn?.counts ?? []);
const written = { yes: 'Yes', no: 'No', na: 'NA', unanswered: null, unclear: '?' } as const;
const rows = filledRows((id, [code = '', question = '', , evidence = '']) => [
  code,
  question,
  written[values.get(id) ?? 'na'],
  evidence,
]);
const expected = score(userCentricity2023, values);

/** A table of the same content with its rows and columns in any order and blanks strewn between. */
const rearranged = fc.record({
  rowOrder: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
  columnOrder: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  blankRows: fc.array(fc.nat({ max: rows.length }), { maxLength: 5 }),
  blankColumns: fc.nat({ max: 5 }),
  name: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => !/[\p{C}]/u.test(name)),
  extra: fc.array(fc.array(fc.constantFrom<RawCell>('Yes', 'No', 'Answer', 'notes', 12, true), { maxLength: 4 }), {
    maxLength: 4,
  }),
});

test('reading does not depend on the order of rows, columns or sheets, on blanks or on names', async () => {
  await fc.assert(
    fc.asyncProperty(rearranged, async ({ rowOrder, columnOrder, blankRows, blankColumns, name, extra }) => {
      const blanks = new Array<RawCell>(blankColumns).fill(null);
      const inOrder = (row: readonly RawCell[]): RawCell[] => [
        ...blanks,
        ...columnOrder.map((column) => row[column] ?? null),
      ];
      const body = rowOrder.map((row) => inOrder(rows[row] ?? []));
      for (const at of blankRows) body.splice(at, 0, []);
      const sheets = [{ name: `x${name}`, rows: extra }, { name, rows: [inOrder(headings), ...body] }, identitySheet];
      const read = await assessFile(rawWorkbook(sheets));
      expect(read.score).toEqual(expected);
      expect([...read.answers].map(([id, { value, evidence }]) => [id, value, evidence])).toEqual(
        rows.map((row) => [String(row[0]).slice(1), values.get(String(row[0]).slice(1)), row[3]]),
      );
    }),
    { numRuns: runs(30, 600) },
  );
});

describe('a damaged file', () => {
  const whole = rawWorkbook([{ name: 'Questionnaire', rows: [headings, ...rows] }, identitySheet]);
  let clean: string;
  beforeAll(async () => {
    clean = JSON.stringify((await assessFile(whole)).score);
  });

  /** Either what the whole file says, or a word on what is wrong: never another score in silence. */
  async function expectHonest(file: Buffer): Promise<void> {
    const read = await assessFile(file);
    if (JSON.stringify(read.score) !== clean) expect(read.problems).not.toEqual([]);
  }

  test('with any byte changed is read the same or said to be wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const file = Buffer.from(whole);
        file[at] = (file[at] ?? 0) ^ change;
        await expectHonest(file);
      }),
      { numRuns: runs(200, 4000) },
    );
  });

  test('cut off anywhere is said to be wrong', async () => {
    for (let length = 1; length < whole.length; length += 64) {
      const read = await assessFile(whole.subarray(0, length));
      expect(read.problems[0]?.severity, `cut at ${length}`).toBe('reject');
    }
  });
});

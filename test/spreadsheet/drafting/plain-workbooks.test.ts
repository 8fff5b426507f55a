import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, linesOf } from '../../support/office-workbook.ts';
import { anyPlainWorkbook, lostIn, plainWorkbook, unlike } from '../../support/plain-workbooks.ts';
import { runs } from '../../support/tier.ts';

test('a plain workbook in one to three languages, in any layout, is drafted as what it was made of, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlainWorkbook, async (made) => {
      const file = await plainWorkbook(made);
      const draft = await draftOf(file, 'survey');
      const found = { lost: await lostIn(file, draft), unlike: unlike(made, draft) };
      expect(found, linesOf(draft).join('\n')).toEqual({ lost: [], unlike: [] });
    }),
    { numRuns: runs(60, 2_000) },
  );
});

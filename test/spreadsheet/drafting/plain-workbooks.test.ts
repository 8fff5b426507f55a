import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, linesOf } from '../../support/office-workbook.ts';
import { anyPlainWorkbook, lostIn, type PlainWorkbook, plainWorkbook, unlike } from '../../support/plain-workbooks.ts';
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

/** The office's own numbers of things say nothing of a row, whatever tells that the rows ask. */
test.each(['number', 'text'] as const)(
  'beside a column of the office’s own, plain labels with a %s before a last one in words are questions',
  async (kind) => {
    const asked = (topic: string, answers: 'number' | 'text') => ({
      ...{ text: { en: `Budget of the ${topic}` }, id: null, answers: { kind: answers } as const },
    });
    const parts = [
      asked('bridges', kind),
      asked('harbours', kind),
      asked('schools', 'number'),
      asked('forests', 'text'),
    ];
    const made: PlainWorkbook = {
      sections: [{ title: { en: 'About the works' }, parts }],
      layout: {
        ...{ languages: ['en'], columns: 'together', titles: 'bold', headings: 'en', ownColumn: true },
        ...{ footer: false, gaps: false, stripes: false, guides: false, notes: false },
      },
    };
    expect(unlike(made, await draftOf(await plainWorkbook(made), 'survey'))).toEqual([]);
  },
);

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certifierIn, maxNote, noteIn, notesTogether } from '../../../shared/domain/submissions/said-with-file.ts';

describe('who certifies', () => {
  test.each([
    ['Anna Virtanen', 'Anna Virtanen'],
    ['  Anna\tVirtanen,\n mayor \u200b', 'Anna Virtanen, mayor'],
    ['A\u0000nna\u0007', 'A nna'],
    ['-', null],
    [' – ', null],
    ['____', null],
    ['', null],
    ['=HYPERLINK("http://x")', '=HYPERLINK("http://x")'],
    ['2026', '2026'],
  ])('%j is %j', (text, said) => {
    expect(certifierIn(text)).toBe(said);
  });

  test('is cut to 200 characters, and never in the middle of one', () => {
    const cut = certifierIn('😀'.repeat(500)) ?? '';
    expect([...cut]).toHaveLength(200);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.endsWith('😀…')).toBe(true);
  });
});

describe('a note', () => {
  test.each([
    ['We merged in May.\r\nAsk Anna.', 'We merged in May.\nAsk Anna.'],
    ['a\n\n\n\n\nb', 'a\n\nb'],
    ['a\u2028b\u0085c', 'a\nb\nc'],
    ['tab\there', 'tab here'],
    ['-', null],
    ['\n \n', null],
  ])('%j is %j', (text, said) => {
    expect(noteIn(text)).toBe(said);
  });

  test('is what it is when it is read once more, and never longer than a note may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const said = noteIn(text);
        if (said === null) return;
        expect([...said].length).toBeLessThanOrEqual(maxNote);
        expect(said.isWellFormed()).toBe(true);
        expect(noteIn(said)).toBe(said);
        expect(said).not.toMatch(/[\p{Cc}--\n]/v);
      }),
      { numRuns: 300 },
    );
  });

  test('of two each stands once, whichever came first', () => {
    expect(notesTogether(undefined, 'a')).toBe('a');
    expect(notesTogether('a', null)).toBe('a');
    expect(notesTogether('a', 'a')).toBe('a');
    expect(notesTogether('a\n\nb', 'b')).toBe('a\n\nb');
    expect(notesTogether('a', 'b')).toBe('a\n\nb');
    expect(notesTogether('', '')).toBeUndefined();
    expect(notesTogether('x'.repeat(3999), 'y'.repeat(900))?.length).toBe(4 * maxNote);
  });
});

import { describe, expect, test } from 'vitest';
import { type NormalisedAnswer, normaliseAnswer } from '../../../shared/domain/answers/normalise/normalise-answer.ts';
import { normaliseFigure } from '../../../shared/domain/answers/normalise/normalise-figure.ts';
import { ownAnswers, ownFigures, phraseCases, sharedCases } from '../../corpus/reading-cases.ts';

const told = new Set([null, 'answer-written-otherwise', 'answer-comment-moved', 'answer-dash']);

/** What a cell was read as: `ask` where the sender is asked about it. */
function reading({ value, problem }: NormalisedAnswer): string {
  if (!told.has(problem)) return 'ask';
  return value === 'na' || value === 'unanswered' ? 'open' : value;
}

const readAs = (text: string, language: string | null): string =>
  reading(normaliseAnswer({ kind: 'text', text }, language, { latest: 2023 }));

describe('answer cells', () => {
  test.each(ownAnswers())('$language $text is $human', ({ text, language, human }) => {
    expect(human.split('/')).toContain(readAs(text, language));
  });

  test('in thirty languages, by what follows an answer', () => {
    const cases = phraseCases();
    expect(cases.length).toBeGreaterThan(3_000);
    const wrong = cases.filter(({ text, language, human }) => readAs(text, language) !== human);
    expect(wrong).toEqual([]);
  });

  test('are never counted as met where a word of doubt follows, the language known or not', () => {
    const doubtful = phraseCases().filter(({ human }) => human === 'ask');
    const met = doubtful.filter(
      ({ text }) => normaliseAnswer({ kind: 'text', text }, null, { latest: 2023 }).value === 'yes',
    );
    expect(met).toEqual([]);
  });

  const shared = sharedCases();
  test.skipIf(shared === null)('of ../shared are read right or asked about', () => {
    const wrong = (shared?.answers ?? []).filter(({ text, language, human }) => {
      // The language is what the other answers tell, and Greek in Latin letters tells none.
      const read = readAs(text, language === 'grk' ? 'el' : language);
      return read !== 'ask' && !human.replace('?', '').split('/').includes(read);
    });
    expect(wrong).toEqual([]);
  });
});

describe('cells of figures', () => {
  test.each(ownFigures())('$kind $text is $human', ({ kind, text, human }) => {
    const { value, problem } = normaliseFigure(text, kind);
    expect(human === 'ask' ? problem !== null : value === Number(human)).toBe(true);
  });

  const shared = sharedCases();
  test.skipIf(shared === null)('of ../shared are read right or asked about', () => {
    const kinds = {
      population: 'count',
      employees: 'count',
      budget: 'money',
      ictSpecialistsDirect: 'fullTimeEquivalent',
    } as const;
    const wrong = (shared?.figures ?? []).filter(({ figure, text, how, human }) => {
      if (how !== text) return false;
      const { value, problem } = normaliseFigure(text, kinds[figure as keyof typeof kinds]);
      return problem === null && value !== (human === 'none' ? null : Number(human));
    });
    expect(wrong).toEqual([]);
  });
});

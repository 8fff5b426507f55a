import { describe, expect, test } from 'vitest';
import { type NormalisedAnswer, normaliseAnswer } from '../../../shared/domain/answers/normalise/normalise-answer.ts';
import { normaliseFigure } from '../../../shared/domain/answers/normalise/normalise-figure.ts';
import {
  blindAnswers,
  blindFigures,
  ownAnswers,
  ownFigures,
  phraseCases,
  sharedCases,
} from '../../corpus/reading-cases.ts';

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

  test('that others may write are read right or asked about, plain ones mostly right', () => {
    const cases = blindAnswers();
    expect(cases.length).toBeGreaterThan(1_000);
    const wrong = cases.filter(({ text, language, human }) => {
      const read = readAs(text, language);
      return read !== 'ask' && !human.split('/').includes(read);
    });
    expect(wrong).toEqual([]);
    const plain = cases.filter(({ human }) => /^(yes|no|open)$/.test(human));
    const asked = plain.filter(({ text, language }) => readAs(text, language) === 'ask');
    expect(asked.length / plain.length).toBeLessThan(0.1);
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

const kinds = {
  population: 'count',
  employees: 'count',
  budget: 'money',
  ictSpecialistsDirect: 'fullTimeEquivalent',
  ictSpecialistsIndirect: 'fullTimeEquivalent',
} as const;

/** Read otherwise than a careful human reads it, and not asked about. */
function isOtherwise(figure: string, text: string, human: string): boolean {
  const { value, problem } = normaliseFigure(text, kinds[figure as keyof typeof kinds]);
  const read = value === null ? 'none' : String(value);
  return problem === null && !human.split('/').includes(read);
}

describe('cells of figures', () => {
  test.each(ownFigures())('$kind $text is $human', ({ kind, text, human }) => {
    const { value, problem } = normaliseFigure(text, kind);
    expect(human === 'ask' ? problem !== null : value === Number(human)).toBe(true);
  });

  test('that others may write are read right or asked about', () => {
    const wrong = blindFigures().filter(({ figure, text, human }) => isOtherwise(figure, text, human));
    expect(wrong).toEqual([]);
  });

  const shared = sharedCases();
  test.skipIf(shared === null)('of ../shared are read right or asked about', () => {
    const wrong = (shared?.figures ?? []).filter(({ figure, text, how, human }) => {
      return how === text && isOtherwise(figure, text, human);
    });
    expect(wrong).toEqual([]);
  });
});

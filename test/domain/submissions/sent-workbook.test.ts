import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues } from '../../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { maxSentCode, sentCode, sentMarks } from '../../../shared/domain/submissions/sent-workbook.ts';
import { greenCity } from '../../support/green-city.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);
const cell = fc.record({
  value: fc.constantFrom(...answerValues),
  evidence: fc.constantFrom('', 'a', 'b', 'a  b', '-'),
});
const filled = fc.dictionary(fc.constantFrom(...ids), cell);
const key = 'user-centricity@2023';
const codeFor = (answers: Record<string, { value: AnswerValue; evidence: string }>): string | null =>
  sentCode(userCentricity2023, { answers: new Map(Object.entries(answers)), figures: new Map() });
const marksOf = (code: string | null) => sentMarks(userCentricity2023, { questionnaire: key, code: code ?? '' });

describe('what a workbook was sent with', () => {
  test('each cell is told apart from any other content, and a blank was not sent', () => {
    fc.assert(
      fc.property(filled, fc.constantFrom(...ids), cell, (answers, id, now) => {
        const code = codeFor(answers);
        const marks = marksOf(code);
        const sent = answers[id] ?? { value: 'unanswered', evidence: '' };
        const isBlank = sent.value === 'unanswered' || sent.value === 'unclear';
        if (code === null) return marks === null;
        return (
          marks?.isAnswer(id, now.value) === (isBlank ? null : now.value === sent.value) &&
          marks?.isEvidence(id, now.evidence) === (sent.evidence === '' ? null : now.evidence === sent.evidence)
        );
      }),
    );
  });

  test('line breaks, spaces and invisible characters that programs change are no change', () => {
    const marks = marksOf(codeFor({ '1.1.1': { value: 'yes', evidence: 'One\nline\u00a0and a cafe\u0301' } }));
    expect(marks?.isEvidence('1.1.1', ' One line and\r\na café \u200b')).toBe(true);
    expect(marks?.isEvidence('1.1.1', 'One line and a cafe')).toBe(false);
  });

  test('a figure is its number, unit and year', () => {
    const figures = new Map([['budget', { value: 480, unit: 'EUR', year: 2021 }]]);
    const marks = marksOf(sentCode(userCentricity2023, { answers: new Map(), figures }));
    expect(marks?.isFigure('budget', { value: 480, unit: 'EUR', year: 2021 })).toBe(true);
    expect(marks?.isFigure('budget', { value: 480, unit: 'EUR', year: 2022 })).toBe(false);
    expect(marks?.isFigure('population', { value: 480, unit: null, year: null })).toBeNull();
  });

  test('a code that is cut, of another questionnaire or of a later version says nothing', () => {
    const code = codeFor({ '1.1.1': { value: 'yes', evidence: '' } }) ?? '';
    expect(marksOf(code)).not.toBeNull();
    expect(marksOf(code.slice(0, -1))).toBeNull();
    expect(marksOf(code.replace('v1', 'v2'))).toBeNull();
    expect(sentMarks(greenCity, { questionnaire: key, code })).toBeNull();
    expect(code.length).toBeLessThan(maxSentCode);
  });
});

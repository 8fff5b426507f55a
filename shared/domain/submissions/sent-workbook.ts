import { hash } from 'node:crypto';
import type { KeptValue } from '../answers/answer.ts';
import type { BackgroundValue } from '../answers/background.ts';
import { plainText } from '../answers/normalise/plain-text.ts';
import type { AuthorityId, RoundId } from '../ids.ts';
import { type AnyQuestionnaire, isDefinition, keyOfAny } from '../questionnaire/any-questionnaire.ts';
import { nodesByName, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { indicatorsOf } from '../questionnaire/questionnaire.ts';
import { hashedId } from './hashed-id.ts';

/**
 * What a workbook was filled with when it was sent out: enough to tell what is still the same when it comes back, and no
 * text of anybody. The workbook carries it, and so does our record, in case the workbook has lost it.
 */
export interface SentWorkbook {
  /** Made of all the rest. */
  readonly id: string;
  readonly authority: AuthorityId;
  readonly round: RoundId;
  readonly questionnaire: string;
  /** {@link sentCode} */
  readonly code: string;
}

export type SentFigure = Pick<BackgroundValue, 'value' | 'unit' | 'year'>;

/** What a workbook is filled with, by the ids of questions and figures. */
export interface SentAnswers {
  readonly answers: ReadonlyMap<string, { readonly value: KeptValue; readonly evidence: string }>;
  readonly figures: ReadonlyMap<string, SentFigure>;
}

const version = 'v1.';
/** Letters of a mark: 30 bits, so that a change is missed once in a thousand million. */
const markLength = 5;
const nothing = '-'.repeat(markLength);
/** What one cell of a spreadsheet holds, with room to spare: 3,000 questions. */
export const maxSentCode = 30_000;

const markOf = (said: unknown): string => hash('sha256', JSON.stringify(said), 'base64url').slice(0, markLength);
const markOfText = (text: string): string => (plainText(text) === '' ? nothing : markOf(plainText(text)));
/** Several choices are the same in any order. */
const markOfAnswer = (of: AnyQuestionnaire, id: string, value: KeptValue): string => {
  const question = isDefinition(of) ? nodesByName(of).get(id) : undefined;
  return markOfText(question?.type === 'select_multiple' ? value.split(/[= ]/).sort().join(' ') : value);
};
const isBlank = (value: KeptValue): boolean => value === 'unanswered' || value === 'unclear';
const markOfFigure = ({ value, unit, year }: SentFigure): string =>
  value === null ? nothing : markOf([value, unit, year]);

const idsOf = (of: AnyQuestionnaire): { readonly questions: readonly string[]; readonly figures: readonly string[] } =>
  isDefinition(of)
    ? { questions: questionsOf(of).map(({ name }) => name), figures: [] }
    : { questions: indicatorsOf(of).map(({ id }) => id), figures: of.background.map(({ id }) => id) };

/**
 * Of each question, in the order of its questionnaire, a mark of its answer and one of its evidence; then of each figure a
 * mark. null: it is filled with nothing.
 */
export function sentCode(questionnaire: AnyQuestionnaire, { answers, figures }: SentAnswers): string | null {
  const { questions, figures: asked } = idsOf(questionnaire);
  const marks = [
    ...questions.flatMap((id) => {
      const { value, evidence } = answers.get(id) ?? { value: 'unanswered' as const, evidence: '' };
      return [isBlank(value) ? nothing : markOfAnswer(questionnaire, id, value), markOfText(evidence)];
    }),
    ...asked.map((id) => markOfFigure(figures.get(id) ?? { value: null, unit: null, year: null })),
  ];
  return marks.every((mark) => mark === nothing) ? null : `${version}${marks.join('')}`;
}

export const sentWorkbook = (of: Omit<SentWorkbook, 'id'>): SentWorkbook => ({
  ...of,
  id: hashedId([of.authority, of.round, of.questionnaire, of.code]),
});

/** What stood in each cell of a workbook when it was sent. */
export interface SentMarks {
  /** Whether the answer is what was sent; null: none was. */
  readonly isAnswer: (id: string, value: KeptValue) => boolean | null;
  readonly isEvidence: (id: string, evidence: string) => boolean | null;
  readonly isFigure: (id: string, figure: SentFigure) => boolean | null;
}

/** Reads {@link sentCode} back; null: it is not of this questionnaire, or not whole. */
export function sentMarks(
  questionnaire: AnyQuestionnaire,
  { questionnaire: of, code }: Pick<SentWorkbook, 'questionnaire' | 'code'>,
): SentMarks | null {
  const { questions, figures } = idsOf(questionnaire);
  const length = (questions.length * 2 + figures.length) * markLength;
  if (of !== keyOfAny(questionnaire) || !code.startsWith(version) || code.length !== version.length + length)
    return null;
  const markAt = (place: number): string => code.slice(version.length + place * markLength).slice(0, markLength);
  const marks = new Map([
    ...questions.flatMap((id, index): [string, string][] => [
      [`answer ${id}`, markAt(index * 2)],
      [`evidence ${id}`, markAt(index * 2 + 1)],
    ]),
    ...figures.map((id, index): [string, string] => [`figure ${id}`, markAt(questions.length * 2 + index)]),
  ]);
  const isSame = (cell: string, mark: string): boolean | null => {
    const sent = marks.get(cell) ?? nothing;
    return sent === nothing ? null : sent === mark;
  };
  return {
    isAnswer: (id, value) => isSame(`answer ${id}`, markOfAnswer(questionnaire, id, value)),
    isEvidence: (id, evidence) => isSame(`evidence ${id}`, markOfText(evidence)),
    isFigure: (id, figure) => isSame(`figure ${id}`, markOfFigure(figure)),
  };
}

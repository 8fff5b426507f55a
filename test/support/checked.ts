import type { Answer, AnswerValue } from '../../shared/domain/answers/answer.ts';
import type { BackgroundValue } from '../../shared/domain/answers/background.ts';
import type { CheckInput } from '../../shared/domain/answers/checks/check-input.ts';
import { userCentricity2023 as questionnaire } from './user-centricity.ts';

/** An answer in the cell D9 of a sheet, with its evidence beside it. */
export const answered = (value: AnswerValue, evidence = '', cell: string | null = 'Answers!D9'): Answer => ({
  ...{ value, raw: value, evidence, cell },
});

/** A figure in the cell D9 of the sheet Background. */
export const figured = (value: number | null, cell: string | null = "'My figures'!D9"): BackgroundValue => ({
  ...{ value, raw: String(value), unit: null, year: null, cell },
});

/** What a check is given of a file of the round 2022 with these answers, the evidence in E9. */
export const checked = (answers: Readonly<Record<string, Answer>>, about: Partial<CheckInput> = {}): CheckInput => ({
  ...{ questionnaire, identity: { round: '2022' }, background: new Map() },
  evidenceCells: new Map(Object.keys(answers).map((id) => [id, 'E9'])),
  answers: new Map(Object.entries(answers)),
  ...about,
});

import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { PointsSource } from './draft.ts';
import type { FormulaPoints } from './formula-points.ts';
import { pointsBeside, pointsInLabels } from './list-points.ts';
import type { Offered } from './offered.ts';
import type { ListedPoints } from './points-sheets.ts';
import type { SheetView } from './sheet-view.ts';

/** An answer that a question offers, wherever it was found. */
export interface AnswerFound extends Offered {
  /** Points that stand beside it in a row of its own. */
  readonly points: number | null;
}

/** An answer that is listed in words, wherever they stand. */
export const answerOf = (label: string, points: number | null): AnswerFound => ({
  ...{ label, value: label, place: null, points },
});

export interface PointsFound {
  /** By label; empty where they are not known. */
  readonly points: ReadonlyMap<string, number>;
  readonly most: number | null;
  readonly source: PointsSource | null;
}

export interface PointsSources {
  readonly formula: FormulaPoints | undefined;
  readonly listed: ListedPoints | undefined;
  /** In a column beside the question. */
  readonly beside: number | null;
  /** In the words beside it, in a questionnaire of ours. */
  readonly hinted: ReadonlyMap<string, number>;
  readonly views: ReadonlyMap<string, SheetView>;
}

/** What each answer scores, from what says it most surely. */
export function pointsOf(
  answers: readonly AnswerFound[],
  { formula, listed, beside, hinted, views }: PointsSources,
): PointsFound {
  // A weight of nothing says that it does not score.
  const most = (beside ?? listed?.most ?? 0) === 0 ? null : (beside ?? listed?.most ?? null);
  if (formula !== undefined) return { points: formula.points, most, source: 'formulas' };
  if (hinted.size > 0) return { points: hinted, most, source: 'hints' };
  const inRows = new Map(answers.flatMap(({ label, points }) => (points === null ? [] : [[label, points] as const])));
  if (inRows.size > 0 && inRows.size >= answers.length - 1) return { points: inRows, most, source: 'rows' };
  const onSheet = new Map(
    answers.flatMap(({ label }) => {
      const points = listed?.byAnswer.get(foldedText(label));
      return points === undefined ? [] : [[label, points] as const];
    }),
  );
  if (onSheet.size > 0) return { points: onSheet, most, source: 'sheet' };
  const inList = pointsBeside(answers, views);
  if (inList.size > 0) return { points: inList, most, source: 'lists' };
  const inLabels = pointsInLabels(answers);
  if (inLabels.size > 0) return { points: inLabels, most, source: 'labels' };
  return { points: new Map(), most, source: most === null ? null : 'most' };
}

/** `10`, `2.5`: as a cell of points has it. */
export const pointsText = (points: number): string => String(Number(points.toPrecision(12)));

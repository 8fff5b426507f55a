import type { NormalisedFigure } from '../../domain/answers/normalise/figure-in.ts';
import type { FigureKind } from '../../domain/answers/normalise/figure-units.ts';
import type { Cell } from '../formats/grid.ts';
import type { QuestionIndex } from './question-index.ts';

/** A figure that a questionnaire asks for. */
export interface AskedFigure {
  readonly id: string;
  readonly kind: FigureKind;
  /** The unit that its question names. */
  readonly unit?: string;
  /** Reads a cell by rules of its own. */
  readonly read?: (cell: Cell) => NormalisedFigure;
}

/** The figures of a questionnaire, and by what they are found; the index is made when it is first asked for. */
export interface FigureForm {
  readonly version: string;
  readonly figures: readonly AskedFigure[];
  readonly index: () => QuestionIndex;
}

/** A round or a version that is named by its year. */
const yearOf = (name: string | null): number | null => (/^(?:19|20)\d{2}$/.test(name ?? '') ? Number(name) : null);

/** The last year of which what is said is no plan: the round's, else the questionnaire version's; null where neither is a year. */
export const lastYear = (round: string | null, version: string): number | null => yearOf(round) ?? yearOf(version);

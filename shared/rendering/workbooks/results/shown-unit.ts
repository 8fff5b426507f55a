import type { Definition } from '../../../domain/questionnaire/definition/definition.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import type { Column } from './table.ts';

/** How cells have the numbers that authorities are ranked by. */
export interface ShownUnit {
  readonly score: Column<unknown>['kind'];
  /** An average of them. */
  readonly average: Column<unknown>['kind'];
  /** A difference of two of them, with its sign. */
  readonly change: Column<unknown>['kind'];
  /** What a cell has of a number shown: percentages are shares. */
  readonly inCell: (shown: number) => number;
}

export const wholePercentages: ShownUnit = {
  ...{ score: 'percent', average: 'percentTenths', change: 'points' },
  inCell: (percent) => percent / 100,
};

/** Percent or points, with as many decimals as the questionnaire shows. */
export function unitOf({ shown: { as, decimals } }: Pick<Definition, 'shown'>): ShownUnit {
  const places = placesOf(decimals);
  const withPlaces = (most: number) =>
    as === 'percent'
      ? ({ number: true, format: (sheet: Worksheet) => percentFormat(sheet, most) } as const)
      : ({ number: true, format: `#,##0${placesOf(most)}` } as const);
  const change = { number: true, format: `+#,##0${places};\u2212#,##0${places};0${places}` } as const;
  return {
    score: withPlaces(decimals),
    average: withPlaces(decimals + 1),
    change,
    inCell: (shown) => (as === 'percent' ? shown / 100 : shown),
  };
}

const placesOf = (decimals: number): string => (decimals === 0 ? '' : `.${'0'.repeat(decimals)}`);

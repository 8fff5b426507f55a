/** An online sheet as it stood at one moment: what of it is read as a questionnaire, and no formulas. */
export interface SheetSnapshot {
  readonly title: string;
  /** Names the state that was read: it stayed the same from before to after. */
  readonly revision: string;
  readonly tabs: readonly SnapshotTab[];
}

export interface SnapshotTab {
  readonly name: string;
  readonly hidden: boolean;
  /** Cells with content, row by row. */
  readonly cells: readonly SnapshotCell[];
  /** Corners, 1 for the first row and column. */
  readonly merges: readonly {
    readonly top: number;
    readonly left: number;
    readonly bottom: number;
    readonly right: number;
  }[];
  /** Rows hidden by hand or by a filter, 1 for the first. */
  readonly hiddenRows: readonly number[];
  /** Columns hidden by hand, 1 for column A. */
  readonly hiddenColumns: readonly number[];
}

export interface SnapshotCell {
  /** 1 for the first row. */
  readonly row: number;
  /** 1 for column A. */
  readonly column: number;
  readonly value: SnapshotValue;
  /** The value is what a formula came to. */
  readonly formula: boolean;
  /** '' when there is none. */
  readonly note: string;
  /** Target of the link on the cell; '' when there is none. */
  readonly link: string;
}

export type SnapshotValue =
  | { readonly kind: 'text'; readonly runs: readonly { readonly text: string; readonly struck: boolean }[] }
  | { readonly kind: 'number'; readonly number: number }
  /** Shown as a percentage: 0.85 as 85 %. */
  | { readonly kind: 'share'; readonly number: number }
  /** Days since 30 December 1899. */
  | { readonly kind: 'date'; readonly serial: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `#N/A` and its like. */
  | { readonly kind: 'error'; readonly text: string }
  /** A note, a link or a formula without a result. */
  | { readonly kind: 'empty' };

import type { Category, Indicator, Pillar, Questionnaire } from '../../../domain/questionnaire/questionnaire.ts';

/**
 * Where everything stands in the sheets Questionnaire and Background, in the template and in the
 * results workbook alike: the first answer is `Questionnaire!D9`.
 */
export const questionnaireColumns = { id: 'B', question: 'C', answer: 'D', evidence: 'E', remark: 'F' } as const;
export const backgroundColumns = { figure: 'B', question: 'C', value: 'D', hint: 'E', remark: 'F' } as const;
export const headerRow = 6;

export type LayoutRow =
  | { readonly kind: 'pillar'; readonly row: number; readonly of: Pillar }
  | { readonly kind: 'category'; readonly row: number; readonly of: Category }
  | { readonly kind: 'indicator'; readonly row: number; readonly of: Indicator };

/** The rows below the header: each pillar, its categories and their indicators. */
export function layoutRows(questionnaire: Questionnaire): LayoutRow[] {
  let row = headerRow;
  const next = () => {
    row += 1;
    return row;
  };
  return questionnaire.pillars.flatMap((pillar): LayoutRow[] => [
    { kind: 'pillar', row: next(), of: pillar },
    ...pillar.categories.flatMap((category): LayoutRow[] => [
      { kind: 'category', row: next(), of: category },
      ...category.indicators.map((indicator): LayoutRow => ({ kind: 'indicator', row: next(), of: indicator })),
    ]),
  ]);
}

/** Row of each indicator in the sheet Questionnaire. */
export function indicatorRows(questionnaire: Questionnaire): ReadonlyMap<string, number> {
  return new Map(
    layoutRows(questionnaire).flatMap(({ kind, row, of }) => (kind === 'indicator' ? [[of.id, row] as const] : [])),
  );
}

/** Row of each figure in the sheet Background. */
export function figureRows(questionnaire: Questionnaire): ReadonlyMap<string, number> {
  return new Map(questionnaire.background.map(({ id }, index) => [id, headerRow + 1 + index]));
}

/** `D9`: where filling in starts. */
export function firstAnswerCell(questionnaire: Questionnaire): string {
  const [first = headerRow] = indicatorRows(questionnaire).values();
  return `${questionnaireColumns.answer}${first}`;
}

/** `D9:D62`: from the first answer cell to the last; the rows of pillars and categories are empty in it. */
export function answerRange(questionnaire: Questionnaire): string {
  const rows = [...indicatorRows(questionnaire).values()];
  const column = questionnaireColumns.answer;
  return `${column}${Math.min(...rows)}:${column}${Math.max(...rows)}`;
}

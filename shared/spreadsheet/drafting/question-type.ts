import type { Asked } from './asked.ts';
import { asksNumber } from './requests.ts';

/** Numbers where a rule, a unit or the words ask for one; else a text. */
export function typeOf({ source: { table }, row, texts }: Asked): string {
  const rule = table.columns.answer === null ? undefined : table.view.rule(row, table.columns.answer);
  if (rule?.type === 'whole') return 'integer';
  if (rule?.type === 'decimal') return 'decimal';
  // A drop-down that offers nothing to answer with says that the answer is written elsewhere.
  if (rule?.type === 'list') return 'text';
  const listed = table.columns.options.map(({ column }) => table.view.text(row, column));
  const written = [table.view.text(row, table.columns.type), ...listed].join(' ').toLowerCase();
  if (/integer|whole|kokonais|ganzzahl|count|entier|entero|intero|geheel/.test(written)) return 'integer';
  if (/number|numeric|decimal|percent|%|luku|zahl|nombre|número|numero|getal/.test(written)) return 'decimal';
  if (table.view.text(row, table.columns.unit) !== '') return 'decimal';
  return Object.values(texts).some((text) => asksNumber.test(text)) ? 'decimal' : 'text';
}

/** Evidence can be asked for where there is a column for it whose cell is free, and an answer is chosen. */
export function isAskedFor({ source: { table }, row }: Asked, type: string): boolean {
  const { view, columns } = table;
  // A number is what it is; people ask what shows a claim.
  if (columns.evidence === null || !type.startsWith('select')) return false;
  return !/^(?:n\/?a|–|-|—|x)$/i.test(view.text(row, columns.evidence));
}

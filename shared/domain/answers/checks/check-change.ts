import type { RoundId } from '../../ids.ts';
import type { BackgroundValue, BackgroundValues } from '../background.ts';
import { type Problem, problem } from '../problems.ts';
import { splitAddress } from './check-input.ts';

/** Share of last round's figure by which one may differ without being asked about (as the COLLECT returns have it). */
const maxChange = 0.5;

/** The figures of the round before, by background id. */
export interface FiguresBefore {
  readonly round: RoundId;
  readonly background: Readonly<Record<string, BackgroundValue>>;
}

/** Figures that differ from last round's by more than half: a moved comma, another unit, or a reform. */
export function checkChange(background: BackgroundValues, { round, background: before }: FiguresBefore): Problem[] {
  return [...background].flatMap(([id, { value, raw, cell }]): Problem[] => {
    const last = before[id]?.value ?? null;
    if (value === null || last === null || last === 0 || cell === null) return [];
    const change = (value - last) / last;
    if (Math.abs(change) <= maxChange) return [];
    const [sheet, address] = splitAddress(cell);
    const percent = String(Math.round(Math.abs(change) * 100));
    const direction = change > 0 ? 'higher' : 'lower';
    const facts = { value: String(value), before: String(last), round, percent, direction };
    return [problem('background-changed', { sheet, cell: address, indicator: id, read: raw, facts })];
  });
}

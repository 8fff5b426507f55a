import { tellsOfLimit } from './continuation.ts';
import { figureIn, type NormalisedFigure } from './figure-in.ts';
import type { FigureKind } from './figure-units.ts';

/** One figure out of what an authority wrote, with remarks beside it in any of its languages: `305 200 (without schools)`. */
export const normaliseFigure = (raw: string, kind: FigureKind): NormalisedFigure => figureIn(raw, kind, tellsOfLimit);

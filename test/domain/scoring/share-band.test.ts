import { expect, test } from 'vitest';
import { shareBand } from '../../../shared/domain/scoring/share-band.ts';

test.each([
  [0, 4, 'low'],
  [1, 3, 'low'],
  [2, 5, 'middle'],
  [2, 3, 'high'],
  [65, 100, 'middle'],
  [66, 100, 'middle'],
  [67, 100, 'high'],
])('%d of %d is %s', (met, total, band) => expect(shareBand({ met, total })).toBe(band));

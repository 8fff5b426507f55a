import { type Count, divideRounded } from './count.ts';

/** How the dashboard colours a share: red to .33, orange to .66, green above. */
export type ShareBand = 'low' | 'middle' | 'high';

export function shareBand({ met, total }: Count): ShareBand {
  const hundredths = divideRounded(100 * met, total);
  if (hundredths <= 33) return 'low';
  return hundredths <= 66 ? 'middle' : 'high';
}

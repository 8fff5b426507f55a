import { defaultTimeZone, localMinute, zoneAt } from '../../shared/domain/registry/time-zone.ts';
import type { RunEnd } from '../../shared/ports/scoring-runs.ts';

const outcomes = {
  published: 'The new ranking is published',
  unchanged: 'Nothing has changed: the ranking stays as it is',
  overtaken: 'A later re-scoring was published in the meantime: its ranking stays',
} as const;

/** What became of a run, in one line. */
export function endLine({ outcome, authorities, leftOut, toTell }: RunEnd): string {
  return [
    `${outcomes[outcome]}: ${authorities} ${authorities === 1 ? 'authority' : 'authorities'} counted`,
    ...(leftOut === 0
      ? []
      : [`${leftOut} left out, because no mapping exists from their questionnaire to that of the round`]),
    ...(toTell === 0 ? [] : [`${toTell} informed that their result has changed`]),
  ].join('; ');
}

/** `2026-11-24 12:31 UTC`, `2026-11-24 14:31 Europe/Helsinki, UTC+2` */
export const minuteInZone = (instant: string, zone = defaultTimeZone): string =>
  `${localMinute(instant, zone)} ${zoneAt(instant, zone)}`;

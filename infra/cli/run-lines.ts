import { defaultTimeZone, localTime, zoneAt } from '../../shared/domain/registry/time-zone.ts';
import type { RunEnd } from '../../shared/ports/scoring-runs.ts';

const outcomes = {
  published: 'New standings are published',
  unchanged: 'Nothing has changed: the standings stay as they are',
  overtaken: 'A later re-scoring was published meanwhile: its standings stay',
} as const;

/** What became of a run, in one line. */
export function endLine({ outcome, authorities, leftOut, toTell }: RunEnd): string {
  return [
    `${outcomes[outcome]}: ${authorities} ${authorities === 1 ? 'authority' : 'authorities'} counted`,
    ...(leftOut === 0 ? [] : [`${leftOut} left out, whose answers nothing maps to the questionnaire of the round`]),
    ...(toTell === 0 ? [] : [`${toTell} told that their result is another one`]),
  ].join('; ');
}

/** `2026-11-24 12:31 UTC`, `2026-11-24 14:31 Europe/Helsinki, UTC+2` */
export const readableInstant = (instant: string, zone = defaultTimeZone): string =>
  `${localTime(instant, zone).slice(0, 16).replace('T', ' ')} ${zoneAt(instant, zone)}`;

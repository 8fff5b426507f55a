/** Zone of a round that names none. */
export const defaultTimeZone = 'UTC';

const parts = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError for what is no zone. */
function formatIn(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
    ...({ second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23', timeZone: zone, era: 'short' } as const),
  });
  parts.set(zone, made);
  return made;
}

let zones: ReadonlyMap<string, string> | undefined;

/**
 * The IANA name of a zone (`Europe/Helsinki`), whatever the case of its letters; null when there is none of this name. An
 * offset alone is no zone: it knows no summer.
 */
export function timeZoneNamed(text: string): string | null {
  zones ??= new Map([...Intl.supportedValuesOf('timeZone'), defaultTimeZone].map((zone) => [zone.toLowerCase(), zone]));
  const listed = zones.get(text.toLowerCase());
  if (listed !== undefined) return listed;
  // Names of before (`Europe/Kiev`) are not in the list and are known all the same.
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+$/.test(text)) return null;
  try {
    const { timeZone } = formatIn(text).resolvedOptions();
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch {
    return null;
  }
}

/** What clocks in a zone show at an instant: `2026-10-31T23:59:59.999`. */
export function localTime(instant: string, zone: string): string {
  const shown = Object.fromEntries(
    formatIn(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  ) as Record<string, string>;
  const { year = '', month, day, hour, minute, second, fractionalSecond } = shown;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.${fractionalSecond}`;
}

/** The minute in a zone: `2026-10-31 23:59`. */
export const localMinute = (instant: string, zone: string): string =>
  localTime(instant, zone).slice(0, 16).replace('T', ' ');

/** The calendar day in a zone: `2026-10-31`. */
export const localDay = (instant: string, zone: string): string => localTime(instant, zone).slice(0, 10);

/** Minutes that clocks in a zone are ahead of UTC at an instant. */
export function offsetMinutes(instant: string, zone: string): number {
  const whole = new Date(instant).getTime();
  return Math.round((Date.parse(`${localTime(instant, zone)}Z`) - whole) / 60_000);
}

const day = 86_400_000;

/**
 * The instant at which clocks in a zone show this (`2026-10-31T12:00:00.000`). When they show it twice, the earlier one; when
 * they skip it, the instant at which they would have shown it had they not been put forward.
 */
export function instantAt(local: string, zone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  const shown = new Date(asUtc).toISOString().slice(0, -1);
  const offsets = [asUtc - day, asUtc + day].map((near) => offsetMinutes(new Date(near).toISOString(), zone));
  const [before = 0, after = 0] = offsets.map((minutes) => asUtc - 60_000 * minutes);
  const fitting = [before, after].filter((at) => localTime(new Date(at).toISOString(), zone) === shown);
  return new Date(fitting.length === 0 ? before : Math.min(...fitting)).toISOString();
}

/** First moment of a day (`2026-10-31`) in a zone. */
export const startOfDay = (of: string, zone: string): string => instantAt(`${of}T00:00:00.000`, zone);

/** Last millisecond of a day in a zone, wherever its clocks are put back or forward that day. */
export function endOfDay(of: string, zone: string): string {
  const next = new Date(Date.parse(`${of}T00:00:00.000Z`) + day).toISOString().slice(0, 10);
  return new Date(Date.parse(startOfDay(next, zone)) - 1).toISOString();
}

/** `2026-10-31T16:00:00.000+02:00` of an instant, as clocks in the zone show it; in UTC `...Z`. */
export function localInstant(instant: string, zone: string): string {
  if (zone === defaultTimeZone) return instant;
  const minutes = offsetMinutes(instant, zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${localTime(instant, zone)}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** How a zone is named beside a time: `UTC`, or `Europe/Helsinki, UTC+2`, because its clocks change. */
export function zoneAt(instant: string, zone: string): string {
  if (zone === defaultTimeZone) return zone;
  const minutes = offsetMinutes(instant, zone);
  const size = Math.abs(minutes);
  const ahead = `${Math.floor(size / 60)}${size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`}`;
  return `${zone}, UTC${minutes < 0 ? '\u2212' : '+'}${ahead}`;
}

/** Seconds of the longest delay of a message: what has to wait longer is put off again. */
const maxDelay = 900;
/** Google counts what it is asked by the minute. */
const minute = 60;
/** Of the time that somebody has waited already, so much more: an outage of hours is not asked about each minute. */
const share = 20;

/** A sender hears that their link waits when it has waited so long, in seconds. No message is delayed for longer. */
export const tellAfter = maxDelay;
/** A page that refuses what an interface would refuse in words is believed after so many seconds. */
export const believedAfter = 60 * minute;
/** Nobody waits longer, in seconds: by then something is wrong that the operator must see. */
export const maxWait = 3 * 24 * 3600;

/**
 * Seconds until a sheet that could not be read is asked for again: a minute at least, as long as Google asks us to
 * wait, longer for what has waited long, and never all at once. `random`: 0 to 1.
 */
export function secondsToWait(
  { asked, waited }: { readonly asked: number; readonly waited: number },
  random: number,
): number {
  const least = Math.min(Math.max(minute, asked, waited / share), maxDelay - minute);
  return Math.ceil(least + random * minute);
}

/**
 * Seconds until the sender of a link that is still not read hears of it. One that was itself late, as an outage had held it
 * up, is given a minute: most are read by then.
 */
export const secondsUntilTold = (waited: number): number =>
  Math.ceil(Math.min(Math.max(tellAfter - waited, minute), maxDelay));

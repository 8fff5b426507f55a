/** Fewer authorities than this are never shown as a group: an average of few tells on each of them. */
export const minGroup = 5;

/** Among fewer than a group may have no rank is told, to anybody and anywhere: this is the one place that says so. */
export const areRanked = (authorities: number): boolean => authorities >= minGroup;

const counted: unique symbol = Symbol('counted');

/** What is known of so many authorities together. No name leads to it: it is read by {@link ofGroup} or not at all. */
export interface Limited<T> {
  readonly authorities: number;
  readonly [counted]: T;
}

export const limited = <T>(authorities: number, of: T): Limited<T> => ({ authorities, [counted]: of });

/** Null where there are fewer authorities than a group may have. */
export const ofGroup = <T>(one: Limited<T>): T | null => (areRanked(one.authorities) ? one[counted] : null);

/**
 * Of however few: to keep it and to add it up, and for the public site of a round, which names every authority with all
 * of its answers anyway. Whoever tells one authority of the others has {@link ofGroup}.
 */
export const ofHoweverFew = <T>(one: Limited<T>): T => one[counted];

/** Seconds since 1970 from which on the table may let an item go. */
export const ttl = (now: Date, days: number): number => Math.floor(now.getTime() / 1000) + days * 24 * 3600;

import { hash } from 'node:crypto';

/** An id made of what it is about: the same parts make the same one. `length`: hex digits of the SHA-256 that are kept. */
export const hashedId = (about: unknown, length = 32): string =>
  hash('sha256', JSON.stringify(about), 'hex').slice(0, length);

import { setTimeout as pause } from 'node:timers/promises';
import type { Busy } from '../../ports/online-sheets.ts';
import { CredentialsRefused, GoogleBusy, refusalIn } from './google-refusal.ts';

/** Milliseconds: until the token service has answered, until an answer is there whole, and after one that says "too much". */
export interface Patience {
  readonly token: number;
  readonly answer: number;
  readonly rest: number;
  /** Until comments are there, which nobody waits for; 5,000 when it is not said. */
  readonly comments?: number;
}

/**
 * A token that does not come in ten seconds is given up: the function would run out of time. After "too much" this
 * instance asks nothing for a third of the minute that Google counts by.
 */
export const usualPatience: Patience = { token: 10_000, answer: 30_000, rest: 20_000 };

/** How Google is asked: with a token that is there already, once, and not at all for a while after "too much". */
export function askedPatiently(credentials: { getAccessToken(): Promise<unknown> }, patience: Patience) {
  let restUntil = 0;

  /** A refusal of the credentials is a fault of ours and must not look like one of the sheet. */
  const authorise = async (): Promise<void> => {
    const given = new AbortController();
    const late = pause(patience.token, undefined, { signal: given.signal }).then(() => {
      throw new GoogleBusy('Google gave no token in time');
    });
    try {
      await Promise.race([credentials.getAccessToken(), late]);
    } catch (error) {
      if (error instanceof GoogleBusy || !isFromGoogle(error)) throw error;
      // It answers 400 (`invalid_grant`) for a login that has ended or was taken back: RFC 6749, 5.2.
      if (/^40[01]$/.test(String(error.response?.status))) {
        throw new CredentialsRefused(`Google's token service answered ${error.response?.status}`);
      }
      // Throws when it is busy; what it refuses is how we are set up.
      throw new Error(`Google's token service did not take us: ${refusalIn(error)}`);
    } finally {
      given.abort();
      late.catch(() => undefined);
    }
  };

  return async <T>(ask: () => Promise<T>): Promise<T | Busy> => {
    const left = restUntil - Date.now();
    if (left > 0) return { outcome: 'busy', seconds: Math.ceil(left / 1000) };
    try {
      await authorise();
      return await ask();
    } catch (error) {
      if (!(error instanceof GoogleBusy)) throw error;
      if (error.isQuota) restUntil = Date.now() + patience.rest;
      return { outcome: 'busy', seconds: error.seconds };
    }
  };
}

/** What its client throws of a request, not what we throw of our own environment. */
const isFromGoogle = (error: unknown): error is Error & { readonly response?: { readonly status?: unknown } } =>
  error instanceof Error && ('config' in error || 'response' in error);

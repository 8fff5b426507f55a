import type { PortalError } from './api-types.ts';

/** The API said no, and why. */
export class Refusal extends Error {
  readonly reason: PortalError;

  constructor(reason: PortalError) {
    super(reason);
    this.reason = reason;
  }
}

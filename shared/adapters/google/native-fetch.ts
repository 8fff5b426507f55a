import { boundedFetch } from './bounded-fetch.ts';

/** An answer of Google's token service. */
const maxBytes = 1024 * 1024;

/**
 * Stands in for node-fetch in the bundles (infra/constructs/queue-function.ts): Google's client falls back on it
 * for its token requests, and with its polyfills it is a tenth of what a function may weigh.
 */
export default boundedFetch(maxBytes);

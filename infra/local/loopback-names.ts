import dns from 'node:dns';

const lookup = dns.lookup;
const withLoopback = (hostname: string, ...rest: unknown[]): unknown =>
  Reflect.apply(lookup, dns, [hostname.endsWith('.localhost') ? '127.0.0.1' : hostname, ...rest]);

/**
 * The client of CloudFront's key-value store puts the account before the host of its endpoint, even of one on this
 * machine. Names under `localhost` are this machine by RFC 6761, but not every system says so: here they are.
 */
export function resolveLoopbackNames(): void {
  dns.lookup = withLoopback as typeof lookup;
}

/** An endpoint on this machine by a name that may have others before it. */
export const byLoopbackName = (endpoint: string): string => endpoint.replace('127.0.0.1', 'localhost');

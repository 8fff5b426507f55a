import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';

export const securityHeaders = createMiddleware<{ Variables: { nonce: string } }>(async (context, next) => {
  const nonce = randomBytes(16).toString('base64');
  context.set('nonce', nonce);
  await next();
  const { headers } = context.res;
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  }
  headers.set('x-content-type-options', 'nosniff');
  // Within the console the browser names where a form comes from, and nobody else learns of it. With `no-referrer` it
  // would name no origin, and the gate could not tell our forms from those of others.
  headers.set('referrer-policy', 'same-origin');
  headers.set('cache-control', 'no-store');
});

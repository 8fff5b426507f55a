import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';

const common = secureHeaders({
  // Within the console the browser names where a form comes from, and nobody else learns of it. With `no-referrer` it
  // would name no origin, and the gate could not tell our forms from those of others.
  referrerPolicy: 'same-origin',
  // The policy of a page says who may frame it: a mail is framed by its own page.
  xFrameOptions: false,
  // It answers this machine only, without TLS.
  strictTransportSecurity: false,
});

export const securityHeaders = createMiddleware<{ Variables: { nonce: string } }>(async (context, next) => {
  const nonce = randomBytes(16).toString('base64');
  context.set('nonce', nonce);
  await common(context, next);
  const { headers } = context.res;
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  }
  headers.set('cache-control', 'no-store');
});

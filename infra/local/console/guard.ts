import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { createMiddleware } from 'hono/factory';

/**
 * A page of another site can make this browser send requests here. It cannot make it send our host name
 * (DNS rebinding) nor our origin with a form.
 */
export const onlyFromThisPage = createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
  const host = context.req.header('host') ?? '';
  // With the port: other programs of this machine serve pages under the same names.
  const { localPort } = context.env.incoming.socket;
  if (host !== `127.0.0.1:${localPort}` && host !== `localhost:${localPort}`)
    return context.text('This page answers on 127.0.0.1 only.', 403);
  const origin = context.req.header('origin');
  if (context.req.method !== 'GET' && origin !== `http://${host}`) return context.text('This form was not ours.', 403);
  return next();
});

export const securityHeaders = createMiddleware<{ Variables: { nonce: string } }>(async (context, next) => {
  const nonce = randomBytes(16).toString('base64');
  context.set('nonce', nonce);
  await next();
  const { headers } = context.res;
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  }
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cache-control', 'no-store');
});

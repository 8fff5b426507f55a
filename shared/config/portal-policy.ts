/**
 * What the contacts' page may load and ask: its own program, style and API, and the inbox, into which it puts files.
 * Sent by the function with the page, and by the edge with everything.
 */
export const portalPolicy = (inboxOrigin: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${inboxOrigin}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

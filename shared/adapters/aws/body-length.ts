/**
 * Stands in for how the SDK counts what it sends (infra/bundle-plugins.ts): a text or bytes, as no call here sends a file
 * or a stream, with all that Node has for these.
 */
export const calculateBodyLength = (body: string | Uint8Array | undefined): number =>
  body === undefined ? 0 : Buffer.byteLength(body);

/**
 * Stands in for what the SDK does with the streams of browsers in the bundles (infra/bundle-plugins.ts). Node answers with
 * streams of its own, and asking whether one is of the other kind loads all of that kind.
 */
function refused(): never {
  throw new Error('No answer comes as a stream of browsers');
}

export const isReadableStream = (): boolean => false;
export const isBlob = (): boolean => false;
export const collectBlob = refused;
export const collectReadableStream = refused;
export const createChecksumStream = refused;
export const getAwsChunkedEncodingStream = refused;
export const headStream = refused;
export const sdkStreamMixin = refused;
export const splitStream = refused;

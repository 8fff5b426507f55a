/** Milliseconds until an answer begins, and between two parts of one. Without the switch the SDK only warns. */
export const answeringWithin = (milliseconds: number) => ({
  connectionTimeout: 2_000,
  requestTimeout: milliseconds,
  throwOnRequestTimeout: true,
  socketTimeout: milliseconds,
});

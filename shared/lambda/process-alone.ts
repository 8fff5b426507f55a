/**
 * Stands in for `node:process` in the bundles (infra/bundles.ts). Whoever imports that makes Node ask it for everything it
 * has: a stream of the keyboard is opened, and reports are loaded.
 */
export const { env, versions } = process;

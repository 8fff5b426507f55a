import type { Texts } from '../s3/texts.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('This function reads no evidence'));

/** For functions that read answers and not their evidence: a long one is left out. */
export const evidenceLeftOut: Texts = { keep: refuse, get: async () => '' };

/** For functions that read headers and standings alone, and have no right to the texts. */
export const withoutTextStore: Texts = { keep: refuse, get: refuse };

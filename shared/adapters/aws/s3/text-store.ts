/** Texts too long for a table's item, kept under their own hash: the same text is one object, and never changes. */
export interface Texts {
  /** Returns the hash to ask for it by. */
  keep(text: string): Promise<string>;
  get(hash: string): Promise<string>;
}

const refuse = (): Promise<never> => Promise.reject(new Error('This function reads no evidence'));

/** For functions that read answers and not their evidence: a long one is there, and what it says is left out. */
export const evidenceLeftOut: Texts = { keep: refuse, get: async () => '…' };

/** For functions that read headers and standings alone, and have no right to the texts. */
export const withoutTextStore: Texts = { keep: refuse, get: refuse };

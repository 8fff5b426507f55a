import { randomUUID } from 'node:crypto';

/** Stands in for how the SDK numbers its calls (infra/bundle-plugins.ts): with WebCrypto, which nothing else here needs. */
export const bindV4 = () => (): string => randomUUID();

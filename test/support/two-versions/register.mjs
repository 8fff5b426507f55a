import { registerHooks } from 'node:module';

// Every import of the product's catalogue gets the one with a second version: `node --import` this file.
const ofTheProduct = new URL('../../../shared/questionnaires/catalogue.ts', import.meta.url).href;
const ofTwoVersions = new URL('./catalogue.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url === ofTheProduct ? { ...resolved, url: ofTwoVersions } : resolved;
  },
});

import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import plain from './vitest.config.ts';

const ofTheProduct = fileURLToPath(new URL('shared/questionnaires/catalogue.ts', import.meta.url));
const ofTwoVersions = fileURLToPath(new URL('test/support/two-versions/catalogue.ts', import.meta.url));
const register = new URL('test/support/two-versions/register.mjs', import.meta.url).href;

/** The tests once more, as they will run when a second version of the questionnaire is out. */
export default mergeConfig(plain, {
  plugins: [
    {
      name: 'two-versions',
      enforce: 'pre',
      async resolveId(this: ResolveContext, source: string, importer: string | undefined) {
        if (!source.endsWith('catalogue.ts')) return null;
        const resolved = await this.resolve(source, importer, { skipSelf: true });
        return resolved?.id === ofTheProduct ? ofTwoVersions : resolved;
      },
    },
  ],
  // Programs that a test starts see it, too.
  test: { env: { NODE_OPTIONS: `--import=${register}` } },
});

interface ResolveContext {
  resolve(source: string, importer: string | undefined, options: object): Promise<{ id: string } | null>;
}

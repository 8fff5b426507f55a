import { createRequire } from 'node:module';
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';

const { resolve } = createRequire(import.meta.url);

/**
 * Copies files of packages into `node_modules` beside a bundle, where Node finds them under the same names as
 * here: esbuild takes along what is imported, not what is read.
 */
export function takeAlong(files: readonly string[]): ICommandHooks {
  const copies = (folder: string): string[] =>
    files.map(
      (file) =>
        `${quoted(process.execPath)} -e ${quoted(copyScript)} ${quoted(resolve(file))} ${quoted(`${folder}/node_modules/${file}`)}`,
    );
  return { beforeBundling: () => [], beforeInstall: () => [], afterBundling: (_, folder) => copies(folder) };
}

const copyScript = "require('node:fs').cpSync(process.argv[1],process.argv[2])";

/** For every shell: none of these has a double quote in it. */
const quoted = (text: string): string => `"${text}"`;

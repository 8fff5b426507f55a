import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';

const { resolve } = createRequire(import.meta.url);

export interface BesideBundle {
  /** Files of packages that the bundle reads at run time, as it would import them. */
  readonly files?: readonly string[];
  /** Folder of a page's program, which is bundled for browsers into `page/`. */
  readonly page?: string;
}

/**
 * What lies beside a bundle: files of packages, copied into `node_modules`, where Node finds them under the same names
 * as here (esbuild takes along what is imported, not what is read), and the program of a page.
 */
export function besideBundle({ files = [], page }: BesideBundle): ICommandHooks {
  const copies = (folder: string): string[] =>
    files.map((file) => runs('-e', copyScript, resolve(file), `${folder}/node_modules/${file}`));
  const pages = (folder: string): string[] => (page === undefined ? [] : [runs(bundlePage, page, `${folder}/page`)]);
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_, folder) => [...copies(folder), ...pages(folder)],
  };
}

const copyScript = "require('node:fs').cpSync(process.argv[1],process.argv[2])";
const bundlePage = fileURLToPath(new URL('../bundle-page.ts', import.meta.url));

const runs = (...parameters: string[]): string => [process.execPath, ...parameters].map(quoted).join(' ');

/** For every shell: none of these has a double quote in it. */
const quoted = (text: string): string => `"${text}"`;

import { join } from 'node:path';
import { build } from 'esbuild';

/** `node bundle-page.ts FOLDER TO`: the program and the style of a page, each as one file for browsers of 2023 and later. */
const [folder = '', outdir = ''] = process.argv.slice(2);
await build({
  entryPoints: ['portal.ts', 'portal.css'].map((file) => join(folder, file)),
  outdir,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'error',
});

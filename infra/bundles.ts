import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import type { FunctionName } from '../shared/config/environment.ts';

export const repository = fileURLToPath(new URL('../', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** How a program becomes files for Lambda. The SDK of the runtime changes under us; ours, bundled, is the one that was tested. */
export const bundling = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Node knows the letters of all scripts by their properties. esbuild would make each such pattern anew wherever it is used.
  supported: { 'regexp-unicode-property-escapes': true },
  // The words of seven languages as they are, and not as escapes twice as long.
  charset: 'utf8',
  // Source maps say where a fault is, and the sources are here.
  sourcesContent: false,
  mainFields: ['module', 'main'],
  alias: {
    'node-fetch': `${repository}shared/adapters/google/native-fetch.ts`,
    'fast-csv': `${repository}shared/spreadsheet/writing/without-csv.ts`,
    // As the package itself does where READABLE_STREAM=disable: Node's own.
    'readable-stream': 'node:stream',
    '@aws-sdk/credential-provider-node': `${repository}shared/adapters/aws/environment-credentials.ts`,
    '@aws-sdk/middleware-endpoint-discovery': `${repository}shared/adapters/aws/without-endpoint-discovery.ts`,
    '@smithy/core/event-streams': `${repository}shared/adapters/aws/without-event-streams.ts`,
    'node:process': `${repository}shared/lambda/process-alone.ts`,
  },
  // Libraries written as CommonJS ask for Node's own modules by require.
  banner: { js: 'const require=process.getBuiltinModule;' },
  logLevel: 'error',
} satisfies BuildOptions;

export interface BesideBundle {
  /** Files of packages that the bundle reads at run time, as it would import them. */
  readonly files?: readonly string[];
  /** Folder of a page's program, which is bundled for browsers into `page/`. */
  readonly page?: string;
}

export const folderOf = (functionName: FunctionName): string => join(repository, 'functions', functionName);

let made: string | null = null;

/**
 * The folder of a function's bundle. All are made when the first is asked for, most of them at once: what they are made of
 * is the same, and is read once.
 */
export function bundleOf(functionName: FunctionName, { files = [], page }: BesideBundle): string {
  made ??= makeBundles();
  const folder = join(made, functionName);
  // Copied to where Node finds them under the same names as here: esbuild takes along what is imported, not what is read.
  for (const file of files.map((name) => resolve(name))) {
    cpSync(file, join(folder, file.slice(file.lastIndexOf('node_modules'))));
  }
  if (page !== undefined) bundlePage(page, join(folder, 'page'));
  return folder;
}

/** Once the assets of an app are staged, nobody reads its bundles any more. */
export function removeBundles(): void {
  if (made !== null) rmSync(made, { recursive: true, force: true });
  made = null;
}

/** Of processes to which this names the same folder, as those of one run of the tests, one makes the bundles of all. */
const shared = process.env['SCOREBOOK_SHARED_BUNDLES'];

function makeBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-bundles-'));
  if (shared !== undefined && existsSync(shared)) {
    cpSync(shared, folder, { recursive: true });
    return folder;
  }
  execFileSync(process.execPath, [fileURLToPath(new URL('./make-bundles.ts', import.meta.url)), folder]);
  if (shared !== undefined) share(folder, shared);
  return folder;
}

/** They are there whole or not at all, as the others may look for them at any moment. */
function share(folder: string, as: string): void {
  const part = `${as}.${process.pid}`;
  cpSync(folder, part, { recursive: true });
  try {
    renameSync(part, as);
  } catch {
    // Another process was sooner, and has made the same.
    rmSync(part, { recursive: true });
  }
}

/** The program and the style of a page, each as one file for browsers of 2023 and later. */
function bundlePage(folder: string, outdir: string): void {
  buildSync({
    entryPoints: ['portal.ts', 'portal.css'].map((file) => join(repository, folder, file)),
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
}

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { type FunctionName, functionNames } from '../shared/config/environment.ts';

const repository = fileURLToPath(new URL('../', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** How a program becomes files for Lambda. The SDK of the runtime changes under us; ours, bundled, is the one that was tested. */
export const bundling = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
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
  },
  // Libraries written as CommonJS ask for Node's own modules by require.
  banner: { js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);" },
  logLevel: 'error',
} satisfies BuildOptions;

export interface BesideBundle {
  /** Files of packages that the bundle reads at run time, as it would import them. */
  readonly files?: readonly string[];
  /** Folder of a page's program, which is bundled for browsers into `page/`. */
  readonly page?: string;
}

export const folderOf = (functionName: FunctionName): string => join(repository, 'functions', functionName);

/**
 * Functions for which a person waits. What they import only where it is needed lies in files of its own, which nobody reads
 * who does not need them. Such bundles are made one by one, as files would be shared by several: so are not all of them.
 */
const awaited: ReadonlySet<FunctionName> = new Set(['ingest-submission', 'deliver-results', 'serve-portal']);
const bundles = join(repository, 'cdk.out', 'bundles');

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
  const groups = [functionNames.filter((name) => !awaited.has(name)), ...[...awaited].map((name) => [name])];
  for (const names of groups) {
    const { outputFiles, metafile } = buildSync({
      ...bundling,
      entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(folderOf(name), 'handler.ts')])),
      splitting: names.every((name) => awaited.has(name)),
      // Nothing is written there: source maps name their sources from it, the same on every machine.
      outdir: bundles,
      chunkNames: `${names[0]}/[name]-[hash]`,
      outExtension: { '.js': '.mjs' },
      sourcemap: true,
      metafile: true,
      write: false,
    });
    for (const { path, contents } of outputFiles) {
      const place = join(folder, relative(bundles, path));
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, contents);
    }
    for (const name of speaking(metafile)) putWordsBeside(join(folder, name));
  }
  if (shared !== undefined) share(folder, shared);
  return folder;
}

/** Functions that say something in the language of whoever reads it. */
function speaking({ outputs }: Metafile): Set<string> {
  const reads = Object.entries(outputs).filter(([, { inputs }]) =>
    Object.entries(inputs).some(([path, { bytesInOutput }]) => path.endsWith(readsWords) && bytesInOutput > 0),
  );
  return new Set(reads.map(([path]) => basename(dirname(path))));
}
const readsWords = 'shared/rendering/words/part-of-words.ts';

/** Words of each language but English, which is in the bundle, where `part-of-words.ts` looks for them. */
function putWordsBeside(folder: string): void {
  const words = join(repository, dirname(readsWords));
  for (const language of readdirSync(words, { withFileTypes: true })) {
    if (!language.isDirectory() || language.name === 'en') continue;
    cpSync(join(words, language.name), join(folder, language.name), { recursive: true });
  }
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

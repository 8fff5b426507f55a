import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { type FunctionName, functionNames } from '../shared/config/environment.ts';
import { plugins } from './bundle-plugins.ts';
import { bundling, folderOf, repository } from './bundles.ts';
import { compiledAtOnce } from './compiled-at-once.ts';

// Writes the bundles of all functions into the folder that is named. A process of its own, for which `bundles.ts` waits: an app
// is put together without a pause, and esbuild changes files only for whoever pauses.

/**
 * Functions for which a person waits, and the one that writes a workbook with the last of its messages. What they import only
 * where it is needed lies in files of its own, which nobody reads who does not need them. Such bundles are made one by one, as
 * files would be shared by several: so are not all of them.
 */
const divided: ReadonlySet<FunctionName> = new Set([
  ...(['ingest-submission', 'deliver-results', 'serve-portal', 'publish-dashboard'] as const),
]);
/** The function whose first file somebody waits for. */
const reads: FunctionName = 'ingest-submission';
const readsWords = 'shared/rendering/words/part-of-words.ts';
const bundles = join(repository, 'cdk.out', 'bundles');

const [, , folder = ''] = process.argv;
const groups = [functionNames.filter((name) => !divided.has(name)), ...[...divided].map((name) => [name])];
for (const names of groups) {
  const { outputFiles, metafile } = await build({
    ...bundling,
    plugins: names.includes(reads) ? [compiledAtOnce, ...plugins] : [...plugins],
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(folderOf(name), 'handler.ts')])),
    splitting: names.every((name) => divided.has(name)),
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

/** Functions that say something in the language of whoever reads it. */
function speaking({ outputs }: Metafile): Set<string> {
  const reads = Object.entries(outputs).filter(([, { inputs }]) =>
    Object.entries(inputs).some(([path, { bytesInOutput }]) => path.endsWith(readsWords) && bytesInOutput > 0),
  );
  return new Set(reads.map(([path]) => basename(dirname(path))));
}

/** Words of each language but English, which is in the bundle, where `part-of-words.ts` looks for them. */
function putWordsBeside(folder: string): void {
  const words = join(repository, dirname(readsWords));
  for (const language of readdirSync(words, { withFileTypes: true })) {
    if (!language.isDirectory() || language.name === 'en') continue;
    cpSync(join(words, language.name), join(folder, language.name), { recursive: true });
  }
}

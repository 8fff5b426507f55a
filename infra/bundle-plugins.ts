import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { repository } from './bundles.ts';

/**
 * Names that the SDK's schemas compute from a constant are written out: `{ [_hH]: _xaa }` becomes `{ "httpHeader": _xaa }`.
 * Computing a name might do something, so esbuild would keep every shape of every call that a service has. Nor is every
 * error of a service made known to its client: an unknown one is the service's own error, with its name, message and
 * status all the same.
 */
const lessOfSchemas: Plugin = {
  name: 'less-of-schemas',
  setup({ onLoad }) {
    const named = namesOfClients();
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const texts = new Map([...code.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
      const triedAgain = retryableErrors(join(dirname(path), '../models/errors.js'));
      const isTold = (error: string, schema: string): boolean =>
        named.has(error) ||
        triedAgain.has(error) ||
        error.endsWith('ServiceException') ||
        // On the wire its name is another one.
        schema.includes('"awsQueryError"');
      const contents = code
        .replace(/\[(\w+)\]:/g, (all, name) => (texts.has(name) ? `${texts.get(name)}:` : all))
        .replace(
          /^(export var (\w+)\$ = \[[^;]*;\n)\w+\.registerError\(\w+\$, \w+\);$/gm,
          (all, schema: string, error: string) => (isTold(error, schema) ? all : schema),
        );
      return { contents };
    });
  },
};

/** All that ours imports from clients: among it the errors by whose class something is decided. */
function namesOfClients(): ReadonlySet<string> {
  const adapters = join(repository, 'shared/adapters/aws');
  const files = readdirSync(adapters, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const imports = files.flatMap((file) => [
    ...readFileSync(join(adapters, file), 'utf8').matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g),
  ]);
  return new Set(imports.flatMap(([, names = '']) => names.match(/\w+/g) ?? []));
}

/** Errors of a client that say themselves that a call may be tried again. */
function retryableErrors(file: string): ReadonlySet<string> {
  const classes = readFileSync(file, 'utf8').split(/^export class /m);
  return new Set(classes.flatMap((code) => (code.includes('$retryable') ? (/^\w+/.exec(code) ?? []) : [])));
}

/** Files of the SDK of which a function needs less. An alias names packages, and these are files of one. */
const standIns: readonly { readonly asked: RegExp; readonly by: RegExp; readonly file: string }[] = [
  { asked: /\/loadSharedConfigFiles$/, by: /[/\\]fromSharedConfigFiles\.js$/, file: 'without-config-files.ts' },
  { asked: /\/util-body-length\/calculateBodyLength$/, by: /[/\\]index\.js$/, file: 'body-length.ts' },
  { asked: /\/uuid\/v4$/, by: /[/\\]serde[/\\]index\.js$/, file: 'random-ids.ts' },
  { asked: /\/(Sha256|Sha1|Md5|Crc32)Js$/, by: /Node\.js$/, file: 'without-own-hashes.ts' },
  { asked: /\/stream-type-check$/, by: /[/\\]util-stream[/\\]/, file: 'without-web-streams.ts' },
  {
    asked:
      /\/(createChecksumStream|getAwsChunkedEncodingStream|headStream|sdk-stream-mixin|splitStream|stream-collector)\.browser$/,
    by: /[/\\]util-stream[/\\](?!.*\.browser\.js$)/,
    file: 'without-web-streams.ts',
  },
];

const lessOfTheSdk: Plugin = {
  name: 'less-of-the-sdk',
  setup({ onResolve }) {
    for (const { asked, by, file } of standIns) {
      onResolve({ filter: asked }, ({ importer }) =>
        by.test(importer) ? { path: join(repository, 'shared/adapters/aws', file) } : undefined,
      );
    }
  },
};

/** Modules of Node of which a program may call functions alone, so that they can wait until one is called. */
const lateModules: ReadonlySet<string> = new Set(['crypto', 'fs/promises', 'os', 'timers/promises', 'zlib']);
const identifier = /^[a-z]\w*$/i;

/**
 * Modules of Node are asked for and not imported. An import evaluates all that a module has, needed or not: of `node:fs`
 * the promises, with what reads lines of a terminal; of `node:crypto` all of WebCrypto.
 */
const askedForNode: Plugin = {
  name: 'modules-of-node-are-asked-for',
  setup({ onResolve, onLoad }) {
    // `node:process` has a stand-in of its own.
    const named = builtinModules.filter((name) => name !== 'process' && /^[a-z]/.test(name) && !name.includes(':'));
    onResolve({ filter: new RegExp(`^(node:)?(${named.join('|')})$`) }, ({ path, kind }) => {
      // Whoever requires a module is given it by the banner, and what is imported later is not read at the start.
      if (kind !== 'import-statement') return { path, external: true };
      return { path: path.replace(/^node:/, ''), namespace: 'node', sideEffects: false };
    });
    onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({ contents: askingFor(path) }));
  },
};

/** A module that has all that the one of Node has, and drops what nobody imports from it. */
function askingFor(name: string): string {
  const late = lateModules.has(name);
  const original = process.getBuiltinModule(name) as Readonly<Record<string, unknown>>;
  const kept = Object.entries(Object.getOwnPropertyDescriptors(original)).filter(
    ([key, { enumerable }]) => enumerable && identifier.test(key) && key !== 'default',
  );
  const ask = `process.getBuiltinModule(${JSON.stringify(name)})`;
  // What is computed when it is asked for is so for a reason: much hangs on it.
  const waits = (key: string, { get }: PropertyDescriptor): boolean =>
    (late || get !== undefined) && /^[a-z]/.test(key) && typeof original[key] === 'function';
  const one = (key: string, described: PropertyDescriptor): string =>
    waits(key, described)
      ? `const of_${key} = (...given) => ${ask}.${key}(...given);`
      : `const of_${key} = /* @__PURE__ */ own("${key}");`;
  return [
    `const own = (key) => ${ask}[key];`,
    `export default /* @__PURE__ */ (() => ${ask})();`,
    ...kept.map(([key, descriptor]) => `${one(key, descriptor)}\nexport { of_${key} as ${key} };`),
  ].join('\n');
}

/** What checks a value, or reads it: all else that schemas are written with only describes. */
const described = /\bv\.(?!(?:assert|getDotPath|is|(?:parse|safeParse)(?:r|Async|rAsync)?)\()(\w+)\(/g;

/**
 * Schemas that nobody uses are dropped, with all that they name. valibot says that to make one has no effects; esbuild hears
 * that only where it is called.
 */
const unusedSchemas: Plugin = {
  name: 'schemas-that-nobody-uses',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\](shared|functions)[/\\].*\.ts$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!code.includes("from 'valibot'")) return undefined;
      return { contents: code.replace(described, '/* @__PURE__ */ v.$1('), loader: 'ts' };
    }),
};

/** Words of which most files need none, and the others those of a language or two. */
const seldomRead = /[/\\]continuation-words\.json$/;

/** By language as a text each, of which is read what is asked for: to make all of it takes as long as to read a sheet. */
const wordsWhenAsked: Plugin = {
  name: 'words-when-they-are-asked-for',
  setup: ({ onLoad }) =>
    onLoad({ filter: seldomRead }, ({ path }) => {
      const words = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>);
      const text = (of: unknown): string => JSON.stringify(JSON.stringify(of));
      return {
        contents: `export default {${words.map(([name, of]) => `get ${name}() { return JSON.parse(${text(of)}); }`)}};`,
      };
    }),
};

/** What makes bundles smaller, or sooner loaded, than esbuild alone does. */
export const plugins: readonly Plugin[] = [lessOfSchemas, lessOfTheSdk, askedForNode, unusedSchemas, wordsWhenAsked];

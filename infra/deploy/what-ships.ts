import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { functionNames } from '../../shared/config/environment.ts';
import { bundling, folderOf } from '../bundles.ts';

export interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

/** Packages of which something is in a bundle, by what esbuild says it took: source maps name some by their own sources. */
export function shippedPackages(): Set<string> {
  const { metafile } = buildSync({
    ...bundling,
    entryPoints: functionNames.map((name) => join(folderOf(name), 'handler.ts')),
    outdir: join(tmpdir(), 'not-written'),
    metafile: true,
    write: false,
  });
  const taken = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const package_ = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
  return new Set(taken.flatMap((path) => package_.exec(path)?.[1] ?? []));
}

/** The full bill of the repository, as npm writes it. */
export function billOfNpm(): { readonly components: readonly Component[] } {
  const parameters = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  return JSON.parse(execFileSync('npm', parameters, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}

export const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);

export const licencesOf = ({ licenses = [] }: Component): string[] =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '');

/** `npm run sbom`: what runs on Lambda, as a CycloneDX bill, and the licence of each package. */
function writeBill(): void {
  const shipped = shippedPackages();
  const bill = billOfNpm();
  const components = bill.components.filter((one) => shipped.has(nameOf(one)));
  mkdirSync('cdk.out', { recursive: true });
  writeFileSync(
    'cdk.out/sbom.cdx.json',
    `${JSON.stringify({ ...bill, components, dependencies: undefined }, null, 1)}\n`,
  );
  for (const one of components) console.log(`${nameOf(one)}@${one.version}  ${licencesOf(one).join(', ')}`);
  console.log(`${shipped.size} packages are in the bundles: cdk.out/sbom.cdx.json`);
}

if (import.meta.main) writeBill();

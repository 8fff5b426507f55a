import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs of a bundle, by their names. */
export const programsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );

/** Bytes of a bundle that are read before its first message: the rest is loaded where it is needed. */
export function bytesToStart(programs: ReadonlyMap<string, string>): number {
  const read = new Set<string>();
  const bytesOf = (file: string): number => {
    const code = programs.get(file);
    if (read.has(file) || code === undefined) return 0;
    read.add(file);
    const beside = [...code.matchAll(/(?:from|import)"\.\/([\w.-]+\.mjs)"/g)].map(([, imported = '']) => imported);
    return beside.reduce((sum, imported) => sum + bytesOf(imported), Buffer.byteLength(code));
  };
  return bytesOf('index.mjs');
}

import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { apart, type Room, rooms } from './rooms.ts';

/** One import of a file, in whatever form: of values or types, static or dynamic. */
export interface Arrow {
  readonly from: string;
  /** A file of the repository, or the name of a package. */
  readonly to: string;
}

/** All that a file imports. Throws an Error when it cannot be parsed. */
export function arrowsOf(file: string, source: string): Arrow[] {
  const { errors, module, program } = parseSync(file, source);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const named = new Set<string>();
  for (const { moduleRequest } of module.staticImports) named.add(moduleRequest.value);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) named.add(moduleRequest.value);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    // What is computed is not known before it runs; a text is.
    const text = /^['"`]([^'"`$]+)['"`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (text !== undefined) named.add(text);
  }
  new Visitor({ TSImportType: ({ source: of }) => void named.add(of.value) }).visit(program);
  return [...named].map((to) => ({
    from: file,
    to: to.startsWith('.') ? posix.join(posix.dirname(file), to) : to,
  }));
}

/** The room of the longest folder that a file is in; null: it is in none. */
function roomOf(file: string): readonly [string, Room] | null {
  const holding = Object.entries(rooms).filter(([, { folder }]) => file.startsWith(`${folder}/`));
  return holding.sort(([, a], [, b]) => b.folder.length - a.folder.length)[0] ?? null;
}

/** Why an import is not allowed; null: it is. */
export function refusalOf({ from, to }: Arrow): string | null {
  const own = roomOf(from);
  if (own === null) return `${from} is in no room`;
  const [name, room] = own;
  const isFile = /^(shared|functions|infra|test)\//.test(to);
  if (!isFile) {
    const isFree = to.startsWith('node:') && name !== 'domain';
    const isAllowed = isFree || room.packages.some((one) => to === one || to.startsWith(`${one}/`));
    return isAllowed ? null : `${from} imports ${to}, which ${name} does not use`;
  }
  const there = roomOf(to)?.[0];
  if (there !== name) {
    const isAllowed = there !== undefined && room.rooms.includes(there);
    return isAllowed ? null : `${from} imports ${to}: ${name} may not import from ${there ?? 'outside the rooms'}`;
  }
  const folder = (file: string): string => file.slice(apart.length).split('/')[0] ?? '';
  if (from.startsWith(apart) && folder(from) !== folder(to)) return `${from} imports ${to}: of another function`;
  return null;
}

/** Files that import each other, directly or by way of others, types included. */
export function circlesIn(arrows: readonly Arrow[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    open.push(file);
    let low = number;
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (open.includes(to)) low = Math.min(low, order.get(to) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** Every import of what ships and of what deploys it. */
export function allArrows(): Arrow[] {
  const files = globSync('{functions,infra,shared}/**/*.ts').map((file) => file.replaceAll('\\', '/'));
  return files.flatMap((file) => arrowsOf(file, readFileSync(file, 'utf8')));
}

export function faultsIn(arrows: readonly Arrow[]): string[] {
  const refusals = arrows.map(refusalOf).filter((one) => one !== null);
  return [...refusals, ...circlesIn(arrows).map((circle) => `in a circle: ${circle.join(', ')}`)];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const arrows = allArrows();
  const faults = faultsIn(arrows);
  for (const fault of faults) console.error(fault);
  console.log(`${arrows.length} imports, ${faults.length} that the plan does not allow (test/architecture/rooms.ts)`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

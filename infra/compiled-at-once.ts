import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { type Declaration, type Node, parseSync, type Statement, Visitor } from 'oxc-parser';

/** Rooms of which an ordinary file calls nearly every function. */
const rooms = /[/\\]shared[/\\](?:spreadsheet[/\\](?:formats|reading)|domain[/\\]answers)[/\\].*\.ts$/;

/**
 * What reads files is compiled when it is loaded. V8 looks a function through when its file is loaded, to find where it ends,
 * and reads it again when it is first called; one in brackets it compiles at once, and reads once.
 */
export const compiledAtOnce: Plugin = {
  name: 'compiled-at-once',
  setup: ({ onLoad }) =>
    onLoad({ filter: rooms }, ({ path }) => ({ contents: inBrackets(readFileSync(path, 'utf8')), loader: 'ts' })),
};

/**
 * A module with its arrow functions in brackets, and its named functions as constants in brackets. Those stay as they are
 * that may be called while the module is evaluated, before their own place in it. No module of ours imports itself by way
 * of others, so nobody else can call them sooner.
 */
export function inBrackets(code: string): string {
  const { program } = parseSync('module.ts', code);
  const edits: { readonly at: number; readonly text: string }[] = [];
  const put = ({ start, end }: Pick<Node, 'start' | 'end'>, before: string, after: string): number =>
    edits.push({ at: start, text: before }, { at: end, text: after });
  new Visitor({ ArrowFunctionExpression: (arrow) => put(arrow, '(', ')') }).visit(program);
  const declared = program.body.map(declarationOf);
  const bodies = new Map(declared.flatMap((one) => namesIn(one).map((name) => [name, one] as const)));
  const evaluated = new Set<string>();
  const evaluate = (node: unknown): void => {
    for (const name of identifiersIn(node)) {
      if (evaluated.has(name)) continue;
      evaluated.add(name);
      evaluate(bodies.get(name));
    }
  };
  for (const one of declared) {
    const name = one.type === 'FunctionDeclaration' && one.body !== null ? one.id?.name : undefined;
    if (name !== undefined && !evaluated.has(name)) put(one, `const ${name} = (`, ');');
    for (const part of evaluatedAt(one)) evaluate(part);
  }
  return edits
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), code);
}

const declarationOf = (statement: Statement): Statement | Declaration =>
  (statement.type === 'ExportNamedDeclaration' ? statement.declaration : null) ?? statement;

function namesIn(one: Statement | Declaration): string[] {
  if (one.type === 'VariableDeclaration') return one.declarations.flatMap(({ id }) => [...identifiersIn(id)]);
  return 'id' in one && one.id?.type === 'Identifier' ? [one.id.name] : [];
}

/** What of a statement may run when its place is reached: of functions nothing, of a class what is not in its methods. */
function evaluatedAt(one: Statement | Declaration): unknown[] {
  if (one.type === 'FunctionDeclaration' || one.type === 'ImportDeclaration') return [];
  if (one.type === 'ClassDeclaration') {
    return [one.superClass, ...one.body.body.filter((part) => part.type !== 'MethodDefinition')];
  }
  if (one.type !== 'VariableDeclaration') return [one];
  return one.declarations.flatMap(({ init }) => (init?.type === 'ArrowFunctionExpression' ? [] : [init]));
}

/** Names that a part of a module mentions, of types and properties too: one too many leaves a function as it was. */
function identifiersIn(node: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (node === null || typeof node !== 'object') return names;
  if ('type' in node && node.type === 'Identifier' && 'name' in node) names.add(String(node.name));
  for (const part of Object.values(node)) identifiersIn(part, names);
  return names;
}

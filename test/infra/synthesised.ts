import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scorebookApp } from '../../infra/stacks/scorebook-app.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The synthesised stack of stage `example`. */
export interface Synthesised {
  /** With the template and, if they were asked for, the bundles. */
  readonly folder: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, { readonly Value: unknown }>>;
  ofType(type: string): [id: string, Resource][];
  /** Of the policies attached to one function's role, by the function's construct id. */
  roleStatements(construct: string): Statement[];
  remove(): Promise<void>;
}

/**
 * Synthesises with the checks on: a finding that nobody acknowledged makes this throw. `whole` false: the template alone,
 * unchecked, as it is the same one.
 */
export async function synthesise({ whole = true } = {}): Promise<Synthesised> {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const assembly = scorebookApp({ stage: 'example', outdir: folder, bundle: whole, check: whole }).synth();
  const template = JSON.parse(await readFile(assembly.stacks[0]?.templateFullPath ?? '', 'utf8'));
  const resources: Record<string, Resource> = template.Resources;
  const ofType = (type: string): [string, Resource][] =>
    Object.entries(resources).filter(([, { Type }]) => Type === type);
  return {
    folder,
    resources,
    outputs: template.Outputs,
    ofType,
    roleStatements: (construct) =>
      ofType('AWS::IAM::Policy')
        .filter(([id]) => id.startsWith(construct))
        .flatMap(([, policy]) => statementsOf(policy)),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What stands at a path of a resource's properties: `VersioningConfiguration.Status`. */
export const property = (resource: Resource | undefined, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], resource?.Properties);

export const statementsOf = (policy: Resource): Statement[] =>
  property(policy, 'PolicyDocument.Statement') as Statement[];

export const listed = (action: string | readonly string[]): string[] => [action].flat();

/** `{ 'Fn::GetAtt': [id, …] }` and `{ Ref: id }` as the id they name. */
export function named(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  return Ref ?? attribute?.[0] ?? '';
}

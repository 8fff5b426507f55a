import { region } from './emulators.ts';

/** The synthesised CloudFormation template, as far as it is read here. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export const account = '000000000000';

const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** What a resource that exists by now answers to Ref and Fn::GetAtt. */
export interface Created {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Resolves the intrinsic functions our template uses; throws on one it does not know. */
export function resolver(created: ReadonlyMap<string, Created>): (value: unknown) => unknown {
  const reference = (name: string): string => pseudo[name] ?? created.get(name)?.ref ?? notEmulated(name);
  const attribute = (name: string, of: string): string =>
    created.get(name)?.attributes[of] ?? notEmulated(`${name}.${of}`);

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && name === 'Ref') return reference(String(argument));
    if (others.length === 0 && name.startsWith('Fn::')) return intrinsic(name, argument);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
  };

  const intrinsic = (name: string, argument: unknown): unknown => {
    if (name === 'Fn::GetAtt' && Array.isArray(argument)) return attribute(String(argument[0]), String(argument[1]));
    if (name === 'Fn::Join' && Array.isArray(argument))
      return (resolve(argument[1]) as unknown[]).join(String(argument[0]));
    if (name === 'Fn::Sub' && typeof argument === 'string') {
      return argument.replace(/\$\{([^}]+)\}/g, (_, inner: string) => {
        const [resource = '', of] = inner.split('.', 2);
        return of === undefined ? reference(resource) : attribute(resource, of);
      });
    }
    throw new Error(`The template uses ${name} in a way the local cloud does not know`);
  };
  return resolve;
}

/** Roles, keys and alarms have no emulator: they are named, and nothing looks behind the name. */
const notEmulated = (name: string): string => `not-emulated:${name}`;

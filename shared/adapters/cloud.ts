import type { FunctionName, SettingsOf } from '../config/environment.ts';

/** What the functions, the command line, the local cloud and the tests work with. */
export interface Cloud<S> {
  /** Values by the names of the environment. */
  readonly settings: S;
  /** The one client of its kind, made when it is first asked for. */
  client<C>(make: () => C): C;
  readonly now: () => Date;
}

/** `made`: clients that are there already, by what would make them. */
export function cloudOf<S>(
  settings: S,
  { made = [], now = () => new Date() }: { readonly made?: readonly MadeClient[]; readonly now?: () => Date } = {},
): Cloud<S> {
  const clients = new Map<() => unknown, unknown>(made);
  return {
    settings,
    client<C>(make: () => C): C {
      const client = clients.has(make) ? clients.get(make) : make();
      clients.set(make, client);
      return client as C;
    },
    now,
  };
}

export type MadeClient = readonly [make: () => unknown, client: unknown];

export const clock = ({ now }: Cloud<unknown>): (() => Date) => now;

export type On<K extends string> = Cloud<Readonly<Record<K, string>>>;

/** Makes the ports that are named. A setting that one of them needs and `on` does not have is a type error. */
export function compose<S, P extends object>(
  on: Cloud<S>,
  ports: { readonly [K in keyof P]: (on: Cloud<NoInfer<S>>) => P[K] },
): P {
  const makers = Object.entries<(on: Cloud<S>) => unknown>(ports);
  return Object.fromEntries(makers.map(([name, make]) => [name, make(on)])) as P;
}

/** With the settings of a function. */
export type CloudOf<F extends FunctionName> = Cloud<SettingsOf<F>>;

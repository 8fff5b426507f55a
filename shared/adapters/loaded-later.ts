/**
 * A port whose adapter is loaded at its first call. `calls` names all that it can be asked: each answers later anyway.
 */
export function loadedLater<P extends object>(load: () => Promise<P>, calls: Readonly<Record<keyof P, true>>): P {
  const asked = Object.keys(calls).map((name) => [
    name,
    async (...of: readonly unknown[]) => {
      const port = (await load()) as Readonly<Record<string, (...of: readonly unknown[]) => Promise<unknown>>>;
      return port[name]?.(...of);
    },
  ]);
  return Object.fromEntries(asked) as P;
}

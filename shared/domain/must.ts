/** What is there: neither it nor its absence is `undefined`. */
type There = NonNullable<unknown> | null;

/** The value of a key that is there by construction; throws, naming the key, where that is not so. */
export function mustGet<K, V extends There>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`There is nothing under ${String(key)}`);
  return value;
}

/** The item at a place that a list has by construction; throws, naming the place, where that is not so. */
export function mustAt<T extends There>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`There is no item ${index} among ${list.length}`);
  return item;
}

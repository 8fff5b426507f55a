/** Works on everything that comes, at most so many at once. After a failure nothing new is begun. Returns how many came. */
export async function eachAtOnce<T>(
  all: Iterable<T> | AsyncIterable<T>,
  most: number,
  work: (one: T) => Promise<void>,
): Promise<number> {
  const iterator = Symbol.asyncIterator in all ? all[Symbol.asyncIterator]() : all[Symbol.iterator]();
  let count = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed) {
      const next = await iterator.next();
      if (next.done === true) return;
      count += 1;
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return count;
}

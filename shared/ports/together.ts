/**
 * Waits until all of them are done, also when one fails, and only then throws what failed: nothing is still being written
 * behind whoever tries again. For writes that may come in any order.
 */
export async function together<const T extends readonly unknown[]>(
  writes: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(writes);
  return Promise.all(writes);
}

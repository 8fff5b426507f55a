import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const letters = 'YYYNNNA-?';

/** Answer codes of 41 letters, the same ones for the same seed. */
export function* randomCodes(count: number, seed: number): Generator<string> {
  const generator = xoroshiro128plus(seed);
  for (let made = 0; made < count; made += 1) {
    let code = '';
    for (let index = 0; index < 41; index += 1) code += letters.charAt(uniformInt(generator, 0, letters.length - 1));
    yield code;
  }
}

export function* batched<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

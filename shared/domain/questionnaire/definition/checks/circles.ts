type Ways = ReadonlyMap<string, readonly string[]>;

/** Names that lie on a circle of ways, or between two circles. Takes as long as there are ways. */
export function inCircles(ways: Ways): string[] {
  const onward = withoutEnds(ways);
  return [...withoutEnds(backward(onward)).keys()];
}

/** Takes away what leads nowhere until all that is left leads on. */
function withoutEnds(ways: Ways): Ways {
  const left = new Map([...ways].map(([name, to]) => [name, to.filter((one) => ways.has(one)).length]));
  const from = backward(ways);
  const ends = [...left].filter(([, count]) => count === 0).map(([name]) => name);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const before of from.get(end) ?? []) {
      const count = (left.get(before) ?? 0) - 1;
      if (left.has(before)) left.set(before, count);
      if (count === 0) ends.push(before);
    }
  }
  return new Map([...left.keys()].map((name) => [name, (ways.get(name) ?? []).filter((one) => left.has(one))]));
}

function backward(ways: Ways): Map<string, string[]> {
  const from = new Map<string, string[]>([...ways.keys()].map((name) => [name, []]));
  for (const [name, to] of ways) for (const one of to) from.get(one)?.push(name);
  return from;
}

/** A tree of fields; an empty one is a field taken whole. */
export interface Fields {
  readonly [name: string]: Fields;
}

/** Reads `a(b,c(d)),e.f`; throws on anything else, as the API does. */
export function parseFieldMask(mask: string): Fields {
  let at = 0;
  const list = (): Fields => {
    const fields: Record<string, Fields> = {};
    for (;;) {
      const [name = ''] = /^\w+/.exec(mask.slice(at)) ?? [];
      if (name === '') throw new Error(`Invalid field mask at ${at}`);
      at += name.length;
      fields[name] = inner();
      if (mask[at] !== ',') return fields;
      at += 1;
    }
  };
  const inner = (): Fields => {
    if (mask[at] === '.') {
      at += 1;
      const [name = ''] = /^\w+/.exec(mask.slice(at)) ?? [];
      at += name.length;
      return { [name]: inner() };
    }
    if (mask[at] !== '(') return {};
    at += 1;
    const fields = list();
    if (mask[at] !== ')') throw new Error(`Invalid field mask at ${at}`);
    at += 1;
    return fields;
  };
  const fields = list();
  if (at < mask.length) throw new Error(`Invalid field mask at ${at}`);
  return fields;
}

/** Fields of a mask that the API does not know: `sheets.data.rowdata`. */
export function unknownFields(mask: Fields, known: Fields): string[] {
  return Object.entries(mask).flatMap(([name, inner]) => {
    const here = known[name];
    if (here === undefined) return [name];
    return unknownFields(inner, here).map((field) => `${name}.${field}`);
  });
}

/** What an answer with that mask holds: nothing that was not asked for. */
export function masked(value: unknown, mask: Fields): unknown {
  if (Object.keys(mask).length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => mask[name] !== undefined);
  return Object.fromEntries(kept.map(([name, field]) => [name, masked(field, mask[name] ?? {})]));
}

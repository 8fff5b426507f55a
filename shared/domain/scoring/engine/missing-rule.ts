import type { Definition } from '../../questionnaire/definition/definition.ts';

/** Made once for each definition and rule. */
const variants = new WeakMap<Definition, Map<string, Definition>>();

/** The same questionnaire with one rule for all that is not answered. */
export function withMissing(definition: Definition, missing: 'zero' | 'left_out'): Definition {
  const known = variants.get(definition) ?? new Map<string, Definition>();
  variants.set(definition, known);
  const made: Definition = known.get(missing) ?? {
    ...definition,
    index: { ...definition.index, missing },
    nodes: definition.nodes.map((node) => (node.type === 'note' ? node : { ...node, missing })),
  };
  known.set(missing, made);
  return made;
}

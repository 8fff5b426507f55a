import * as v from 'valibot';
import { checkChoices } from './checks/check-choices.ts';
import { checkConditions } from './checks/check-conditions.ts';
import { checkScoring } from './checks/check-scoring.ts';
import { checkEvidenceRules, checkMapping, checkTexts } from './checks/check-texts.ts';
import { checkTree } from './checks/check-tree.ts';
import type { Check, DefinitionFault } from './checks/definition-fault.ts';
import type { Definition } from './definition.ts';
import { definitionSchema } from './definition-schema.ts';

const checks: readonly Check[] = [
  checkTree,
  checkTexts,
  checkChoices,
  checkEvidenceRules,
  checkConditions,
  checkScoring,
  checkMapping,
];

/** All that does not hold between the parts of a definition. `unread`: names that are there but could not be read. */
export const definitionFaults = (definition: Definition, unread: ReadonlySet<string> = new Set()): DefinitionFault[] =>
  checks.flatMap((check) => check({ definition, unread }));

/** Checks a definition and returns it; throws an Error that lists every fault with its place. */
export function loadDefinition(written: unknown): Definition {
  const parsed = v.safeParse(definitionSchema, written);
  if (!parsed.success) {
    throw cannotBeUsed(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the definition'}: ${issue.message}`));
  }
  const faults = definitionFaults(parsed.output).filter(({ severity }) => severity === 'fault');
  if (faults.length === 0) return parsed.output;
  throw cannotBeUsed(
    faults.map(({ place: { part, name, field }, code, facts }) => {
      const named = Object.entries(facts).map(([fact, value]) => `${fact} ${value}`);
      return `${[part, name, field].filter(Boolean).join(' ')}: ${[code, ...named].join(', ')}`;
    }),
  );
}

const cannotBeUsed = (faults: readonly string[]): Error =>
  new Error(`This definition cannot be used:\n  ${faults.join('\n  ')}`);

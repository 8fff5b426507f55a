import type { Range } from '../grid.ts';
import { type HidingRule, rangesOf } from '../ooxml/conditional-formats.ts';
import type { Attributes } from '../ooxml/xml-events.ts';

/** `Form.C2:Form.C42 'My sheet'.E2`: the cells that a conditional format is for. */
export function addressed(addresses: string): readonly Range[] {
  const places = addresses.match(/(?:'(?:[^']|'')*'|[^\s':]+|:)+/g) ?? [];
  return rangesOf(places.map((place) => place.replace(/\$?(?:'(?:[^']|'')*'|[^:.']*)\./g, '')));
}

const operators: Readonly<Record<string, string>> = {
  '=': 'equal',
  '!=': 'notEqual',
  '<>': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
};

const texts: Readonly<Record<string, string>> = {
  'begins-with': 'beginsWith',
  'ends-with': 'endsWith',
  'contains-text': 'containsText',
  'not-contains-text': 'notContainsText',
};

/** A condition as LibreOffice writes it (`="No"`, `begins-with("N")`, `formula-is(C2="No")`), as a rule of ours has it. */
export function ruleOf(condition: string, ranges: readonly Range[]): HidingRule {
  const rule = (attributes: Attributes, formula = ''): HidingRule => ({ ranges, attributes, formula });
  const compared = /^(<=|>=|<>|!=|=|<|>)\s*(.+)$/s.exec(condition);
  if (compared !== null) return rule({ type: 'cellIs', operator: operators[compared[1] ?? ''] ?? '' }, compared[2]);
  const [, name = '', inside = ''] = /^([a-z-]+)(?:\((.*)\))?$/s.exec(condition) ?? [];
  const text = texts[name];
  if (text !== undefined) return rule({ type: text, text: inside.replace(/^"|"$/g, '').replaceAll('""', '"') });
  if (name === 'is-error') return rule({ type: 'containsErrors' });
  if (name === 'is-no-error') return rule({ type: 'notContainsErrors' });
  // References stand in brackets where the formula is one of OpenDocument's own.
  if (name === 'formula-is') return rule({ type: 'expression' }, inside.replace(/\[\.?([^\]]*)\]/g, '$1'));
  return rule({ type: name });
}

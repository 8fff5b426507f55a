import { authorityFacts } from '../../../scoring/given.ts';
import { parsedRational } from '../../../scoring/rational.ts';
import { indexName, type Node } from '../definition.ts';
import { choicesOf, isQuestion, isSelect, nodesByName } from '../definition-tree.ts';
import {
  conditionsIn,
  type Expression,
  isExpressionFault,
  type Operand,
  operandsIn,
  parseExpression,
  questionsIn,
} from '../expression.ts';
import { inCircles } from './circles.ts';
import {
  type Check,
  type Checked,
  type DefinitionFault,
  fault,
  inSurvey,
  notice,
  type Place,
} from './definition-fault.ts';

/** Conditions can be read, and rest on questions that are there, on answers these can have, and never on themselves. */
export const checkConditions: Check = (checked) => {
  const { nodes } = checked.definition;
  const places = new Map(nodes.map(({ name }, index) => [name, index]));
  return [
    ...nodes.flatMap((node, index) => {
      if (node.relevant === undefined) return [];
      const place = inSurvey(node.name, 'relevant');
      const expression = parseExpression(node.relevant);
      if (isExpressionFault(expression)) return [notTaken(expression, place)];
      const later = questionsIn(expression).filter((name) => {
        const asked = nodes[places.get(name) ?? -1];
        return asked !== undefined && isQuestion(asked) && nodes.indexOf(asked) > index;
      });
      return [
        ...faultsIn(expression, place, checked, null),
        ...[...new Set(later)].map((name) => notice('condition-later', place, { name })),
      ];
    }),
    ...nodes.flatMap((node) => {
      if (!isQuestion(node) || node.constraint === undefined) return [];
      const place = inSurvey(node.name, 'constraint');
      const expression = parseExpression(node.constraint);
      if (isExpressionFault(expression)) return [notTaken(expression, place)];
      const isAboutAnswer = operandsIn(expression).some(({ kind }) => kind === 'answer');
      return [
        ...faultsIn(expression, place, checked, node),
        ...(isAboutAnswer ? [] : [fault('constraint-without-answer', place)]),
      ];
    }),
    ...circles(checked),
  ];
};

const notTaken = ({ reason, at }: { readonly reason: string; readonly at: string }, place: Place): DefinitionFault =>
  fault(`expression-${reason as 'word'}`, place, { at });

/** `of`: the question whose answer a constraint is about; null for a condition. */
function faultsIn(expression: Expression, place: Place, checked: Checked, of: Node | null): DefinitionFault[] {
  const byName = nodesByName(checked.definition);
  const operands = operandsIn(expression);
  const unfound = operands.flatMap((operand) => {
    if (operand.kind === 'answer') return of === null ? [fault('condition-answer', place)] : [];
    if (operand.kind === 'authority') {
      const facts = { fact: operand.fact, facts: authorityFacts.map((one) => `authority.${one}`).join(', ') };
      return (authorityFacts as readonly string[]).includes(operand.fact)
        ? []
        : [fault('condition-fact', place, facts)];
    }
    if (operand.kind !== 'question' || checked.unread.has(operand.name)) return [];
    const node = byName.get(operand.name);
    if (node === undefined) return [fault('condition-unknown', place, { name: operand.name })];
    return isQuestion(node) ? [] : [fault('condition-no-question', place, { name: operand.name })];
  });
  const askedOf = (operand: Operand): Node | undefined => {
    if (operand.kind === 'answer') return of ?? undefined;
    return operand.kind === 'question' ? byName.get(operand.name) : undefined;
  };
  const unfit = conditionsIn(expression).flatMap((condition) => {
    if (condition.kind === 'selected') {
      const node = askedOf(condition.of);
      if (node === undefined || checked.unread.has(node.name)) return [];
      if (!isSelect(node)) return [fault('condition-not-select', place, { name: node.name })];
      return unknownChoice(condition.choice, node, place, checked);
    }
    const { left, right, by } = condition;
    return [[left, right] as const, [right, left] as const].flatMap(([operand, other]) =>
      comparisonFaults(askedOf(operand), other, by, place, checked),
    );
  });
  return unique([...unfound, ...unfit]);
}

/** Whether a question can have an answer that is compared with. */
function comparisonFaults(
  node: Node | undefined,
  other: Operand,
  by: string,
  place: Place,
  checked: Checked,
): DefinitionFault[] {
  if (node === undefined || !isQuestion(node) || checked.unread.has(node.name)) return [];
  const isEquality = by === '=' || by === '!=';
  if (other.kind === 'text' && other.text === '' && isEquality) return [];
  const written = other.kind === 'text' ? other.text : null;
  if (node.type === 'integer' || node.type === 'decimal') {
    if (written === null || parsedRational(written) !== null) return [];
    return [fault('condition-no-number', place, { name: node.name, text: written })];
  }
  if (node.type === 'select_multiple') return [fault('condition-multiple', place, { name: node.name })];
  // What a text says is not kept where authorities are scored again.
  if (node.type === 'text') return [fault('condition-text', place, { name: node.name })];
  if (!isEquality) {
    const numbers = isSelect(node) ? choicesOf(checked.definition, node).map(({ name }) => name) : [];
    const areNumbers = numbers.length > 0 && numbers.every((name) => parsedRational(name) !== null);
    return areNumbers ? [] : [fault('condition-no-number', place, { name: node.name, text: by })];
  }
  return isSelect(node) && written !== null ? unknownChoice(written, node, place, checked) : [];
}

function unknownChoice(
  choice: string,
  node: Extract<Node, { list: string }>,
  place: Place,
  { definition, unread }: Checked,
): DefinitionFault[] {
  const choices = choicesOf(definition, node).map(({ name }) => name);
  if (choices.length === 0 || choices.includes(choice) || unread.has(`list:${node.list}`)) return [];
  return [fault('condition-choice', place, { choice, name: node.name, choices: choices.slice(0, 8).join(', ') })];
}

function unique(faults: readonly DefinitionFault[]): DefinitionFault[] {
  return [...new Map(faults.map((one) => [`${one.code} ${JSON.stringify(one.facts)}`, one])).values()];
}

/** Nodes whose being asked rests on itself: by their own condition, by that of a group, or by a chain of them. */
function circles({ definition }: Checked): DefinitionFault[] {
  const byName = nodesByName(definition);
  const restsOn = new Map<string, string[]>();
  for (const { name, relevant, parent } of definition.nodes) {
    const expression = relevant === undefined ? null : parseExpression(relevant);
    const questions = expression === null || isExpressionFault(expression) ? [] : questionsIn(expression);
    restsOn.set(
      name,
      [...questions, ...(parent === indexName ? [] : [parent])].filter((one) => byName.has(one)),
    );
  }
  return inCircles(restsOn)
    .filter((name) => byName.get(name)?.relevant !== undefined)
    .map((name) => fault('condition-circle', inSurvey(name, 'relevant'), { name }));
}

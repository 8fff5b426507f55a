import { indexName, isReserved } from '../definition.ts';
import { definitionLimits } from '../definition-limits.ts';
import { isGroup, nodesByName } from '../definition-tree.ts';
import { type Check, fault, inSurvey, repeated } from './definition-fault.ts';

/** Names are unique and free, and groups nest four levels at most and hold something. */
export const checkTree: Check = ({ definition, unread }) => {
  const { nodes } = definition;
  const byName = nodesByName(definition);
  const filled = new Set(nodes.map(({ parent }) => parent));
  const levels = new Map<string, number>([[indexName, 0]]);
  for (const node of nodes) if (isGroup(node)) levels.set(node.name, (levels.get(node.parent) ?? 0) + 1);
  return [
    ...repeated(nodes.map(({ name }) => name)).map((name) => fault('name-twice', inSurvey(name, 'name'), { name })),
    ...[...byName.keys()].filter(isReserved).map((name) => fault('name-reserved', inSurvey(name, 'name'), { name })),
    ...nodes
      .filter(isGroup)
      .flatMap(({ name }) => [
        ...((levels.get(name) ?? 0) > definitionLimits.groupLevels
          ? [fault('too-deep', inSurvey(name, 'type'), { name, most: String(definitionLimits.groupLevels) })]
          : []),
        ...(filled.has(name) || unread.size > 0 ? [] : [fault('group-empty', inSurvey(name, 'type'), { name })]),
      ]),
  ];
};

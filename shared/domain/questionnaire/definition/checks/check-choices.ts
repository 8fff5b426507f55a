import type { Choice } from '../definition.ts';
import { definitionLimits } from '../definition-limits.ts';
import { isSelect, questionsOf } from '../definition-tree.ts';
import { type Check, type DefinitionFault, fault, inChoices, inSurvey, notice, repeated } from './definition-fault.ts';

/** Lists are there, and an answer can be one of their choices only. */
export const checkChoices: Check = ({ definition, unread }) => {
  const { lists } = definition;
  const named = new Set(lists.map(({ name }) => name));
  const used = new Set(questionsOf(definition).flatMap((question) => (isSelect(question) ? [question.list] : [])));
  const count = lists.reduce((all, { choices }) => all + choices.length, 0);
  return [
    ...questionsOf(definition).flatMap((question) => {
      if (!isSelect(question) || named.has(question.list)) return [];
      if (unread.has(`list:${question.list}`)) return [];
      return [fault('list-unknown', inSurvey(question.name, 'type'), { list: question.list })];
    }),
    ...lists.flatMap(({ name: list, choices }) => [
      ...repeated(choices.map(({ name }) => name)).map((choice) =>
        fault('choice-twice', inChoices(list, choice, 'name'), { list, choice }),
      ),
      ...labelledAlike(list, choices),
      ...meaningAlike(list, choices),
      ...(used.has(list) || unread.size > 0
        ? []
        : [notice('list-unused', inChoices(list, choices[0]?.name ?? '', 'list_name'), { list })]),
    ]),
    ...(count > definitionLimits.choices
      ? [
          fault('too-many-choices', inChoices(lists[0]?.name ?? '', lists[0]?.choices[0]?.name ?? '', 'name'), {
            count: String(count),
            most: String(definitionLimits.choices),
          }),
        ]
      : []),
  ];
};

type Choices = readonly Choice[];

/** Letters and digits of a text: what readers of answers go by. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Two choices of a list with one label or alias could not be told apart. */
function labelledAlike(list: string, choices: Choices): DefinitionFault[] {
  const owners = new Map<string, string>();
  const faults: DefinitionFault[] = [];
  for (const { name, label, aliases } of choices) {
    const words = [
      ...Object.entries(label).map(([language, text]) => ({ language, text, field: 'label' })),
      ...Object.entries(aliases).flatMap(([language, all]) =>
        all.map((text) => ({ language, text, field: 'aliases' })),
      ),
    ];
    for (const { language, text, field } of words) {
      const other = owners.get(plain(text)) ?? name;
      owners.set(plain(text), other);
      if (other === name) continue;
      faults.push(fault('choice-label-twice', { ...inChoices(list, name, field), language }, { list, text, other }));
    }
  }
  return faults;
}

function meaningAlike(list: string, choices: Choices): DefinitionFault[] {
  return choices.flatMap(({ name, means }, index) => {
    const first = choices.findIndex((one) => one.means === means);
    if (means === undefined || first === index) return [];
    return [
      fault('choice-means-twice', inChoices(list, name, 'means'), { list, means, other: choices[first]?.name ?? '' }),
    ];
  });
}

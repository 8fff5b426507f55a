import { type Definition, indexName, type Texts } from '../definition.ts';
import { choicesOf, isQuestion, isSelect, questionsOf } from '../definition-tree.ts';
import {
  type Check,
  type DefinitionFault,
  fault,
  inChoices,
  inSurvey,
  notice,
  type Place,
} from './definition-fault.ts';

/** Everything that people read is there in each language; evidence is asked for choices that are there. */
export const checkTexts: Check = ({ definition }) => {
  const { languages, defaultLanguage, title, nodes, lists } = definition;
  const settings: Place = { part: 'settings', name: '', field: 'default_language' };
  const untold = (texts: Texts, place: Place): DefinitionFault[] =>
    missingIn(definition, texts).map((language) => fault('text-missing', { ...place, language }, { language }));
  /** What stands in one language and not in another; nothing has to be there at all. */
  const partly = (texts: Texts, place: Place): DefinitionFault[] =>
    Object.keys(texts).length === 0
      ? []
      : missingIn(definition, texts).map((language) => notice('text-missing', { ...place, language }, { language }));
  return [
    ...(languages.includes(defaultLanguage)
      ? []
      : [fault('language-unknown', settings, { language: defaultLanguage, languages: languages.join(', ') })]),
    ...untold(title, { part: 'settings', name: '', field: 'form_title' }),
    ...nodes.flatMap((node) => [
      ...untold(node.label, inSurvey(node.name, 'label')),
      ...partly(node.hint, inSurvey(node.name, 'hint')),
      ...(isQuestion(node) ? partly(node.guidance, inSurvey(node.name, 'guidance_hint')) : []),
    ]),
    ...lists.flatMap(({ name: list, choices }) =>
      choices.flatMap(({ name, label }) => untold(label, inChoices(list, name, 'label'))),
    ),
  ];
};

const missingIn = ({ languages }: Definition, texts: Texts): string[] =>
  languages.filter((language) => texts[language] === undefined);

/** Evidence is asked for choices that can be chosen. */
export const checkEvidenceRules: Check = ({ definition, unread }) =>
  questionsOf(definition).flatMap((question) => {
    const place = inSurvey(question.name, 'evidence');
    const named = question.evidence.choices;
    if (named.length === 0) return [];
    if (!isSelect(question)) return [fault('evidence-no-choices', place, { name: question.name })];
    const choices = choicesOf(definition, question).map(({ name }) => name);
    if (choices.length === 0 || unread.has(`list:${question.list}`)) return [];
    return named
      .filter((choice) => !choices.includes(choice))
      .map((choice) => fault('evidence-choice', place, { choice, choices: choices.slice(0, 8).join(', ') }));
  });

/** What became of the version before leads to what is there. */
export const checkMapping: Check = ({ definition, unread }) => {
  const { mapping, id, version } = definition;
  if (mapping === undefined) return [];
  const [family, before] = mapping.from.split('@');
  const previous: Place = { part: 'settings', name: '', field: 'previous' };
  const questions = new Map(questionsOf(definition).map((question) => [question.name, question]));
  const taken = new Map<string, string>();
  const faults = mapping.questions.flatMap(({ old, new: to, values }): DefinitionFault[] => {
    if (to === null || unread.has(to)) return [];
    const place: Place = { part: 'mapping', name: old, field: 'new' };
    const question = questions.get(to);
    if (question === undefined || to === indexName) return [fault('mapping-unknown', place, { name: to })];
    const other = taken.get(to);
    taken.set(to, old);
    const choices = isSelect(question) ? choicesOf(definition, question).map(({ name }) => name) : [];
    // Of a list that could not be read nobody knows what it has.
    const isKnown = isSelect(question) ? choices.length > 0 && !unread.has(`list:${question.list}`) : true;
    const unknown = isKnown ? values.map((value) => value.new).filter((value) => !choices.includes(value)) : [];
    return [
      ...(other === undefined ? [] : [fault('mapping-twice', place, { name: to, other })]),
      ...unknown.map((choice) =>
        fault('mapping-choice', { ...place, field: 'values' }, { choice, name: to, choices: choices.join(', ') }),
      ),
    ];
  });
  return [
    ...(family === id || unread.has('form_id')
      ? []
      : [fault('previous-other-family', previous, { previous: mapping.from, id })]),
    ...(family === id && before === version ? [fault('previous-same', previous, { previous: mapping.from })] : []),
    ...faults,
  ];
};

import { type MethodId, roundingOf } from '../../scoring/methods/methods.ts';
import type { Questionnaire } from '../questionnaire.ts';
import { countsIntoNone, type Definition, indexName, type WrittenDefinition } from './definition.ts';
import { loadDefinition } from './load-definition.ts';

type WrittenNode = WrittenDefinition['nodes'][number];

const kinds = {
  count: { type: 'integer' },
  money: { type: 'decimal', unit: 'money' },
  fullTimeEquivalent: { type: 'decimal', unit: 'full-time equivalent' },
} as const;

/** The list of the answers that a question of it offers. */
const answerList = 'yes_no_na';
/** The group in which figures stand. */
const backgroundName = 'background';

/**
 * A questionnaire of pillars, categories and Yes/No/NA questions as a definition. Pillars are shown only, each category
 * counts into the index, and figures are background. `words`: what the answers are called, by language, and the heading of
 * the figures.
 */
export function definitionOfQuestionnaire(
  questionnaire: Questionnaire,
  words: QuestionnaireWords,
  method: MethodId = questionnaire.scoring.method,
): Definition {
  const { categoryDecimals, overallDecimals } = roundingOf(method);
  const expected = questionnaire.evidence.expectedFor;
  const nodes = [
    ...questionnaire.pillars.flatMap((pillar): WrittenNode[] => [
      { type: 'group', name: pillar.id, parent: indexName, label: pillar.title, countsInto: countsIntoNone },
      ...pillar.categories.flatMap((category): WrittenNode[] => [
        {
          ...{ type: 'group', name: category.id, parent: pillar.id, label: category.title, countsInto: indexName },
          ...(categoryDecimals === null ? {} : { rounding: categoryDecimals }),
        },
        ...category.indicators.map(
          ({ id, text, withinYears }): WrittenNode => ({
            ...{ type: 'select_one', name: id, parent: category.id, label: text, list: answerList },
            ...(expected.length === 0 ? {} : { evidence: { rule: 'asked', choices: [...expected] } }),
            ...(withinYears === undefined ? {} : { withinYears }),
          }),
        ),
      ]),
    ]),
    ...backgroundNodes(questionnaire, words),
  ];
  return loadDefinition({
    id: questionnaire.id,
    version: questionnaire.version,
    title: questionnaire.title,
    languages: questionnaire.languages,
    defaultLanguage: 'en',
    shown: { as: 'percent', decimals: 0 },
    lists: [
      {
        name: answerList,
        choices: questionnaire.answers.offered.map((answer) => ({
          name: answer,
          label: words.answers[answer],
          points: questionnaire.answers.met.includes(answer) ? '1' : '0',
          means: answer,
          missing: answer === 'na' && !questionnaire.answers.met.includes(answer),
        })),
      },
    ],
    index: { aggregate: 'mean', missing: 'zero', ...(overallDecimals === null ? {} : { rounding: overallDecimals }) },
    nodes,
  } satisfies WrittenDefinition);
}

export interface QuestionnaireWords {
  readonly answers: Readonly<Record<Questionnaire['answers']['offered'][number], Record<string, string>>>;
  readonly background: Record<string, string>;
}

function backgroundNodes({ background }: Questionnaire, words: QuestionnaireWords): WrittenNode[] {
  if (background.length === 0) return [];
  return [
    {
      ...{ type: 'group', name: backgroundName, parent: indexName, label: words.background },
      countsInto: countsIntoNone,
    },
    ...background.map(
      ({ id, kind, text }): WrittenNode => ({ ...kinds[kind], name: id, parent: backgroundName, label: text }),
    ),
  ];
}

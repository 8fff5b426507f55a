import type { FormReport } from '../../domain/insight/form-report.ts';
import { groupTitle, isGroup } from '../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../domain/scoring/engine/plan.ts';
import { relevanceInWords } from './condition-words.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { formQuestionText } from './question-words.ts';

/** Something that is not asked of an authority. */
interface NotAsked {
  /** A question, or a group that stands for all in it. */
  readonly what: string;
  /** The condition under which it is: `Only if 1a is “Yes”.` */
  readonly why: string;
  /** What scores make of it; '' where nothing in it is scored. */
  readonly counts: string;
}

/** In the order of the questionnaire. */
export function notAskedRows(
  { definition, scored, language }: Pick<FormReport, 'definition' | 'scored' | 'language'>,
  messages: DefinitionMessages,
): NotAsked[] {
  const context = { definition, language, messages };
  return definition.nodes
    .filter(({ name, type, parent }) => type !== 'note' && isNot(name) && !isNot(parent))
    .map((node) => {
      const { name } = node;
      return {
        what: isGroup(node) ? groupTitle(node, language, definition) : formQuestionText(definition, name, language),
        why: relevanceInWords(name, context),
        counts: rulesOf(definition, name, messages),
      };
    });

  function isNot(name: string): boolean {
    return scored.asked.get(name) === false;
  }
}

/** How the scored questions in it count: all of a group may not count alike. */
function rulesOf(definition: FormReport['definition'], name: string, { formResults }: DefinitionMessages): string {
  const { questions, groups } = planOf(definition);
  const within = (one: string): string[] =>
    groups.has(one)
      ? definition.nodes.filter(({ parent }) => parent === one).flatMap((node) => within(node.name))
      : [one];
  const rules = within(name)
    .map((one) => questions.get(one))
    .filter((question) => question !== undefined && question.scoring !== null)
    .map((question) => question?.notRelevant ?? 'left_out');
  return [...new Set(rules)].map((rule) => formResults.notAsked.rules[rule]).join(', ');
}

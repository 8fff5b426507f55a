import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { groupTitle } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { FormResult } from '../../shared/rendering/portal/api-types.ts';
import type { DefinitionMessages } from '../../shared/rendering/words/definition-words.ts';
import { fill } from '../../shared/rendering/words/fill.ts';
import {
  barPercent,
  groupScores,
  hasPoints,
  indexNode,
  indexText,
  partText,
  questionCounts,
  shareText,
  shownChange,
  shownText,
} from '../../shared/rendering/words/form-scores.ts';
import { notAskedRows } from '../../shared/rendering/words/not-asked.ts';

/** A form as it counts. */
type CountedForm = Pick<FormReport, 'definition' | 'given' | 'scored' | 'shown'>;

/** Points on what was there before. */
interface ShownChanges {
  readonly onFileBefore: number | null;
  readonly onRoundBefore: { readonly round: string; readonly points: number } | null;
}

/** What the contact's page tells of a form: `counting`, the state that counts with this file; null, when another does. */
export function formResult(
  form: CountedForm,
  { changes, counting }: { readonly changes: ShownChanges; readonly counting: Standing | null },
  language: string,
  messages: DefinitionMessages,
): FormResult {
  const { definition, scored, shown } = form;
  const words = messages.formResults;
  const { answered, asked } = questionCounts(form);
  const notAsked = notAskedRows({ definition, scored, language }, messages);
  const isScoredAgain = counting !== null && counting.score.percent !== shown;
  return {
    score: indexText(definition, scored, shown, messages),
    percent: barPercent(indexNode(scored)),
    sentences: [words.meaning[definition.index.aggregate], fill(words.asked, { answered, asked })],
    countsWith: isScoredAgain
      ? fill(words.countsWith, { score: shownText(definition, counting.score.percent, messages) })
      : null,
    changes: changesIn(definition, changes, messages),
    groups: {
      heading: words.groups.heading,
      rows: groupScores(definition, scored).map(({ group, level, node }) => ({
        ...{ title: groupTitle(group, language, definition), level, percent: barPercent(node) },
        points: hasPoints(definition, group.name) ? partText(definition, group.name, node, messages) : null,
        share: shareText(definition, node, messages),
      })),
    },
    notAsked:
      notAsked.length === 0 ? null : { heading: words.notAsked.heading, intro: words.notAsked.intro, rows: notAsked },
  };
}

function changesIn(
  definition: Definition,
  { onFileBefore, onRoundBefore }: ShownChanges,
  messages: DefinitionMessages,
): FormResult['changes'] {
  const words = messages.portal.result;
  const points = (change: number): string => (change === 0 ? words.same : shownChange(definition, change, messages));
  return [
    ...(onFileBefore === null ? [] : [[words.onFile, points(onFileBefore)] as const]),
    ...(onRoundBefore === null
      ? []
      : [[fill(words.onRound, { round: onRoundBefore.round }), points(onRoundBefore.points)] as const]),
  ];
}

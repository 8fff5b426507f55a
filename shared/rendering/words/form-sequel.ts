import type { FormReport } from '../../domain/insight/form-report.ts';
import type { Sequel } from '../../domain/submissions/sequel.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { shownText } from './form-scores.ts';
import { formAnswerInWords, questionIn } from './question-words.ts';
import { type SequelRow, sequelLines, sequelRows } from './sequel-lines.ts';

/** What a file of a form has made of what counted before, in the words and the unit of its questionnaire; null: it is the first. */
export function formSequel(
  { definition, sequel, language }: Pick<FormReport, 'definition' | 'sequel' | 'language'>,
  messages: DefinitionMessages,
  named: (fileName: string) => string,
): { readonly heading: string; readonly lines: readonly string[]; readonly rows: readonly SequelRow[] } | null {
  if (sequel === null) return null;
  const { heading, headingAct } = messages.mail.sequel;
  const numberOf = (id: string): string => questionIn(definition, id, language)?.number ?? id;
  const told = {
    later: messages.formResults.later,
    score: (shown: number) => ({ score: shownText(definition, shown, messages) }),
  };
  const said = (id: string, value: string): string => {
    if (value === 'unclear' || value === 'unanswered') return messages.review.values[value];
    return formAnswerInWords(definition, id, value, language);
  };
  return {
    heading: sequel.kind === 'file' ? heading : headingAct,
    lines: sequelLines(numbered(sequel, numberOf), messages, named, told),
    rows: sequelRows(sequel, messages, said),
  };
}

/** Questions are named as the office prints them. */
function numbered(sequel: Sequel, numberOf: (id: string) => string): Sequel {
  const changes = (all: Sequel['gained']) => all.map((one) => ({ ...one, id: numberOf(one.id) }));
  const { kept, gained, changed, takenBack } = sequel;
  return {
    ...sequel,
    kept: kept.map((one) => ({ ...one, ids: one.ids.map(numberOf) })),
    ...{ gained: changes(gained), changed: changes(changed), takenBack: changes(takenBack) },
  };
}

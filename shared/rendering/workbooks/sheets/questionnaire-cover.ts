import type { Answers } from '../../../domain/answers/answer.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { indicatorCode } from '../../../spreadsheet/formats/identity.ts';
import { fill } from '../../words/messages.ts';
import type { Cover, CoverFacts } from './cover-sheet.ts';
import { type Addressee, formReference } from './identity-sheet.ts';
import { listOf, type Words } from './page.ts';
import { putProgress } from './progress.ts';
import { firstAnswerCell } from './questionnaire-layout.ts';

interface Covered extends Addressee, CoverFacts {
  readonly authority: Addressee['authority'];
  readonly answers: Answers;
}

/** The cover of a questionnaire workbook. */
export function questionnaireCover(covered: Covered, words: Words): Cover {
  const { questionnaire, language, answers, authority, round, contact, office, deadline, closes, saidCells } = covered;
  const first = indicatorsOf(questionnaire)[0]?.id ?? '';
  return {
    title: textIn(questionnaire.title, language),
    version: questionnaire.version,
    intro: fill(words.cover.intro, counts(covered)),
    steps: steps(covered, words),
    start: {
      text: fill(words.cover.openQuestionnaire, { first: indicatorCode(first) }),
      target: `${words.sheets.questionnaire}!${firstAnswerCell(questionnaire)}`,
    },
    reference: formReference(covered),
    putProgress: (sheet, address, look) => putProgress(sheet, address, { questionnaire, answers, words }, look),
    authority,
    round,
    ...(contact === undefined ? {} : { contact }),
    ...(office === undefined ? {} : { office }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(closes === undefined ? {} : { closes }),
    ...(saidCells === undefined ? {} : { saidCells }),
  };
}

function counts({ questionnaire }: Covered) {
  return {
    questions: indicatorsOf(questionnaire).length,
    categories: categoriesOf(questionnaire).length,
    figures: questionnaire.background.length,
  };
}

function steps(cover: Covered, words: Words): string[] {
  const { steps } = words.cover;
  const { answers, evidence } = cover.questionnaire;
  const shown = (values: readonly (keyof Words['answers'])[]) =>
    listOf(
      values.map((value) => words.answers[value]),
      words,
    );
  const sheets = { questionnaire: words.sheets.questionnaire, background: words.sheets.background };
  return [
    fill(steps.answer, { sheet: sheets.questionnaire, answers: shown(answers.offered), column: words.columns.answer }),
    words.blankAndNa,
    fill(steps.evidence, { answers: shown(evidence.expectedFor) }),
    fill(steps.background, { sheet: sheets.background, ...counts(cover) }),
    steps.keeps,
    sentTo(cover, words),
  ];
}

/** The last step: to whom the file goes. */
export const sentTo = ({ office }: CoverFacts, { cover: { steps } }: Words): string =>
  office === undefined ? steps.reply : fill(steps.send, { office });

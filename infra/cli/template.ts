import { authorityId } from '../../shared/domain/submission.ts';
import { messageLanguages } from '../../shared/messages/languages.ts';
import { currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/workbook/questionnaire-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { type GivenAnswers, readGivenAnswers } from './given-answers.ts';
import { UsageError } from './usage-error.ts';

export interface TemplateOptions {
  readonly out: string;
  readonly authority?: string;
  readonly round?: string;
  readonly language: string;
  readonly answers?: string;
  readonly contact?: string;
  readonly office?: string;
  readonly deadline?: string;
}

/** Returns the exit status. */
export async function templateCommand(options: TemplateOptions): Promise<number> {
  const questionnaire = currentQuestionnaire;
  const { language, out, contact, office, deadline } = options;
  const languages = questionnaire.languages.filter((one) => messageLanguages().includes(one));
  if (!languages.includes(language)) {
    throw new UsageError(`the questionnaire does not exist in "${language}"; it exists in: ${languages.join(', ')}`);
  }
  const given: GivenAnswers | null =
    options.answers === undefined ? null : await readGivenAnswers(options.answers, questionnaire);
  const name = options.authority ?? given?.authorityName ?? null;
  const bytes = await writeQuestionnaireWorkbook({
    questionnaire,
    language,
    authority: name === null ? null : { id: authorityId(name), name },
    round: options.round ?? null,
    ...(contact === undefined ? {} : { contact }),
    ...(office === undefined ? {} : { office }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(given === null ? {} : { answers: given.answers, background: given.background }),
  });
  await writeWhole(out, bytes);
  console.error(`Questionnaire: ${out}`);
  return 0;
}

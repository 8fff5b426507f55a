import { type Definition, definitionKeyOf } from '../../../domain/questionnaire/definition/definition.ts';
import {
  groupsOf,
  primaryLanguage,
  questionsOf,
  textOf,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { newWorkbook, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { type DefinitionMessages, definitionMessagesIn } from '../../words/definition-words.ts';
import { fill } from '../../words/fill.ts';
import { addCoverSheet, type CoverFacts } from '../sheets/cover-sheet.ts';
import { addIdentity, addresseeLine, referenceLine } from '../sheets/identity-sheet.ts';
import { confirmationBox, type Prefilled, prefilledMarks } from '../sheets/prefilled.ts';
import { sentTo } from '../sheets/questionnaire-cover.ts';
import { type FilledIn, firstFormCell, formRows } from './form-layout.ts';
import { putFormProgress } from './form-progress.ts';
import { addFormSheet } from './form-sheet.ts';

export interface FormToSend extends CoverFacts {
  readonly definition: Definition;
  /** One of the definition's. */
  readonly language: string;
  /** The language of our own words, where they are not to be those of the questionnaire. */
  readonly wordsIn?: string;
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  /** By name of the question: what it comes filled with. */
  readonly answers?: ReadonlyMap<string, FilledIn>;
  /** Whether it tells what each answer scores; as the office wants it when it is not said. */
  readonly showsPoints?: boolean;
  /** Where we have filled it in, and not its sender. */
  readonly prefilled?: Prefilled;
}

/** Any definition as an .xlsx workbook to fill in. The same input gives the same bytes. */
export async function writeFormWorkbook(toSend: FormToSend): Promise<Uint8Array> {
  const { definition, language, authority, round, answers = new Map() } = toSend;
  const showsPoints = toSend.showsPoints ?? definition.showsPoints === true;
  const messages = definitionMessagesIn(toSend.wordsIn ?? primaryLanguage(language));
  const words = messages.workbook;
  const title = textOf(definition.title, language, definition);
  const workbook = newWorkbook({ title, language });
  const rows = formRows(definition);
  const subtitle = addresseeLine(toSend, words);
  const { prefilled } = toSend;
  const filledRows = rows.flatMap((one) => (one.kind === 'question' && answers.has(one.of.name) ? [one.row] : []));
  const marks = prefilled === undefined ? {} : { marks: prefilledMarks(prefilled, filledRows, words) };
  const content = { definition, language, messages, subtitle, rows, answers, showsPoints, ...marks };
  const key = definitionKeyOf(definition);
  const [first] = questionsOf(definition);
  await addCoverSheet(
    workbook,
    {
      ...toSend,
      title,
      version: definition.version,
      intro: fill(messages.form.intro, {
        questions: questionsOf(definition).length,
        sections: groupsOf(definition).length,
      }),
      steps: stepsOf(toSend, messages),
      start: {
        text: fill(words.cover.openQuestionnaire, { first: first?.number ?? first?.name ?? '' }),
        target: `${words.sheets.questionnaire}!${firstFormCell(rows)}`,
      },
      reference: referenceLine(key, { authority, round }),
      ...confirmationBox(prefilled, words),
      putProgress: (sheet, address, look) => putFormProgress(sheet, address, content, look),
    },
    words,
  );
  await addFormSheet(workbook, content);
  const identity = {
    questionnaire: key,
    authority: authority?.id ?? null,
    authorityName: authority?.name ?? null,
    round,
    language,
  };
  addIdentity(workbook, identity, prefilled);
  return workbookBytes(workbook);
}

function stepsOf(toSend: FormToSend, { form, workbook }: DefinitionMessages): string[] {
  const { definition } = toSend;
  const questions = questionsOf(definition);
  const { sheets, columns, cover } = workbook;
  const hasEvidence = questions.some(({ evidence }) => evidence.rule !== 'none');
  const depends = definition.nodes.some(({ relevant }) => relevant !== undefined);
  return [
    fill(form.steps.answer, { sheet: sheets.questionnaire, column: columns.answer }),
    ...(questions.some(({ type }) => type === 'select_multiple') ? [form.steps.several] : []),
    ...(hasEvidence ? [fill(form.steps.evidence, { column: columns.evidence })] : []),
    ...(depends ? [form.steps.relevant] : []),
    cover.steps.keeps,
    sentTo(toSend, workbook),
  ];
}

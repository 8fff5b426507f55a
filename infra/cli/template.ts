import { type AnyQuestionnaire, isDefinition } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import { familyOf, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { catalogue, currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { type GivenAnswers, readGivenAnswers } from './given-answers.ts';
import { type KnownRegistry, registeredAs, withRegistry } from './known-registry.ts';
import { UsageError } from './usage-error.ts';

export interface TemplateOptions {
  readonly out: string;
  /** Id or name. */
  readonly authority?: string;
  readonly round?: string;
  readonly questionnaire?: string;
  readonly language: string;
  readonly answers?: string;
  readonly contact?: string;
  readonly office?: string;
  readonly deadline?: string;
  readonly table?: string;
  readonly results?: string;
  readonly folder: string;
}

/** Returns the exit status. */
export async function templateCommand(options: TemplateOptions): Promise<number> {
  return withRegistry(options, (known) => writeTemplate(options, known));
}

async function writeTemplate(options: TemplateOptions, known: KnownRegistry): Promise<number> {
  const { language, out, contact, office, deadline } = options;
  const questionnaire = await questionnaireFor(options, known);
  if (isDefinition(questionnaire)) return writeForm(questionnaire, options, known);
  const languages = questionnaire.languages.filter((one) => messageLanguages().includes(one));
  if (!languages.includes(language)) {
    throw new UsageError(`the questionnaire does not exist in "${language}"; it exists in: ${languages.join(', ')}`);
  }
  const given: GivenAnswers | null =
    options.answers === undefined ? null : await readGivenAnswers(options.answers, questionnaire);
  const bytes = await writeQuestionnaireWorkbook({
    questionnaire,
    language,
    authority: await authorityFor(options.authority, given, known),
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

/** A questionnaire that the office has published. */
async function writeForm(definition: Definition, options: TemplateOptions, known: KnownRegistry): Promise<number> {
  const { out, contact, office, deadline, answers } = options;
  if (answers !== undefined) throw new UsageError('--answers fills in questionnaires of Scorebook itself only');
  const isOffered = definition.languages.includes(options.language);
  const language = isOffered ? options.language : definition.defaultLanguage;
  const bytes = await writeFormWorkbook({
    ...{ definition, language, round: options.round ?? null },
    authority: await authorityFor(options.authority, null, known),
    ...(contact === undefined ? {} : { contact }),
    ...(office === undefined ? {} : { office }),
    ...(deadline === undefined ? {} : { deadline }),
  });
  await writeWhole(out, bytes);
  console.error(`Questionnaire (${language}): ${out}`);
  return 0;
}

/** With its registered id where it is registered. Without, the workbook carries the name, and the name leads to it. */
async function authorityFor(
  option: string | undefined,
  given: GivenAnswers | null,
  known: KnownRegistry,
): Promise<{ readonly id: string | null; readonly name: string } | null> {
  const named = option === undefined ? (given?.authority ?? null) : { id: null, name: option };
  if (named === null) return null;
  const byId = named.id === null ? null : ((await known.registry?.authority(named.id)) ?? null);
  const registered = byId ?? (await registeredAs(named.name, known));
  if (registered !== null) return { id: registered.id, name: registered.name };
  if (known.registry !== null) {
    console.error(`“${named.name}” is not registered in ${known.where}: the workbook carries only the name.`);
  }
  return named;
}

/** The one that is named, or else the round's, or else the current one. */
async function questionnaireFor(
  { questionnaire: key, round: id }: TemplateOptions,
  { registry, questionnaires, where, isNamed }: KnownRegistry,
): Promise<AnyQuestionnaire> {
  const round = id === undefined ? null : ((await registry?.round(id)) ?? null);
  if (round === null && id !== undefined && isNamed) throw new UsageError(`no round “${id}” is registered in ${where}`);
  if (key !== undefined && round !== null && familyOf(round.questionnaire) !== familyOf(key)) {
    throw new UsageError(`round ${round.id} accepts answers to ${round.questionnaire}, not to ${key}`);
  }
  const wanted = key ?? questionnaireOf(round);
  const own = catalogue.find(wanted) === undefined ? await published(wanted, questionnaires) : null;
  return own ?? knownQuestionnaire(wanted);
}

/** The definition of a published questionnaire; null when there is none. */
async function published(key: string, questionnaires: KnownRegistry['questionnaires']): Promise<Definition | null> {
  if (questionnaires === null || (await questionnaires.published(key)) === null) return null;
  return questionnaires.find(key).catch((cause: unknown) => {
    throw new UsageError(`to read ${key}, name --results as well, or start the local cloud`, { cause });
  });
}

const questionnaireOf = (round: Round | null): string => round?.questionnaire ?? questionnaireKey(currentQuestionnaire);

function knownQuestionnaire(key: string): Questionnaire {
  const found = catalogue.find(key);
  if (found !== undefined) return found;
  throw new UsageError(
    `there is no questionnaire "${key}"; there are: ${catalogue.all.map(questionnaireKey).join(', ')}`,
  );
}

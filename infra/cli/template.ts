import { type AnyQuestionnaire, isDefinition, keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { familyOf, type Questionnaire, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { catalogue, currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { type GivenAnswers, readGivenAnswers, readGivenForm } from './given-answers.ts';
import { type KnownRegistry, registeredAs, withRegistry } from './known-registry.ts';
import { languageAmong } from './option-values.ts';
import { definitionIn } from './questionnaire.ts';
import { UsageError } from './usage-error.ts';

export interface TemplateOptions {
  readonly out: string;
  /** Id or name. */
  readonly authority?: string;
  readonly round?: string;
  /** `id@version`, or an authoring workbook. */
  readonly questionnaire?: string;
  readonly language?: string;
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
  const questionnaire = await questionnaireFor(options, known);
  const bytes = await (isDefinition(questionnaire)
    ? formFor(questionnaire, options, known)
    : workbookFor(questionnaire, options, known));
  await writeWhole(options.out, bytes);
  console.error(`Questionnaire: ${options.out}`);
  return 0;
}

async function workbookFor(
  questionnaire: Questionnaire,
  options: TemplateOptions,
  known: KnownRegistry,
): Promise<Uint8Array> {
  const offered = questionnaire.languages.filter((one) => messageLanguages().includes(one));
  const language = languageAmong(offered, options.language ?? 'en');
  const given: GivenAnswers | null =
    options.answers === undefined ? null : await readGivenAnswers(options.answers, questionnaire);
  return writeQuestionnaireWorkbook({
    questionnaire,
    language,
    authority: await authorityFor(options.authority, given, known),
    ...coverOf(options),
    ...(given === null ? {} : { answers: given.answers, background: given.background }),
  });
}

/** Of a questionnaire that the office has defined. */
async function formFor(definition: Definition, options: TemplateOptions, known: KnownRegistry): Promise<Uint8Array> {
  const language = languageAmong(definition.languages, options.language ?? definition.defaultLanguage);
  const given = options.answers === undefined ? null : await readGivenForm(options.answers, definition);
  return writeFormWorkbook({
    definition,
    language,
    authority: await authorityFor(options.authority, given, known),
    ...coverOf(options),
    ...(given === null ? {} : { answers: given.answers }),
  });
}

const coverOf = ({ round, contact, office, deadline }: TemplateOptions) => ({
  round: round ?? null,
  ...(contact === undefined ? {} : { contact }),
  ...(office === undefined ? {} : { office }),
  ...(deadline === undefined ? {} : { deadline }),
});

/** With its registered id where it is registered. Without, the workbook carries the name, and the name leads to it. */
async function authorityFor(
  option: string | undefined,
  given: Pick<GivenAnswers, 'authority'> | null,
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
  { questionnaire: named, round: id }: TemplateOptions,
  known: KnownRegistry,
): Promise<AnyQuestionnaire> {
  const { registry, where, isNamed } = known;
  const round = id === undefined ? null : ((await registry?.round(id)) ?? null);
  if (round === null && id !== undefined && isNamed) throw new UsageError(`no round “${id}” is registered in ${where}`);
  const authored = named?.endsWith('.xlsx') ? await definitionIn(named) : null;
  const key = authored === null ? (named ?? questionnaireOf(round)) : keyOfAny(authored);
  if (round !== null && familyOf(round.questionnaire) !== familyOf(key)) {
    throw new UsageError(`round ${round.id} accepts answers to ${round.questionnaire}, not to ${key}`);
  }
  return authored ?? knownQuestionnaire(key, known);
}

const questionnaireOf = (round: Round | null): string => round?.questionnaire ?? questionnaireKey(currentQuestionnaire);

async function knownQuestionnaire(key: string, { questionnaires }: KnownRegistry): Promise<AnyQuestionnaire> {
  const own = catalogue.find(key);
  if (own !== undefined) return own;
  const published = (await questionnaires?.list()) ?? [];
  const names = published.map(({ questionnaire }) => questionnaire);
  if (questionnaires !== null && names.includes(key)) {
    const found = await questionnaires.find(key).catch((cause: unknown) => {
      const remedy =
        'name --results as well, start the local cloud, or name the authoring workbook: --questionnaire FILE.xlsx';
      throw new UsageError(`to read ${key}, ${remedy}`, { cause });
    });
    if (found !== null) return found;
  }
  const all = [...catalogue.all.map(questionnaireKey), ...names];
  throw new UsageError(`there is no questionnaire "${key}"; there are: ${all.join(', ')}`);
}

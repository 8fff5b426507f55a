import type { AnyQuestionnaire } from './any-questionnaire.ts';

import { type Definition, definitionKeyOf } from './definition/definition.ts';
import { loadMapping, mappingsTo, type QuestionnaireMapping } from './mapping.ts';
import { loadQuestionnaire, type Questionnaire, questionnaireKey } from './questionnaire.ts';

/** All questionnaire versions that are known at a moment: those of the product and those that offices have published. */
export interface AnyCatalogue {
  /** Of each family the newest first. */
  readonly all: readonly AnyQuestionnaire[];
  readonly mappings: readonly QuestionnaireMapping[];
  /** The one named `id@version`, or undefined when it is not known. */
  find(key: string): AnyQuestionnaire | undefined;
}

/** The questionnaire versions of the product, and what became of the questions of one in another. */
export interface Catalogue extends AnyCatalogue {
  /** Newest first. */
  readonly all: readonly Questionnaire[];
  readonly mappings: readonly QuestionnaireMapping[];
  /** The definition named `id@version`, or undefined when it is not known. */
  find(key: string): Questionnaire | undefined;
}

/** Checks definitions (newest first) and mappings; throws an Error that says what is wrong with which. */
export function catalogueOf(definitions: readonly unknown[], mappings: readonly unknown[]): Catalogue {
  const all = definitions.map(loadQuestionnaire);
  const { find } = catalogueOfChecked(all, []);
  const known = (key: unknown): Questionnaire => {
    const found = find(String(key));
    if (found === undefined) throw new Error(`A mapping names ${key}, which is not defined`);
    return found;
  };
  const checked = mappings.map((mapping) => {
    const { from, to } = mapping as Partial<QuestionnaireMapping>;
    return loadMapping(mapping, known(from), known(to));
  });
  return catalogueOfChecked(all, checked);
}

/** The catalogue of definitions and mappings that were checked before: those of the product, by a test. */
export function catalogueOfChecked(
  all: readonly Questionnaire[],
  mappings: readonly QuestionnaireMapping[],
): Catalogue {
  const byKey = new Map(all.map((questionnaire) => [questionnaireKey(questionnaire), questionnaire]));
  if (byKey.size < all.length) throw new Error('A questionnaire version is defined twice');
  return { all, mappings, find: (key) => byKey.get(key) };
}

/** The catalogue with questionnaires that offices have published, of each family the newest first. */
export function withDefinitions(catalogue: Catalogue, definitions: readonly Definition[]): AnyCatalogue {
  if (definitions.length === 0) return catalogue;
  const byKey = new Map(definitions.map((definition) => [definitionKeyOf(definition), definition]));
  const mappings = definitions.flatMap((one) => mappingsTo(one, (key) => byKey.get(key)));
  return {
    all: [...catalogue.all, ...definitions],
    mappings: [...catalogue.mappings, ...mappings],
    find: (key) => catalogue.find(key) ?? byKey.get(key),
  };
}

/** The newest version of the same questionnaire. */
export function newestVersionOf<Of extends AnyQuestionnaire>(
  { id }: Pick<Of, 'id'>,
  { all }: { readonly all: readonly Of[] },
): Of | undefined {
  return all.find((one) => one.id === id);
}

/**
 * The catalogue with what its versions were worded like before; `earlierTexts` by `id@version`. Only what reads files
 * needs them, so they are no part of the definitions that everything else carries along.
 */
export function withEarlierTexts(
  { all, mappings }: Catalogue,
  earlierTexts: Readonly<Record<string, Questionnaire['earlierTexts']>>,
): Catalogue {
  const unknown = Object.keys(earlierTexts).filter((key) => !all.some((one) => questionnaireKey(one) === key));
  if (unknown.length > 0) throw new Error(`There are earlier texts of ${unknown.join(', ')}, which is not defined`);
  const worded = all.map((one) => ({ ...one, earlierTexts: earlierTexts[questionnaireKey(one)] }));
  return catalogueOfChecked(worded, mappings);
}

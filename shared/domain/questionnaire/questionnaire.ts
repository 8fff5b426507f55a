import * as v from 'valibot';
import { methodIds } from '../scoring/methods/methods.ts';

/**
 * A questionnaire is data: one versioned definition of pillars > categories > indicators and
 * background figures, with the rules that belong to it (how it is scored, which answers it offers,
 * which answers count as met, for which evidence is expected, in which languages it exists). A key that is not known is
 * an error: a weight that is dropped in silence would be a wrong score.
 */

const nonEmpty = v.pipe(v.string(), v.trim(), v.minLength(1));
const textByLanguage = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-z]{2}$/)), nonEmpty),
  v.check((texts) => 'en' in texts, 'an English text is needed'),
);
const definedAnswer = v.picklist(['yes', 'no', 'na']);

const indicatorSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  text: textByLanguage,
  /** The question asks for something of the last so many years. */
  withinYears: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
const categorySchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
  title: textByLanguage,
  /** How many indicators the category has: declared, so that a lost one is noticed on load. */
  total: v.pipe(v.number(), v.integer(), v.minValue(1)),
  indicators: v.array(indicatorSchema),
});
const pillarSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d+$/)),
  title: textByLanguage,
  categories: v.pipe(v.array(categorySchema), v.minLength(1)),
});
const backgroundFigureSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-zA-Z]+$/)),
  kind: v.picklist(['count', 'money', 'fullTimeEquivalent']),
  text: textByLanguage,
});

/** How an indicator or a background figure was worded before its translation was mended: read as its text, shown nowhere. */
const earlierTextSchema = v.strictObject({
  of: nonEmpty,
  language: v.pipe(v.string(), v.regex(/^[a-z]{2}$/)),
  text: nonEmpty,
});

const questionnaireSchema = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
    version: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9.-]+$/)),
    title: textByLanguage,
    languages: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]{2}$/))), v.minLength(1)),
    scoring: v.strictObject({ method: v.picklist(methodIds) }),
    answers: v.strictObject({
      offered: v.pipe(v.array(definedAnswer), v.minLength(2)),
      met: v.pipe(v.array(definedAnswer), v.minLength(1)),
    }),
    evidence: v.strictObject({ expectedFor: v.array(definedAnswer) }),
    pillars: v.pipe(v.array(pillarSchema), v.minLength(1)),
    background: v.array(backgroundFigureSchema),
    earlierTexts: v.optional(v.array(earlierTextSchema)),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const message of structuralFaults(dataset.value)) addIssue({ message });
  }),
);

export type Questionnaire = Readonly<v.InferOutput<typeof questionnaireSchema>>;
export type Pillar = Questionnaire['pillars'][number];
export type Category = Pillar['categories'][number];
export type Indicator = Category['indicators'][number];
export type BackgroundFigure = Questionnaire['background'][number];
export type TextByLanguage = Readonly<Record<string, string>>;

/** Checks a definition and returns it; throws an Error that lists every fault with its place. */
export function loadQuestionnaire(definition: unknown): Questionnaire {
  const result = v.safeParse(questionnaireSchema, definition);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => {
    const place = v.getDotPath(issue);
    const message =
      issue.type === 'strict_object' && issue.expected === 'never' ? 'this key is not known' : issue.message;
    return place ? `${place}: ${message}` : message;
  });
  throw new Error(`This questionnaire definition cannot be used:\n  ${faults.join('\n  ')}`);
}

/** `user-centricity@2023`: how a questionnaire version is named in files, scores and the table. */
export function questionnaireKey(questionnaire: Pick<Questionnaire, 'id' | 'version'>): string {
  return `${questionnaire.id}@${questionnaire.version}`;
}

/** `user-centricity` of `user-centricity@2023`: the versions of one questionnaire are one family. */
export const familyOf = (key: string): string => key.split('@', 1)[0] ?? key;

export function categoriesOf(questionnaire: Questionnaire): Category[] {
  return questionnaire.pillars.flatMap((pillar) => pillar.categories);
}

/** All indicators in the order of the questionnaire: the order of a standing's answer code. */
export function indicatorsOf(questionnaire: Questionnaire): Indicator[] {
  return categoriesOf(questionnaire).flatMap((category) => category.indicators);
}

/** All by which a question or figure is known, by language: its text in each, and what that was before it was mended. */
export function wordingsOf(
  { id, text }: Pick<Indicator | BackgroundFigure, 'id' | 'text'>,
  { earlierTexts = [] }: Pick<Questionnaire, 'earlierTexts'>,
): { readonly text: string; readonly language: string }[] {
  const today = Object.entries(text).map(([language, one]) => ({ text: one, language }));
  return [...today, ...earlierTexts.filter(({ of }) => of === id)];
}

/** The text in the language asked for, or else in English. */
export function textIn(texts: TextByLanguage, language: string): string {
  return texts[language] ?? texts['en'] ?? '';
}

function structuralFaults(questionnaire: Questionnaire): string[] {
  const faults: string[] = [];
  const categories = questionnaire.pillars.flatMap((pillar) => pillar.categories);
  const indicators = categories.flatMap((category) => category.indicators);
  const ids = [questionnaire.pillars, categories, indicators, questionnaire.background];
  for (const id of ids.flatMap((group) => duplicates(group.map((item) => item.id)))) {
    faults.push(`the id ${id} is used twice`);
  }
  for (const language of questionnaire.languages) {
    for (const text of duplicates(indicators.map((indicator) => textIn(indicator.text, language)))) {
      faults.push(`the question "${text}" is asked twice`);
    }
    const untold = textsOf(questionnaire).filter(({ texts }) => texts[language] === undefined);
    for (const { id } of untold) faults.push(`${id} has no text in the language ${language}`);
  }
  const worded = [...indicators, ...questionnaire.background];
  for (const { of, text } of questionnaire.earlierTexts ?? []) {
    if (!worded.some(({ id }) => id === of)) faults.push(`the earlier text "${text}" is of ${of}, which is not asked`);
    const others = worded.filter(({ id }) => id !== of).flatMap((one) => Object.values(one.text));
    const earlier = (questionnaire.earlierTexts ?? []).filter((one) => one.of !== of).map((one) => one.text);
    if ([...others, ...earlier].includes(text))
      faults.push(`the earlier text "${text}" of ${of} is another question's, too`);
  }
  for (const pillar of questionnaire.pillars) {
    for (const category of pillar.categories) {
      if (!category.id.startsWith(`${pillar.id}.`)) {
        faults.push(`category ${category.id} is not numbered after its pillar ${pillar.id}`);
      }
      if (category.indicators.length !== category.total) {
        faults.push(
          `category ${category.id} declares ${category.total} indicators and has ${category.indicators.length}`,
        );
      }
      for (const indicator of category.indicators) {
        if (!indicator.id.startsWith(`${category.id}.`)) {
          faults.push(`indicator ${indicator.id} is not numbered after its category ${category.id}`);
        }
      }
    }
  }
  return faults;
}

/** All that people read of a questionnaire. */
function textsOf({ title, pillars, background }: Questionnaire): { id: string; texts: TextByLanguage }[] {
  const categories = pillars.flatMap((pillar) => pillar.categories);
  const indicators = categories.flatMap((category) => category.indicators);
  return [
    { id: 'the questionnaire', texts: title },
    ...[...pillars, ...categories].map((one) => ({ id: one.id, texts: one.title })),
    ...[...indicators, ...background].map(({ id, text }) => ({ id, texts: text })),
  ];
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

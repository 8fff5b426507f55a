import * as v from 'valibot';
import { choicePoints, definitionLimits, exactNumber, languageTag, nodeName } from './definition-limits.ts';

/**
 * A definition is one version of any benchmark's questionnaire, as data: what is asked, what may be answered, and how
 * it scores. An office writes it as an authoring workbook (docs/questionnaires.md). Keys that are not known are errors: a
 * weight that is dropped in silence would be a wrong score.
 *
 * This file says what shape it has. What must hold between its parts is in definition-faults.ts; `loadDefinition` asks both.
 */

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(definitionLimits.text));
const name = v.pipe(v.string(), v.maxLength(definitionLimits.name), v.regex(nodeName));
const language = v.pipe(v.string(), v.regex(languageTag));
const exact = v.pipe(v.string(), v.regex(exactNumber));
const expression = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(definitionLimits.expression));
const decimals = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
/** By language tag. */
const texts = v.record(language, text);
const definitionKey = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*@[a-zA-Z0-9.-]+$/));

const choiceSchema = v.strictObject({
  /** Of its own list; what an answer is stored as. */
  name,
  label: texts,
  /** Other words for it, by language. */
  aliases: v.optional(v.record(language, v.array(text)), {}),
  /** Scores nothing when it is not said. */
  points: v.optional(v.pipe(v.string(), v.regex(choicePoints))),
  /** It says yes, no or NA: the words for these in all languages are read as it. */
  means: v.optional(v.picklist(['yes', 'no', 'na'])),
  /** Counts as not answered. */
  missing: v.optional(v.boolean(), false),
  /** Where several may be chosen: stands alone. */
  exclusive: v.optional(v.boolean(), false),
});

/** How what is missing, and what is not asked of an authority, counts; said of a node, for all in it that says nothing else. */
const inherited = {
  /** Not answered: no points of the most, or as if it were not there. `zero` when nothing above says otherwise. */
  missing: v.optional(v.picklist(['zero', 'left_out'])),
  /** Not relevant; `full`: all points. `left_out` when nothing above says otherwise. */
  notRelevant: v.optional(v.picklist(['zero', 'left_out', 'full'])),
};

/** How the parts of a group or of the index come together. */
const together = {
  /**
   * `sum`: points and most points add up, each times its weight, and the score is their quotient; `mean`: of the scores,
   * by weight; `geomean`: their geometric mean, by weight, which needs `rounding`.
   */
  aggregate: v.optional(v.picklist(['sum', 'mean', 'geomean']), 'sum'),
  /** Decimals of the score of 0..1, half away from zero; not rounded when it is not said. */
  rounding: v.optional(decimals(12)),
  /** How much of its parts, by weight, must be there for it to be scored: 0..1. */
  leastShare: v.optional(exact),
};

const anyNode = {
  /** No other node has it. */
  name,
  /** As the office prints it, where that is not the name: `1` of both R1 and Q1. */
  number: v.optional(text),
  /** The group in which it stands, which comes before it; `index`: none. */
  parent: name,
  label: texts,
  hint: v.optional(texts, {}),
  /** An expression; asked of all when it is not said. See expression.ts. */
  relevant: v.optional(expression),
};

const counting = {
  /** The node into which it counts when that is not its parent; `none`: into no other, it is shown only. */
  countsInto: v.optional(name),
  /** Above 0; 1 when it is not said. */
  weight: v.optional(exact, '1'),
  ...inherited,
};

const groupSchema = v.strictObject({ type: v.literal('group'), ...anyNode, ...counting, ...together });

const asked = {
  ...anyNode,
  ...counting,
  /** What to write as evidence. */
  guidance: v.optional(texts, {}),
  /** Left blank, it is asked about. */
  required: v.optional(v.boolean(), false),
  /**
   * `asked`: asked about when it is not there; `required`: without it the answer does not count. For these choices; for
   * any answer when there is none.
   */
  evidence: v.optional(
    v.strictObject({ rule: v.picklist(['none', 'asked', 'required']), choices: v.optional(v.array(name), []) }),
    { rule: 'none', choices: [] },
  ),
  /** An expression in which `.` is the answer; an answer that breaks it does not count. */
  constraint: v.optional(expression),
  /** It asks for something of the last so many years. */
  withinYears: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
};

const mostPoints = { mostPoints: v.optional(exact) };

const selectSchema = v.strictObject({
  type: v.picklist(['select_one', 'select_multiple']),
  ...asked,
  /** The name of its list of choices. */
  list: name,
  /** The best choice when it is not said; of several choices all positive ones together. */
  ...mostPoints,
});

const numberSchema = v.strictObject({
  type: v.picklist(['integer', 'decimal']),
  ...asked,
  /** `kWh/m²`; `money`: an amount, with or without a currency. */
  unit: v.optional(text),
  /** Scored between them, clamped outside; not scored without. */
  goalposts: v.optional(
    v.strictObject({
      low: exact,
      high: exact,
      /** Whether more or less is better. */
      better: v.picklist(['more', 'less']),
    }),
  ),
  /** 1 when it is not said. */
  ...mostPoints,
});

/** Kept, never scored. */
const textSchema = v.strictObject({ type: v.literal('text'), ...asked });

/** Something to read; nothing is answered. */
const noteSchema = v.strictObject({ type: v.literal('note'), ...anyNode });

const nodeSchema = v.variant('type', [groupSchema, selectSchema, numberSchema, textSchema, noteSchema]);

const mappingSchema = v.strictObject({
  /** `municipal-climate@2025`: the version of the same family before this one. */
  from: definitionKey,
  /** What each older question became. */
  questions: v.array(
    v.strictObject({
      old: name,
      /** null: it was dropped. */
      new: v.nullable(name),
      /** Its choices that were renamed. */
      values: v.optional(v.array(v.strictObject({ old: name, new: name })), []),
    }),
  ),
});

export const definitionSchema = v.strictObject({
  /** The family. */
  id: v.pipe(v.string(), v.maxLength(definitionLimits.name), v.regex(/^[a-z][a-z0-9-]*$/)),
  version: v.pipe(v.string(), v.maxLength(definitionLimits.name), v.regex(/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/)),
  title: texts,
  languages: v.pipe(v.array(language), v.minLength(1), v.maxLength(definitionLimits.languages)),
  /** One of them. */
  defaultLanguage: language,
  /** The score of the index as people see it, and every rank is by it. */
  shown: v.strictObject({ as: v.picklist(['percent', 'points']), decimals: decimals(2) }),
  /** What stands in a cell that is left blank: `Select answer*`; `*` is anything. */
  blankWhen: v.optional(v.pipe(v.array(text), v.maxLength(50)), []),
  /** Whoever answers sees beside each question what each answer scores. */
  showsPoints: v.optional(v.boolean()),
  /** Lists of choices, each with a name of its own. */
  lists: v.array(
    v.strictObject({
      name,
      choices: v.pipe(v.array(choiceSchema), v.minLength(1), v.maxLength(definitionLimits.choicesOfAList)),
    }),
  ),
  /** The root. */
  index: v.strictObject({ ...together, ...inherited }),
  /** All groups, questions and notes in the order in which they are asked. */
  nodes: v.pipe(v.array(nodeSchema), v.minLength(1), v.maxLength(definitionLimits.nodes)),
  /** What became of the questions of the version before. */
  mapping: v.optional(mappingSchema),
});

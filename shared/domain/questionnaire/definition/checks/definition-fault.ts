import type { Definition } from '../definition.ts';

/** Where in a definition something is: an authoring workbook has a cell for each. */
export interface Place {
  readonly part: 'settings' | 'survey' | 'choices' | 'scoring' | 'mapping';
  /** The node, `list/choice`, or the older question; '' in settings. */
  readonly name: string;
  /** As the column is called: `relevant`, `low`, `label`. */
  readonly field: string;
  /** Of a text. */
  readonly language?: string;
}

/** Something by which a definition cannot be used, or, as a notice, what its author may not have meant. */
export interface DefinitionFault {
  readonly code: DefinitionFaultCode;
  readonly severity: 'fault' | 'notice';
  readonly place: Place;
  /** What the sentence about it names. */
  readonly facts: Readonly<Record<string, string>>;
}

export type DefinitionFaultCode =
  | 'name-twice'
  | 'name-reserved'
  | 'too-deep'
  | 'group-empty'
  | 'list-unknown'
  | 'list-unused'
  | 'choice-twice'
  | 'choice-label-twice'
  | 'choice-means-twice'
  | 'too-many-choices'
  | 'points-mixed'
  | 'points-above-most'
  | 'fractions-too-fine'
  | 'most-negative'
  | 'most-without-points'
  | 'most-zero'
  | 'goalposts-equal'
  | 'goalposts-reversed'
  | 'weight-not-positive'
  | 'least-share'
  | 'counts-into-unknown'
  | 'counts-into-question'
  | 'counts-into-circle'
  | 'geomean-rounding'
  | 'geomean-weights'
  | 'geomean-negative'
  | 'nothing-scored'
  | 'too-many-steps'
  | 'expression-word'
  | 'expression-sign'
  | 'expression-end'
  | 'expression-rest'
  | 'expression-depth'
  | 'condition-unknown'
  | 'condition-no-question'
  | 'condition-circle'
  | 'condition-later'
  | 'condition-fact'
  | 'condition-answer'
  | 'condition-choice'
  | 'condition-multiple'
  | 'condition-text'
  | 'condition-not-select'
  | 'condition-no-number'
  | 'constraint-without-answer'
  | 'evidence-choice'
  | 'evidence-no-choices'
  | 'language-unknown'
  | 'text-missing'
  | 'previous-other-family'
  | 'previous-same'
  | 'mapping-unknown'
  | 'mapping-twice'
  | 'mapping-choice';

/** What a check is given beside the definition. */
export interface Checked {
  readonly definition: Definition;
  /** Names that are there but could not be read: what rests on them is not told again. */
  readonly unread: ReadonlySet<string>;
}

export type Check = (checked: Checked) => readonly DefinitionFault[];

type Facts = DefinitionFault['facts'];

export const fault = (code: DefinitionFaultCode, place: Place, facts: Facts = {}): DefinitionFault => ({
  code,
  severity: 'fault',
  place,
  facts,
});

export const notice = (code: DefinitionFaultCode, place: Place, facts: Facts = {}): DefinitionFault => ({
  ...fault(code, place, facts),
  severity: 'notice',
});

export const inSurvey = (name: string, field: string): Place => ({ part: 'survey', name, field });
export const inScoring = (name: string, field: string): Place => ({ part: 'scoring', name, field });
/** A choice, by its list. */
export const inChoices = (list: string, choice: string, field: string): Place => ({
  part: 'choices',
  name: `${list}/${choice}`,
  field,
});

/** Each that was there before, once for each time. */
export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const again = seen.has(value);
    seen.add(value);
    return again;
  });
}

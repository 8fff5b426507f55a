import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import {
  type DefinitionChange,
  definitionChanges,
} from '../../shared/domain/questionnaire/definition/definition-changes.ts';
import { type DefinitionPlace, namedDefinition } from './named-definition.ts';
import { shown } from './terminal-text.ts';

/** Says what changed from one version to another, each in a workbook or published. Returns the exit status: 0, whatever changed. */
export async function questionnaireDiffCommand(
  older: string,
  newer: string,
  { json, ...place }: DefinitionPlace & { readonly json?: true },
): Promise<number> {
  const [before, after] = [await namedDefinition(older, place), await namedDefinition(newer, place)];
  const changes = definitionChanges(before, after);
  process.stdout.write(
    json ? `${JSON.stringify(changesJson(before, after, changes), null, 2)}\n` : changesText(before, after, changes),
  );
  return 0;
}

/** Machines read it: names and shapes stay. */
const changesJson = (older: Definition, newer: Definition, changes: readonly DefinitionChange[]): object => ({
  older: definitionKeyOf(older),
  newer: definitionKeyOf(newer),
  scores: changes.some(({ scores }) => scores),
  changes,
});

function changesText(older: Definition, newer: Definition, changes: readonly DefinitionChange[]): string {
  const names = `${definitionKeyOf(older)} to ${definitionKeyOf(newer)}`;
  if (changes.length === 0) return `From ${names}: nothing changed.\n`;
  const [scoring, others] = [changes.filter(({ scores }) => scores), changes.filter(({ scores }) => !scores)];
  return `${[
    `From ${names}:`,
    ...section('Changes scores:', scoring),
    ...section('Does not change scores:', others),
  ].join('\n')}\n`;
}

const section = (title: string, changes: readonly DefinitionChange[]): string[] =>
  changes.length === 0 ? [] : [title, ...linesOf(changes).map((line) => `  ${line}`)];

/** Questions that a line names; the same list of answers can be in a hundred of them. */
const mostNamed = 12;

function linesOf(changes: readonly DefinitionChange[]): string[] {
  const alike = Map.groupBy(changes, (change) => sentenceOf(change));
  return [...alike].map(([sentence, those]) => {
    const nodes = those.map(({ node }) => node).filter((node) => node !== '');
    const more = nodes.length > mostNamed ? ` and ${nodes.length - mostNamed} more` : '';
    const named = nodes.slice(0, mostNamed).join(', ');
    return shown(named === '' ? sentence : `${named}${more}: ${sentence}`);
  });
}

const columns: Readonly<Record<string, string>> = {
  ...{ label: 'wording', hint: 'hint', guidance_hint: 'what to write as evidence', number: 'printed number' },
  ...{
    relevant: 'condition',
    evidence: 'evidence',
    constraint: 'constraint',
    most_points: 'most points',
    unit: 'unit',
  },
  ...{
    type: 'type',
    required: 'whether a blank is asked about',
    within_years: 'years it asks about',
    weight: 'weight',
  },
  ...{ aggregate: 'how its parts come together', rounding: 'rounding', low: 'low end', high: 'high end' },
  ...{
    direction: 'whether more or less is better',
    missing: 'what is not answered',
    not_relevant: 'what is not asked',
  },
  ...{ counts_into: 'what it counts into', least_share: 'least share', form_title: 'title', languages: 'languages' },
  ...{ shown: 'how scores are shown', decimals: 'decimals', blank_when: 'what counts as blank' },
};

function sentenceOf({ kind, about, before, after }: DefinitionChange): string {
  const [column = '', language] = about.split('::');
  const what = `${columns[column] ?? column}${language === undefined ? '' : ` (${language})`}`;
  switch (kind) {
    case 'question-added':
      return `new question: “${short(after)}”`;
    case 'question-dropped':
      return `question dropped: “${short(before)}”`;
    case 'question-renamed':
      return `called ${before ?? ''} before`;
    case 'question-moved':
      return `moved from ${sectionName(before)} to ${sectionName(after)}`;
    case 'group-added':
      return `new section: “${short(after)}”`;
    case 'group-dropped':
      return `section dropped: “${short(before)}”`;
    case 'choice-added':
      return `new answer: ${short(after)}`;
    case 'choice-dropped':
      return `answer dropped: ${short(before)}`;
    case 'choice-points':
      return `answer ${about}: ${points(after)} instead of ${points(before)}`;
    case 'choice-changed':
      return `answer ${about}: ${changed(before, after)}`;
    case 'order':
      return 'The questions come in another order.';
    case 'setting':
      return `All: ${what} ${changed(before, after)}`;
    case 'question-changed':
    case 'group-changed':
      return `${what} ${changed(before, after)}`;
  }
}

const sectionName = (name: string | null): string => (name === 'index' ? 'no section' : (name ?? ''));
const points = (text: string | null): string =>
  text === null ? 'no points' : text === '1' ? '1 point' : `${text} points`;

function changed(before: string | null, after: string | null): string {
  if (before === null) return `is new: “${short(after)}”`;
  return after === null ? `is gone: “${short(before)}”` : `“${short(after)}” instead of “${short(before)}”`;
}

const longest = 160;
const short = (text: string | null): string => {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
};

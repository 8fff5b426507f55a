import { mustGet } from '../../must.ts';
import {
  type Choice,
  type Definition,
  type Group,
  indexName,
  type Node,
  type Question,
  type SelectQuestion,
  type Texts,
} from './definition.ts';

export const isGroup = (node: Node): node is Group => node.type === 'group';
export const isQuestion = (node: Node): node is Question => node.type !== 'group' && node.type !== 'note';
export const isSelect = (node: Node): node is SelectQuestion =>
  node.type === 'select_one' || node.type === 'select_multiple';

export const groupsOf = ({ nodes }: Definition): Group[] => nodes.filter(isGroup);
/** In the order in which they are asked. */
export const questionsOf = ({ nodes }: Definition): Question[] => nodes.filter(isQuestion);

/** Made once for each definition: lists are asked for by every question. */
const listsByName = new WeakMap<Definition['lists'], ReadonlyMap<string, readonly Choice[]>>();

/** The choices of a question; none where its list is not there. */
export function choicesOf({ lists }: Pick<Definition, 'lists'>, { list }: SelectQuestion): readonly Choice[] {
  const known = listsByName.get(lists);
  const byList = known ?? new Map(lists.map(({ name, choices }) => [name, choices]));
  if (known === undefined) listsByName.set(lists, byList);
  return byList.get(list) ?? [];
}

/** Made once for each definition: everything asks by name. */
const byName = new WeakMap<Definition, ReadonlyMap<string, Node>>();

export function nodesByName(definition: Definition): ReadonlyMap<string, Node> {
  const known = byName.get(definition);
  if (known !== undefined) return known;
  const made = new Map(definition.nodes.map((node) => [node.name, node]));
  byName.set(definition, made);
  return made;
}

/** The group in which a node stands; null in the index itself. */
export function parentOf(definition: Definition, { parent }: Node): Group | null {
  return parent === indexName ? null : (mustGet(nodesByName(definition), parent) as Group);
}

/** Whether it makes points: one of its choices has some, or it has goalposts. Nothing else marks it. */
export function isScored(definition: Pick<Definition, 'lists'>, node: Node): boolean {
  if (isSelect(node)) return choicesOf(definition, node).some(({ points }) => points !== undefined);
  return (node.type === 'integer' || node.type === 'decimal') && node.goalposts !== undefined;
}

/** `pt` of `pt-BR`: words are known by languages alone. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/**
 * The text in the language asked for, or in its closest relative (`pt` or `pt-PT` of `pt-BR`), or else in the
 * definition's own.
 */
export function textOf(
  texts: Texts,
  language: string,
  { defaultLanguage }: Pick<Definition, 'defaultLanguage'>,
): string {
  const related = Object.keys(texts).find((tag) => primaryLanguage(tag) === primaryLanguage(language));
  return texts[language] ?? texts[related ?? defaultLanguage] ?? texts[defaultLanguage] ?? '';
}

/** `A`, `1.2`, `A1.1b`: a name that people number sections with. */
const isCode = /^\p{Lu}?\d*(?:\.\d+)*\p{Ll}?$/u;

/** `1.2  Transport`: the number of a group, where it has one that its label does not begin with, and its label. */
export function groupTitle({ name, number, label }: Group, language: string, definition: Definition): string {
  const title = textOf(label, language, definition);
  const code = number ?? (isCode.test(name) ? name : '');
  // The A of “Access” is no number.
  const isNumbered = title.startsWith(code) && !/^[\p{L}\p{N}]/u.test(title.slice(code.length));
  return code === '' || isNumbered ? title : `${code}  ${title}`;
}

/** What a list calls one of its choices; null where it has no choice of that name. */
export function choiceLabel(
  definition: Definition,
  question: SelectQuestion,
  name: string,
  language: string,
): string | null {
  const choice = choicesOf(definition, question).find((one) => one.name === name);
  return choice === undefined ? null : textOf(choice.label, language, definition);
}

/** Of the languages of a definition the one asked for, or one like it; else its own. */
export function closestLanguage(
  { languages, defaultLanguage }: Pick<Definition, 'languages' | 'defaultLanguage'>,
  language: string,
): string {
  if (languages.includes(language)) return language;
  return languages.find((one) => primaryLanguage(one) === primaryLanguage(language)) ?? defaultLanguage;
}

import type * as v from 'valibot';
import type { definitionSchema } from './definition-schema.ts';

/** Apart from the schema, which is made by whoever reads a definition: it is loaded with the first one. */

export type Definition = Readonly<v.InferOutput<typeof definitionSchema>>;
/** As it may be written: what has a default may be left out. */
export type WrittenDefinition = v.InferInput<typeof definitionSchema>;
export type Node = Definition['nodes'][number];
export type Group = Extract<Node, { type: 'group' }>;
export type Note = Extract<Node, { type: 'note' }>;
export type Question = Exclude<Node, Group | Note>;
export type SelectQuestion = Extract<Question, { list: string }>;
export type NumberQuestion = Extract<Question, { type: 'integer' | 'decimal' }>;
export type TextQuestion = Extract<Question, { type: 'text' }>;
export type ChoiceList = Definition['lists'][number];
export type Choice = ChoiceList['choices'][number];
export type Together = Definition['index'];
/** By language tag. */
export type Texts = Readonly<Record<string, string>>;

/** The reserved name of the root. */
export const indexName = 'index';
/** `countsInto` of what counts into nothing. */
export const countsIntoNone = 'none';

/** Names that mean something else wherever a name is written. */
export const isReserved = (written: string): boolean =>
  written === indexName || written === countsIntoNone || written.startsWith('authority.');

/** `municipal-climate@2026`. */
export const definitionKeyOf = ({ id, version }: Pick<Definition, 'id' | 'version'>): string => `${id}@${version}`;

import { mustGet } from '../../must.ts';
import type { Definition } from '../../questionnaire/definition/definition.ts';
import type { Operand } from '../../questionnaire/definition/expression.ts';
import type { AuthorityFacts, Given, GivenAnswers } from '../given.ts';
import { exactly } from '../rational.ts';
import { allOf, type Found, holds } from './conditions.ts';
import { type Plan, type PlannedQuestion, planOf } from './plan.ts';

/** Whether a group, question or note is asked of an authority; null where that rests on what is not answered. */
export type Asked = (name: string) => boolean | null;

/**
 * What is asked, by the answers. A node in a group that is not asked is not asked. A condition that rests on a question
 * that is itself not asked finds nothing there.
 */
export function askedOf(definition: Definition, given: Pick<GivenAnswers, 'get'>, authority: AuthorityFacts): Asked {
  const { conditions } = planOf(definition);
  const known = new Map<string, boolean | null>();
  const asked: Asked = (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const { own = null, parent = null } = conditions.get(name) ?? {};
    const result = allOf([
      parent === null ? true : asked(parent),
      own === null ? true : holds(own, (operand) => find(operand)),
    ]);
    known.set(name, result);
    return result;
  };
  const find = (operand: Operand): Found => {
    if (operand.kind === 'question') {
      return asked(operand.name) === false ? { kind: 'not-asked' } : foundOf(given.get(operand.name));
    }
    return foundBeforehand(operand, authority);
  };
  return asked;
}

/** What a condition finds in what is no answer: a text or a number of its own, or what is registered of the authority. */
export const foundBeforehand = (operand: Operand, authority: AuthorityFacts): Found =>
  operand.kind === 'authority' ? factOf(authority, operand.fact) : literal(operand);

function literal(operand: Operand): Found {
  if (operand.kind === 'text') return { kind: 'text', text: operand.text };
  return operand.kind === 'number' ? { kind: 'number', number: operand.number } : { kind: 'unknown' };
}

/** What a condition finds in an answer. */
function foundOf(given: Given | undefined): Found {
  if (given === undefined) return { kind: 'blank' };
  if ('doesNotCount' in given) return { kind: 'unknown' };
  if ('number' in given) return { kind: 'number', number: exactly(given.number) };
  if ('text' in given) return given.text.trim() === '' ? { kind: 'blank' } : { kind: 'text', text: given.text };
  return given.choices.length === 0 ? { kind: 'blank' } : { kind: 'choices', names: given.choices };
}

function factOf(authority: AuthorityFacts, fact: string): Found {
  const value = authority[fact as keyof AuthorityFacts];
  if (value === undefined || value === null || value === '') return { kind: 'unknown' };
  return typeof value === 'number' ? { kind: 'number', number: exactly(String(value)) } : { kind: 'text', text: value };
}

/** Whether an answer keeps to the constraint of its question; null: it rests on what is not known. */
export function keepsConstraint(
  { questions }: Plan,
  name: string,
  given: Pick<GivenAnswers, 'get'>,
  authority: AuthorityFacts,
): boolean | null {
  const { constraint } = mustGet(questions, name);
  if (constraint === null) return true;
  return holds(constraint, (operand) => {
    if (operand.kind === 'answer') return foundOf(given.get(name));
    if (operand.kind === 'question') return foundOf(given.get(operand.name));
    return foundBeforehand(operand, authority);
  });
}

/** Whether nothing was answered that says anything: blank, or a choice that counts as not answered. */
export function isMissing({ missingChoices }: PlannedQuestion, given: Given | undefined): boolean {
  const found = foundOf(given);
  return found.kind === 'blank' || (found.kind === 'choices' && found.names.some((name) => missingChoices.has(name)));
}

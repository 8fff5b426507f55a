import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { exactNumber } from '../../shared/domain/questionnaire/definition/definition-limits.ts';
import { isQuestion, nodesByName } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { scoreAnswers } from '../../shared/domain/scoring/engine/score-answers.ts';
import { shownOf } from '../../shared/domain/scoring/engine/shown.ts';
import { whatCounts } from '../../shared/domain/scoring/engine/what-counts.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { compared, exactly, fixed, type Rational } from '../../shared/domain/scoring/rational.ts';
import type { Scored } from '../../shared/domain/scoring/scored.ts';
import type { AuthoringWords } from '../../shared/rendering/words/definition-fault-words.ts';
import { fill } from '../../shared/rendering/words/fill.ts';
import { formOfDefinition } from '../../shared/spreadsheet/reading/form-of-definition.ts';
import { type LastYearEntry, readLastYear } from './last-year-tables.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface LastYearFiles {
  readonly answers?: string | undefined;
  readonly points?: string | undefined;
}

/** What answers of last year score now, beside what was published of them. */
export interface LastYear {
  readonly authorities: number;
  readonly answers: number;
  /** Points that were compared. */
  readonly compared: number;
  readonly differing: readonly Difference[];
  /** Answers that are none of their question's. */
  readonly unread: readonly { readonly authority: string; readonly question: string; readonly answer: string }[];
  readonly unknown: readonly string[];
}

/** One node in which scores differ in the same way. */
export interface Difference {
  readonly node: string;
  readonly published: string;
  /** null: it has no score. */
  readonly now: string | null;
  /** As it was written; '' of groups. */
  readonly answer: string;
  readonly authorities: readonly string[];
}

/** Scores last year's answers, and lists where they come to other points than were published. */
export async function compareLastYear(definition: Definition, files: LastYearFiles): Promise<LastYear> {
  const tables = await Promise.all([
    files.answers === undefined ? null : readLastYear(files.answers, definition, 'answers'),
    files.points === undefined ? null : readLastYear(files.points, definition, 'points'),
  ]);
  const [ofAnswers, ofPoints] = tables;
  // One table may hold both.
  const answers = ofAnswers?.answers ?? ofPoints?.answers ?? [];
  const points = ofPoints?.points ?? ofAnswers?.points ?? [];
  if (answers.length === 0) throw new UsageError('there are no answers to score; name a table of them with --answers');
  const { given, written, unread } = givenIn(definition, answers);
  const scored = new Map(
    [...given].map(([authority, of]) => {
      // What was published was checked for evidence before.
      const read = [...of].map(([name, one]) => [name, { given: one, evidence: 'as published' }] as const);
      return [authority, scoreAnswers(definition, whatCounts(definition, new Map(read)).answers)];
    }),
  );
  const differences = new Map<string, Difference & { authorities: string[] }>();
  let count = 0;
  for (const { authority, node, cell } of points) {
    const result = scored.get(authority);
    if (result === undefined) continue;
    const published = cell.text.trim();
    const different = differently(definition, result, node, published);
    count += 1;
    if (different === null) continue;
    const { now } = different;
    const answer = written.get(`${authority}\n${node}`) ?? '';
    const key = [node, published, now ?? '', answer.trim().toLowerCase()].join('\n');
    const difference = differences.get(key) ?? { node, published, now, answer, authorities: [] };
    differences.set(key, difference);
    difference.authorities.push(authority);
  }
  return {
    authorities: given.size,
    answers: answers.length,
    compared: count,
    differing: inOrder([...differences.values()], definition),
    unread,
    unknown: [...new Set(tables.flatMap((table) => [...(table?.unknown ?? [])]))],
  };
}

function givenIn(definition: Definition, entries: readonly LastYearEntry[]) {
  const form = formOfDefinition(definition);
  const nodes = nodesByName(definition);
  const given = new Map<string, Map<string, Given>>();
  const written = new Map<string, string>();
  const unread: LastYear['unread'][number][] = [];
  const language = definition.defaultLanguage.split('-', 1)[0] ?? null;
  for (const { authority, node: name, cell } of entries) {
    const of = given.get(authority) ?? new Map<string, Given>();
    given.set(authority, of);
    const node = nodes.get(name);
    const question = form.questions.get(name);
    if (node === undefined || question === undefined || !isQuestion(node)) continue;
    const isNumber = node.type === 'integer' || node.type === 'decimal';
    // In a table of numbers a point stands before decimals.
    const value =
      isNumber && exactNumber.test(cell.text.trim())
        ? `=${cell.text.trim()}`
        : question.read(cell, { language, offered: true, latest: null }).value;
    written.set(`${authority}\n${name}`, cell.text);
    if (value === 'unanswered') continue;
    if (value === 'unclear') {
      unread.push({ authority, question: name, answer: cell.text });
      of.set(name, { doesNotCount: 'not-understood' });
    } else if (node.type === 'text') of.set(name, { text: value.slice(1) });
    else if (isNumber) of.set(name, { number: value.slice(1) });
    else of.set(name, { choices: value.slice(1).split(' ') });
  }
  return { given, written, unread };
}

/** What a node comes to now where that is not what was published; null where it is. */
function differently(
  definition: Definition,
  { nodes }: Scored,
  name: string,
  published: string,
): Pick<Difference, 'now'> | null {
  const node = nodes.get(name) ?? null;
  const points = node === null ? null : node.points;
  const seen = shownOf(definition, node);
  const number = rationalOf(published);
  if (number === null) return null;
  const isSame = [points, seen === null ? null : exactly(seen)].some(
    (one) => one !== null && compared(one, number) === 0,
  );
  if (isSame || (node === null && compared(number, exactly('0')) === 0)) return null;
  return { now: points === null ? null : plain(points) };
}

function rationalOf(text: string): Rational | null {
  const number = text
    .trim()
    .replace(/\s*%$/, '')
    .replace(/\s/g, '')
    .replace(/,(?=\d{1,6}$)/, '.');
  return /^-?\d{1,12}(\.\d{1,15})?$/.test(number) ? exactly(number) : null;
}

const plain = (value: Rational): string => fixed(value, 6).replace(/\.?0+$/, '');

/** As the questionnaire asks, and those first of which there are more. */
function inOrder(differences: readonly Difference[], { nodes }: Definition): Difference[] {
  const place = new Map(nodes.map(({ name }, index) => [name, index]));
  const of = ({ node }: Difference): number => place.get(node) ?? -1;
  return [...differences].sort((a, b) => of(a) - of(b) || b.authorities.length - a.authorities.length);
}

type LastYearWords = AuthoringWords['preview']['lastYear'];

/** Authorities that a line names. */
const mostNamed = 8;
/** Lines of differences; a questionnaire that is another would fill screens. */
const mostLines = 200;

export function lastYearText(
  { authorities, answers, compared: count, differing, unread, unknown }: LastYear,
  words: LastYearWords,
): string {
  const differ = differing.reduce((sum, one) => sum + one.authorities.length, 0);
  const lines = differing.map(({ node, published, now, answer, authorities: who }) => {
    const facts = { question: node, published: shown(published), now: now ?? words.missing };
    const said = { answer: shown(answer.trim()), authorities: named(who, words) };
    return `  ${fill(answer === '' ? words.difference : words.answered, { ...facts, ...said })}`;
  });
  const of = unread.map(
    ({ authority, question, answer }) =>
      `  ${fill(words.unreadAnswer, { question, answer: shown(answer), authority: shown(authority) })}`,
  );
  return `${[
    fill(words.summary, { answers, authorities, compared: count, differing: differ }),
    ...limited(lines, words),
    ...(of.length === 0 ? [] : [words.unread, ...limited(of, words)]),
    ...(unknown.length === 0
      ? []
      : [
          fill(words.unknown, {
            names: limited(
              unknown.map((one) => shown(one)),
              words,
            ).join(', '),
          }),
        ]),
  ].join('\n')}\n`;
}

const limited = (lines: readonly string[], { more }: LastYearWords): string[] =>
  lines.length <= mostLines
    ? [...lines]
    : [...lines.slice(0, mostLines), `  ${fill(more, { count: lines.length - mostLines })}`];

function named(who: readonly string[], words: LastYearWords): string {
  const names = who
    .slice(0, mostNamed)
    .map((one) => shown(one))
    .join(', ');
  return who.length <= mostNamed ? names : fill(words.names, { names, count: who.length - mostNamed });
}

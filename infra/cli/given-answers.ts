import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { type Answer, type Answers, answerValues } from '../../shared/domain/answer.ts';
import { readCityPage } from '../../shared/domain/city-page.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire.ts';
import { describeProblem, messagesIn } from '../../shared/messages/messages.ts';
import { readWorkbook } from '../../shared/workbook/read-workbook.ts';
import { UsageError } from './usage-error.ts';

/** Answers to fill a questionnaire with. */
export interface GivenAnswers {
  /** The id only where a workbook carries it. */
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  readonly answers: Answers;
  /** Figures as they were written, by background id. */
  readonly background: ReadonlyMap<string, string>;
}

/** Takes a filled questionnaire, the output of `score --json`, or a city's page of the dashboard, by its content. */
export async function readGivenAnswers(file: string, questionnaire: Questionnaire): Promise<GivenAnswers> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read`, { cause });
  });
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return fromWorkbook(bytes, file);
  const text = bytes.toString('utf8');
  return text.trimStart().startsWith('{') ? fromJson(text, file) : fromCityPage(text, file, questionnaire);
}

async function fromWorkbook(bytes: Uint8Array, file: string): Promise<GivenAnswers> {
  const read = await readWorkbook(bytes);
  if ('code' in read) throw new UsageError(`${file}: ${describeProblem(read, messagesIn('en')).message}`);
  const background = new Map([...read.background].map(([id, { raw }]) => [id, raw]));
  const id = read.identity?.authority ?? null;
  const name = read.identity?.authorityName ?? read.cover.authority?.name ?? id;
  return {
    authority: name === null ? null : { id, name },
    answers: read.answers,
    background,
  };
}

const scoreOutput = v.object({
  authority: v.nullable(v.string()),
  answers: v.record(v.string(), v.object({ value: v.picklist(answerValues), evidence: v.optional(v.string(), '') })),
  background: v.optional(v.record(v.string(), v.object({ raw: v.string() })), {}),
});

function fromJson(text: string, file: string): GivenAnswers {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), scoreOutput), text);
  if (!parsed.success) throw new UsageError(`${file} is not the output of score --json: ${parsed.issues[0].message}`);
  const { authority, answers, background } = parsed.output;
  const answer = ({ value, evidence }: { value: Answer['value']; evidence: string }): Answer => ({
    value,
    evidence,
    raw: '',
    cell: null,
  });
  return {
    authority: named(authority),
    answers: new Map(Object.entries(answers).map(([id, one]) => [id, answer(one)])),
    background: new Map(Object.entries(background).map(([id, { raw }]) => [id, raw])),
  };
}

function fromCityPage(text: string, file: string, questionnaire: Questionnaire): GivenAnswers {
  try {
    const { authorityName, ...page } = readCityPage(text, questionnaire);
    return { ...page, authority: named(authorityName) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new UsageError(`${file} is neither a workbook, nor a score, nor a city page (${reason})`, { cause });
  }
}

const named = (name: string | null): GivenAnswers['authority'] => (name ? { id: null, name } : null);

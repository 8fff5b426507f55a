import * as v from 'valibot';
import { authorityOf } from '../../functions/ingest-submission/assess-file.ts';
import { type Answer, type Answers, answerValues, unansweredNowhere } from '../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { findMapping, mapIndicators } from '../../shared/domain/questionnaire/mapping.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import { givenAnswersOf } from '../../shared/domain/scoring/form-score.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { FilledIn } from '../../shared/rendering/workbooks/form/form-layout.ts';
import { readByDefinition } from '../../shared/spreadsheet/reading/read-by-definition.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { bytesNamed } from './files-in.ts';
import { UsageError } from './usage-error.ts';

/** Answers to fill a questionnaire with. */
export interface GivenAnswers {
  /** The id only where a workbook carries it. */
  readonly authority: { readonly id: string | null; readonly name: string } | null;
  /** The version that they answer. */
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  /** Figures as they were written, by background id. */
  readonly background: ReadonlyMap<string, string>;
}

/**
 * Takes a filled questionnaire, the output of `score --json` or a part of it, or a city's page of the dashboard, by its
 * content. `questionnaire`: the version to be filled in; answers to an older one become answers to it by their mapping.
 */
export async function readGivenAnswers(file: string, questionnaire: Questionnaire): Promise<GivenAnswers> {
  const given = await readAsGiven(file, questionnaire);
  const [from, to] = [questionnaireKey(given.questionnaire), questionnaireKey(questionnaire)];
  if (from === to) return given;
  const mapping = findMapping(readingCatalogue.mappings, from, to);
  if (mapping === undefined) {
    throw new UsageError(`${file} answers ${from}, not ${to}; add --questionnaire ${from} to fill that version in`);
  }
  return { ...given, questionnaire, answers: mapIndicators(mapping, given.answers, unansweredNowhere) };
}

/** What a filled workbook of an office's own questionnaire answers. */
export async function readGivenForm(
  file: string,
  definition: Definition,
): Promise<Pick<GivenAnswers, 'authority'> & { readonly answers: ReadonlyMap<string, FilledIn> }> {
  const read = await readByDefinition(await bytesNamed(file), [definition]);
  if ('code' in read) throw new UsageError(`${file}: ${describeProblem(read, messagesIn('en')).message}`);
  const answers = [...givenAnswersOf(read)].map(([name, given]): [string, FilledIn] => {
    const { evidence = '', raw = '' } = read.answers.get(name) ?? {};
    return [name, { given, raw, evidence: 'text' in given ? '' : evidence }];
  });
  return { authority: authorityOf(read), answers: new Map(answers) };
}

async function readAsGiven(file: string, questionnaire: Questionnaire): Promise<GivenAnswers> {
  const bytes = await bytesNamed(file);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return fromWorkbook(bytes, file);
  const text = bytes.toString('utf8');
  return /^\s*[[{]/.test(text) ? fromJson(text, file, questionnaire) : fromCityPage(text, file, questionnaire);
}

async function fromWorkbook(bytes: Uint8Array, file: string): Promise<GivenAnswers> {
  const read = await readWorkbook(bytes, readingCatalogue);
  if ('code' in read) throw new UsageError(`${file}: ${describeProblem(read, messagesIn('en')).message}`);
  const background = new Map([...read.background].map(([id, { raw }]) => [id, raw]));
  return {
    authority: authorityOf(read),
    questionnaire: read.questionnaire,
    answers: read.answers,
    background,
  };
}

const answerPart = v.union([
  v.picklist(answerValues),
  v.object({ value: v.picklist(answerValues), evidence: v.optional(v.string(), '') }),
]);
/** As it was written, or its value alone. */
const figurePart = v.union([
  v.object({ raw: v.string() }),
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform((value) => ({ raw: String(value) })),
  ),
]);
/** The output of `score --json`, or any part of it: one of its objects, or some of its fields. */
const scorePart = v.object({
  authority: v.optional(v.nullable(v.string()), null),
  answers: v.optional(v.record(v.string(), answerPart), {}),
  background: v.optional(v.record(v.string(), figurePart), {}),
});

function fromJson(text: string, file: string, wanted: Questionnaire): GivenAnswers {
  const refused = (reason: string): UsageError =>
    new UsageError(`${file} is not output of score --json, or a part of it with answers: ${reason}`);
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  if (!json.success) throw refused('it is not JSON');
  const files = [json.output].flat();
  if (files.length !== 1) throw refused(`it contains ${files.length} files; choose one of them`);
  const version = v.safeParse(v.object({ questionnaire: v.string() }), files[0]);
  const questionnaire = version.success ? readingCatalogue.find(version.output.questionnaire) : wanted;
  if (questionnaire === undefined) throw refused('it names a questionnaire version that does not exist');
  const parsed = v.safeParse(scorePart, wholeOf(files[0], questionnaire));
  if (!parsed.success) {
    const [{ message, path = [] }] = parsed.issues;
    throw refused(`${path.map(({ key }) => String(key)).join('.')}: ${message}`);
  }
  const { authority, answers, background } = parsed.output;
  const unknown = Object.keys(answers).find((id) => !isAsked(id, questionnaire));
  if (unknown !== undefined) throw refused(`${questionnaireKey(questionnaire)} has no question ${unknown}`);
  if (Object.keys(answers).length + Object.keys(background).length === 0) throw refused('it contains no answers');
  const answer = (one: v.InferOutput<typeof answerPart>): Answer => ({
    ...(typeof one === 'string' ? { value: one, evidence: '' } : { value: one.value, evidence: one.evidence }),
    ...{ raw: '', cell: null },
  });
  return {
    authority: named(authority),
    questionnaire,
    answers: new Map(Object.entries(answers).map(([id, one]) => [id, answer(one)])),
    background: new Map(Object.entries(background).map(([id, { raw }]) => [id, raw])),
  };
}

const isAsked = (id: string, questionnaire: Questionnaire): boolean =>
  indicatorsOf(questionnaire).some((one) => one.id === id);

/** A part that is the answers, or the background figures, alone is put where it stands in the whole. */
function wholeOf(part: unknown, questionnaire: Questionnaire): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const keys = Object.keys(part);
  if (keys.some((key) => isAsked(key, questionnaire))) return { answers: part };
  const figures = new Set(questionnaire.background.map(({ id }) => id));
  return keys.some((key) => figures.has(key)) ? { background: part } : part;
}

function fromCityPage(text: string, file: string, questionnaire: Questionnaire): GivenAnswers {
  try {
    const { authorityName, ...page } = readCityPage(text, questionnaire);
    return { ...page, questionnaire, authority: named(authorityName) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new UsageError(`${file} is not a workbook, output of score --json, or a city page (${reason})`, { cause });
  }
}

const named = (name: string | null): GivenAnswers['authority'] => (name ? { id: null, name } : null);

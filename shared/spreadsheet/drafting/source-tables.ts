import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { idKey } from './points-sheets.ts';
import type { QuestionTable } from './question-tables.ts';
import { rowsOf, type TableRow } from './table-rows.ts';
import { languageOfTexts } from './text-language.ts';

/** A sheet that asks questions, row by row, with the same sheet in other languages. */
export interface SourceTable {
  readonly table: QuestionTable;
  readonly rows: readonly TableRow[];
  /** By language: a question as that sheet has it, by the key of its id. */
  readonly translations: ReadonlyMap<string, ReadonlyMap<string, Translated>>;
  /** The sheets in those languages. */
  readonly translatedBy: readonly string[];
}

export interface Translated {
  readonly text: string;
  /** What its drop-down offers. */
  readonly answers: readonly string[];
}

interface Candidate {
  readonly table: QuestionTable;
  readonly rows: readonly TableRow[];
  readonly questions: readonly Extract<TableRow, { kind: 'question' }>[];
  readonly labels: ReadonlyMap<string, string>;
  readonly language: string | null;
}

/**
 * Of the sheets with rows that could be questions those that ask: a sheet of points names the same questions, and the same
 * sheet may be there again in another language.
 */
export function sourceTables(tables: readonly QuestionTable[]): SourceTable[] {
  const candidates = tables.map(candidateOf).filter((one) => one.questions.length > 0 && !isListing(one));
  const byWeight = [...candidates].sort((a, b) => weightOf(b) - weightOf(a));
  const taken: {
    candidate: Candidate;
    translations: Map<string, ReadonlyMap<string, Translated>>;
    translatedBy: string[];
  }[] = [];
  for (const candidate of byWeight) {
    const like = taken.find((one) => isSameAs(one.candidate, candidate));
    if (like !== undefined) {
      const { language } = candidate;
      const isOther =
        language !== null && language !== like.candidate.language && !hasSameLabels(like.candidate, candidate);
      if (isOther && !like.translations.has(language)) {
        const translations = translationsIn(candidate);
        // Nothing tells which of several questions without an id it is.
        if ([like.candidate, candidate].some(hasSeveralWithoutId)) translations.delete('');
        like.translations.set(language, translations);
        like.translatedBy.push(candidate.table.view.name);
      }
      continue;
    }
    if (taken.length === 0 || isAsking(candidate)) taken.push({ candidate, translations: new Map(), translatedBy: [] });
  }
  return taken
    .sort((a, b) => tables.indexOf(a.candidate.table) - tables.indexOf(b.candidate.table))
    .map(({ candidate: { table, rows }, ...others }) => ({ table, rows, ...others }));
}

function candidateOf(table: QuestionTable): Candidate {
  const rows = rowsOf(table);
  const questions = rows.filter((row) => row.kind === 'question');
  const column = table.columns.questions[0]?.column ?? null;
  const labels = new Map(questions.map(({ row, id }) => [idKey(id), table.view.text(row, column)]));
  return { table, rows, questions, labels, language: languageOfTexts([...labels.values()]) };
}

const hasSeveralWithoutId = ({ questions }: Candidate): boolean =>
  questions.filter(({ id }) => idKey(id) === '').length > 1;

function translationsIn({ questions, labels }: Candidate): Map<string, Translated> {
  return new Map(
    questions.map(({ id, offered }) => [
      idKey(id),
      { text: labels.get(idKey(id)) ?? '', answers: offered.map(({ label }) => label) },
    ]),
  );
}

/** A sheet that by its name or its first entries lists answers, and asks nothing. */
function isListing({ table, labels, questions }: Candidate): boolean {
  if (questions.some(({ offered }) => offered.length > 0)) return false;
  const prompts = [...labels.values()].filter((text) =>
    /^(?:please )?(?:select|choose|valitse|bitte wählen|choisi)/i.test(text),
  );
  const isNamedSo = /^(?:answer ?options|options|lists?|choices|drop ?downs?|lookups?|vaihtoehdot|listen?)$/i.test(
    table.view.name.trim(),
  );
  return isNamedSo || prompts.length > labels.size / 2;
}

const weightOf = ({ table, questions }: Candidate): number =>
  questions.filter(({ offered }) => offered.length > 0).length * 10 +
  (table.columns.answer === null ? 0 : questions.length) +
  questions.length / 100 -
  Number(/^(?:scoring|points?|weights?|analysis|pisteet|punkte|lists?)$/i.test(table.view.name)) * questions.length * 5;

/** Whether one names the questions of the other. Sheets of their own often begin to count anew: their texts differ. */
function isSameAs(one: Candidate, other: Candidate): boolean {
  if (hasSameLabels(one, other)) return true;
  const ids = [...other.labels.keys()].filter((id) => id !== '');
  if (ids.length < 2 || ids.length < other.questions.length * 0.6) return false;
  const same = ids.filter((id) => one.labels.has(id)).length;
  if (same < ids.length * 0.6) return false;
  const isOtherLanguage = one.language !== null && other.language !== null && one.language !== other.language;
  return isOtherLanguage || !isAsking(other);
}

function hasSameLabels(one: Candidate, other: Candidate): boolean {
  const known = new Set([...one.labels.values()].map(foldedText));
  const texts = [...other.labels.values()].map(foldedText);
  return texts.length > 0 && texts.filter((text) => known.has(text)).length >= texts.length * 0.5;
}

function isAsking({ table, questions }: Candidate): boolean {
  const { columns } = table;
  const isListed = questions.some(({ offered }) => offered.length > 0);
  const hasAnswers = columns.answer !== null && columns.answer !== columns.questions[0]?.column;
  return isListed || hasAnswers || columns.ticks.length > 0 || columns.options.length > 0 || columns.evidence !== null;
}

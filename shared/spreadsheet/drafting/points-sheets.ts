import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { roleOf } from './heading-roles.ts';
import type { SheetView } from './sheet-view.ts';

/** What a sheet beside the questionnaire says of one question. */
export interface ListedPoints {
  readonly most: number | null;
  /** By answer, in small letters. */
  readonly byAnswer: ReadonlyMap<string, number>;
  readonly sheet: string;
}

/** The questions as they may be named there. */
export interface KnownQuestion {
  readonly key: string;
  readonly ids: readonly string[];
  readonly label: string;
  readonly answers: readonly string[];
}

/** `q1` of `Q1.`, ` q 1 `: ids are written now so, now so. */
export const idKey = (id: string): string =>
  foldedText(id)
    .replace(/[\s.):(]+$/g, '')
    .replace(/[\s(]+/g, '');
/** Without the letter before it: `1` of `Q1`. */
const bareKey = (id: string): string => idKey(id).replace(/^(?:question|q|kysymys|frage|nr|no)\.?(?=\d)/u, '');

/**
 * Points that stand on a sheet of their own, as plain values: a row for each question with its most points or a column for
 * each answer, or a row for each answer.
 */
export function pointsOn(view: SheetView, questions: readonly KnownQuestion[]): ReadonlyMap<string, ListedPoints> {
  const byId = new Map<string, KnownQuestion>();
  for (const question of questions) {
    for (const id of question.ids)
      for (const written of [idKey(id), bareKey(id)]) if (!byId.has(written)) byId.set(written, question);
  }
  const byLabel = new Map(questions.map((question) => [foldedText(question.label), question]));
  const columns = new Set(view.rows.flatMap((row) => view.cellsIn(row).map(({ column }) => column)));
  const questionAt = (row: number, column: number): KnownQuestion | undefined => {
    const text = view.text(row, column);
    return text === ''
      ? undefined
      : (byId.get(idKey(text)) ?? byId.get(bareKey(text)) ?? byLabel.get(foldedText(text)));
  };
  const named = (column: number): number =>
    new Set(view.rows.flatMap((row) => questionAt(row, column)?.key ?? [])).size;
  const counts = new Map([...columns].map((column) => [column, named(column)]));
  const [key] = [...columns].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
  if (key === undefined || (counts.get(key) ?? 0) < Math.max(2, questions.length * 0.3)) return new Map();
  const first = view.rows.find((row) => questionAt(row, key) !== undefined) ?? 1;
  const head = [...view.rows].reverse().find((row) => row < first && view.cellsIn(row).length >= 2) ?? null;
  const answers = new Set(questions.flatMap((question) => question.answers.map(foldedText)));
  const numbers = [...columns].filter(
    (column) => column !== key && view.rows.some((row) => row >= first && view.number(row, column) !== null),
  );
  const headOf = (column: number): string => (head === null ? '' : foldedText(view.text(head, column)));
  const byHeading = numbers.filter((column) => answers.has(headOf(column)));
  const plain = numbers.filter((column) => !byHeading.includes(column));
  const pointColumn =
    plain.find((column) => head !== null && roleOf(view.text(head, column)) === 'points') ?? plain.at(-1);
  const answerColumn = [...columns].find(
    (column) =>
      column !== key &&
      view.rows.filter((row) => row >= first && answers.has(foldedText(view.text(row, column)))).length >= 2,
  );
  const found = new Map<string, { most: number | null; byAnswer: Map<string, number>; sheet: string }>();
  let current: KnownQuestion | undefined;
  for (const row of view.rows.filter((one) => one >= first)) {
    current = questionAt(row, key) ?? (view.text(row, key) === '' ? current : undefined);
    if (current === undefined) continue;
    const entry = found.get(current.key) ?? { most: null, byAnswer: new Map<string, number>(), sheet: view.name };
    found.set(current.key, entry);
    for (const column of byHeading) {
      const points = view.number(row, column);
      if (points !== null) entry.byAnswer.set(headOf(column), points);
    }
    const points = pointColumn === undefined ? null : view.number(row, pointColumn);
    if (points === null) continue;
    const answer = answerColumn === undefined ? '' : foldedText(view.text(row, answerColumn));
    if (answer !== '') entry.byAnswer.set(answer, points);
    else entry.most = points;
  }
  return found;
}

import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { wordFor } from './choice-lists.ts';
import { type AnswerFound, answerOf } from './found-points.ts';
import { type ListedOption, mostPointsIn, optionsIn, scoredOptionsIn } from './option-texts.ts';
import { idKey } from './points-sheets.ts';
import { pointsAt, type QuestionTable, type TableColumns } from './question-tables.ts';
import { numberedQuestion } from './question-text.ts';
import { asksForSeveral, asksNumber } from './requests.ts';
import type { SourceTable } from './source-tables.ts';
import { choicesBelow, type TableRow } from './table-rows.ts';
import { languageOfTexts } from './text-language.ts';

/** A question of the office's workbook, before it has a name. */
export interface Asked {
  readonly source: SourceTable;
  readonly row: number;
  /** As it is printed. */
  readonly id: string;
  /** As it was typed, where a format shows it otherwise; else ''. */
  readonly typed: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly answers: readonly AnswerFound[];
  /** By language, what a sheet in that language offers. */
  readonly answersIn: Readonly<Record<string, readonly string[]>>;
  readonly several: boolean;
  /** Whether one answer may be given or several is guessed: they stand in rows below. */
  readonly isGuessedSeveral: boolean;
}

/** The questions of a sheet, with the answers that they offer. */
export function askedIn(source: SourceTable): Asked[] {
  const { table, rows } = source;
  const { view, columns } = table;
  const asked: Asked[] = [];
  const questions = rows.filter((row) => row.kind === 'question');
  const texts = questions
    .filter(({ itemOf }) => itemOf === undefined)
    .map(({ row }) => view.text(row, columns.questions[0]?.column ?? null));
  const numbered = texts.filter((text) => numberedQuestion.test(text)).length;
  const areNumbered = columns.id === null && numbered >= 2 && numbered >= texts.length * 0.6;
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'question') continue;
    const own = choicesBelow(rows, index);
    const [options = ''] = columns.options.map(({ column }) => view.text(row.row, column)).filter(Boolean);
    const areWorded = optionsAreWorded(columns);
    const across = areWorded ? [] : optionsAcross(columns.options, view, row.row);
    const inCell = across.length > 0 ? across : withScoring(optionsIn(options), scoringAt(table, row.row));
    const answerText = view.text(row.row, columns.answer);
    const boxed = /[☐□▢○◯]/u.test(answerText) ? optionsIn(answerText) : [];
    // The first answer may stand in the question's own row.
    const isFirst = own.length > 0 && options !== '' && inCell.length === 0;
    const listedBelow: AnswerFound[] = [
      ...(isFirst ? [answerOf(options, view.number(row.row, columns.points))] : []),
      ...own.map(({ text, points }) => answerOf(text, points)),
    ];
    const fromText = (inCell.length > 0 ? inCell : boxed).map(({ label, points }) => answerOf(label, points));
    const ticks = columns.ticks.map(({ label, points }) => answerOf(label, points));
    const answers: readonly AnswerFound[] =
      row.offered.length > 0
        ? row.offered.map(withPointsOf(inCell))
        : ([listedBelow, fromText, ticks].find((one) => one.length > 0) ?? []);
    const type = view.text(row.row, columns.type).toLowerCase();
    const { id, typed, texts: wording, answersIn } = textsOf(source, row, areNumbered);
    const said = [...Object.values(wording), ...columns.guides.map(({ column }) => view.text(row.row, column))];
    const isSaid =
      own.some(({ ticked }) => ticked) ||
      /multi|several|monivalinta|mehrfach/.test(type) ||
      said.some((one) => asksForSeveral.test(one));
    // Others have a drop-down; a list below has a cell for each of its answers.
    const isBelow = own.length > 0 && own.every(({ points, worded }) => points === null && worded.length > 0);
    const isGuessed = isBelow && row.offered.length === 0 && !isSaid;
    const inLanguages = {
      ...answersBelow(columns, own),
      ...offeredInLanguages(source.table, row.row),
      ...(areWorded && row.offered.length === 0
        ? optionsInLanguages(source, [...(isFirst ? [row.row] : []), ...own.map((one) => one.row)], row.row)
        : {}),
      ...answersIn,
    };
    asked.push({
      ...{ source, row: row.row, id, typed, texts: wording, answers, answersIn: inLanguages },
      several: row.offered.length === 0 && (isSaid || isGuessed),
      isGuessedSeveral: isGuessed,
    });
  }
  return withWholeNumbers(asked);
}

/** Excel makes 1.10 of a question the number 1.1: behind 1.9 it is what was typed. */
function withWholeNumbers(asked: readonly Asked[]): Asked[] {
  let before = '';
  return asked.map((one) => {
    const { view, columns } = one.source.table;
    const isNumber = columns.id !== null && view.cell(one.row, columns.id)?.kind === 'number';
    const [, stem = '', last = ''] = /^(.*\.)(\d+)$/.exec(before) ?? [];
    const next = `${stem}${Number(last) + 1}`;
    const isCut = isNumber && last !== '' && next.endsWith('0') && next.replace(/0+$/, '') === one.id;
    before = isCut ? next : one.id;
    return isCut ? { ...one, typed: next } : one;
  });
}

/** The key of the texts in a column of questions: its language, or its place where no heading says it. */
const keyOf = ({ language }: { readonly language: string | null }, index: number): string =>
  language ?? (index === 0 ? '' : `?${index}`);

/** The answers in rows below a question, as its other columns have them. */
function answersBelow(
  { questions }: TableColumns,
  own: readonly Extract<TableRow, { kind: 'choice' }>[],
): Record<string, readonly string[]> {
  return Object.fromEntries(
    questions.flatMap((column, index) => {
      const texts = own.map(({ worded }) => worded[index] ?? '');
      return index === 0 || texts.length === 0 || texts.includes('') ? [] : [[keyOf(column, index), texts]];
    }),
  );
}

/** `Kysymys | Vastaus | Question | Answer`: a column of answers for each language, with drop-downs of their own. */
function offeredInLanguages(
  { columns, offered }: SourceTable['table'],
  row: number,
): Record<string, readonly string[]> {
  const others = columns.questions.slice(1);
  if (others.length === 0 || columns.answersElsewhere.length !== others.length) return {};
  return Object.fromEntries(
    others.flatMap((column, index) => {
      const labels = offered(row, columns.answersElsewhere[index]).map(({ label }) => label);
      return labels.length === 0 ? [] : [[keyOf(column, index + 1), labels]];
    }),
  );
}

/** `Answer options | Vastausvaihtoehdot`: the same list in each language, and not an answer in each column. */
const optionsAreWorded = ({ options, questions }: TableColumns): boolean =>
  options.length >= 2 && options.length === questions.length;

/** The lists of the other languages, in one cell or in the rows of the answers. */
function optionsInLanguages(
  { table: { view, columns } }: SourceTable,
  rows: readonly number[],
  question: number,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    columns.questions.flatMap((column, index) => {
      const at = columns.options[index]?.column ?? null;
      const inRows = rows.map((row) => view.text(row, at));
      const texts = rows.length > 0 ? inRows : optionsIn(view.text(question, at)).map(({ label }) => label);
      return index === 0 || texts.length === 0 || texts.includes('') ? [] : [[keyOf(column, index), texts]];
    }),
  );
}

/** `Option 1 | Points 1 | Option 2 | Points 2`: an answer in each column, with its points behind it. */
function optionsAcross(
  columns: readonly { readonly column: number }[],
  view: SourceTable['table']['view'],
  row: number,
): { label: string; points: number | null }[] {
  if (columns.length < 2) return [];
  const taken = new Set(columns.map(({ column }) => column));
  const found = columns.flatMap(({ column }) => {
    const label = view.text(row, column);
    return label === '' ? [] : [{ label, points: taken.has(column + 1) ? null : view.number(row, column + 1) }];
  });
  // The same list in two languages stands in one cell each.
  return found.length < 2 || found.some(({ label }) => optionsIn(label).length > 1) ? [] : found;
}

/** Answers with their points in one cell, under a heading of points or any other. */
const scoringAt = ({ view, columns }: QuestionTable, row: number): readonly ListedOption[] =>
  [...columns.options.map(({ column }) => column), ...columns.scoring]
    .map((column) => scoredOptionsIn(view.text(row, column)))
    .find((one) => one.length > 0) ?? [];

/** Where one cell lists the answers and another one their points, the first says which answers there are. */
function withScoring(listed: readonly ListedOption[], scored: readonly ListedOption[]): readonly ListedOption[] {
  if (listed.length === 0) return scored;
  if (scored.length === 0 || listed.some(({ points }) => points !== null)) return listed;
  return listed.map(withPointsOf(scored));
}

/** An answer with the points that a list has of it. */
function withPointsOf(listed: readonly ListedOption[]) {
  const points = new Map(listed.map((one) => [foldedText(one.label), one.points]));
  return <T extends { readonly label: string }>(one: T): T & { readonly points: number | null } => ({
    ...one,
    points: points.get(foldedText(one.label)) ?? null,
  });
}

/** The most points of a question, in its column of points or in one that lists answers with points for others. */
export const mostPointsOf = ({ source: { table }, row }: Pick<Asked, 'source' | 'row'>): number | null =>
  pointsAt(table.view, row, table.columns.points) ??
  table.columns.scoring.map((column) => mostPointsIn(table.view.text(row, column))).find((one) => one !== null) ??
  null;

/** The id and the texts of a question by language; `''` stands for a language that no heading says. */
function textsOf(
  source: SourceTable,
  { row, id, itemOf }: Pick<Extract<TableRow, { kind: 'question' }>, 'row' | 'id' | 'itemOf'>,
  areNumbered: boolean,
): Pick<Asked, 'id' | 'typed' | 'texts' | 'answersIn'> {
  const { table, translations } = source;
  const { view, columns } = table;
  if (itemOf !== undefined) {
    const above = textsOf(source, { row: itemOf.row, id: view.text(itemOf.row, columns.id) }, areNumbered);
    const own = textsOf(source, { row, id }, false);
    const stem = above.id.replace(/[.):\s]+$/, '');
    const worded = Object.entries(own.texts).map(([key, text]) => [key, `${above.texts[key] ?? ''} – ${text}`]);
    return { ...own, id: stem === '' ? '' : `${stem}.${itemOf.place}`, texts: Object.fromEntries(worded) };
  }
  const texts: Record<string, string> = {};
  // Where a format puts a letter before it, the id is what was typed, and that is its name.
  const name = columns.id === null ? '' : (view.cell(row, columns.id)?.typed?.trim() ?? '');
  let printed = id;
  for (const [index, { column, language }] of columns.questions.entries()) {
    const written = view.text(row, column);
    const parts = areNumbered ? numberedQuestion.exec(written) : null;
    if (parts !== null && index === 0) printed = (parts[1] ?? '').replace(/^(?:Question|Kysymys|Frage) /, '');
    if (written !== '') texts[keyOf({ language }, index)] = parts?.[2] ?? written;
  }
  const answersIn: Record<string, readonly string[]> = {};
  for (const [language, questions] of translations) {
    const translated = questions.get(idKey(id));
    if (translated === undefined || translated.text === '') continue;
    texts[language] = translated.text;
    answersIn[language] = translated.answers;
  }
  return { id: printed, typed: name, texts, answersIn };
}

/** What stands between the languages of a question that has them all in one cell. */
const betweenLanguages = ['\n', ' / ', ' | '];

/** `Onko suunnitelma?` over `Is there a plan?` in one cell: where most questions are so, each is a text by language. */
export function inTheirLanguages(asked: readonly Asked[]): Asked[] {
  const single = asked.every(({ texts }) => Object.keys(texts).length === 1);
  const texts = asked.map((one) => Object.values(one.texts)[0] ?? '');
  for (const mark of single && asked.length >= 2 ? betweenLanguages : []) {
    const parts = texts.map((text) => text.split(mark).map((part) => part.trim()));
    for (const count of [2, 3]) {
      const split = parts.filter((one) => one.length === count && one.every((part) => part !== ''));
      if (split.length < asked.length * 0.7) continue;
      const tags = Array.from({ length: count }, (_, index) => languageOfTexts(split.map((one) => one[index] ?? '')));
      if (tags.includes(null) || new Set(tags).size < count) continue;
      return asked.map((one, index) => {
        const own = parts[index] ?? [];
        const isSplit = own.length === count;
        const said = tags.map((tag, at) => [tag ?? '', isSplit ? (own[at] ?? '') : (texts[index] ?? '')]);
        return { ...one, texts: Object.fromEntries(said) };
      });
    }
  }
  return [...asked];
}

/** Names the languages that headings do not, by the texts below them, and puts them in place. */
export function languagesOf(sources: readonly SourceTable[], asked: Asked[], known: string | null): string[] {
  const keys = [...new Set(asked.flatMap(({ texts }) => Object.keys(texts)))];
  const named = new Map<string, string>();
  for (const key of keys.sort((a, b) => Number(isUnnamed(a)) - Number(isUnnamed(b)))) {
    const isKnown = known !== null && key === '';
    const guessed = isKnown
      ? known
      : isUnnamed(key)
        ? languageOfTexts(asked.flatMap(({ texts }) => texts[key] ?? []))
        : key;
    const isTaken = guessed !== null && [...named.values()].includes(guessed);
    // On a sheet of its own, a text that tells nothing is in the language of the others.
    const apart = [...named].find(([other]) => asked.every(({ texts }) => !(key in texts && other in texts)));
    if (guessed !== null && !isTaken) named.set(key, guessed);
    else if (apart !== undefined) named.set(key, guessed ?? apart[1]);
    else if (key === '')
      named.set(key, ['en', 'fi', 'fr', 'de'].find((tag) => ![...named.values()].includes(tag)) ?? 'en');
  }
  for (const [index, one] of asked.entries()) {
    const inPlace = <T>(said: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(
        Object.entries(said).flatMap(([key, text]) => (named.has(key) ? [[named.get(key) ?? key, text]] : [])),
      );
    asked[index] = { ...one, texts: inPlace(one.texts), answersIn: inPlace(one.answersIn) };
  }
  const order = sources.flatMap(({ table, translations }) => [
    ...table.columns.questions.map((column, index) => named.get(keyOf(column, index))),
    ...translations.keys(),
  ]);
  const found = [...new Set([...order, ...named.values()])].filter((tag) => tag !== undefined);
  return found.length === 0 ? ['en'] : found;
}

const isUnnamed = (key: string): boolean => key === '' || key.startsWith('?');

/** Verbs with which questions begin that are answered Yes or No. */
const asksYesNo =
  /^\W*(?:(?:is|are|does|do|did|has|have|had|can|could|will|was|were)\s|\p{L}+k[oö]\s|onko|(?:gibt|hat|haben|ist|sind|verfügt|verfügen|werden|wird|bietet)\s|(?:existe|avez-vous|est-ce que|y a-t-il|disposez-vous)|(?:existe|tiene|hay|dispone|se ha)\s|(?:esiste|avete|è|c['’]è|sono)\s|(?:is er|heeft|zijn er|beschikt|wordt|worden)\s|(?:finns|har|är)\s|(?:existe|tem|há)\s)/iu;

/** Yes and No, where nothing lists answers and a question begins so, or has points of its own. */
export function assumedAnswers({ source, row, texts }: Asked, language: string, isUnlistedAll: boolean): AnswerFound[] {
  const { view, columns } = source.table;
  const rule = columns.answer === null ? undefined : view.rule(row, columns.answer);
  if (rule !== undefined || view.text(row, columns.unit) !== '') return [];
  // How a number scores is left to the office.
  if (Object.values(texts).some((text) => asksNumber.test(text))) return [];
  const hasPoints = mostPointsOf({ source, row }) !== null;
  const isYesNo = Object.values(texts).some((text) => asksYesNo.test(text));
  if (!hasPoints && !(isYesNo && isUnlistedAll)) return [];
  return (['yes', 'no'] as const).map((meaning) => {
    const word = wordFor(meaning, language) ?? meaning;
    const label = word.charAt(0).toUpperCase() + word.slice(1);
    return answerOf(label, null);
  });
}

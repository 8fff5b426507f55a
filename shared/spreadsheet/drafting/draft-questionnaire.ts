import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Grid } from '../formats/grid.ts';
import type { Workings } from '../formats/workings.ts';
import { type Asked, askedIn, assumedAnswers, inTheirLanguages, languagesOf, mostPointsOf } from './asked.ts';
import { ChoiceLists, meaningOf } from './choice-lists.ts';
import { decisionsOf } from './decisions.ts';
import type { Draft, DraftQuestion, DraftRow, PointsSource } from './draft.ts';
import { idName, Names } from './draft-names.ts';
import { titleOf } from './draft-title.ts';
import { type Drafting, draftedQuestion, type Said } from './drafted-question.ts';
import { labelsInFormulas } from './formula-labels.ts';
import { answerKey, formulaPoints } from './formula-points.ts';
import { Book } from './formulas/calculator.ts';
import { answerOf, type PointsFound, pointsOf } from './found-points.ts';
import { listSheets, listsElsewhere } from './offered.ts';
import { type OwnPhrase, ownFacts, ownForm } from './own-form.ts';
import { rowsOfDraft } from './placed-rows.ts';
import { placeholdersIn } from './placeholders.ts';
import { pointsOn } from './points-sheets.ts';
import { questionTableIn } from './question-tables.ts';
import { questionText } from './question-text.ts';
import { setAsideOf } from './set-aside.ts';
import { SheetView } from './sheet-view.ts';
import { sourceTables } from './source-tables.ts';
import { type CountedQuestion, totalOf } from './totals.ts';

/** Sheets that offices keep beside the questions; what we write ourselves is marked with a line before its name. */
const isPassedOver = (name: string): boolean => name.startsWith('_');

export interface DraftOptions {
  /** Without its ending. */
  readonly fileName: string;
  /** Sentences of our own questionnaires. */
  readonly phrases: readonly OwnPhrase[];
}

const keyOf = ({ source, row }: Pick<Asked, 'source' | 'row'>): string => source.table.view.place(row, 1);

/** Drafts an authoring workbook from an office's own; null where no sheet asks questions. */
export function draftQuestionnaire(grid: Grid, workings: Workings, { fileName, phrases }: DraftOptions): Draft | null {
  const own = ownForm(grid);
  const ownPhrases = own === null ? [] : phrases;
  const book = new Book(grid, workings);
  const views = grid.sheets.map((sheet) => new SheetView(sheet, workings.sheets.get(sheet.name)));
  const listing = listSheets(views, book);
  const asking = views.filter(({ sheet, name }) => !sheet.hidden && !isPassedOver(name) && !listing.has(name));
  const sources = sourceTables(asking.flatMap((view) => questionTableIn(view, book) ?? []));
  const asSheets = sources.flatMap((source) => askedIn(source));
  if (asSheets.length === 0) return null;
  const found = withLostLists(own === null ? inTheirLanguages(asSheets) : asSheets, views, book);
  const languages = languagesOf(sources, found, own?.language ?? null);
  const [language = 'en'] = languages;
  const placeholders = placeholdersIn(
    found.map(({ source: { table }, row, answers }) => ({
      text: table.view.text(row, table.columns.answer),
      first: answers[0]?.label ?? '',
    })),
  );
  const isUnlisted = found.every(({ answers }) => answers.length === 0);
  const asked = found.map((one) => {
    const listed = one.answers.filter(({ label }) => !placeholders.isPlaceholder(label));
    const assumed = listed.length > 0 ? [] : assumedAnswers(one, language, isUnlisted);
    const answers = listed.length > 0 ? listed : assumed;
    const meanings = new Set(answers.map(({ label }) => meaningOf(label, language)));
    // Of Yes and No one is given, whatever the question counts: “Do you offer several channels?”.
    const several = one.several && !(meanings.has('yes') && meanings.has('no'));
    const isGuessedSeveral = one.isGuessedSeveral && several;
    return { ...one, answers, several, isGuessedSeveral, isAssumed: assumed.length > 0 };
  });
  const said = asked.map((one): Said => saidIn(one, ownPhrases));
  const points = pointsOfAll({ asked, said, book, views, placeholders, language });
  const anyPoints = points.some(({ source }) => source !== null);
  const lists = new ChoiceLists(language);
  const names = new Names();
  const isRepeated = repeatedIds(asked.map(({ id, typed }) => idName(typed === '' ? id : typed)));
  const isLettered = areLettered(asked, (text) => placeholders.nameOf(text));
  const hasSheets = sources.length > 1;
  const isOwn = own !== null;
  const drafting: Drafting = {
    languages,
    placeholders,
    lists,
    names,
    anyPoints,
    hasSheets,
    isOwn,
    isRepeated,
    isLettered,
  };
  const drafted = new Map<string, DraftQuestion>();
  const counts: Record<PointsSource, number> = {
    ...{ formulas: 0, rows: 0, lists: 0, sheet: 0, labels: 0, hints: 0, most: 0 },
  };
  const open = asked.flatMap((one, index) => {
    const [foundPoints, saidOfIt] = [points[index], said[index]];
    if (foundPoints === undefined || saidOfIt === undefined) return [];
    const made = draftedQuestion({ asked: one, index, found: foundPoints, said: saidOfIt }, drafting);
    drafted.set(keyOf(one), made.question);
    if (foundPoints.source !== null) counts[foundPoints.source] += 1;
    return [made];
  });
  const rows = rowsOfDraft(sources, drafted, languages, names);
  const total = anyPoints ? totalOf(book, countedIn(rows, asked, drafted, points)) : null;
  const title = titleOf(views, sources, fileName);
  const used = new Set(sources.flatMap(({ table, translatedBy }) => [table.view.name, ...translatedBy]));
  const setAside = sources.flatMap((source) =>
    setAsideOf(source, {
      asked: new Map(asked.flatMap((one) => (one.source === source ? [[one.row, one] as const] : []))),
      drafted: new Map(
        asked.flatMap((one) => {
          const question = drafted.get(keyOf(one));
          return one.source === source && question !== undefined ? [[one.row, question] as const] : [];
        }),
      ),
      ...{ placeholders, title, languages: languages.length },
    }),
  );
  const decided = decisionsOf({ rows, open, lists: lists.all, languages, title, fileName, anyPoints, own, total });
  return {
    ...decided,
    languages,
    setAside,
    settings: { ...decided.settings, blankWhen: placeholders.pattern },
    found: {
      questions: drafted.size,
      scored: open.filter(({ list }) => list?.choices.some((choice) => choice.points !== '') === true).length,
      groups: rows.filter(({ kind }) => kind === 'begin_group').length,
      listed: open.filter(({ list }) => list !== null).length,
      points: counts,
      notes: rows.filter(({ kind }) => kind === 'note').length,
      sheets: sources.map(({ table }) => table.view.name),
      otherSheets: views.flatMap(({ sheet, name, rows: own }) =>
        sheet.hidden || own.length === 0 || used.has(name) ? [] : [name],
      ),
    },
  };
}

/** Questions without a list: it may have lost its drop-down, or formulas say which answers they look for. */
function withLostLists(asked: readonly Asked[], views: readonly SheetView[], book: Book): Asked[] {
  const left = asked.filter(({ answers, source }) => answers.length === 0 && source.table.columns.answer !== null);
  if (left.length === 0) return [...asked];
  const asking = new Set(asked.map(({ source }) => source.table.view));
  const elsewhere = listsElsewhere(views.filter((view) => !asking.has(view)));
  const placeOf = ({ source: { table }, row }: Asked) => ({
    ...{ sheet: table.view.name, row, column: table.columns.answer ?? 0 },
  });
  const inFormulas = labelsInFormulas(book, left.map(placeOf));
  return asked.map((one) => {
    const { view, columns } = one.source.table;
    if (one.answers.length > 0 || columns.answer === null) return one;
    const text = view.text(one.row, columns.answer);
    const listed = elsewhere.get(foldedText(text));
    if (text !== '' && listed !== undefined) {
      const placeholder = { label: text, value: text, place: null };
      return { ...one, answers: [placeholder, ...listed].map((answer) => ({ ...answer, points: null })) };
    }
    const labels = inFormulas.get(answerKey(placeOf(one))) ?? [];
    // A formula says what scores; its contrary is left unsaid.
    const isYesAlone = labels.length > 0 && labels.every((label) => /^(?:yes|ja|oui|sí|si|sì|kyllä|sim)$/i.test(label));
    const no = isYesAlone ? [opposites.get(labels[0]?.toLowerCase() ?? '') ?? 'No'] : [];
    const answers = [...labels, ...no].map((label) => answerOf(label, null));
    return { ...one, answers };
  });
}

const opposites: ReadonlyMap<string, string> = new Map([
  ...[
    ['yes', 'No'],
    ['ja', 'Nein'],
    ['oui', 'Non'],
    ['sí', 'No'],
    ['si', 'No'],
    ['sì', 'No'],
  ],
  ...[
    ['kyllä', 'Ei'],
    ['sim', 'Não'],
  ],
] as [string, string][]);

function saidIn({ source, row, texts }: Asked, phrases: readonly OwnPhrase[]): Said {
  const { view, columns } = source.table;
  const [guide] = columns.guides;
  return {
    guide: ownFacts(guide === undefined ? '' : view.text(row, guide.column), phrases),
    texts: Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag, ownFacts(text, phrases)])),
  };
}

interface ToScore {
  readonly asked: readonly Asked[];
  readonly said: readonly Said[];
  readonly book: Book;
  readonly views: readonly SheetView[];
  readonly placeholders: ReturnType<typeof placeholdersIn>;
  readonly language: string;
}

/** What the answers of each question score, from formulas, sheets of points, lists, or the words beside them. */
function pointsOfAll({ asked, said, book, views, placeholders, language }: ToScore): PointsFound[] {
  const placeOf = ({ source: { table }, row }: Asked) => ({
    ...{ sheet: table.view.name, row, column: table.columns.answer ?? 0 },
  });
  const answered = asked.filter(({ source, answers }) => source.table.columns.answer !== null && answers.length > 0);
  const byFormula = formulaPoints(
    book,
    answered.map((one) => ({ place: placeOf(one), offered: one.answers })),
  );
  const known = asked.map((one) => {
    const { view, columns } = one.source.table;
    return {
      key: keyOf(one),
      ids: [one.id, placeholders.nameOf(view.text(one.row, columns.answer)) ?? ''].filter(Boolean),
      label: questionText(one.texts[language] ?? '').label,
      answers: one.answers.map(({ label }) => label),
    };
  });
  const asking = new Set(asked.map(({ source }) => source.table.view));
  const beside = views.filter((view) => !asking.has(view) && !isPassedOver(view.name));
  const listed = new Map(beside.flatMap((view) => [...pointsOn(view, known)]));
  const bySheet = new Map(views.map((view) => [view.name.toLowerCase(), view]));
  return asked.map((one, index) => {
    return pointsOf(one.answers, {
      formula: byFormula.get(answerKey(placeOf(one))),
      listed: listed.get(keyOf(one)),
      beside: mostPointsOf(one),
      hinted: said[index]?.guide.points ?? new Map(),
      views: bySheet,
    });
  });
}

/** The scored questions with the group of the first level in which each stands. */
function countedIn(
  rows: readonly DraftRow[],
  asked: readonly Asked[],
  drafted: ReadonlyMap<string, DraftQuestion>,
  points: readonly PointsFound[],
): CountedQuestion[] {
  const groups = new Map<string, string>();
  const open: string[] = [];
  for (const row of rows) {
    if (row.kind === 'begin_group') open.push(row.name);
    else if (row.kind === 'end_group') open.pop();
    else if (row.kind === 'question') groups.set(row.name, open[0] ?? '');
  }
  return asked.flatMap((one, index): CountedQuestion[] => {
    const { view, columns } = one.source.table;
    const question = drafted.get(keyOf(one));
    const scored = one.answers.map(({ label, value }) => ({ value, points: points[index]?.points.get(label) ?? 0 }));
    const [best] = scored.sort((a, b) => b.points - a.points);
    if (question === undefined || best === undefined || best.points <= 0 || columns.answer === null) return [];
    const place = { sheet: view.name, row: one.row, column: columns.answer };
    return [{ place, best, group: groups.get(question.name) ?? '' }];
  });
}

/** Whether placeholders call `Q1` what is printed as `1`. */
function areLettered(asked: readonly Asked[], nameIn: (text: string) => string | null): boolean {
  const named = asked.flatMap(({ source: { table }, row, id }) => {
    const name = nameIn(table.view.text(row, table.columns.answer));
    return name === null ? [] : [name === `Q${idName(id)}`];
  });
  return named.length > 0 && named.filter(Boolean).length > named.length / 2;
}

function repeatedIds(ids: readonly string[]): (id: string) => boolean {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (id) => (counts.get(id) ?? 0) > 1;
}

import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import type { Asked } from './asked.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { clipped } from './clipped.ts';
import type { OpenQuestion } from './decisions.ts';
import type { DraftQuestion } from './draft.ts';
import { choicesOf } from './draft-choices.ts';
import { idName, type Names, nameOf } from './draft-names.ts';
import { type PointsFound, pointsText } from './found-points.ts';
import type { OwnFacts } from './own-form.ts';
import type { Placeholders } from './placeholders.ts';
import { questionText } from './question-text.ts';
import { asksNoEvidence, asksNumber } from './requests.ts';

/** What all questions of a workbook have in common. */
export interface Drafting {
  readonly languages: readonly string[];
  readonly placeholders: Placeholders;
  readonly lists: ChoiceLists;
  readonly names: Names;
  /** Whether anything in the workbook has points. */
  readonly anyPoints: boolean;
  readonly hasSheets: boolean;
  /** It is a questionnaire of ours, which puts a letter before `1.1.1`. */
  readonly isOwn: boolean;
  isRepeated(id: string): boolean;
  /** Placeholders call `Q1` what is printed as `1`. */
  readonly isLettered: boolean;
}

/** What a question of our own workbook says of itself beside it and below it. */
export interface Said {
  readonly guide: OwnFacts;
  readonly texts: Readonly<Record<string, OwnFacts>>;
}

export interface ToDraft {
  readonly asked: Asked & { readonly isAssumed: boolean };
  /** Its place among all questions, from 0. */
  readonly index: number;
  readonly found: PointsFound;
  readonly said: Said;
}

/** A question as the survey has it, with what is not sure of it. */
export function draftedQuestion({ asked, index, found, said }: ToDraft, drafting: Drafting): OpenQuestion {
  const { languages, anyPoints, lists } = drafting;
  const [language = 'en'] = languages;
  const { table } = asked.source;
  const { view, columns } = table;
  const printed = asked.id.trim().replace(/[.):\s]+$/g, '');
  const name = nameFor(asked, index, drafting);
  const split = Object.fromEntries(Object.entries(said.texts).map(([tag, { text }]) => [tag, questionText(text)]));
  const part = (of: 'label' | 'hint' | 'guidance'): Texts =>
    Object.fromEntries(
      Object.entries(split).flatMap(([tag, text]) => (text[of] === '' ? [] : [[tag, clipped(text[of])]])),
    );
  const guides = Object.fromEntries(
    columns.guides.flatMap(({ column, language: tag }, at) => {
      const text = at === 0 ? said.guide.text : view.text(asked.row, column);
      return text === '' ? [] : [[tag ?? languages[at] ?? language, clipped(text)]];
    }),
  );
  // Words instead of a list, such as `0 to 100 %`, say how to answer.
  const howTo = asked.answers.length > 0 || asked.isAssumed ? {} : inOrder(columns.options, asked, languages);
  const choices = choicesOf({ answers: asked.answers, answersIn: asked.answersIn, found, languages, anyPoints });
  const best = choices.best === null ? null : Number(choices.best);
  // A weight is less than what the formulas make of it.
  const most = best === null ? found.most : Math.max(best, found.most ?? best);
  const list =
    choices.choices.length === 0
      ? null
      : lists.listOf(choices.choices, { most: most === null ? '' : pointsText(most), several: asked.several });
  const unit = said.guide.unit || view.text(asked.row, columns.unit);
  const type =
    list === null
      ? (said.guide.type ?? typeOf(asked))
      : `${asked.several ? 'select_multiple' : 'select_one'} ${list.name}`;
  const relevant = Object.values(said.texts).find((text) => text.relevant !== '')?.relevant ?? '';
  const evidence = isAskedFor(asked, type) ? (said.guide.isRequired ? 'required' : 'asked') : 'none';
  const question: DraftQuestion = {
    ...{ kind: 'question', name, type, evidence, relevant: '' },
    number: printed !== '' && printed !== name ? printed : '',
    label: part('label'),
    hint: merged(merged(part('hint'), howTo), guides),
    guidance: merged(part('guidance'), evidence === 'none' ? {} : evidenceRequired(asked, language)),
    mostPoints: list === null || most === null || choices.best === null ? '' : pointsText(most),
    unit: /^(?:integer|decimal)$/.test(type) ? unit : '',
    withinYears: said.guide.withinYears,
    source: view.place(asked.row, columns.questions[0]?.column ?? 1),
  };
  const isRuled = view.rule(asked.row, columns.answer ?? 0) !== undefined || said.guide.type !== null;
  return {
    ...{ question, list, id: asked.id, condition: relevant, source: found.source, isAssumed: asked.isAssumed },
    isGuessed: choices.isGuessed,
    isUntranslated: choices.isUntranslated,
    isGuessedSeveral: asked.isGuessedSeveral,
    isUnlisted: list === null && !isRuled && unit === '',
  };
}

const requires =
  /(?:requir|request|expect|needed|to (?:be )?provide|demand|exig|requis|attendu|à fournir|à joindre|erforderlich|verlangt|gefordert|benötigt|notwendig|requerid|solicitad|richiest|vereist|gevraagd|vaadit|pyydet|tarvittav|krävs|begär)/iu;

/** `Evidence required`: what stands below such a heading says what to send, and is nobody's evidence. */
function evidenceRequired({ source: { table }, row }: Asked, language: string): Texts {
  const { view, heads, columns } = table;
  const text = view.text(row, columns.evidence);
  const isSaid = heads.some((head) => requires.test(view.text(head, columns.evidence)));
  return isSaid && text !== '' ? { [language]: clipped(text) } : {};
}

/** What its placeholder calls it, its id, or its place. */
function nameFor({ id, typed, row, source }: Asked, index: number, drafting: Drafting): string {
  const { placeholders, isLettered, isRepeated, hasSheets, names, isOwn } = drafting;
  const { view, columns } = source.table;
  const placeholder = placeholders.nameOf(view.text(row, columns.answer));
  const own = idName(typed === '' ? id : typed).replace(isOwn ? /^Q(?=\d+\.\d+\.\d+$)/ : /^$/, '');
  const bySheet = hasSheets ? nameOf(`${nameOf(view.name, 16)}_${own}`) : '';
  return names.take(
    ...[
      placeholder === null ? '' : idName(placeholder),
      isLettered && /^\d/.test(own) ? `Q${own}` : '',
      isRepeated(own) && own !== '' ? bySheet : own,
    ].filter(Boolean),
    ...(own === '' ? [`Q${index + 1}`] : [own, `${own}_${nameOf(view.name, 12)}`]),
  );
}

/** What columns say in a question's row, by language. */
function inOrder(
  columns: Asked['source']['table']['columns']['options'],
  { source, row }: Asked,
  languages: readonly string[],
): Texts {
  return Object.fromEntries(
    columns.slice(0, languages.length).flatMap(({ column }, index) => {
      const text = source.table.view.text(row, column);
      return text === '' ? [] : [[languages[index] ?? '', clipped(text)]];
    }),
  );
}

function merged(a: Texts, b: Texts): Texts {
  const tags = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(tags.map((tag) => [tag, clipped([a[tag], b[tag]].filter(Boolean).join('\n'))]));
}

/** Numbers where a rule, a unit or the words ask for one; else a text. */
function typeOf({ source: { table }, row, texts }: Asked): string {
  const rule = table.columns.answer === null ? undefined : table.view.rule(row, table.columns.answer);
  if (rule?.type === 'whole') return 'integer';
  if (rule?.type === 'decimal') return 'decimal';
  // A drop-down that offers nothing to answer with says that the answer is written elsewhere.
  if (rule?.type === 'list') return 'text';
  const listed = table.columns.options.map(({ column }) => table.view.text(row, column));
  const written = [table.view.text(row, table.columns.type), ...listed].join(' ').toLowerCase();
  if (/integer|whole|kokonais|ganzzahl|count|entier|entero|intero|geheel/.test(written)) return 'integer';
  if (/number|numeric|decimal|percent|%|luku|zahl|nombre|número|numero|getal/.test(written)) return 'decimal';
  if (table.view.text(row, table.columns.unit) !== '') return 'decimal';
  return Object.values(texts).some((text) => asksNumber.test(text)) ? 'decimal' : 'text';
}

/** Evidence can be asked for where there is a column for it whose cell is free, and an answer is chosen. */
function isAskedFor({ source: { table }, row }: Asked, type: string): boolean {
  const { view, columns } = table;
  // A number is what it is; people ask what shows a claim.
  if (columns.evidence === null || !type.startsWith('select')) return false;
  return !asksNoEvidence.test(view.text(row, columns.evidence));
}

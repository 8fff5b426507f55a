import type { DecisionCode } from '../authoring/decision-code.ts';
import {
  asWritten,
  blank,
  type Decision,
  type Draft,
  type DraftList,
  type DraftQuestion,
  type DraftRow,
  type DraftScoring,
  type PointsSource,
} from './draft.ts';
import { notKnown } from './draft-choices.ts';
import { answeredCondition, conditionOf, followUpOf, namedIn } from './follow-ups.ts';
import { commonMark, textsInCell } from './language-parts.ts';
import type { OwnForm } from './own-form.ts';
import { idKey } from './points-sheets.ts';
import type { Total } from './totals.ts';

/** A question with what is not sure of it. */
export interface OpenQuestion {
  readonly question: DraftQuestion;
  /** As it is printed. */
  readonly id: string;
  readonly list: DraftList | null;
  readonly isGuessed: boolean;
  readonly isUntranslated: boolean;
  /** Its answers stand in rows below: whether one may be given or several is guessed. */
  readonly isGuessedSeveral: boolean;
  /** Nothing says how it is answered. */
  readonly isUnlisted: boolean;
  /** Its answers are not listed: Yes and No were taken. */
  readonly isAssumed: boolean;
  readonly source: PointsSource | null;
  /** `Only if 1a is “Yes”.`: what our own questionnaire says below the question. */
  readonly condition: string;
}

interface Facts {
  readonly rows: readonly DraftRow[];
  readonly open: readonly OpenQuestion[];
  readonly lists: readonly DraftList[];
  readonly languages: readonly string[];
  readonly title: string;
  readonly fileName: string;
  readonly anyPoints: boolean;
  readonly own: OwnForm | null;
  /** How the workbook's own total comes together; null where it has none. */
  readonly total: Total | null;
}

/** Follow-ups that have a row each; more than these have one together. */
const mostFollowUps = 18;

/** What an office has to decide, and what the cells contain until it does. */
export function decisionsOf(facts: Facts): Pick<Draft, 'rows' | 'lists' | 'scoring' | 'decisions' | 'settings'> {
  const { rows, lists, languages } = facts;
  const { settings, decisions } = settingsOf(facts);
  const { scoring, background } = scoringOf(facts);
  return {
    rows,
    lists,
    scoring,
    settings,
    decisions: [
      ...decisions,
      ...background,
      ...typesOf(facts),
      ...evidenceOf(facts),
      ...meaningsOf(lists),
      ...guessesOf(facts),
      ...translationsOf(facts, languages),
      ...followUpsOf(facts),
    ],
  };
}

function settingsOf({ title, fileName, languages, anyPoints, lists, rows, own, total }: Facts) {
  const [language = 'en'] = languages;
  const year = /(?<!\d)20\d{2}(?!\d)/.exec(`${title} ${fileName}`)?.[0];
  const texts = textsInCell(title, languages, commonMark([title], languages.length));
  const formId = own?.id ?? idOf((texts[language] ?? title).replace(/(?<!\d)20\d{2}(?!\d)/g, ''));
  const version = own?.version ?? year ?? '1';
  const shown = anyPoints && total?.aggregate !== 'mean' ? 'points' : 'percent';
  const points = lists.flatMap(({ choices }) => choices.map((choice) => choice.points));
  const decimals = Math.min(2, Math.max(0, ...points.map((one) => one.split('.')[1]?.length ?? 0)));
  const most = rows.reduce((all, row) => all + (row.kind === 'question' ? Number(row.mostPoints || 0) : 0), 0);
  const settings = {
    formId,
    version,
    title: texts,
    shown,
    decimals: shown === 'points' ? decimals : 0,
    blankWhen: '',
  } as const;
  const of = (
    column: string,
    code: DecisionCode,
    value: string,
    { options = [], facts = {} }: Partial<Pick<Decision, 'options' | 'facts'>> = {},
  ): Decision => ({
    ...{ code, facts, column, options, default: value },
    ...{ sheet: 'settings' as const, rows: [] },
  });
  const decisions: Decision[] = [
    of('form_id', 'form-id', formId),
    of('version', year === undefined ? 'version-unknown' : 'version-found', settings.version),
    of(`form_title::${language}`, 'title', texts[language] ?? title),
    of('default_language', 'language', language, { options: languages.slice(1) }),
    of('shown', anyPoints ? 'shown-points' : 'shown-percent', shown, {
      options: [shown === 'points' ? 'percent' : 'points'],
      facts: anyPoints ? { most: String(most) } : {},
    }),
  ];
  // Our own workbook says these of itself.
  const asked = own === null ? decisions : decisions.filter(({ column }) => column === 'shown');
  return { settings, decisions: asked };
}

/** `open-data-maturity` of `Open Data Maturity`. */
function idOf(title: string): string {
  const plain = title.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '');
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  return id.slice(0, 60).replace(/-+$/, '') || 'our-questionnaire';
}

/** Groups in which nothing has points are background; a row for each group of the first level. */
function scoringOf({ rows, open, total, anyPoints }: Facts): { scoring: DraftScoring[]; background: Decision[] } {
  const scored = new Set(
    open
      // Where nothing has points, any list of answers may get some.
      .filter(({ list }) => list !== null && (!anyPoints || list.choices.some(({ points }) => points !== '')))
      .map(({ question }) => question.name),
  );
  const top: { name: string; isScored: boolean }[] = [];
  let depth = 0;
  for (const row of rows) {
    if (row.kind === 'begin_group') {
      if (depth === 0) top.push({ name: row.name, isScored: false });
      depth += 1;
    } else if (row.kind === 'end_group') depth -= 1;
    else if (row.kind === 'question' && scored.has(row.name) && depth > 0) {
      const last = top.at(-1);
      if (last !== undefined) last.isScored = true;
    }
  }
  const isBackground = ({ isScored }: { isScored: boolean }): boolean => !isScored && scored.size > 0;
  const plain = { weight: '', aggregate: '', missing: '' };
  const scoring: DraftScoring[] = [
    { node: 'index', countsInto: '', weight: '', aggregate: total?.aggregate ?? 'sum', missing: 'zero' },
    ...top.map((group) => ({
      ...plain,
      node: group.name,
      weight: total?.aggregate === 'mean' ? String(total.weights.get(group.name) ?? '') : '',
      countsInto: isBackground(group) ? 'none' : '',
    })),
  ];
  const groups = top.filter(isBackground).map(({ name }) => name);
  const counting = top.filter((group) => !isBackground(group));
  const together: Decision[] =
    total !== null || counting.length < 2
      ? []
      : [
          {
            ...{ code: 'together', facts: {} },
            ...{ sheet: 'scoring', column: 'aggregate', rows: ['index'], default: 'sum', options: ['mean'] },
          },
        ];
  if (groups.length === 0) return { scoring, background: together };
  const decision: Decision = {
    ...{ code: 'background', facts: {} },
    ...{ sheet: 'scoring', column: 'counts_into', rows: groups, default: 'none', options: ['index'] },
  };
  return { scoring, background: [decision, ...together] };
}

function typesOf({ open, rows }: Facts): Decision[] {
  const assumed = open.filter(({ isAssumed }) => isAssumed).map(({ question }) => question.name);
  const unlisted = open.filter(({ isUnlisted, isAssumed }) => isUnlisted && !isAssumed);
  const texts = unlisted.filter(({ question }) => question.type === 'text').map(({ question }) => question.name);
  const numbers = unlisted.filter(({ question }) => question.type === 'decimal').map(({ question }) => question.name);
  const notes = rows.flatMap((row) => (row.kind === 'note' && row.isOpen === true ? [row.name] : []));
  const below = open.filter(({ isGuessedSeveral, list }) => isGuessedSeveral && list !== null);
  const column = { sheet: 'survey' as const, column: 'type' };
  return [
    ...below.map(
      ({ question, list }): Decision => ({
        ...{ code: 'answers-below', facts: { name: question.name, ...counted(list?.choices ?? []) } },
        ...{
          ...column,
          rows: [question.name],
          default: question.type,
          options: [`select_one ${list?.name ?? ''}`, 'text'],
        },
      }),
    ),
    ...ofRows(notes, {
      ...column,
      code: 'taken-as-note',
      facts: counted(notes),
      default: 'note',
      options: ['text', 'decimal'],
    }),
    ...ofRows(assumed, {
      ...column,
      code: 'assumed-yes-no',
      facts: counted(assumed),
      default: asWritten,
      options: ['text', 'decimal'],
    }),
    ...ofRows(texts, {
      ...column,
      code: 'taken-as-text',
      facts: counted(texts),
      default: 'text',
      options: ['integer', 'decimal'],
    }),
    ...ofRows(numbers, {
      ...column,
      code: 'taken-as-number',
      facts: counted(numbers),
      default: 'decimal',
      options: ['integer', 'text'],
    }),
  ];
}

/** A decision about rows, where there are any. */
const ofRows = (rows: readonly string[], decision: Omit<Decision, 'rows'>): Decision[] =>
  rows.length === 0 ? [] : [{ ...decision, rows }];

const counted = ({ length }: { readonly length: number }) => ({ count: String(length) });

function evidenceOf({ open }: Facts): Decision[] {
  const names = open.filter(({ question }) => question.evidence === 'asked').map(({ question }) => question.name);
  return ofRows(names, {
    ...{ code: 'evidence', facts: counted(names) },
    ...{ sheet: 'survey', column: 'evidence', default: 'asked', options: ['none', 'required'] },
  });
}

/** What “I don’t know” and “Not applicable” come to. */
function meaningsOf(lists: readonly DraftList[]): Decision[] {
  const all = lists.flatMap((list) =>
    list.choices.map((choice) => ({ ...choice, key: `${list.name}/${choice.name}` })),
  );
  const unknown = all.filter(({ label }) => Object.values(label).some((text) => notKnown.test(text)));
  const na = all.filter(({ means }) => means === 'na');
  const scoring = na.filter(({ points }) => points !== '' && Number(points) > 0);
  const plain = na.filter((choice) => !scoring.includes(choice));
  const about = { sheet: 'choices', column: 'missing', default: blank, options: ['yes'] } as const;
  const of = (choices: readonly { key: string }[], code: DecisionCode): Decision[] =>
    ofRows(
      choices.map(({ key }) => key),
      { code, facts: {}, ...about },
    );
  return [...of(unknown, 'means-unknown'), ...of(scoring, 'means-na-scored'), ...of(plain, 'means-na')];
}

function guessesOf({ open, anyPoints }: Facts): Decision[] {
  const lists = new Set(open.filter(({ isGuessed }) => isGuessed).flatMap(({ list }) => list ?? []));
  const rows = [...lists].flatMap((list) => list.choices.map(({ name }) => `${list.name}/${name}`));
  const unscored = new Set(
    open.filter(({ list, isGuessed }) => list !== null && !isGuessed && !anyPoints).flatMap(({ list }) => list ?? []),
  );
  const about = { facts: {}, sheet: 'choices', column: 'points' } as const;
  return [
    ...ofRows(rows, {
      ...{ ...about, code: anyPoints ? 'points-of-most' : 'points-of-none' },
      ...{ default: asWritten, options: ['0'] },
    }),
    ...ofRows(
      [...unscored].flatMap((list) => list.choices.map(({ name }) => `${list.name}/${name}`)),
      { ...about, code: 'unscored', default: blank, options: [] },
    ),
  ];
}

function translationsOf({ open, rows: survey }: Facts, languages: readonly string[]): Decision[] {
  const [language = 'en', ...others] = languages;
  const lists = new Set(open.filter(({ isUntranslated }) => isUntranslated).flatMap(({ list }) => list ?? []));
  return others.flatMap((tag): Decision[] => {
    const same = survey.flatMap((row) => {
      const isText = row.kind === 'begin_group' || row.kind === 'note';
      const text = isText ? (row.label[language] ?? '') : '';
      return isText && /\p{L}/u.test(text) && row.label[tag] === text ? [row.name] : [];
    });
    const rows = [...lists].flatMap((list) =>
      list.choices.filter(({ label }) => label[tag] === label[language]).map(({ name }) => `${list.name}/${name}`),
    );
    const about = { facts: { tag, language }, column: `label::${tag}`, default: asWritten, options: [] };
    return [
      ...ofRows(same, { ...about, code: 'untranslated-texts', sheet: 'survey' }),
      ...ofRows(rows, { ...about, code: 'untranslated', sheet: 'choices' }),
    ];
  });
}

/** Published points often contradict the condition that the words suggest: none is taken unless the office says so. */
function followUpsOf({ open }: Facts): Decision[] {
  const byId = new Map(
    open.flatMap((one) => [[idKey(one.question.name), one] as const, [idKey(one.id), one] as const]),
  );
  /** `Q9a` of what is printed as `9a`, and the other way round. */
  const called = (id: string): OpenQuestion | undefined => {
    const key = idKey(id);
    return byId.get(key) ?? byId.get(`q${key}`) ?? byId.get(key.replace(/^[qkf](?=\d)/, ''));
  };
  const found = open.flatMap((one, index) => {
    const text = Object.values(one.question.label)[0] ?? '';
    if (one.condition !== '')
      return [{ name: one.question.name, text: one.condition, condition: ownCondition(one.condition, byId) }];
    const follows = followUpOf(text);
    if (follows === null) {
      const earlier = open.slice(0, index);
      const known = namedIn(text).flatMap((id) => called(id) ?? []);
      const of = known.find((other) => earlier.includes(other) && other.list !== null);
      if (of === undefined || of.list === null || one.list === null) return [];
      const condition = answeredCondition(of.question.name, of.list.choices);
      return [{ name: one.question.name, text, condition }];
    }
    const named = follows.of === null ? undefined : called(follows.of);
    // One that names itself means the question before it.
    const other = named === one ? undefined : named;
    const before =
      other ?? open.slice(0, index).findLast(({ list, question }) => list !== null && !isFollowUp(question));
    if (before === undefined || before === one || before.list === null) return [];
    const condition = conditionOf(before.question.name, follows.answer, before.list.choices);
    return condition === null ? [] : [{ name: one.question.name, text, condition }];
  });
  const column = { sheet: 'survey' as const, column: 'relevant', default: blank };
  if (found.length > mostFollowUps) {
    return [
      {
        ...{ code: 'follow-ups' as const, facts: { ...counted(found), example: found[0]?.condition ?? '' } },
        ...{ ...column, rows: found.map(({ name }) => name), options: [] },
      },
    ];
  }
  return found.map(({ name, text, condition }) => ({
    code: 'follow-up' as const,
    facts: { name, text: text.length > 90 ? `${text.slice(0, 90)}…` : text },
    ...{ ...column, rows: [name], options: condition === '' ? [] : [condition] },
  }));
}

const isFollowUp = ({ label }: DraftQuestion): boolean => followUpOf(Object.values(label)[0] ?? '') !== null;

/** `${1a} = 'yes'` of `Only if 1a is “Yes”.`; '' where it says more than that. */
function ownCondition(sentence: string, byId: ReadonlyMap<string, OpenQuestion>): string {
  const [, id = '', label = ''] = /(\S+)\s+\p{L}+\s+[“”„«"]\s?([^“”„«»"]+?)\s?[“”»"]\s?\.?$/u.exec(sentence) ?? [];
  const question = byId.get(idKey(id));
  const choice = question?.list?.choices.find((one) => Object.values(one.label).includes(label));
  return question === undefined || choice === undefined ? '' : `\${${question.question.name}} = '${choice.name}'`;
}

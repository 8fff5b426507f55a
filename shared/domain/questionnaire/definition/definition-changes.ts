import { countsIntoNone, type Definition, indexName, type Node, type Question, type Texts } from './definition.ts';
import { choicesOf, isGroup, isQuestion, isSelect, nodesByName } from './definition-tree.ts';

/** Something that is otherwise in one version of a questionnaire than in another. */
export interface DefinitionChange {
  readonly kind:
    | 'setting'
    | 'question-added'
    | 'question-dropped'
    | 'question-renamed'
    | 'question-moved'
    | 'question-changed'
    | 'choice-added'
    | 'choice-dropped'
    | 'choice-points'
    | 'choice-changed'
    | 'group-added'
    | 'group-dropped'
    | 'group-changed'
    | 'order';
  /** The node, by its name in the newer version; '' of settings. */
  readonly node: string;
  /** What is otherwise: `label`, `most_points`, `relevant`, a choice. */
  readonly about: string;
  /** null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whether the same answers may come to another score. */
  readonly scores: boolean;
}

type Change = Omit<DefinitionChange, 'kind' | 'node'>;

/**
 * What changed from one version to the next, in the order of the newer. Questions are the same by the mapping of the
 * newer version, by their names, or, where a name is gone, by their wording.
 */
export function definitionChanges(older: Definition, newer: Definition): DefinitionChange[] {
  const became = whatBecame(older, newer);
  const olderOf = new Map([...became].map(([old, now]) => [now, old]));
  const [before, after] = [nodesByName(older), nodesByName(newer)];
  const changes: DefinitionChange[] = settingChanges(older, newer);
  for (const node of newer.nodes) {
    if (node.type === 'note') continue;
    const kind = isGroup(node) ? 'group' : 'question';
    const old = before.get(olderOf.get(node.name) ?? '');
    if (old === undefined || old.type === 'note') {
      changes.push({
        kind: `${kind}-added`,
        node: node.name,
        about: '',
        before: null,
        after: labelOf(node, newer),
        scores: true,
      });
      continue;
    }
    if (old.name !== node.name && isQuestion(node)) {
      changes.push({ ...plain('question-renamed', node.name), before: old.name, after: node.name });
    }
    const parent = became.get(old.parent) ?? old.parent;
    if (parent !== node.parent && isQuestion(node)) {
      changes.push({ ...plain('question-moved', node.name), before: old.parent, after: node.parent, scores: true });
    }
    const fields = fieldChanges(old, node);
    changes.push(...fields.map((one): DefinitionChange => ({ kind: `${kind}-changed`, node: node.name, ...one })));
    if (isQuestion(old) && isQuestion(node)) changes.push(...choiceChanges(old, older, node, newer));
  }
  const kept = new Set(became.keys());
  for (const node of older.nodes) {
    if (node.type === 'note' || kept.has(node.name)) continue;
    const kind = isGroup(node) ? 'group-dropped' : 'question-dropped';
    changes.push({ ...plain(kind, node.name), before: labelOf(node, older), after: null, scores: true });
  }
  if (isReordered(became, older, newer, after)) changes.push({ ...plain('order', ''), before: null, after: null });
  return changes;
}

const plain = (kind: DefinitionChange['kind'], node: string) => ({ kind, node, about: '', scores: false });
const labelOf = ({ label }: { readonly label: Texts }, { defaultLanguage }: Definition): string =>
  label[defaultLanguage] ?? '';

/** The newer name of each node that is still there. */
function whatBecame(older: Definition, newer: Definition): Map<string, string> {
  const became = new Map<string, string>();
  const [before, after] = [nodesByName(older), nodesByName(newer)];
  const isKept = newer.mapping?.from === `${older.id}@${older.version}`;
  const dropped = new Set<string>();
  for (const { old, new: now } of isKept ? (newer.mapping?.questions ?? []) : []) {
    if (now === null) dropped.add(old);
    else if (before.has(old) && after.has(now)) became.set(old, now);
  }
  const taken = new Set(became.values());
  const isFree = (name: string): boolean => after.has(name) && !taken.has(name);
  for (const { name, type } of older.nodes) {
    if (became.has(name) || dropped.has(name) || !isFree(name)) continue;
    if ((type === 'group') !== (after.get(name)?.type === 'group')) continue;
    became.set(name, name);
    taken.add(name);
  }
  for (const node of older.nodes) {
    if (became.has(node.name) || dropped.has(node.name) || node.type === 'note') continue;
    const same = newer.nodes.filter(
      (one) =>
        !taken.has(one.name) &&
        isGroup(one) === isGroup(node) &&
        one.type !== 'note' &&
        isSameText(one.label, node.label),
    );
    const [only] = same;
    if (only === undefined || same.length > 1) continue;
    became.set(node.name, only.name);
    taken.add(only.name);
  }
  return became;
}

const isSameText = (a: Texts, b: Texts): boolean => Object.entries(a).some(([language, text]) => b[language] === text);

function settingChanges(older: Definition, newer: Definition): DefinitionChange[] {
  const facts = ({ title, defaultLanguage, languages, shown, index, blankWhen, showsPoints }: Definition) => ({
    ...{ form_title: title[defaultLanguage] ?? '', languages: languages.join(', '), shown: shown.as },
    ...{ decimals: String(shown.decimals), blank_when: blankWhen.join(' | '), aggregate: index.aggregate },
    ...{
      rounding: textOr(index.rounding),
      missing: index.missing ?? 'zero',
      not_relevant: index.notRelevant ?? 'left_out',
    },
    least_share: index.leastShare ?? '',
    show_points: showsPoints === true ? 'yes' : '',
  });
  const scoring = new Set(['shown', 'decimals', 'aggregate', 'rounding', 'missing', 'not_relevant', 'least_share']);
  return differing(facts(older), facts(newer)).map((one) => ({
    ...{ kind: 'setting' as const, node: '' },
    ...{ ...one, scores: scoring.has(one.about) },
  }));
}

const textOr = (value: number | string | undefined): string => (value === undefined ? '' : String(value));

function differing(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Change[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys
    .filter((key) => (a[key] ?? '') !== (b[key] ?? ''))
    .map((about) => ({ about, before: a[about] || null, after: b[about] || null, scores: false }));
}

/** Fields by the columns in which an authoring workbook has them; those behind which scores may change. */
const scoringFields: ReadonlySet<string> = new Set([
  ...['type', 'relevant', 'evidence', 'constraint', 'most_points', 'counts_into', 'weight', 'aggregate', 'rounding'],
  ...['low', 'high', 'direction', 'missing', 'not_relevant', 'least_share', 'unit'],
]);

function fieldChanges(old: Exclude<Node, { type: 'note' }>, node: Exclude<Node, { type: 'note' }>): Change[] {
  return differing(fieldsOf(old), fieldsOf(node)).map((one) => ({
    ...one,
    scores: scoringFields.has(one.about.split('::', 1)[0] ?? ''),
  }));
}

function fieldsOf(node: Exclude<Node, { type: 'note' }>): Record<string, string> {
  const worded = (column: string, texts: Texts): [string, string][] =>
    Object.entries(texts).map(([language, text]) => [`${column}::${language}`, text]);
  const fields: Record<string, string> = {
    ...Object.fromEntries([...worded('label', node.label), ...worded('hint', node.hint)]),
    ...{ number: node.number ?? '', relevant: node.relevant ?? '', weight: node.weight },
    ...{
      counts_into: node.countsInto === countsIntoNone ? 'none' : (node.countsInto ?? ''),
      missing: node.missing ?? '',
    },
    not_relevant: node.notRelevant ?? '',
  };
  if (isGroup(node)) {
    return {
      ...fields,
      aggregate: node.aggregate,
      rounding: textOr(node.rounding),
      least_share: node.leastShare ?? '',
    };
  }
  const goalposts = 'goalposts' in node ? node.goalposts : undefined;
  return {
    ...fields,
    ...Object.fromEntries(worded('guidance_hint', node.guidance)),
    ...{ type: node.type, required: node.required ? 'yes' : '', constraint: node.constraint ?? '' },
    evidence: [node.evidence.rule, ...node.evidence.choices].join(' '),
    most_points: 'mostPoints' in node ? (node.mostPoints ?? '') : '',
    unit: 'unit' in node ? (node.unit ?? '') : '',
    within_years: textOr(node.withinYears),
    ...(goalposts === undefined ? {} : { low: goalposts.low, high: goalposts.high, direction: goalposts.better }),
  };
}

function choiceChanges(old: Question, older: Definition, node: Question, newer: Definition): DefinitionChange[] {
  if (!isSelect(old) || !isSelect(node)) return [];
  const renamed = new Map(
    (newer.mapping?.questions.find((one) => one.old === old.name)?.values ?? []).map((one) => [one.old, one.new]),
  );
  const before = new Map(choicesOf(older, old).map((choice) => [renamed.get(choice.name) ?? choice.name, choice]));
  const changes = choicesOf(newer, node).flatMap((choice): DefinitionChange[] => {
    const was = before.get(choice.name);
    before.delete(choice.name);
    const of = { node: node.name, about: choice.name };
    const label = choice.label[newer.defaultLanguage] ?? choice.name;
    if (was === undefined) {
      return [{ ...of, kind: 'choice-added', before: null, after: pointed(label, choice.points), scores: true }];
    }
    const [pointsBefore, pointsAfter] = [was.points ?? null, choice.points ?? null];
    const facts = ({ means, missing, exclusive }: typeof choice): string =>
      [means === undefined ? '' : `means ${means}`, missing ? 'missing' : '', exclusive ? 'exclusive' : '']
        .filter(Boolean)
        .join(', ');
    const [own, other] = [facts(was), facts(choice)];
    const labelBefore = was.label[older.defaultLanguage] ?? '';
    return [
      ...(pointsBefore === pointsAfter
        ? []
        : [{ ...of, kind: 'choice-points' as const, before: pointsBefore, after: pointsAfter, scores: true }]),
      ...(own === other
        ? []
        : [{ ...of, kind: 'choice-changed' as const, before: own || null, after: other || null, scores: true }]),
      ...(labelBefore === label
        ? []
        : [{ ...of, kind: 'choice-changed' as const, before: labelBefore, after: label, scores: false }]),
    ];
  });
  const dropped = [...before].map(
    ([name, { label, points }]): DefinitionChange => ({
      ...{ kind: 'choice-dropped', node: node.name, about: name, after: null, scores: true },
      before: pointed(label[older.defaultLanguage] ?? name, points),
    }),
  );
  return [...changes, ...dropped];
}

const pointed = (label: string, points: string | undefined): string =>
  points === undefined ? label : `${label} (${points})`;

/** Whether the questions that are still there come in another order. */
function isReordered(
  became: ReadonlyMap<string, string>,
  older: Definition,
  newer: Definition,
  after: ReadonlyMap<string, Node>,
): boolean {
  const inOlder = older.nodes.flatMap(({ name }) => {
    const now = became.get(name);
    return now !== undefined && now !== indexName && after.get(now)?.type !== 'note' ? [now] : [];
  });
  const kept = new Set(inOlder);
  const inNewer = newer.nodes.flatMap(({ name }) => (kept.has(name) ? [name] : []));
  return inOlder.join('\n') !== inNewer.join('\n');
}

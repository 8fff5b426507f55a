import { pluralOf } from '../words/plural.ts';
import type { ActKind, CountedShare, FormResult, GivenPart, SubmissionResult } from './api-types.ts';
import { bar, element } from './element.ts';
import { failureText, fileOf, fill, moment, type Speech } from './words.ts';

export interface ResultSurroundings {
  readonly authority: string;
  /** Something that came in later is not read yet. */
  readonly isWaiting: boolean;
  /** Something of the authority counts. */
  readonly isCounting: boolean;
}

export interface ResultActions {
  readonly open: (id: string, which: 'workbook' | 'page') => Promise<void>;
  /** null: the visitor may not send, or the round is closed. */
  readonly act: ((kind: ActKind) => void) | null;
}

/** What came of one file: the score and how it came about, or that it could not be used. */
export function resultSection(
  result: SubmissionResult,
  surroundings: ResultSurroundings,
  speech: Speech,
  actions: ResultActions,
): HTMLElement {
  const words = speech.words.result;
  const { score, form } = result;
  if (form !== null) return scoredSection(result, formScore(form), { ...surroundings, speech, actions });
  if (score !== null) return scoredSection(result, ownScore(score, speech), { ...surroundings, speech, actions });
  return element(
    'section',
    { class: 'card result refused', 'aria-labelledby': 'result' },
    element('h2', { id: 'result', tabindex: -1 }, words.refusedHeading),
    element('p', {}, surroundings.isCounting ? words.refused : words.refusedFirst),
    ...saidLines(result, speech),
    cameFrom(result, speech),
  );
}

/** A score as the section tells it, whatever the questionnaire. */
interface ToldScore {
  readonly score: string;
  /** 0..100 */
  readonly percent: number;
  readonly sentence: string;
  /** What it counts with since its round was scored again; '' when that is the same. */
  readonly again: string;
  readonly changes: readonly (readonly [title: string, said: string])[];
  /** Between the changes and the downloads. */
  readonly said: readonly string[];
  readonly shares: readonly (HTMLElement | null)[];
}

function scoredSection(
  result: SubmissionResult,
  told: ToldScore,
  {
    authority,
    isWaiting,
    speech,
    actions: { open, act },
  }: ResultSurroundings & { readonly speech: Speech; readonly actions: ResultActions },
): HTMLElement {
  const words = speech.words.result;
  const { round } = result;
  const again = told.again === '' ? '' : ` ${told.again}`;
  const until = isWaiting ? ` ${words.untilRead}` : '';
  const counts =
    result.stage === 'counts' ? fill(words.counts, { authority, round: round ?? '' }) + again + until : words.replaced;
  return element(
    'section',
    { class: `card result ${result.stage}`, 'aria-labelledby': 'result' },
    element('h2', { id: 'result', tabindex: -1 }, words.headingOf),
    element(
      'div',
      { class: 'score' },
      element('p', { class: told.score.length > 8 ? 'percent long' : 'percent' }, told.score),
      element('div', {}, element('p', {}, told.sentence), element('p', { class: 'stand' }, counts)),
    ),
    bar(told.percent),
    changeList(told.changes),
    ...told.said.map((text) => element('p', { class: 'quiet' }, text)),
    ...(result.sequel === null ? [] : sequelLines(result.sequel)),
    ...saidLines(result, speech),
    givenSection(result, speech),
    downloads(result, speech, open),
    ...told.shares,
    act === null ? null : chooseSection(result, speech, act),
    cameFrom(result, speech),
  );
}

/** Who certifies what counts, and what was written to the office with the file. */
function saidLines({ certified, note }: SubmissionResult, speech: Speech): HTMLElement[] {
  const words = speech.words.result;
  const template = certified.length > 1 ? words.certifiedByOf : words.certifiedBy;
  const lines = certified.map(({ fileName, by }) => {
    const file = fileOf(fileName, speech);
    return element('p', { class: 'certified' }, fill(template, { file, by }));
  });
  if (note === null) return lines;
  return [...lines, element('div', { class: 'noted' }, element('h3', {}, words.note), element('p', {}, note))];
}

/** Who gave which answers, where several files count together. */
function givenSection({ givenBy }: SubmissionResult, speech: Speech): HTMLElement | null {
  if (givenBy.length === 0) return null;
  const words = speech.words.result.given;
  const part = ({ fileName, receivedAt, by, ids }: GivenPart): HTMLElement => {
    const file = fileOf(fileName, speech);
    const said = by === null ? words.file : words.fileBy;
    const facts = { file, when: moment(receivedAt, speech), by: by ?? '', count: ids.length };
    return element('li', {}, fill(said, facts), element('p', { class: 'quiet' }, ids.join(', ')));
  };
  return element(
    'details',
    { class: 'given', id: 'given' },
    element('summary', {}, words.heading),
    element('ul', {}, ...givenBy.map(part)),
  );
}

function cameFrom({ fileName, receivedAt, reference, sheetAt }: SubmissionResult, speech: Speech): HTMLElement {
  const words = speech.words.result;
  const file = fileOf(fileName, speech);
  const text = `${fill(words.from, { file, when: moment(receivedAt, speech) })} · ${fill(words.reference, { reference })}`;
  const state = sheetAt === undefined ? [] : [` ${fill(words.sheetState, { when: moment(sheetAt, speech) })}`];
  return element('p', { class: 'quiet' }, text, ...state);
}

/** Of a questionnaire of the product. */
function ownScore(score: NonNullable<SubmissionResult['score']>, speech: Speech): ToldScore {
  const words = speech.words.result;
  const { counted, percent, readings, countsWith } = score;
  return {
    ...{ score: fill(words.heading, { percent }), percent, sentence: fill(words.sentence, { counted }) },
    again: countsWith === null ? '' : fill(words.rescored, { percent: countsWith }),
    changes: changesOf(score, speech),
    said: [fill(words.readings, { naExcluded: readings.naExcluded ?? '–', naMet: readings.naMet })],
    shares: [pillars(score.pillars, speech)],
  };
}

/** Of an office's own questionnaire: the page is told all of it in words. */
function formScore(form: FormResult): ToldScore {
  const [sentence = '', ...said] = form.sentences;
  return {
    ...{ score: form.score, percent: form.percent, sentence, said },
    again: form.countsWith ?? '',
    changes: form.changes,
    shares: [groupsTable(form.groups), form.notAsked === null ? null : notAskedPart(form.notAsked)],
  };
}

function groupsTable({ heading, rows }: FormResult['groups']): HTMLElement {
  return element(
    'table',
    { class: 'shares of-form' },
    element('caption', {}, heading),
    element(
      'tbody',
      {},
      ...rows.map(({ title, level, points, share, percent }) => {
        const scope = level === 0 ? 'pillar' : 'category';
        return element(
          'tr',
          {},
          element('th', { scope: 'row', class: `of-${scope} level${level}` }, title),
          element('td', { class: `drawn of-${scope}` }, bar(percent)),
          element('td', { class: `number of-${scope}` }, points ?? ''),
          element('td', { class: `number of-${scope}` }, share),
        );
      }),
    ),
  );
}

function notAskedPart({ heading, intro, rows }: NonNullable<FormResult['notAsked']>): HTMLElement {
  return element(
    'details',
    { class: 'not-asked' },
    element('summary', {}, heading),
    element('p', {}, intro),
    element(
      'ul',
      {},
      ...rows.map(({ what, why, counts }) =>
        element(
          'li',
          {},
          what,
          element('p', { class: 'quiet' }, [why, counts].filter((text) => text !== '').join(' · ')),
        ),
      ),
    ),
  );
}

function sequelLines({ heading, lines }: NonNullable<SubmissionResult['sequel']>): HTMLElement[] {
  return lines.length === 0 ? [] : [element('h3', {}, heading), ...lines.map((line) => element('p', {}, line))];
}

/** What it gained or lost, on the file before it and on the round before. */
function changesOf({ changes }: NonNullable<SubmissionResult['score']>, speech: Speech): ToldScore['changes'] {
  const words = speech.words.result;
  const { onFileBefore, onRoundBefore } = changes;
  const points = (of: number): string =>
    of === 0 ? words.same : pluralOf(words.points, of, { points: signed(of) }, speech.locale);
  return [
    ...(onFileBefore === null ? [] : [[words.onFile, points(onFileBefore)] as const]),
    ...(onRoundBefore === null
      ? []
      : [[fill(words.onRound, { round: onRoundBefore.round }), points(onRoundBefore.points)] as const]),
  ];
}

function changeList(changes: ToldScore['changes']): HTMLElement | null {
  if (changes.length === 0) return null;
  return element(
    'dl',
    { class: 'changes' },
    ...changes.map(([title, said]) => element('div', {}, element('dt', {}, title), element('dd', {}, said))),
  );
}

const signed = (points: number): string => (points > 0 ? `+${points}` : `−${-points}`);

function downloads({ id, mailed }: SubmissionResult, speech: Speech, open: ResultActions['open']): HTMLElement {
  const words = speech.words.result;
  if (!mailed) return element('p', { class: 'downloads quiet', role: 'status' }, words.preparing);
  const status = element('span', { class: 'quiet', role: 'status' });
  const button = (which: 'workbook' | 'page', title: string, look: string): HTMLElement =>
    element(
      'button',
      {
        type: 'button',
        class: look,
        click: () => {
          status.textContent = which === 'workbook' ? words.downloading : '';
          open(id, which).catch((error: unknown) => {
            status.textContent = failureText(error, speech);
          });
        },
      },
      title,
    );
  return element(
    'div',
    { class: 'downloads' },
    button('workbook', words.download, 'button'),
    button('page', words.page, 'button plain'),
    status,
    element('p', { class: 'quiet' }, words.hint),
  );
}

function pillars(of: NonNullable<SubmissionResult['score']>['pillars'], speech: Speech): HTMLElement {
  const words = speech.words.result;
  const line = (share: CountedShare, scope: 'pillar' | 'category'): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row', class: `of-${scope}` }, share.title),
      element('td', { class: `drawn of-${scope}` }, bar(share.total === 0 ? 0 : (100 * share.met) / share.total)),
      element('td', { class: `number of-${scope}` }, fill(words.count, { met: share.met, total: share.total })),
    );
  return element(
    'table',
    { class: 'shares' },
    element('caption', {}, words.pillars),
    ...of.map((pillar) =>
      element('tbody', {}, line(pillar, 'pillar'), ...pillar.categories.map((one) => line(one, 'category'))),
    ),
  );
}

/** What a contact may have count instead: this file alone, or what counted when it came in. Either can be undone. */
function chooseSection(
  { id, stage, sequel }: SubmissionResult,
  { words }: Speech,
  act: (kind: ActKind) => void,
): HTMLElement | null {
  const texts = words.result.acts;
  const offer = (kind: ActKind, title: string, note: string): HTMLElement =>
    element(
      'div',
      { class: 'act' },
      element('button', { type: 'button', class: 'button plain', click: () => act(kind) }, title),
      element('p', { class: 'quiet' }, note),
    );
  // The first file that counts has nothing beside it that could count instead.
  if (stage === 'refused' || (stage === 'counts' && sequel === null)) return null;
  return element(
    'details',
    { class: 'choose', id: `choose-${id}` },
    element('summary', {}, texts.choose),
    stage === 'counts' ? null : offer('restore', texts.restore, texts.restoreNote),
    offer('replace-all', texts.replace, texts.replaceNote),
    element('p', { class: 'quiet' }, texts.undo),
  );
}

import { pluralOf } from '../words/plural.ts';
import type { ActKind, CountedShare, SubmissionResult } from './api-types.ts';
import { bar, element } from './element.ts';
import { failureText, fill, moment, type Speech } from './words.ts';

export interface ResultSurroundings {
  readonly authority: string;
  /** Something that came in later is not read yet. */
  readonly isWaiting: boolean;
}

export interface ResultActions {
  readonly open: (id: string, which: 'workbook' | 'page') => Promise<void>;
  /** null: the visitor may not send, or the round is closed. */
  readonly act: ((kind: ActKind) => void) | null;
}

/** What came of one file: the score and how it came about, or that it could not be used. */
export function resultSection(
  result: SubmissionResult,
  { authority, isWaiting }: ResultSurroundings,
  speech: Speech,
  { open, act }: ResultActions,
): HTMLElement {
  const words = speech.words.result;
  const { score, round, fileName, receivedAt, reference } = result;
  const file = fileName === '' ? speech.words.earlier.sheet : fileName;
  const from = element(
    'p',
    { class: 'quiet' },
    `${fill(words.from, { file, when: moment(receivedAt, speech) })} · ${fill(words.reference, { reference })}`,
  );
  if (score === null) {
    return element(
      'section',
      { class: 'card result refused', 'aria-labelledby': 'result' },
      element('h2', { id: 'result', tabindex: -1 }, words.refusedHeading),
      element('p', {}, words.refused),
      from,
    );
  }
  const { counted, percent, readings } = score;
  const again = score.countsWith === null ? '' : ` ${fill(words.rescored, { percent: score.countsWith })}`;
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
      element('p', { class: 'percent' }, fill(words.heading, { percent })),
      element('div', {}, element('p', {}, fill(words.sentence, { counted })), element('p', { class: 'stand' }, counts)),
    ),
    bar(percent),
    changesOf(score, speech),
    element(
      'p',
      { class: 'quiet' },
      fill(words.readings, { naExcluded: readings.naExcluded ?? '–', naMet: readings.naMet }),
    ),
    ...(result.sequel === null ? [] : sequelLines(result.sequel)),
    downloads(result, speech, open),
    pillars(score.pillars, speech),
    act === null ? null : chooseSection(result, speech, act),
    from,
  );
}

function sequelLines({ heading, lines }: NonNullable<SubmissionResult['sequel']>): HTMLElement[] {
  return lines.length === 0 ? [] : [element('h3', {}, heading), ...lines.map((line) => element('p', {}, line))];
}

/** What it gained or lost, on the file before it and on the round before. */
function changesOf({ changes }: NonNullable<SubmissionResult['score']>, speech: Speech): HTMLElement | null {
  const words = speech.words.result;
  const { onFileBefore, onRoundBefore } = changes;
  const points = (of: number): string =>
    of === 0 ? words.same : pluralOf(words.points, of, { points: signed(of) }, speech.locale);
  const lines = [
    ...(onFileBefore === null ? [] : [[words.onFile, points(onFileBefore)]]),
    ...(onRoundBefore === null
      ? []
      : [[fill(words.onRound, { round: onRoundBefore.round }), points(onRoundBefore.points)]]),
  ];
  if (lines.length === 0) return null;
  return element(
    'dl',
    { class: 'changes' },
    ...lines.map(([title = '', said = '']) => element('div', {}, element('dt', {}, title), element('dd', {}, said))),
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

import type { UploadProgress } from './api-types.ts';
import { element } from './element.ts';
import { fill, type Speech, size } from './words.ts';

type Step = 'uploading' | 'received' | 'following' | 'reading' | 'scored' | 'mailed';

const stepsOf = {
  file: ['uploading', 'received', 'reading', 'scored', 'mailed'],
  sheet: ['received', 'following', 'reading', 'scored', 'mailed'],
} as const satisfies Record<string, readonly Step[]>;

/** The step that is under way, by what the API says. */
const underWay: Readonly<Record<UploadProgress['stage'], Step | null>> = {
  uploading: 'uploading',
  interrupted: 'uploading',
  missing: 'uploading',
  waiting: 'reading',
  following: 'following',
  reading: 'reading',
  scored: 'mailed',
  refused: 'mailed',
  mailed: null,
  lost: 'reading',
};

/** What ended before its time, and at which step. */
const endedAt: Readonly<Partial<Record<UploadProgress['stage'], Step>>> = {
  interrupted: 'uploading',
  missing: 'uploading',
  lost: 'reading',
};

export interface ProgressSection {
  readonly root: HTMLElement;
  sent(bytes: number): void;
  received(): void;
  shows(progress: UploadProgress): void;
  slow(): void;
  offline(offline: boolean): void;
  /** It cannot be followed any more, and why. */
  failed(text: string): void;
}

/** What happens with one file or sheet, step by step as it happens; said aloud to those who cannot see it. */
export function progressSection(
  of: { readonly kind: keyof typeof stepsOf; readonly name: string; readonly bytes: number | null },
  speech: Speech,
): ProgressSection {
  const words = speech.words.progress;
  const steps: readonly Step[] = stepsOf[of.kind];
  const items = new Map(steps.map((step) => [step, stepItem(words[step])]));
  const sending = element('progress', { class: 'bar', max: of.bytes || 1, value: 0, 'aria-label': words.uploading });
  const sentText = element('span', { class: 'quiet' });
  const note = element('p', { class: 'quiet', role: 'status' });
  const spoken = element('p', { class: 'hidden', role: 'status' });
  // How much of a file is there is known only where it is sent from.
  if (of.bytes !== null) items.get('uploading')?.root.append(sending, sentText);
  const heading = element('h2', { id: 'progress', tabindex: -1 });
  const named = (name: string): void => {
    heading.textContent = name === '' ? words.headingSheet : fill(words.heading, { file: name });
  };
  named(of.kind === 'file' ? of.name || '…' : '');

  /** Everything before the step is done, the step itself is under way; null: all is done. */
  const reach = (step: Step | null, refused = false): void => {
    const reached = step === null ? steps.length : steps.indexOf(step);
    for (const [index, name] of steps.entries()) {
      const state = index < reached ? 'done' : index === reached ? 'running' : 'waiting';
      items.get(name)?.set(refused && name === 'scored' ? 'refused' : state, words);
    }
    const last = steps[reached - 1];
    if (last !== undefined) say(refused && last === 'scored' ? words.refused : words[last]);
  };
  const say = (text: string): void => {
    if (spoken.textContent !== text) spoken.textContent = text;
  };
  const end = (at: Step, text: string): void => {
    reach(at);
    items.get(at)?.set('refused', { ...words, refused: words.stopped });
    note.className = 'complaint';
    note.textContent = text;
  };
  // The link to a sheet is read, too, before the sheet is.
  let followed = of.kind === 'file';
  reach(steps[0] ?? null);
  return {
    root: element(
      'section',
      { class: 'card progress', 'aria-labelledby': 'progress' },
      heading,
      element('ol', {}, ...[...items.values()].map(({ root }) => root)),
      note,
      spoken,
    ),
    sent(bytes) {
      sending.value = bytes;
      const percent = Math.floor((100 * bytes) / (of.bytes || 1));
      sentText.textContent = fill(words.uploaded, { percent, size: size(of.bytes ?? 0, speech) });
    },
    received: () => reach(of.kind === 'file' ? 'reading' : 'following'),
    shows({ stage, result, kind, fileName }) {
      if (of.name === '' && of.bytes === null) named(kind === 'sheet' ? '' : fileName);
      const ended = endedAt[stage];
      if (ended !== undefined) return end(ended, stage === 'lost' ? speech.words.errors.lost : words.interrupted);
      note.className = 'quiet';
      // Of a file that this page sends itself, it knows better how far it is.
      if (stage === 'uploading') {
        if (of.bytes === null) reach('uploading');
        note.textContent = of.bytes === null ? words.elsewhere : note.textContent;
        return;
      }
      if (note.textContent === words.elsewhere || note.textContent === words.interrupted) note.textContent = '';
      const refused = stage === 'refused';
      followed ||= stage === 'following';
      const step = followed || underWay[stage] !== 'reading' ? underWay[stage] : 'following';
      reach(refused && (result?.mailed ?? true) ? null : step, refused);
    },
    failed(text) {
      note.className = 'complaint';
      note.textContent = text;
    },
    slow() {
      if (note.textContent === '') note.textContent = words.slow;
    },
    offline(offline) {
      if (offline) note.textContent = words.offline;
      else if (note.textContent === words.offline) note.textContent = '';
    },
  };
}

type StepState = 'done' | 'running' | 'waiting' | 'refused';

function stepItem(title: string) {
  const mark = element('span', { class: 'mark', 'aria-hidden': 'true' });
  const label = element('span', {}, title);
  const state = element('span', { class: 'hidden' });
  const root = element('li', { class: 'waiting' }, mark, label, state);
  return {
    root,
    set(to: StepState, words: Speech['words']['progress']): void {
      root.className = to;
      if (to === 'refused') label.textContent = words.refused;
      state.textContent = ` (${words[to === 'refused' ? 'done' : to]})`;
    },
  };
}

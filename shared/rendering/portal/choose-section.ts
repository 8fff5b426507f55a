import type { ActKind, SubmissionResult } from './api-types.ts';
import { element } from './element.ts';
import type { Speech } from './words.ts';

/** What a contact may have count instead: this file alone, or what counted when it came in. Either can be undone. */
export function chooseSection(
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

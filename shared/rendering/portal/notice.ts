import { element } from './element.ts';
import type { Words } from './words.ts';

export type ShellWords = Words['shell'];

/** One thing said on an otherwise empty page, and what can be done. */
export function notice(
  heading: string,
  text: string,
  action: { readonly label: string; readonly act: () => void } | null,
): HTMLElement {
  return element(
    'section',
    { class: 'card notice', role: 'alert' },
    element('h1', {}, heading),
    element('p', {}, text),
    action === null
      ? null
      : element('button', { type: 'button', class: 'button', click: () => action.act() }, action.label),
  );
}

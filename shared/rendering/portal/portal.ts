import { readAddress } from './address.ts';
import { apiWith } from './api.ts';
import { element } from './element.ts';
import { startPage } from './page.ts';
import { Refusal } from './refusal.ts';
import type { Words } from './words.ts';

/** The link's token is behind `#`: it is in no request for the page, and in no log of any server. */
const { token } = readAddress(location.hash);
const root = element('main', { id: 'main' });

/** Few words, in all languages, for as long as nobody knows whose page it is. */
const shells: Readonly<Record<string, ShellWords>> = JSON.parse(document.body.dataset['shell'] ?? '{}');
const language = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in shells) ?? 'en';
const shell = shells[language] ?? shells['en'];

async function open(): Promise<void> {
  if (shell === undefined) return;
  root.replaceChildren(element('p', { class: 'opening', role: 'status' }, shell.opening));
  if (token === '') return refuse(shell);
  const api = apiWith(token);
  try {
    const [state, words] = await Promise.all([api.state(), api.words()]);
    document.documentElement.lang = state.locale.slice(0, 2);
    startPage(
      root,
      api,
      state,
      { words, locale: state.locale, maxBytes: state.maxBytes, maxNote: state.maxNote },
      token,
    );
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'refused') refuse(shell);
    else root.replaceChildren(notice(shell.unreachableHeading, shell.unreachable, { label: shell.again, act: open }));
  }
}

function refuse({ refusedHeading, refused }: ShellWords): void {
  root.replaceChildren(notice(refusedHeading, refused, null));
}

// A file dropped beside its place would be opened by the browser in place of the page.
for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault());
document.body.append(root);
document.documentElement.lang = language;
// Another link put into the same tab is another page.
addEventListener('hashchange', () => {
  if (readAddress(location.hash).token !== token) location.reload();
});
void open();

type ShellWords = Words['shell'];

/** One thing said on an otherwise empty page, and what can be done. */
function notice(
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

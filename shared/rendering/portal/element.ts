type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: Event) => void)>>;

/**
 * An element. Attributes that are `null` or `false` are left out, functions are listeners. Texts become text nodes:
 * nothing that came from people is ever parsed as markup.
 */
export function element<T extends keyof HTMLElementTagNameMap>(
  name: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(attribute, value);
    else if (value !== null && value !== false) made.setAttribute(attribute, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Draws a place anew, while somebody may be using it: folds that are open stay open, and what has the focus keeps it,
 * where the same ones are there again.
 */
export function redraw(place: HTMLElement, ...parts: readonly Node[]): void {
  const open = [...place.querySelectorAll<HTMLDetailsElement>('details[open]')].map(({ id }) => id);
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement && place.contains(activeElement) ? activeElement : null;
  place.replaceChildren(...parts);
  for (const fold of place.querySelectorAll('details')) if (open.includes(fold.id)) fold.open = true;
  if (focused === null) return;
  const alike = [...place.querySelectorAll<HTMLElement>(focused.tagName)];
  // A part that was only moved is the same one, and has lost the focus by that.
  const again = focused.isConnected ? focused : alike.find(({ textContent }) => textContent === focused.textContent);
  again?.focus({ preventScroll: true });
}

/** A share of 0..100 as a bar; the number beside it says the same. */
export const bar = (percent: number): HTMLElement =>
  element('progress', { class: 'bar', max: 100, value: Math.round(percent), 'aria-hidden': 'true' });

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

/** A share of 0..100 as a bar; the number beside it says the same. */
export const bar = (percent: number): HTMLElement =>
  element('progress', { class: 'bar', max: 100, value: Math.round(percent), 'aria-hidden': 'true' });

/** What the page shows: stands in its address, so that a reload and the browser's own buttons lead to it. */
export type View =
  | { readonly name: 'home' }
  /** What became of what was sent from a page, from the moment it was announced. */
  | { readonly name: 'sent'; readonly id: string }
  /** The result of one submission. */
  | { readonly name: 'file'; readonly id: string };

export const home: View = { name: 'home' };

/** `#<token>`, `#<token>/sent/<id>`, `#<token>/file/<id>`: all of it stays in the browser. */
export function addressOf(token: string, view: View): string {
  return view.name === 'home' ? `#${token}` : `#${token}/${view.name}/${encodeURIComponent(view.id)}`;
}

/** What nobody wrote leads home. */
export function readAddress(hash: string): { readonly token: string; readonly view: View } {
  const [token = '', name, id] = hash.replace(/^#/, '').split('/');
  const isView = (name === 'sent' || name === 'file') && id !== undefined && id !== '';
  return { token, view: isView ? { name, id: decoded(id) } : home };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

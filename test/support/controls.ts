import type { Browser, BrowserContext } from 'playwright-core';
import { expect } from 'vitest';

/** A form, button, field, fold or link of a page of ours, as people and programs name it. */
export interface Control {
  readonly page: string;
  readonly control: string;
}

/** Of each control that a browser has shown: in which tests it was used. */
export const recorded = new Map<string, { readonly control: Control; readonly usedBy: Set<string> }>();

/**
 * In the page: tells of each control that is there, and of each that somebody uses. What differs from one authority, file or
 * round to the next is told as `*`. A page in another language than English has the same controls under other names.
 */
const recorder = `(() => {
  const pageOf = () => {
    if (document.querySelector('script[src^="/portal.js"]')) return 'contact’s page';
    if (document.querySelector('nav[aria-label="Sections"] a[href="/rounds"]')) return 'console';
    if (document.querySelector('p.brand .edition, p.brand + *')) return 'public site';
    return document.querySelector('a[href="#computed"]') ? 'results page' : null;
  };
  const routes = [
    [/[0-9a-f]{32}/g, '*'],
    [/^\\/(authorities|mails)\\/[^/]+/, '/$1/*'],
    [/attachments\\/.*/, 'attachments/*'],
    [/\\/review\\/.*/, '/review/*'],
    [/(rounds|dead-letters)\\/[^/]+\\//, '$1/*/'],
    [/(authorities|questions)\\/[^/]+$/, '$1/*'],
    [/\\/2\\d\\d\\d\\//, '/*/'],
    [/#category-.*/, '#category-*'],
    [/#group-.*/, '#group-*'],
    [/ranking-\\d+/, 'ranking-*'],
  ];
  const placed = (address) => {
    const url = new URL(address, location.href);
    if (!/^https?:$/.test(url.protocol) && url.protocol !== 'about:') return null;
    const ours = url.origin === location.origin;
    // The fragment of a contact's link is whose page it is, and what is shown of it.
    if (pageOf() === 'contact’s page') return ours ? url.hash.replace(/^#[^/]*/, '#*').replace(/[0-9a-f]{32}/, '*') : null;
    const path = url.hash !== '' && url.pathname === location.pathname ? url.hash : url.pathname;
    return ours ? routes.reduce((text, [from, to]) => text.replace(from, to), path) : 'elsewhere';
  };
  const said = (text) => (text ?? '').replace(/\\s+/g, ' ').trim().replace(/“.*”/, '“*”').replace(/\\S+@\\S+/g, '*').replace(/\\d+/g, '*');
  const nameOf = (one) => {
    const tag = one.tagName.toLowerCase();
    if (tag === 'form') return ['form', placed(one.getAttribute('action') ?? ''), one.id || one.className].filter(Boolean).join(' ');
    if (tag === 'a') {
      const address = placed(one.getAttribute('href'));
      if (/^(prev|next)$/.test(one.rel)) return 'link ' + one.rel;
      return address === null || address === 'elsewhere' ? null : 'link ' + address;
    }
    if (tag === 'input' || tag === 'select' || tag === 'textarea') return one.type === 'hidden' ? null : tag + ' ' + (one.name || one.id);
    if (one.closest('th')) return tag + ' in the heading of a column';
    return tag + ' ' + said(one.textContent);
  };
  const all = 'form, button, input, select, textarea, summary, a[href], [role=button]';
  const tell = (kind, one) => {
    const page = pageOf();
    if (page === null || document.documentElement.lang !== 'en') return;
    const control = nameOf(one);
    if (control !== null) noteControl(kind, page, control);
  };
  const told = new Set();
  const look = () => {
    for (const one of document.querySelectorAll(all)) {
      const control = nameOf(one);
      if (control === null || told.has(control) || pageOf() === null) continue;
      told.add(control);
      tell('seen', one);
    }
  };
  for (const type of ['click', 'input', 'change', 'submit', 'reset']) {
    addEventListener(type, (event) => {
      const one = event.target instanceof Element ? event.target.closest(all) : null;
      if (one === null) return;
      tell('used', one);
      if (type !== 'click' && one.form) tell('used', one.form);
    }, true);
  }
  addEventListener('DOMContentLoaded', () => {
    look();
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
})()`;

/** From now on pages of this browser tell of their controls. */
export function recordControls(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (...options) => {
    const context = await newContext(...options);
    await record(context);
    return context;
  };
  return browser;
}

async function record(context: BrowserContext): Promise<void> {
  await context.exposeBinding('noteControl', (_, kind: 'seen' | 'used', page: string, control: string) => {
    const key = `${page}: ${control}`;
    const known = recorded.get(key) ?? { control: { page, control }, usedBy: new Set<string>() };
    recorded.set(key, known);
    if (kind === 'used') known.usedBy.add(expect.getState().currentTestName ?? '');
  });
  await context.addInitScript(recorder);
}

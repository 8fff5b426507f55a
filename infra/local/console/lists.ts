import { html } from 'hono/html';
import type { Html } from '../../../shared/rendering/html/html.ts';

/** Rows on a page of a list. */
export const rowsPerPage = 25;

export interface PageOfList<T> {
  readonly shown: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly all: number;
}

/** The page of a list that an address asks for; the nearest there is. */
export function pageOf<T>(list: readonly T[], asked: string | undefined): PageOfList<T> {
  const pages = Math.max(1, Math.ceil(list.length / rowsPerPage));
  const wanted = Number(asked);
  const page = Number.isInteger(wanted) ? Math.min(Math.max(1, wanted), pages) : 1;
  return { shown: list.slice((page - 1) * rowsPerPage, page * rowsPerPage), page, pages, all: list.length };
}

/** Links to the pages before and after, with the rest of the address as it is. */
export function pager({ page, pages, all }: PageOfList<unknown>, path: string, query: Record<string, string>): Html {
  if (pages === 1) return html``;
  const to = (target: number): string => `${path}?${new URLSearchParams({ ...query, page: String(target) })}`;
  return html`<nav class="pager" aria-label="Pages of the list">${page === 1 ? '' : html`<a rel="prev" href="${to(page - 1)}">← Previous</a>`}<span>Page ${page} of ${pages}, ${all} in all</span>${page === pages ? '' : html`<a rel="next" href="${to(page + 1)}">Next →</a>`}</nav>`;
}

/** A text that somebody looks for, in any of these, whatever the case. */
export const isIn = (wanted: string, ...texts: readonly (string | null)[]): boolean => {
  const folded = wanted.trim().toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(folded) === true);
};

/** A search that stands in the address. */
export function searchForm(path: string, label: string, wanted: string, more: Html | '' = ''): Html {
  return html`<form class="find" method="get" action="${path}" role="search"><label>${label}<input type="search" name="q" value="${wanted}"></label>${more}<button class="plain">Search</button></form>`;
}

/** What of an address is not empty: that of a page which shows the same again. */
export const given = (query: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((one): one is [string, string] => (one[1] ?? '') !== ''));

import type { ResultsArchive } from '../../../shared/ports.ts';

/** Seven days, the longest there is. S3 ends a link sooner when the credentials that signed it end. */
export const linkSeconds = 7 * 24 * 3600;

export interface PageLink {
  readonly address: string;
  /** ISO instant at which it has ended for certain. */
  readonly until: string;
}

/** A short-lived address of a kept page, for whoever has the mail. */
export async function pageLink(
  key: string,
  { archive, now }: { readonly archive: ResultsArchive; readonly now: () => Date },
): Promise<PageLink> {
  const until = new Date(now().getTime() + linkSeconds * 1000).toISOString();
  return { address: await archive.link(key, { seconds: linkSeconds, downloadAs: null }), until };
}

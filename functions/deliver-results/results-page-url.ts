import type { ObjectKey } from '../../shared/config/object-keys.ts';
import type { ResultsArchive } from '../../shared/ports/results-archive.ts';
import type { ResultsPageUrl } from '../../shared/rendering/letters/letter.ts';

/** Seven days, the longest there is. S3 ends a link sooner when the credentials that signed it end. */
export const linkSeconds = 7 * 24 * 3600;

/** A short-lived address of a kept page, for whoever has the mail. */
export async function resultsPageUrl(
  key: ObjectKey,
  { archive, now }: { readonly archive: ResultsArchive; readonly now: () => Date },
): Promise<ResultsPageUrl> {
  const until = new Date(now().getTime() + linkSeconds * 1000).toISOString();
  return { address: await archive.link(key, { seconds: linkSeconds, downloadAs: null }), until };
}

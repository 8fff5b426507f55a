import type { Insight } from '../../domain/insight/insight.ts';
import type { Finality } from '../../domain/standings/finality.ts';
import { areRanked, minGroup } from '../../domain/standings/limited.ts';
import type { Rank } from '../../domain/standings/standings.ts';
import { pluralRules } from './formats.ts';
import { fill, type Messages } from './messages.ts';
import { readableInstant } from './readable.ts';

/** What there is to say of a rank. */
export interface ToldRank {
  /** Null: none is told. */
  readonly rank: Rank | null;
  /** Whether standings of the round are published at all. */
  readonly isPublished: boolean;
  readonly finality: Finality | null;
}

/** The sentences that go with a rank, or say why there is none: the same in mails, workbooks and on all pages. */
export function rankSentences({ rank, isPublished, finality }: ToldRank, messages: Messages): string[] {
  const words = messages.ranking;
  if (rank === null) {
    const settled = finality === null || finality.state === 'open' ? [] : settledSentences(finality, messages);
    return [isPublished ? tooFewWords(messages) : words.unpublished, ...settled];
  }
  if (finality === null) return [];
  if (finality.state !== 'open') return [fill(words.ranked, { ...rank }), ...settledSentences(finality, messages)];
  const { registered } = finality;
  const facts = { ...rank, ordinal: ordinal(rank.rank, messages) };
  return [
    registered === null ? fill(words.soFar, facts) : fill(words.soFarRegistered, { ...facts, registered }),
    words.provisional,
  ];
}

/** The same of a report. */
export const rankSentencesOf = (
  {
    published,
    finality = null,
  }: { readonly published: object | null; readonly finality?: Finality | null | undefined },
  { rank }: Pick<Insight, 'rank'>,
  messages: Messages,
): string[] => rankSentences({ rank, isPublished: published !== null, finality }, messages);

/** The sentences that go with a ranking of so many authorities. */
export function rankingSentences(authorities: number, finality: Finality | null, messages: Messages): string[] {
  const words = messages.ranking;
  const few = areRanked(authorities) || authorities === 0 ? [] : [tooFewWords(messages)];
  if (finality === null) return few;
  if (finality.state !== 'open') return [...few, ...settledSentences(finality, messages)];
  if (few.length > 0) return few;
  const { registered } = finality;
  const facts = { of: authorities };
  return [
    registered === null ? fill(words.siteSoFar, facts) : fill(words.siteSoFarRegistered, { ...facts, registered }),
    words.siteProvisional,
  ];
}

/** Whether results are final, and when one was corrected last. */
export function settledSentences(finality: Exclude<Finality, { state: 'open' }>, messages: Messages): string[] {
  const words = messages.ranking;
  if (finality.state === 'awaited') {
    const { from } = finality;
    return [from === null ? words.awaited : fill(words.awaitedFrom, { from: readableInstant(from, messages) })];
  }
  const { since, correctedAt } = finality;
  return [
    fill(words.final, { since: readableInstant(since, messages) }),
    ...(correctedAt === null ? [] : [fill(words.corrected, { corrected: readableInstant(correctedAt, messages) })]),
  ];
}

/** Why there is no rank among few. */
export const tooFewWords = (messages: Messages): string => fill(messages.ranking.tooFew, { least: minGroup });

/** `8th`, as the language writes it of an authority. */
function ordinal(rank: number, { ranking, workbook }: Messages): string {
  const form = pluralRules(workbook.locale, { type: 'ordinal' }).select(rank);
  return fill(form === 'zero' ? ranking.ordinals.other : ranking.ordinals[form], { rank });
}

/** Nine of ten ways come to one and the same rank: nobody reads "7 to 7". */
export const isOneRank = ({ best, worst }: { readonly best: number; readonly worst: number }): boolean =>
  best === worst;

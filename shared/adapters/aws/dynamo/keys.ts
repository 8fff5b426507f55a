import { createHash } from 'node:crypto';
import { nameKey } from '../../../domain/registry/names.ts';
import type { Round } from '../../../domain/registry/registry.ts';
import { shardOf } from '../../../domain/standings/standing.ts';
import type { HistoryEntry } from '../../../domain/submissions/history.ts';
import type { FilePlace } from '../../../ports/inbox.ts';

/** Where each item lies in the one table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const authorityKey = (id: string): Key => ({ pk: `AUTHORITY#${id}`, sk: 'PROFILE' });

export const contactKey = (address: string, authority: string): Key => ({
  pk: contactPartition(address),
  sk: `AUTHORITY#${authority}`,
});

/** Addresses are compared without regard to case, as people write them. */
const folded = (address: string): string => address.trim().toLowerCase();
export const contactPartition = (address: string): string => `CONTACT#${folded(address)}`;

/** Which authorities a name leads to; the profile decides. A hash stands for the whole name, however long it is. */
export const namePartition = (name: string): string =>
  `NAME#${createHash('sha256').update(nameKey(name)).digest('hex')}`;
export const authorityNameKey = (name: string, authority: string): Key => ({
  pk: namePartition(name),
  sk: `AUTHORITY#${authority}`,
});

export const roundKey = (id: string): Key => ({ pk: `ROUND#${id}`, sk: 'ROUND' });

/** The list of what is registered: `REGISTRY / AUTHORITY#espoo`, `REGISTRY / ROUND#2022`. */
export const registryPartition = 'REGISTRY';
export const listedKey = ({ pk }: Key): Key => ({ pk: registryPartition, sk: pk });
/** Set once every name that is registered can be looked up. */
export const namesListedKey: Key = { pk: registryPartition, sk: 'NAMES-LISTED' };
export const lastImportKey = (kind: string): Key => ({ pk: registryPartition, sk: `LAST-IMPORT#${kind}` });
export const importKey = (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'IMPORT' });

/** A hash stands for the object: the office may have named its file after a person. */
export const receiptKey = ({ bucket, key, versionId }: FilePlace): Key => ({
  pk: `RECEIPT#${createHash('sha256')
    .update(JSON.stringify([bucket, key, versionId]))
    .digest('hex')}`,
  sk: 'RECEIPT',
});

export const submissionKey = (id: string): Key => ({ pk: `SUBMISSION#${id}`, sk: 'HEADER' });

/** What counts from several submissions lies as one of them would: its answers in the same partition. */
export const countedKey = (id: string): Key => ({ pk: submissionKey(id).pk, sk: 'COUNTED' });

export const answerPrefix = 'ANSWER#';
export const answerKey = (submission: string, indicator: string): Key => ({
  pk: submissionKey(submission).pk,
  sk: `${answerPrefix}${indicator}`,
});

/** `ROUND#2022#SHARD#07`: a round's standings spread over its shards. */
export const standingPartition = (round: string, shard: number): string =>
  `ROUND#${round}#SHARD#${String(shard).padStart(2, '0')}`;
export const standingPrefix = 'AUTHORITY#';
export const standingKey = (round: Pick<Round, 'id' | 'shards'>, authority: string): Key => ({
  pk: standingPartition(round.id, shardOf(authority, round.shards)),
  sk: `${standingPrefix}${authority}`,
});

/** `STANDINGS#2022-12-01T07:00:00.000Z#...`: what was published of a round, by the names of the runs. */
export const standingsPrefix = 'STANDINGS#';
export const standingsKey = (round: string, run: string): Key => ({
  pk: roundKey(round).pk,
  sk: `${standingsPrefix}${run}`,
});

/** What the office has verified of an authority's answers in a round. */
export const reviewKey = (round: string, authority: string): Key => ({
  pk: authorityKey(authority).pk,
  sk: `REVIEW#${round}`,
});

/** `HISTORY#2022#2026-01-01T00:00:00.000Z#...`: an authority's submissions, in the order of receipt in each round. */
export const historyPrefix = 'HISTORY#';
export const historyKey = ({ authority, round, order }: HistoryEntry): Key => ({
  pk: authorityKey(authority).pk,
  sk: `${historyPrefix}${round}#${order}`,
});

export const noticeKey = (id: string): Key => ({ pk: `NOTICE#${id}`, sk: 'HEADER' });

/** Mails owed are spread over so many partitions, each read whole by the sweep. */
export const owedShards = 16;
export const owedPartition = (shard: number): string => `OWED#${String(shard).padStart(2, '0')}`;
export const owedKey = (submission: string): Key => ({
  pk: owedPartition(shardOf(submission, owedShards)),
  sk: submission,
});

/** What one address has sent on one day, by mail or by the page. */
export const allowanceKey = (way: 'MAILS' | 'UPLOADS', address: string, day: string): Key => ({
  pk: `${way}#${folded(address)}`,
  sk: day,
});

export const refusalKey = (day: string, mail: string): Key => ({ pk: `REFUSALS#${day}`, sk: mail });

/** Secrets that links to the contacts' page are signed with; the highest number is the newest. */
export const linkKeyKey = (id: number): Key => ({ pk: 'LINK-KEYS', sk: `KEY#${String(id).padStart(6, '0')}` });

/** What is on its way from the contacts' page. */
export const pageUploadKey = (id: string): Key => ({ pk: `UPLOAD#${id}`, sk: 'UPLOAD' });

/** `PAGE-UPLOAD#2022-10-01T09:00:00.000Z#...`: what an authority's contacts have sent by their pages, as it was announced. */
export const listedUploadPrefix = 'PAGE-UPLOAD#';
export const listedUploadKey = (of: { authority: string; announcedAt: string; id: string }): Key => ({
  pk: authorityKey(of.authority).pk,
  sk: `${listedUploadPrefix}${of.announcedAt}#${of.id}`,
});

/** `REJECTED#2022-10-01T09:00:00.000Z#...`: an authority's files that could not be used, in the order of receipt. */
export const listedRejectionPrefix = 'REJECTED#';
export const listedRejectionKey = (authority: string, receivedAt: string, submission: string): Key => ({
  pk: authorityKey(authority).pk,
  sk: `${listedRejectionPrefix}${receivedAt}#${submission}`,
});

import { hash } from 'node:crypto';
import type { AuthorityId, RoundId } from '../../../domain/ids.ts';
import { nameKey } from '../../../domain/registry/names.ts';
import type { Round } from '../../../domain/registry/registry.ts';
import { shardOf } from '../../../domain/standings/standing.ts';
import type { HistoryEntry } from '../../../domain/submissions/history.ts';
import type { SentWorkbook } from '../../../domain/submissions/sent-workbook.ts';
import type { OnErasure, StoredItems } from '../../../ports/erasures.ts';
import type { FilePlace } from '../../../ports/inbox.ts';
import type { RunId } from '../../../ports/scoring-runs.ts';

declare const isMade: unique symbol;

/** Where an item lies in the one table. Only a kind of item makes one, and each kind says what an erasure does with it. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
  readonly [isMade]: true;
}

interface Kind {
  /** What its keys begin with; one that does not end in # is the whole of it. */
  readonly pk: string;
  readonly sk: string;
  readonly erasure: OnErasure;
}

const kinds: Kind[] = [];

/** What begins a key, or the second part of one, that names an authority by the rest of it. */
export const authorityPrefix = 'AUTHORITY#';
export const authorityIn = (key: string): AuthorityId => key.slice(authorityPrefix.length);

/** Every kind of item there is. */
export const kindsOfItems: readonly Pick<Kind, 'pk' | 'sk'>[] = kinds;

/** A kind of item, and how its keys are made. */
function kindOf(pk: string, sk: string, erasure: OnErasure): (ofPk?: string, ofSk?: string) => Key {
  kinds.push({ pk, sk, erasure });
  return (ofPk = '', ofSk = '') => ({ pk: `${pk}${ofPk}`, sk: `${sk}${ofSk}` }) as Key;
}

/** Of which kind an item is, by its key. Throws an Error for a key of no kind: nobody has thought of erasing it. */
export function kindOfItem({ pk, sk }: Pick<Key, 'pk' | 'sk'>): Kind {
  const begins = (key: string, start: string): boolean => (/#$|^$/.test(start) ? key.startsWith(start) : key === start);
  const kind = kinds.find((one) => begins(pk, one.pk) && begins(sk, one.sk));
  if (kind === undefined)
    throw new Error(`An item of no kind that is known: ${pk.split('#')[0]} / ${sk.split('#')[0]}`);
  return kind;
}

/** What an erasure does with an item, by its key; see {@link kindOfItem}. */
export function onErasure({ pk, sk }: Pick<Key, 'pk' | 'sk'>): ReturnType<StoredItems['onErasure']> {
  const kind = kindOfItem({ pk, sk });
  const { erasure } = kind;
  return {
    ...erasure,
    authority:
      erasure.belongsTo !== 'the authority of its key' ? null : authorityIn(kind.pk === authorityPrefix ? pk : sk),
    submission: erasure.belongsTo === 'its submission' ? pk.slice(kind.pk.length) : null,
  };
}

/** It belongs to an authority that its key names, or that a field of it names, or to none; a person's texts are taken out. */
const ofAuthority: OnErasure = { belongsTo: 'the authority of its key', person: 'is taken out' };
const ofField: OnErasure = { belongsTo: 'the authority of its field', person: 'is taken out' };
const ofSubmission: OnErasure = { belongsTo: 'its submission', person: 'is taken out' };
const ofNobody: OnErasure = { belongsTo: 'no authority', person: 'is taken out' };

/** A profile has lost the person before anything else is looked at, and may have a namesake. */
const profile = kindOf(authorityPrefix, 'PROFILE', { belongsTo: 'the authority of its key', person: 'is left' });
export const authorityKey = (id: string): Key => profile(id);

const contact = kindOf('CONTACT#', authorityPrefix, ofAuthority);
export const contactKey = (address: string, authority: AuthorityId): Key => contact(folded(address), authority);

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Addresses are compared without regard to case, as people write them. */
const folded = (address: string): string => address.trim().toLowerCase();
export const contactPartition = (address: string): string => `CONTACT#${folded(address)}`;

/** Which authorities a name leads to; the profile decides. A hash stands for the whole name, however long it is. */
export const namePartition = (name: string): string => `NAME#${sha256(nameKey(name))}`;
const authorityName = kindOf('NAME#', authorityPrefix, ofAuthority);
export const authorityNameKey = (name: string, authority: AuthorityId): Key =>
  authorityName(sha256(nameKey(name)), authority);

/** What an office has published: nothing in it is personal. */
const questionnaire = kindOf('QUESTIONNAIRE#', 'VERSION#', { belongsTo: 'no authority', person: 'is left' });
/** Of `id@version`. */
export const questionnaireItemKey = (key: string): Key => {
  const [id = '', ...version] = key.split('@');
  return questionnaire(id, version.join('@'));
};

const round = kindOf('ROUND#', 'ROUND', ofNobody);
export const roundKey = (id: string): Key => round(id);

/** What the round has of its participants: beside the round, which the registry writes whole. */
const roundParticipants = kindOf('ROUND#', 'PARTICIPANTS', ofNobody);
export const roundParticipantsKey = (id: string): Key => roundParticipants(id);
/** Of the sort keys of a round these are its first and its last; nothing else lies between them. */
export const roundRange = { from: 'PARTICIPANTS', to: 'ROUND' } as const;

/** What is noted of an authority in a round. */
const participation = kindOf(authorityPrefix, 'PARTICIPATION#', ofAuthority);
export const participationKey = (round: RoundId, authority: AuthorityId): Key => participation(authority, round);

/** `ACTS#2022 / ACT#2026-01-01T00:00:00.000Z#...`: what the office did in a round, in order; `ACTS#` what is about none. */
export const actPrefix = 'ACT#';
const act = kindOf('ACTS#', actPrefix, ofField);
export const actsPartition = (round: RoundId | null): string => `ACTS#${round ?? ''}`;
export const actKey = (round: RoundId | null, at: string, id: string): Key => act(round ?? '', `${at}#${id}`);

/** Names of those who act for the office, apart from what they did. */
export const actorsPartition = 'ACTORS';
export const actorPrefix = 'ACTOR#';
const actor = kindOf(actorsPartition, actorPrefix, ofNobody);
export const actorKey = (id: string): Key => actor('', id);

/** The list of what is registered: `REGISTRY / AUTHORITY#espoo`, `REGISTRY / ROUND#2022`. */
export const registryPartition = 'REGISTRY';
const listedAuthority = kindOf(registryPartition, authorityPrefix, ofAuthority);
export const listedRoundPrefix = 'ROUND#';
const listedRound = kindOf(registryPartition, listedRoundPrefix, ofNobody);
/** `REGISTRY / QUESTIONNAIRE#municipal-climate@2026` */
export const listedQuestionnairePrefix = 'QUESTIONNAIRE#';
const listedQuestionnaire = kindOf(registryPartition, listedQuestionnairePrefix, {
  belongsTo: 'no authority',
  person: 'is left',
});
export const listedAuthorityKey = (id: string): Key => listedAuthority('', id);
export const listedRoundKey = (id: string): Key => listedRound('', id);
export const listedQuestionnaireKey = (key: string): Key => listedQuestionnaire('', key);
/** Set once every name that is registered can be looked up. */
export const namesListedKey = kindOf(registryPartition, 'NAMES-LISTED', ofNobody)();
const lastImport = kindOf(registryPartition, 'LAST-IMPORT#', ofNobody);
export const lastImportKey = (kind: string): Key => lastImport('', kind);
/** A copy of the registry as it was: every erasure takes it. */
const plannedImport = kindOf('IMPORT#', 'IMPORT', { belongsTo: 'no authority', person: 'goes with it' });
export const importKey = (id: string): Key => plannedImport(id);

/** A hash stands for the object: the office may have named its file after a person. */
const receipt = kindOf('RECEIPT#', 'RECEIPT', ofNobody);
export const receiptKey = ({ bucket, key, versionId }: FilePlace): Key =>
  receipt(sha256(JSON.stringify([bucket, key, versionId])));

const submission = kindOf('SUBMISSION#', 'HEADER', ofSubmission);
export const submissionKey = (id: string): Key => submission(id);

/** What counts from several submissions lies as one of them would: its answers in the same partition. */
const counted = kindOf('SUBMISSION#', 'COUNTED', ofSubmission);
export const countedKey = (id: string): Key => counted(id);

/**
 * `ANSWERS#000`, then `ANSWERS#001#0f1e…`: a submission's answers in chunks. The first names the set that the others are of,
 * so that another set beside it changes nothing until the first is written anew.
 */
export const answersStart = 'ANSWERS#';
const answers = kindOf('SUBMISSION#', answersStart, ofSubmission);
export const answersKey = (id: string, chunk: { readonly number: number; readonly set: string }): Key =>
  answers(id, `${String(chunk.number).padStart(3, '0')}${chunk.number === 0 ? '' : `#${chunk.set}`}`);
/** As answers were stored before, an item each. They are read and no longer written. */
const answer = kindOf('SUBMISSION#', 'ANSWER#', ofSubmission);
export const answerKey = (id: string, indicator: string): Key => answer(id, indicator);
/** What both begin with. */
export const answersPrefix = 'ANSWER';

/** `ROUND#2022#SHARD#07`: a round's standings spread over its shards. */
const ofShard = (round: RoundId, shard: number): string => `${round}#SHARD#${String(shard).padStart(2, '0')}`;
export const standingPartition = (round: RoundId, shard: number): string => `ROUND#${ofShard(round, shard)}`;
const standing = kindOf('ROUND#', authorityPrefix, ofAuthority);
export const standingKey = ({ id, shards }: Pick<Round, 'id' | 'shards'>, authority: AuthorityId): Key =>
  standing(ofShard(id, shardOf(authority, shards)), authority);

/** `STANDINGS#2022-12-01T07:00:00.000Z#...`: what was published of a round, by the names of the runs. */
export const standingsPrefix = 'STANDINGS#';
const standings = kindOf('ROUND#', standingsPrefix, ofNobody);
export const standingsKey = (id: string, run: string): Key => standings(id, run);

/** That the office has declared the results of a round final. */
const final = kindOf('ROUND#', 'FINAL', ofNobody);
export const finalKey = (id: string): Key => final(id);

/** `RUN#2022-12-01T07:00:00.000Z#...`: the re-scorings of a round, and beside it what came of each shard of one. */
export const runPrefix = 'RUN#';
const scoringRun = kindOf('ROUND#', runPrefix, ofNobody);
export const runKey = (of: RunId): Key => scoringRun(of.round, of.run);
export const runResultPrefix = 'SHARD#';
const shardResult = kindOf('ROUND#', runResultPrefix, ofNobody);
const ofRun = ({ round, run }: RunId): string => `${round}#RUN#${run}`;
export const runResultsPartition = (of: RunId): string => `ROUND#${ofRun(of)}`;
export const runResultKey = (of: RunId, shard: number): Key => shardResult(ofRun(of), String(shard).padStart(6, '0'));

/** A hash stands for an address: the tombstone of a person must not name the person. */
const erasure = kindOf('ERASURE#', 'ERASURE', { belongsTo: 'no authority', person: 'is left' });
export const erasureKey = (kind: string, name: string): Key => erasure(sha256(JSON.stringify([kind, name])));
export const lastErasureKey = kindOf('ERASURES', 'LAST', ofNobody)();

/** What the office has verified of an authority's answers in a round. */
const review = kindOf(authorityPrefix, 'REVIEW#', { ...ofAuthority, marksEvidence: true });
export const reviewKey = (id: string, authority: AuthorityId): Key => review(authority, id);

/** `HISTORY#2022#2026-01-01T00:00:00.000Z#...`: an authority's submissions, in the order of receipt in each round. */
export const historyPrefix = 'HISTORY#';
const history = kindOf(authorityPrefix, historyPrefix, ofAuthority);
export const historyKey = (of: HistoryEntry): Key => history(of.authority, `${of.round}#${of.order}`);

/** `SENT#2022#0f1e…`: what the workbooks were filled with that an authority was sent in a round. */
export const sentWorkbookPrefix = 'SENT#';
const sentWorkbook = kindOf(authorityPrefix, sentWorkbookPrefix, ofAuthority);
export const sentWorkbookKey = ({ authority, round, id }: SentWorkbook): Key =>
  sentWorkbook(authority, `${round}#${id}`);

const notice = kindOf('NOTICE#', 'HEADER', ofField);
export const noticeKey = (id: string): Key => notice(id);

/** Mails owed are spread over so many partitions, each read whole by the sweep. */
export const owedShards = 16;
const owedShard = (shard: number): string => String(shard).padStart(2, '0');
export const owedPartition = (shard: number): string => `OWED#${owedShard(shard)}`;
const owed = kindOf('OWED#', '', ofField);
export const owedKey = (id: string): Key => owed(owedShard(shardOf(id, owedShards)), id);

/** What one address has sent on one day, by mail or by the page. */
const allowances = {
  MAILS: kindOf('MAILS#', '', ofNobody),
  UPLOADS: kindOf('UPLOADS#', '', ofNobody),
  /** Of an authority, and not of an address: colleagues whom its contacts have added. */
  COLLEAGUES: kindOf(authorityPrefix, 'COLLEAGUES#', ofAuthority),
};
export type AllowanceWay = keyof typeof allowances;
export const allowanceKey = (way: AllowanceWay, of: string, day: string): Key =>
  allowances[way](way === 'COLLEAGUES' ? of : folded(of), day);

const refusal = kindOf('REFUSALS#', '', ofNobody);
export const refusalKey = (day: string, mail: string): Key => refusal(day, mail);

/** Secrets that links to the contacts' page are signed with; the highest number is the newest. */
const linkKey = kindOf('LINK-KEYS', 'KEY#', ofNobody);
export const linkKeyKey = (id: number): Key => linkKey('', String(id).padStart(6, '0'));

/** What is on its way from the contacts' page. */
const pageUpload = kindOf('UPLOAD#', 'UPLOAD', ofField);
export const pageUploadKey = (id: string): Key => pageUpload(id);

/** `PAGE-UPLOAD#2022-10-01T09:00:00.000Z#...`: what an authority's contacts have sent by their pages, as it was announced. */
export const listedUploadPrefix = 'PAGE-UPLOAD#';
const listedUpload = kindOf(authorityPrefix, listedUploadPrefix, ofAuthority);
export const listedUploadKey = (of: { authority: AuthorityId; announcedAt: string; id: string }): Key =>
  listedUpload(of.authority, `${of.announcedAt}#${of.id}`);

/** `REJECTED#2022-10-01T09:00:00.000Z#...`: an authority's files that could not be used, in the order of receipt. */
export const listedRejectionPrefix = 'REJECTED#';
const listedRejection = kindOf(authorityPrefix, listedRejectionPrefix, ofAuthority);
export const listedRejectionKey = (authority: AuthorityId, receivedAt: string, id: string): Key =>
  listedRejection(authority, `${receivedAt}#${id}`);

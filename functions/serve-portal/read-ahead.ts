import type { RoundId, SubmissionId } from '../../shared/domain/ids.ts';
import type { PortalLink } from '../../shared/domain/mail/signed-link.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import { askedOnce, begin, standingOnce } from '../../shared/ports/asked-once.ts';
import type { DailyAllowance } from '../../shared/ports/mail-intake.ts';
import { countedState } from '../../shared/use-cases/counted-state.ts';
import type { Filling } from '../../shared/use-cases/prefilled-workbook.ts';
import { colleagueReads } from './colleagues.ts';
import type { PortalDependencies } from './portal-dependencies.ts';
import { maxSubmissions } from './portal-state.ts';
import { type Memory, ofRound } from './remembered.ts';
import { admissionReads } from './visitor.ts';

/** The same for one request, which reads each thing once, as it is when it is first asked for. `memory` is told what was read. */
export function readOnce(deps: PortalDependencies, memory: Memory): PortalDependencies {
  const { registry, store, storeWithEvidence, uploads, standings, reviews, erasures, participations } = deps;
  const authority = askedOnce(registry.authority);
  return {
    ...deps,
    registry: {
      ...registry,
      authority,
      authoritiesOf: askedOnce((address) => registry.authoritiesOf(address, authority)),
      round: askedOnce(async (id) => {
        const round = await registry.round(id);
        if (round?.previous !== undefined) memory.previous.note(id, round.previous);
        return round;
      }),
    },
    store: {
      ...storeOnce(store, memory),
      history: askedOnce(store.history),
      rejectionsOf: askedOnce(store.rejectionsOf),
      submissions: askedOnce(store.submissions),
    },
    storeWithEvidence: storeOnce(storeWithEvidence, memory),
    uploads: { ...uploads, find: askedOnce(uploads.find), latestOf: askedOnce(uploads.latestOf) },
    standings: { counters: askedOnce(standings.counters) },
    reviews: { of: askedOnce(reviews.of) },
    allowance: allowanceOnce(deps.allowance),
    colleagueAllowance: allowanceOnce(deps.colleagueAllowance),
    notices: { ...deps.notices, load: askedOnce(deps.notices.load) },
    questionnaires: { inUse: askedOnce(deps.questionnaires.inUse) },
    erasures: { covers: askedOnce(erasures.covers) },
    participations: { ...participations, of: askedOnce(participations.of) },
  };
}

type Store = PortalDependencies['store'];

const storeOnce = <S extends Pick<Store, 'standing' | 'submission' | 'answers' | 'counted'>>(
  store: S,
  memory: Memory,
): S => ({
  ...store,
  standing: standingOnce(async (round, authority) => {
    const standing = await store.standing(round, authority);
    if (standing !== null) {
      const { submission, counted } = standing;
      memory.counted.note(ofRound(round.id, authority), { submission, counted });
    }
    return standing;
  }),
  submission: askedOnce(store.submission),
  answers: askedOnce(store.answers),
  counted: askedOnce(store.counted),
});

/** Of an address in any case of letters: a link and the registry may write it each in its own way. */
const allowanceOnce = (allowance: DailyAllowance): DailyAllowance => ({
  ...allowance,
  hasLeft: askedOnce(allowance.hasLeft, (of, day, id) => `${of.trim().toLowerCase()} ${day} ${id}`),
});

/** What a request reads that a link makes: begun before anybody is let in, and given to nobody who is not. */
export type Ahead = (link: PortalLink, deps: PortalDependencies, asked: string) => readonly Promise<unknown>[];

export const nothingAhead: Ahead = admissionReads;

/** With the names of the files that were listed last: if the same are listed now, nothing is read after the log. */
export const aheadOfState =
  ({ listed }: Pick<Memory, 'listed'>): Ahead =>
  (link, deps) => [
    ...admissionReads(link, deps),
    ...entryReads(link, deps),
    deps.uploads.latestOf(link.authority, maxSubmissions),
    deps.store.rejectionsOf(link.authority, maxSubmissions),
    deps.standings.counters(link.round),
    deps.store.submissions(listed.of(link.authority) ?? []),
  ];

export const aheadOfUpload: Ahead = (link, deps, id) => [...admissionReads(link, deps), deps.uploads.find(id)];

const aheadOfSubmission: Ahead = (link, deps, id) => [...admissionReads(link, deps), deps.store.submission(id)];

/** Of whoever wants to send something. */
export const aheadOfSending: Ahead = (link, deps) => [
  ...admissionReads(link, deps),
  deps.allowance.hasLeft(link.contact, deps.now().toISOString().slice(0, 10)),
];

export const aheadOfAct: Ahead = (link, deps, id) => [...aheadOfSending(link, deps, id), deps.store.submission(id)];

/** `asked`: the colleague as typed, as JSON; '' where nobody is. */
export const aheadOfColleague: Ahead = (link, deps, asked) => [
  ...admissionReads(link, deps),
  ...(asked === '' ? [] : colleagueReads(JSON.parse(asked), link, deps)),
];

export const aheadOfFile: Ahead = (link, deps, id) => [...aheadOfSubmission(link, deps, id), entryOf(link, deps)];

export const aheadOfResult: Ahead = (link, deps, id) => [
  ...aheadOfSubmission(link, deps, id),
  resultOf(id, link, deps),
];

/** How far a file is, and what came of it. */
export const aheadOfProgress: Ahead = (link, deps, id) => [
  ...aheadOfUpload(link, deps, id),
  ...entryReads(link, deps),
  deps.uploads.find(id).then((upload) => (upload?.submission ? resultOf(upload.submission, link, deps) : null)),
];

/** With the answers that counted last: if the same count now, nothing is read after the entry. */
export const aheadOfWorkbook =
  (memory: Memory): Ahead =>
  (link, all, fill) => {
    const deps = { ...all, store: all.storeWithEvidence };
    const of = (round: RoundId | undefined): Promise<unknown>[] => {
      const last = round && memory.counted.of(ofRound(round, link.authority));
      return [
        ...(round ? [entryOf({ ...link, round }, deps), deps.reviews.of(round, link.authority)] : []),
        ...(last ? [countedState(last, deps.store)] : []),
      ];
    };
    const filled: Readonly<Record<Filling, () => Promise<unknown>[]>> = {
      blank: () => [],
      now: () => of(link.round),
      last: () => [
        ...of(memory.previous.of(link.round)),
        deps.registry.round(link.round).then((round) => Promise.all(of(round?.previous))),
      ],
    };
    return [...admissionReads(link, deps), deps.questionnaires.inUse(), ...filled[fill as Filling]()];
  };

type Owner = Pick<PortalLink, 'authority' | 'round'>;
type EntrySources = Pick<PortalDependencies, 'registry'> & { readonly store: Pick<Store, 'standing'> };

/** Beside its round where that was read before: the number of its shards never changes. */
function entryOf({ authority, round }: Owner, { registry, store }: EntrySources): Promise<unknown> {
  const shards = registry.knownShards(round);
  return shards === null
    ? registry.round(round).then((found) => found && store.standing(found, authority))
    : Promise.all([registry.round(round), store.standing({ id: round, shards }, authority)]);
}

const entryReads = (link: Owner, deps: PortalDependencies) => [entryOf(link, deps), deps.store.history(link.authority)];

/** Files before it of which headers are read: of most none is needed, as nothing is kept of more. */
const maxFilesBefore = 10;

/** What came of a file: what counted with it and before it, and the files that answers were kept of. */
async function resultOf(
  id: SubmissionId,
  { authority, round }: Owner,
  deps: Pick<PortalDependencies, 'store' | 'reviews' | 'registry'>,
): Promise<unknown> {
  begin([deps.store.submission(id), deps.reviews.of(round, authority), entryOf({ authority, round }, deps)]);
  const log = logOf(await deps.store.history(authority), round);
  const place = log.findLastIndex(({ submission }) => submission === id);
  if (place === -1) return null;
  const states = log.slice(Math.max(0, place - 1), place + 1).map((one) => countedState(one, deps.store));
  const files = log.slice(Math.max(0, place - maxFilesBefore), place).map(({ submission }) => submission);
  return Promise.all([...states, ...[...new Set(files)].map((one) => deps.store.submission(one))]);
}

import pMap from 'p-map';
import { type Notice, noticeId } from '../domain/mail/notice.ts';
import { deadlineOf, isAsked, type Participation } from '../domain/registry/participation.ts';
import { reachable } from '../domain/registry/reachable.ts';
import { type Authority, type Contact, maySendFor, type Round } from '../domain/registry/registry.ts';
import { maybeMissing } from '../domain/standings/missing-answers.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Participations } from '../ports/participations.ts';
import type { Registry } from '../ports/registry.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { type Announcing, announce } from './announce.ts';

export interface RoundMailSources {
  readonly registry: Pick<Registry, 'authorities'>;
  readonly store: Pick<SubmissionStore, 'standing'>;
  readonly outbox: Pick<Outbox, 'load'>;
  readonly participations: Pick<Participations, 'ofRound'>;
  readonly now: () => Date;
}

/** One person to whom a mail goes, or went. */
export interface Addressee {
  readonly authority: Authority;
  readonly contact: Contact;
  readonly notice: Extract<Notice, { kind: 'invitation' | 'reminder' }>;
}

/** Who gets a mail of a round, and who does not. */
export interface RoundMailing {
  readonly due: readonly Addressee[];
  /** To whom it is due and has not gone yet: it waits for its turn, or whoever made it due broke off. */
  readonly waiting: readonly Addressee[];
  /** To whom it went already. */
  readonly known: readonly Addressee[];
  /** Whom it would concern, and who have nobody whom mail reaches and who may send. */
  readonly withoutContact: readonly Authority[];
  /** Who have sent a file that counts; of a reminder, and have answered all. */
  readonly sent: readonly Authority[];
  /** Who are not asked: not among the participants, declined or withdrawn. */
  readonly notAsked: readonly Authority[];
  /** Whose deadline has passed, or is too far away to be reminded of. */
  readonly notNow: readonly Authority[];
}

/** Reads at once. */
const readAtOnce = 50;
/** Mails made due at once. */
const announcedAtOnce = 10;

/** Of one authority: why it gets no mail, or which notice its contacts get. */
type Verdict = 'sent' | 'notAsked' | 'notNow' | ((contact: Contact) => Addressee['notice']);

interface About {
  readonly authority: Authority;
  readonly participation: Participation | null;
  /** ISO instant; null: none. */
  readonly closes: string | null;
  readonly sent: 'nothing' | 'maybe not all' | 'all';
}

/** Whom an invitation would reach: those who are asked and have sent nothing yet. `only`: ids of those who are meant. */
export const planInvitations = (
  round: Round,
  deps: RoundMailSources,
  only?: ReadonlySet<string>,
): Promise<RoundMailing> =>
  planMailing(round, deps, only, ({ authority, closes, sent }) => {
    if (closes !== null && new Date(closes) <= deps.now()) return 'notNow';
    if (sent !== 'nothing') return 'sent';
    return ({ address }) => ({ kind: 'invitation', round: round.id, authority: authority.id, to: address });
  });

/**
 * Whom a reminder would reach: those who have sent nothing, or maybe not all. `daysDue`: which reminder is due by an
 * authority's own deadline, in days before it; null: none.
 */
export const planReminders = (
  round: Round,
  deps: RoundMailSources,
  daysDue: (closes: string, now: Date) => number | null,
  only?: ReadonlySet<string>,
): Promise<RoundMailing> =>
  planMailing(round, deps, only, ({ authority, closes, sent }) => {
    const days = closes === null ? null : daysDue(closes, deps.now());
    if (closes === null || days === null) return 'notNow';
    if (sent === 'all') return 'sent';
    return ({ address }) => ({
      ...{ kind: 'reminder', round: round.id, authority: authority.id, days, closes, to: address },
    });
  });

async function planMailing(
  round: Round,
  { registry, store, outbox, participations }: RoundMailSources,
  only: ReadonlySet<string> | undefined,
  verdictOn: (about: About) => Verdict,
): Promise<RoundMailing> {
  const all = (await registry.authorities()).filter(({ id }) => only === undefined || only.has(id));
  const noted = await participations.ofRound(
    round.id,
    all.map(({ id }) => id),
  );
  const found = await pMap(
    all,
    async (authority) => {
      const participation = noted.get(authority.id) ?? null;
      if (!isAsked(round, participation)) return { authority, verdict: 'notAsked' as const };
      const closes = deadlineOf(round, participation);
      const standing = await store.standing(round, authority.id);
      const sent = standing === null ? 'nothing' : maybeMissing(standing) ? 'maybe not all' : 'all';
      return { authority, verdict: verdictOn({ authority, participation, closes, sent }) };
    },
    { concurrency: readAtOnce },
  );
  const those = (verdict: Verdict): Authority[] =>
    found.flatMap((one) => (one.verdict === verdict ? [one.authority] : []));
  const concerned = found.flatMap(({ authority, verdict }) =>
    typeof verdict === 'string' ? [] : [{ authority, noticeTo: verdict, contacts: senders(authority) }],
  );
  const addressees = concerned.flatMap(({ authority, noticeTo, contacts }) =>
    contacts.map((contact): Addressee => ({ authority, contact, notice: noticeTo(contact) })),
  );
  const mails = await pMap(addressees, async (one) => ({ one, state: await stateOf(one, outbox) }), {
    concurrency: readAtOnce,
  });
  const mailsThatAre = (wanted: MailState): Addressee[] =>
    mails.flatMap(({ one, state }) => (state === wanted ? [one] : []));
  return {
    due: mailsThatAre('not made'),
    waiting: mailsThatAre('waiting'),
    known: mailsThatAre('on its way'),
    withoutContact: concerned.flatMap(({ authority, contacts }) => (contacts.length === 0 ? [authority] : [])),
    sent: those('sent'),
    notAsked: those('notAsked'),
    notNow: those('notNow'),
  };
}

type MailState = 'not made' | 'waiting' | 'on its way';

const requestOf = ({ notice }: Addressee) => {
  const id = noticeId(notice);
  return { owner: { kind: 'notice', notice: id }, delivery: id } as const;
};

async function stateOf(addressee: Addressee, outbox: Pick<Outbox, 'load'>): Promise<MailState> {
  const found = await outbox.load(requestOf(addressee).owner);
  if (found === null) return 'not made';
  return found.deliveries.some(({ state }) => state === 'due') ? 'waiting' : 'on its way';
}

/** Of a reader nothing would count, so nothing is asked of one. */
const senders = (authority: Authority): Contact[] =>
  reachable(authority).filter(({ address }) => maySendFor(authority, address));

/**
 * Makes each of these mails due, once, and asks again for those that wait: run again after it broke off, it goes on where
 * it was. Returns how many it made due; the mails themselves go out as fast as the account may send.
 */
export async function sendRoundMails(
  { due, waiting }: Pick<RoundMailing, 'due' | 'waiting'>,
  deps: Announcing,
  onDone: (addressee: Addressee) => void = () => {},
): Promise<number> {
  // Asking for one that waits for its turn is harmless.
  await pMap(waiting, (addressee) => deps.deliveries.request(requestOf(addressee)), { concurrency: announcedAtOnce });
  const outcomes = await pMap(
    due,
    async (addressee) => {
      const outcome = await announce(addressee.notice, deps);
      onDone(addressee);
      return outcome;
    },
    { concurrency: announcedAtOnce },
  );
  return outcomes.filter((outcome) => outcome === 'made').length;
}

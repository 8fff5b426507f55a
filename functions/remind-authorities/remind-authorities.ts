import type { RoundId } from '../../shared/domain/ids.ts';
import { lastDeadlineOf } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Announcing } from '../../shared/use-cases/announce.ts';
import {
  planInvitations,
  planReminders,
  type RoundMailing,
  type RoundMailSources,
  sendRoundMails,
} from '../../shared/use-cases/round-mails.ts';

export interface RemindDependencies extends Announcing, RoundMailSources {
  readonly registry: Pick<Registry, 'authorities' | 'rounds'>;
  readonly acts: Pick<Acts, 'append'>;
}

/** What a morning came to, by round. */
export interface Reminded {
  readonly round: RoundId;
  /** Mails that were made due. */
  readonly invitations: number;
  readonly reminders: number;
}

/** Days before a deadline at which those are reminded who have not sent, or not all; below zero, after it. */
const stepsBefore = [1, 3, 14] as const;
const stepsAfter = [7, 1] as const;
const day = 24 * 3600_000;

/** The reminder that is due for a deadline now; null: none. A day on which nobody reminded is made up for by the next. */
export function reminderDue(closes: string, now: Date): number | null {
  const left = (new Date(closes).getTime() - now.getTime()) / day;
  if (left > 0) return stepsBefore.find((step) => left <= step) ?? null;
  // Long after it nobody is bothered any more.
  const step = stepsAfter.find((days) => -left >= days);
  return step === undefined || -left > 30 ? null : -step;
}

/**
 * What a morning has to do: invites the authorities of rounds whose day has come, and reminds those that have sent
 * nothing or not all, each step once. Doing it again invites and reminds nobody again.
 */
export async function remindAuthorities(deps: RemindDependencies): Promise<Reminded[]> {
  const done: Reminded[] = [];
  for (const round of (await deps.registry.rounds()).filter((one) => mayConcern(one, deps.now()))) {
    const isInviting = round.invitesAt !== undefined && new Date(round.invitesAt) <= deps.now();
    const invitations = isInviting ? await mail(round, 'invite', await planInvitations(round, deps), deps) : 0;
    const reminders = await mail(round, 'remind', await planReminders(round, deps, reminderDue), deps);
    if (invitations + reminders > 0) done.push({ round: round.id, invitations, reminders });
  }
  return done;
}

/** A round that is open, or has closed lately for somebody: of others nothing is read. */
function mayConcern(round: Round, now: Date): boolean {
  if (round.opensAt !== null && new Date(round.opensAt) > now) return false;
  const last = lastDeadlineOf(round);
  return last === null || now.getTime() - new Date(last).getTime() < 31 * day;
}

async function mail(
  { id }: Round,
  what: 'invite' | 'remind',
  mailing: RoundMailing,
  deps: RemindDependencies,
): Promise<number> {
  const mails = await sendRoundMails(mailing, deps);
  if (mails > 0) {
    const at = deps.now().toISOString();
    const facts = { mails: String(mails) };
    await deps.acts.append({ round: id, authority: null, at, by: 'schedule', what, facts, reason: null });
  }
  return mails;
}

import { type Notice, noticeId } from '../../shared/domain/mail/notice.ts';
import { secondsUntilTold } from '../../shared/domain/submissions/sheet-waits.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type { SheetQueue } from '../../shared/ports/online-sheets.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';

export interface FollowingLinks extends Announcing {
  readonly sheets: SheetQueue;
  readonly now: () => Date;
}

type Came = Pick<Receipt, 'sender' | 'receivedAt'> & { readonly sheet: string };

/** Of a link and of what comes in for it the same: a sheet has the sender of its link, and is received when that was. */
const waitingNotice = ({ sender, sheet, receivedAt }: Came): Notice => ({
  ...({ kind: 'sheet-waiting', sheet, to: sender } as const),
  receivedAt: new Date(receivedAt).toISOString(),
});

/**
 * A link is followed. From now on its sender is owed a mail that it waits, which goes in a quarter of an hour: by then most
 * sheets have come in, and it is taken back. Nobody has to see that a link still stands in its queue.
 */
export async function followLink(sheet: string, pointer: Receipt, deps: FollowingLinks): Promise<void> {
  const waited = (deps.now().getTime() - Date.parse(pointer.receivedAt)) / 1000;
  await announce(waitingNotice({ ...pointer, sheet }), deps, secondsUntilTold(waited));
  await deps.sheets.request({ sheet, pointer });
}

/** What a link leads to is here, or the reason why it is not: nobody waits for it any more. */
export async function linkCameIn({ sheet, ...receipt }: Receipt, { notices }: Announcing): Promise<void> {
  if (sheet !== undefined) await notices.withdraw(noticeId(waitingNotice({ ...receipt, sheet })));
}

/** A note of before: a link waits whose sender is owed no mail yet. */
export async function tellOfWaitingLink({ sheet = '', ...receipt }: Receipt, deps: Announcing): Promise<void> {
  await announce(waitingNotice({ ...receipt, sheet }), deps);
}

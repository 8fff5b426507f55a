/** Why a mail was not taken. */
export type RefusalReason = 'unauthenticated' | 'unregistered' | 'over-limit' | 'virus' | 'unreadable';

export interface Refusal {
  readonly reason: RefusalReason;
  /** As written on the mail: nobody has proven it. */
  readonly from: string;
  readonly subject: string;
  readonly at: string;
}

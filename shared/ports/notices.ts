import type { Notice } from '../domain/mail/notice.ts';

export interface Notices {
  load(id: string): Promise<Notice | null>;
  /** Writes a notice with its mail due, unless it is there: its outbox must not fall back to due. */
  put(id: string, notice: Notice): Promise<void>;
  /** It has become needless: its mail is due no more, unless it is on its way already. The notice stays known. */
  withdraw(id: string): Promise<void>;
}

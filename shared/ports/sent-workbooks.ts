import type { AuthorityId, RoundId } from '../domain/ids.ts';
import type { SentWorkbook } from '../domain/submissions/sent-workbook.ts';

/** What the workbooks were filled with that an authority has been sent, or has fetched. */
export interface SentWorkbooks {
  /** The same again changes nothing. */
  note(sent: SentWorkbook): Promise<void>;
  of(round: RoundId, authority: AuthorityId): Promise<SentWorkbook[]>;
}
